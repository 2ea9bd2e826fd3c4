"""What staff do: see what was asked, answer, note, assign, close, and type in what came by phone."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.catalog.queries import list_product_choices
from shopapp.inquiries import actions, queries
from shopapp.inquiries.cases.forms import CloseForm
from shopapp.inquiries.complaints.rules import NotAnswered
from shopapp.inquiries.desk_page import detail_page, is_locked, list_page, offer_products
from shopapp.inquiries.forms.desk import AnswerForm, AssignForm, NoteForm, SpokenForm, TypedForm
from shopapp.inquiries.forms.fields import ACCEPT, choices_of
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.queries import FileRow
from shopapp.inquiries.rules import (
    MOST_FILES,
    AlreadyClosed,
    AlreadySent,
    Kind,
    NoSuchInquiry,
    NotClosed,
    UnknownColleague,
    UnknownProduct,
)
from shopapp.inquiries.web import (
    allow_uploads,
    file_response,
    in_one_transaction,
    keep_accepted,
    list_kept,
    make_own_form,
    sending_of,
)
from shopapp.kernel import clock
from shopapp.platform.access import Area, Permission, Reach, require
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.records.rules import Reference
from shopapp.records.web import audited, show_in_full

blueprint = Blueprint("inquiries_backoffice", __name__, url_prefix="/quan-tri/hoi-dap")

ONE = "/<int(max=999999999999):inquiry_id>"


@blueprint.get("")
@require(Permission.INQUIRIES_SEE)
def inquiries() -> str:
    """One page of inquiries by state (`muc`), kind (`loai`) and what was typed (`q`)."""
    return list_page(current_shop(), request.args, only_of=_only_of())


@blueprint.get("/moi")
@require(Permission.INQUIRIES_CHANGE)
def new() -> str:
    """The form for an inquiry that came by phone or at the counter."""
    form = _typed_form()
    form.settle_key()
    return _typed_page(form, ())


@blueprint.post("/moi")
@require(Permission.INQUIRIES_CHANGE)
def type_in() -> Response | tuple[str, int]:
    """Take such an inquiry in."""
    allow_uploads()
    shop, now, account_id = current_shop(), clock.now(), current_principal().account_id
    form = _typed_form()
    kept = list_kept(shop, form, now=now)
    is_valid = form.validate()
    kept += keep_accepted(shop, form, now=now) if not form.is_stale else []
    if not is_valid or form.files.errors:
        return _typed_page(form, kept), 422
    draft = form.to_draft(shop.language)
    sending = sending_of(form, draft, kept)
    try:
        inquiry_id = in_one_transaction(lambda: actions.type_in(shop, draft, sending, account_id=account_id, now=now))
    except (AlreadySent, UnknownProduct) as refusal:
        make_own_form(shop, form)
        return _typed_page(form, kept, (_word(refusal),)), 409
    flash(_("The inquiry is noted and assigned to you."), "success")
    return redirect(url_for(".inquiry", inquiry_id=inquiry_id), 303)


@blueprint.get(ONE)
@require(Permission.INQUIRIES_SEE)
@audited("inquiry", "inquiry_id")
def inquiry(inquiry_id: int) -> str:
    """One inquiry: thread, masked contact, notes, messages, and what can be done."""
    return detail(reachable(inquiry_id))


@blueprint.post(f"{ONE}/hien")
@require(Permission.CONTACTS_REVEAL)
def reveal(inquiry_id: int) -> str:
    """Show the contact in full, once, and record who had it shown and why."""
    found = reachable(inquiry_id)
    shown = show_in_full(Reference("inquiry", found.id), is_locked=is_locked(current_shop(), found))
    return detail(found, is_revealed=shown)


@blueprint.post(f"{ONE}/tra-loi")
@require(Permission.INQUIRIES_CHANGE)
def answer(inquiry_id: int) -> Response | tuple[str, int]:
    """Answer in the thread; the customer is told by the ways they gave."""
    allow_uploads()
    shop, now, account_id = current_shop(), clock.now(), current_principal().account_id
    reachable(inquiry_id)
    form = AnswerForm()
    offer_products(shop, form)
    kept = list_kept(shop, form, now=now)
    is_valid = form.validate()
    kept += keep_accepted(shop, form, now=now) if not form.is_stale else []
    if "tim" in request.form and not form.is_stale:
        return detail(reachable(inquiry_id), form=form.without_errors(), kept=kept), 200
    if not is_valid or form.files.errors:
        return detail(reachable(inquiry_id), form=form, kept=kept), 422
    draft = form.to_draft()
    sending = sending_of(form, draft, kept, scope=f"staff {inquiry_id}")
    try:
        in_one_transaction(lambda: actions.answer(shop, inquiry_id, draft, sending, account_id=account_id, now=now))
    except (AlreadySent, UnknownProduct) as refusal:
        make_own_form(shop, form)
        return detail(reachable(inquiry_id), form=form, kept=kept, refusals=(_word(refusal),)), 409
    flash(_("The answer is on its way to the customer."), "success")
    return redirect(url_for(".inquiry", inquiry_id=inquiry_id, _anchor="last"), 303)


@blueprint.post(f"{ONE}/ghi-chu")
@require(Permission.INQUIRIES_CHANGE)
def add_note(inquiry_id: int) -> Response | tuple[str, int]:
    """Note something for colleagues."""
    shop, account_id = current_shop(), current_principal().account_id
    reachable(inquiry_id)
    form = NoteForm()
    if not form.validate():
        return detail(reachable(inquiry_id), note_form=form), 422
    body = form.note.data or ""
    with transaction():
        actions.add_note(shop, inquiry_id, body, account_id=account_id, now=clock.now())
    return redirect(url_for(".inquiry", inquiry_id=inquiry_id, _anchor="notes"), 303)


@blueprint.post(f"{ONE}/giao")
@require(Permission.INQUIRIES_CHANGE)
def assign(inquiry_id: int) -> Response:
    """Put the inquiry into a colleague's hands, or nobody's."""
    chosen = request.form.get("account", "")
    account_id = int(chosen) if chosen.isascii() and chosen.isdigit() and len(chosen) < 13 else None
    if account_id is None and chosen:
        return _after(inquiry_id, _word(UnknownColleague()))
    answer = _step(inquiry_id, lambda: actions.assign(current_shop(), inquiry_id, account_id), _("Saved."))
    # Whoever sees only their own has just given this one away.
    return answer if _only_of() in (None, account_id) else redirect(url_for(".inquiries"), 303)


@blueprint.post(f"{ONE}/dong")
@require(Permission.INQUIRIES_CHANGE)
def close(inquiry_id: int) -> Response:
    """Nothing is left to do. A safety case ends with a note on what was found, by a form of its own."""
    now = clock.now()
    if reachable(inquiry_id).kind == Kind.SECURITY:
        return _after(inquiry_id, _("Please note what was found and done; that ends the case."))
    return _step(inquiry_id, lambda: actions.close(current_shop(), inquiry_id, now=now), _("The inquiry is closed."))


@blueprint.post(f"{ONE}/mo-lai")
@require(Permission.INQUIRIES_CHANGE)
def reopen(inquiry_id: int) -> Response:
    """Something is left to do after all."""
    now = clock.now()
    return _step(
        inquiry_id, lambda: actions.reopen(current_shop(), inquiry_id, now=now), _("The inquiry is open again.")
    )


@blueprint.get(f"{ONE}/tep/<int(max=999999999999):attachment_id>")
@require(Permission.INQUIRIES_SEE)
@audited("inquiry", "inquiry_id", what="file")
def attachment(inquiry_id: int, attachment_id: int) -> Response:
    """A file of this inquiry's thread."""
    reachable(inquiry_id)
    return file_response(queries.find_attachment(current_shop(), inquiry_id, attachment_id))


