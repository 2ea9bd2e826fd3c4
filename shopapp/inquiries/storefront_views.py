"""What visitors do: ask, ask for a quote, complain, and read and write on behind the link."""

import dataclasses
import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.catalog.queries import ProductSheet, find_product_by_slug, get_sheets, list_product_choices
from shopapp.customers.queries import find_own_rows
from shopapp.inquiries import queries, wording
from shopapp.inquiries.actions import send_inquiry, write_on
from shopapp.inquiries.cases.queries import find_case
from shopapp.inquiries.complaints.clocks import clocks_of
from shopapp.inquiries.complaints.wording import clock_lines
from shopapp.inquiries.forms.asking import AskForm, ReplyForm, ask_form
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.own import fill_in_own, shown
from shopapp.inquiries.queries import FileRow
from shopapp.inquiries.rules import AlreadySent, Kind, Sent, UnknownProduct, asked_fields
from shopapp.inquiries.web import (
    TEN_MINUTES,
    allow_uploads,
    file_response,
    file_rules,
    in_one_transaction,
    keep_from_visitor,
    limit_files,
    list_kept,
    make_own_form,
    sending_of,
)
from shopapp.kernel import clock
from shopapp.platform.access import by_link, for_customer, open_to_all
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_customer, current_shop, find_current_customer
from shopapp.platform.web.limits import limit_or_429
from shopapp.records.queries import current_policy_id, still_holds
from shopapp.shops.queries import get_profile
from shopapp.shops.words import TOPICS, times_words

blueprint = Blueprint("inquiries_storefront", __name__)

# Many phones share one address of their network, so this bounds machines and not a busy evening.
SENDINGS = 60
WRITINGS = 30
WRONG_LINKS = 20
MOST_IN_LIST = 200


@blueprint.get("/lien-he")
@open_to_all
def ask() -> str:
    """The form for a question, or (`?loai=khieu-nai`) for a complaint; `?sp=<slug>` is about that product."""
    return _new(_question_or_complaint())


@blueprint.post("/lien-he")
@open_to_all
def send_question() -> Response | tuple[str, int]:
    """Take a question or complaint in."""
    return _send(_question_or_complaint())


@blueprint.get("/bao-gia")
@open_to_all
def ask_for_quote() -> str:
    """The form for a quote; `?sp=<slug>` is about that product."""
    return _new(Kind.QUOTE)


@blueprint.post("/bao-gia")
@open_to_all
def send_quote_request() -> Response | tuple[str, int]:
    """Take a quote request in."""
    return _send(Kind.QUOTE)


@blueprint.get("/tai-khoan/cau-hoi")
@for_customer
def own() -> str:
    """Every inquiry of the customer who is signed in."""
    shop, before = current_shop(), request.args.get("truoc", "")
    rows = find_own_rows(shop, current_customer().account_id)
    found = queries.list_own(shop, rows.customer_ids, before=_number(before) or None)
    older = found[-1].id if len(found) == queries.OWN_PAGE else 0
    return render_template("inquiries/storefront/own.html", inquiries=shown(shop, found), older=older)


@blueprint.get("/yeu-cau/<token>")
@by_link
def thread(token: str) -> str:
    """One inquiry behind its link, and the form to write on."""
    inquiry = _open(token)
    form = ReplyForm()
    form.settle_key()
    return _thread_page(token, inquiry, form, ())


@blueprint.post("/yeu-cau/<token>")
@by_link
def write(token: str) -> Response | tuple[str, int]:
    """Write on in the thread."""
    allow_uploads()
    shop, now = current_shop(), clock.now()
    inquiry_id = _open(token).id
    limit_or_429(shop, "inquiry_write", limit=WRITINGS, window=TEN_MINUTES, who=str(inquiry_id))
    limit_files(shop)
    form = ReplyForm()
    kept = list_kept(shop, form, now=now)
    is_valid = form.validate()
    kept += keep_from_visitor(shop, form, now=now)
    if not is_valid or form.files.errors:
        return _thread_page(token, _open(token), form, kept), 422
    draft = form.to_draft()
    sending = sending_of(form, draft, kept, scope=str(inquiry_id))
    try:
        in_one_transaction(lambda: write_on(shop, inquiry_id, draft, sending, now=now))
    except AlreadySent:
        make_own_form(shop, form)
        return _thread_page(token, _open(token), form, kept, was_sent=True), 409
    return redirect(url_for(".thread", token=token, _anchor="last"), 303)


@blueprint.get("/yeu-cau/<token>/tep/<int(max=999999999999):attachment_id>")
@by_link
def attachment(token: str, attachment_id: int) -> Response:
    """A file of the thread behind this link."""
    return file_response(queries.find_attachment(current_shop(), _open(token).id, attachment_id))


def _question_or_complaint() -> Kind:
    return Kind.COMPLAINT if request.args.get("loai") == "khieu-nai" else Kind.QUESTION


def _about(shop: ShopRef) -> ProductSheet | None:
    slug = request.args.get("sp", "")
    return find_product_by_slug(shop, slug) if 0 < len(slug) <= 80 else None


def _form(shop: ShopRef, kind: Kind, about: ProductSheet | None) -> AskForm:
    asked = asked_fields(kind, get_profile(shop), shop.kind)
    products = list_product_choices(shop) if about is None else []
    if about is not None or len(products) > MOST_IN_LIST:
        # Either the address says which product it is and a field would only invite a second answer, or nobody finds
        # one in a list so long: its own page leads here too.
        asked, products = tuple(one for one in asked if one.name != "product"), []
    return ask_form(kind, asked, products)


