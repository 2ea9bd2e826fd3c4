"""The two large pages of the back office's side put together: the list, and one inquiry."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from shopapp.accounts.queries import list_staff, names_of_staff
from shopapp.catalog.queries import get_sheets, search_cards
from shopapp.inquiries import queries, wording
from shopapp.inquiries.cases.forms import CloseForm
from shopapp.inquiries.cases.queries import find_case
from shopapp.inquiries.complaints.clocks import clocks_of
from shopapp.inquiries.complaints.queries import count_late
from shopapp.inquiries.complaints.wording import clock_lines, late_words
from shopapp.inquiries.forms.desk import AnswerForm, AssignForm, NoteForm, SpokenForm, TopicForm
from shopapp.inquiries.forms.fields import ACCEPT, choices_of
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.queries import Entry, FileRow
from shopapp.inquiries.rules import ASKED_KINDS, CAP, MOST_FILES, Kind, State
from shopapp.kernel import clock
from shopapp.kernel.contacts import mask_name
from shopapp.notifications import words as message_words
from shopapp.notifications.queries import list_messages
from shopapp.platform.access import Permission
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal
from shopapp.records.bars import is_restricted
from shopapp.records.rules import Reference

# More than these are not looked through; a further word finds the product sooner.
MOST_FOUND = 8
# Not a state: complaints that are overdue, whatever their state.
LATE = "late"


def list_page(shop: ShopRef, args: MultiDict[str, str], *, only_of: int | None) -> str:
    """The list by state, kind and search; unknown values show everything, `only_of` one member of staff's alone."""
    state = args.get("muc", "") if args.get("muc", "") in {*State, LATE} else ""
    kind = args.get("loai", "") if args.get("loai", "") in set(ASKED_KINDS) else ""
    typed, now = args.get("q", "")[:100], clock.now()
    page = queries.list_inquiries(
        shop,
        state="" if state == LATE else state,
        kind=kind,
        typed=typed,
        after=args.get("sau", ""),
        assigned_to=only_of,
        late_at=now if state == LATE else None,
    )
    chosen: dict[str, Any] = {"loai": kind or None, "q": typed or None}
    return render_template(
        "inquiries/backoffice/list.html",
        page=page,
        tabs=_tabs(shop, state, chosen, only_of),
        state=state,
        kind=kind,
        typed=typed,
        kinds=ASKED_KINDS,
        wording=wording,
        late={row.id: late_words(row.clocks, now) for row in page.rows},
        staff=names_of_staff(shop, sorted({r.assigned_account_id for r in page.rows if r.assigned_account_id})),
        sheets=get_sheets(shop, {r.product_id for r in page.rows if r.product_id}),
        next_href=url_for("inquiries_backoffice.inquiries", muc=state or None, sau=page.next, **chosen)
        if page.next
        else "",
    )


def offer_products(shop: ShopRef, form: AnswerForm) -> None:
    """Let the form offer what was chosen so far, and the first few products that fit what was searched for."""
    chosen = {
        int(value) for value in form.products.data or () if value.isascii() and value.isdigit() and len(value) < 13
    }
    offered = {product_id: sheet.name for product_id, sheet in get_sheets(shop, chosen).items()}
    page = search_cards(shop, form.find.data or "")
    found = page.cards
    offered |= {card.id: card.name for card in found[:MOST_FOUND]}
    form.products.choices = choices_of(offered.items())
    form.found, form.has_more = len(found[:MOST_FOUND]), bool(page.next_place) or len(found) > MOST_FOUND


def is_locked(shop: ShopRef, inquiry: Inquiry) -> bool:
    """Whether who asked wants the data only kept; what still waits for an answer is answered."""
    is_over = inquiry.state in (State.ANSWERED, State.CLOSED)
    return is_over and is_restricted(shop, (inquiry.phone, inquiry.email))


def detail_page(
    shop: ShopRef,
    inquiry: Inquiry,
    *,
    form: AnswerForm,
    note_form: NoteForm,
    close_form: CloseForm,
    spoken_form: SpokenForm,
    assign_form: AssignForm,
    kept: Sequence[FileRow],
    refusals: Sequence[str],
    is_revealed: bool,
) -> str:
    """One inquiry with everything that belongs to it."""
    entries = queries.list_thread(shop, inquiry.id)
    staff = list_staff(shop)
    assign_form.account.choices = choices_of(((s.id, s.name) for s in staff if s.is_active), _("Nobody yet"))
    return render_template(
        "inquiries/backoffice/detail.html",
        inquiry=inquiry,
        case=find_case(shop, inquiry.id) if inquiry.kind == Kind.SECURITY else None,
        close_form=close_form,
        spoken_form=spoken_form,
        topic_form=TopicForm(formdata=None, topic=inquiry.topic),
        clock_lines=clock_lines(clocks_of(inquiry), clock.now()),
        late=late_words(clocks_of(inquiry), clock.now()),
        entries=entries,
        sheets=get_sheets(shop, _products_of(inquiry, entries)),
        urls={
            f.id: url_for("inquiries_backoffice.attachment", inquiry_id=inquiry.id, attachment_id=f.id)
            for e in entries
            for f in e.files
        },
        names={s.id: s.name for s in staff} | {"customer": _called(inquiry)},
        facts=wording.show_facts(inquiry.quote),
        notes=queries.list_notes(shop, inquiry.id),
        messages=list_messages(shop, Reference("inquiry", inquiry.id)),
        message_words=message_words,
        wording=wording,
        form=form,
        note_form=note_form,
        assign_form=assign_form,
        kept=kept,
        extra=[("#send", text) for text in refusals],
        is_revealed=is_revealed,
        is_locked=is_locked(shop, inquiry),
        accept=ACCEPT,
        most_files=MOST_FILES,
        megabytes=current_settings().upload_megabytes,
    )


def _called(inquiry: Inquiry) -> str:
    """The customer's name above what they wrote, in part for whoever may not see contact data."""
    name = inquiry.name if current_principal().may(Permission.CONTACTS_REVEAL) else mask_name(inquiry.name)
    return name or str(_("Customer"))


def _products_of(inquiry: Inquiry, entries: Sequence[Entry]) -> set[int]:
    shown = {product_id for entry in entries for product_id in entry.product_ids}
    return shown | ({inquiry.product_id} if inquiry.product_id else set())


def _tabs(shop: ShopRef, state: str, chosen: dict[str, Any], only_of: int | None) -> list[dict[str, object]]:
    counts = queries.count_by_state(shop, assigned_to=only_of)
    shown: list[dict[str, object]] = [
        {
            "label": wording.STATES[each],
            "href": url_for("inquiries_backoffice.inquiries", muc=each.value, **chosen),
            "count": _capped(counts[each]),
            "current": state == each,
        }
        for each in State
    ]
    href = url_for("inquiries_backoffice.inquiries", **chosen)
    everything = {"label": _("All"), "href": href, "count": None, "current": not state}
    overdue = count_late(shop, now=clock.now(), assigned_to=only_of)
    if not overdue and state != LATE:
        return [everything, *shown]
    href = url_for("inquiries_backoffice.inquiries", muc=LATE)
    late = {"label": _("Overdue complaints"), "href": href, "count": _capped(overdue), "current": state == LATE}
    return [everything, late, *shown]


def _capped(count: int) -> str | None:
    if not count:
        return None
    return f"{CAP}+" if count > CAP else str(count)