def reachable(inquiry_id: int) -> Inquiry:
    """The inquiry, where whoever is signed in may meet it; 404 otherwise, 403 for a safety case beyond their role."""
    found, only_of = queries.find_inquiry(current_shop(), inquiry_id), _only_of()
    if found is None or (only_of is not None and found.assigned_account_id != only_of):
        abort(404)
    if found.kind == Kind.SECURITY:
        looks = request.method == "GET" or request.endpoint == "inquiries_backoffice.reveal"
        if not current_principal().may(Permission.CASES_SEE if looks else Permission.CASES_CHANGE):
            abort(403)
    return found


def _only_of() -> int | None:
    """Whose inquiries alone are shown: one's own, where the role reaches no further; None for everybody's."""
    me = current_principal()
    return None if me.reach(Area.INQUIRIES) is Reach.ALL else me.account_id


def detail(
    inquiry: Inquiry,
    *,
    form: AnswerForm | None = None,
    note_form: NoteForm | None = None,
    close_form: CloseForm | None = None,
    spoken_form: SpokenForm | None = None,
    kept: Sequence[FileRow] = (),
    refusals: Sequence[str] = (),
    is_revealed: bool = False,
) -> str:
    """The page of one inquiry, with the forms as they were filled in and what was wrong with them."""
    shop = current_shop()
    if form is None:
        # What was posted belongs to another form of this page, or to none.
        form = AnswerForm(formdata=None)
        form.settle_key()
        offer_products(shop, form)
    return detail_page(
        shop,
        inquiry,
        form=form,
        note_form=note_form or NoteForm(formdata=None),
        close_form=close_form or CloseForm(formdata=None),
        spoken_form=spoken_form or SpokenForm(formdata=None),
        assign_form=AssignForm(formdata=None, account=str(inquiry.assigned_account_id or "")),
        kept=kept,
        refusals=refusals,
        is_revealed=is_revealed,
    )