def _new(kind: Kind) -> str:
    shop = current_shop()
    about = _about(shop)
    form = _form(shop, kind, about)
    form.settle_key()
    form.policy.data = str(current_policy_id(shop) or "")
    fill_in_own(form)
    return _ask_page(kind, form, about, ())


def _send(kind: Kind) -> Response | tuple[str, int]:
    allow_uploads()
    shop, now = current_shop(), clock.now()
    limit_or_429(shop, "inquiry", limit=SENDINGS, window=TEN_MINUTES)
    limit_files(shop)
    about = _about(shop)
    form = _form(shop, kind, about)
    kept = list_kept(shop, form, now=now)
    is_valid = form.validate()
    policy_id, is_current = _agreed_policy(shop, form)
    kept += keep_from_visitor(shop, form, now=now)
    if not is_valid or not is_current or form.files.errors:
        return _ask_page(kind, form, about, kept, is_new_policy=not is_current), 422
    me = find_current_customer()
    draft = dataclasses.replace(form.to_draft(kind, policy_id), account_id=me.account_id if me else None)
    if about is not None:
        draft = dataclasses.replace(draft, product_id=about.id)
    sending = sending_of(form, draft, kept)
    try:
        sent: Sent = in_one_transaction(lambda: send_inquiry(shop, draft, sending, now=now))
    except AlreadySent:
        make_own_form(shop, form)
        return _ask_page(kind, form, about, kept, was_sent=True), 409
    except UnknownProduct:
        return _ask_page(kind, form, None, kept, is_gone=True), 409
    return redirect(url_for(".thread", token=sent.token), 303)


def _number(text: str) -> int:
    """An id out of an address or a hidden field, 0 when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else 0


def _agreed_policy(shop: ShopRef, form: AskForm) -> tuple[int | None, bool]:
    """(the policy the sender agrees to, whether the page named it); from now on the page names the one in force."""
    shown = _number(form.policy.data or "")
    if shown and still_holds(shop, shown):
        return shown, True
    current = current_policy_id(shop)
    form.policy.data = str(current or "")
    return current, not shown and current is None


def _ask_page(
    kind: Kind,
    form: AskForm,
    about: ProductSheet | None,
    kept: Sequence[FileRow],
    *,
    is_new_policy: bool = False,
    was_sent: bool = False,
    is_gone: bool = False,
) -> str:
    extra, profile = [], get_profile(current_shop())
    if is_new_policy:
        words = _("The privacy policy was renewed while this page was open. Please look at it and send again.")
        extra.append(("#policy-note", words))
    if was_sent:
        words = _("This form was already sent, with other content. Send again to make this a second inquiry.")
        extra.append(("#send", words))
    if is_gone:
        extra.append(("#product", _("This product is no longer on offer.")))
    return render_template(
        "inquiries/storefront/ask.html",
        kind=kind,
        form=form,
        about=about,
        action=url_for(request.endpoint or "", **_chosen(about)),
        kept=kept,
        extra=extra,
        today=clock.local_day(clock.now()).isoformat(),
        texts=profile.texts,
        times={topic: times_words(times) for topic, times in profile.complaint_times.items()},
        agreement=wording.agreement(),
        **file_rules(),
    )


def _chosen(about: ProductSheet | None) -> dict[str, Any]:
    """The part of the address that says what the form is for; it stays through every answer to it."""
    chosen = {"loai": "khieu-nai"} if request.args.get("loai") == "khieu-nai" else {}
    return chosen | ({"sp": about.slug} if about else {})


def _thread_page(
    token: str, inquiry: Inquiry, form: ReplyForm, kept: Sequence[FileRow], *, was_sent: bool = False
) -> str:
    shop = current_shop()
    entries = queries.list_thread(shop, inquiry.id)
    wanted = {product_id for entry in entries for product_id in entry.product_ids}
    sheets = get_sheets(shop, wanted | ({inquiry.product_id} if inquiry.product_id else set()))
    words = _("This message was already sent, with other content. Send again to add what is written here.")
    return render_template(
        "inquiries/storefront/thread.html",
        token=token,
        inquiry=inquiry,
        case=find_case(shop, inquiry.id) if inquiry.kind == Kind.SECURITY else None,
        clock_lines=clock_lines(clocks_of(inquiry), clock.now()),
        topic=TOPICS.get(inquiry.topic, ""),
        entries=entries,
        sheets=sheets,
        urls={
            file.id: url_for(".attachment", token=token, attachment_id=file.id)
            for entry in entries
            for file in entry.files
        },
        names={"customer": _("You")},
        facts=wording.show_facts(inquiry.quote),
        wording=wording,
        form=form,
        kept=kept,
        extra=[("#send", words)] if was_sent else [],
        **file_rules(),
    )


def _open(token: str) -> Inquiry:
    """The inquiry of this link; 404 for any other, and 429 for who tries many."""
    shop = current_shop()
    inquiry = queries.find_by_link(shop, token) if re.fullmatch(r"[0-9a-f]{48}", token) else None
    if inquiry is None:
        limit_or_429(shop, "inquiry_link", limit=WRONG_LINKS, window=TEN_MINUTES)
        abort(404)
    return inquiry