def _step(inquiry_id: int, change: Callable[[], None], done: str) -> Response:
    reachable(inquiry_id)
    try:
        with transaction():
            change()
    except NoSuchInquiry:
        abort(404)
    except (AlreadyClosed, NotClosed, NotAnswered, UnknownColleague) as refusal:
        return _after(inquiry_id, _word(refusal))
    flash(done, "success")
    return redirect(url_for(".inquiry", inquiry_id=inquiry_id), 303)


def _after(inquiry_id: int, words: str) -> Response:
    flash(words, "error")
    return redirect(url_for(".inquiry", inquiry_id=reachable(inquiry_id).id), 303)


def _word(refusal: Exception) -> str:
    if isinstance(refusal, AlreadySent):
        return str(_("This form was already sent, with other content. Send again to add what is written here."))
    if isinstance(refusal, UnknownProduct):
        return str(_("One of these products is no longer on offer. Please choose again."))
    if isinstance(refusal, AlreadyClosed):
        return str(_("The inquiry is already closed."))
    if isinstance(refusal, NotAnswered):
        return str(
            _("Nobody has answered this complaint yet. Please answer it, or note what was said by word of mouth.")
        )
    if isinstance(refusal, NotClosed):
        return str(_("The inquiry is already open."))
    return str(_("Please choose somebody who works in this shop."))


def _typed_form() -> TypedForm:
    form = TypedForm()
    form.product.choices = choices_of(list_product_choices(current_shop()), _("About no particular product"))
    return form


def _typed_page(form: TypedForm, kept: Sequence[FileRow], refusals: Sequence[str] = ()) -> str:
    return render_template(
        "inquiries/backoffice/new.html",
        form=form,
        kept=kept,
        extra=[("#send", words) for words in refusals],
        accept=ACCEPT,
        most_files=MOST_FILES,
        megabytes=current_settings().upload_megabytes,
    )
