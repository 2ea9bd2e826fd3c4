"""The review: everything as it will be ordered, and the button that orders it."""

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.catalog.rules import SoldOut
from shopapp.delivery.places import find_place
from shopapp.kernel import clock
from shopapp.kernel.refusal import Refusal
from shopapp.orders.actions import Placed, place_order
from shopapp.orders.actions.place import same_order
from shopapp.orders.again import at_most_twice
from shopapp.orders.forms import OrderForm, ReviewForm, review_form
from shopapp.orders.forms.choices import number, stock_words
from shopapp.orders.queries import DraftRow, Terms, find_by_submission, get_form_terms
from shopapp.orders.rules import (
    Agreement,
    ContentDiffers,
    NoPolicy,
    OrderDraftData,
    PriceChanged,
    fingerprint,
    offered_purposes,
)
from shopapp.orders.rules.typed import chosen_ids
from shopapp.orders.storefront_views.base import (
    LIMIT_WINDOW,
    PLACE_LIMIT,
    blueprint,
    own_draft,
    read_draft_key,
    set_draft_key,
)
from shopapp.orders.storefront_views.choose import choose_page
from shopapp.orders.storefront_views.form import Page, form_page, order_form
from shopapp.orders.storefront_views.shown import line_shown
from shopapp.orders.storefront_views.timeline import appointment_words
from shopapp.platform.access import open_to_all
from shopapp.platform.capabilities import consents_asked
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop, find_current_customer
from shopapp.platform.web.limits import limit_or_429
from shopapp.records.queries import current_policy


@blueprint.get("/dat-hang/xem-lai")
@open_to_all
def review() -> Response | Page:
    """Everything as it will be ordered; the form again when something of it cannot be any more."""
    return shown_again("", 200)


@blueprint.post("/dat-hang/xem-lai")
@open_to_all
def place() -> Response | Page:
    """Place the order that was reviewed."""
    limit_or_429(current_shop(), "orders.place", limit=PLACE_LIMIT, window=LIMIT_WINDOW)
    now, posted = clock.now(), open_review_form()
    draft = own_draft(now)
    if draft is None or draft.submission_key != posted.key.data:
        return sent_before(posted, draft)
    form = _form_of(draft, now)
    if not form.validate_kept():
        return shown_again(_changed_words())
    data = form.to_draft()
    if not posted.validate():
        return _review_page(draft, form, posted, 422)
    if posted.content.data != content_of(data):
        return shown_again(_("The order was changed in another window. Please check it once more."))
    try:
        placed = _carry_out(data, posted, form.terms)
    except Refusal as refusal:
        return _refused(refusal, now)
    response = redirect(url_for("orders_storefront.show", token=placed.token), 303)
    return set_draft_key(response, "")


def shown_again(notice: str, status: int = 409) -> Response | Page:
    """The review of what the draft holds now, with a word on why; the form when the draft is not valid any more."""
    now = clock.now()
    draft = own_draft(now)
    if draft is None:
        # Another sending of the same form may have been placed since this one read its draft.
        return sent_before(open_review_form(), None) if request.method == "POST" else _to_the_form()
    form = _form_of(draft, now)
    if not form.validate_kept():
        return form_page(form, 409, notice or _changed_words())
    return _review_page(draft, form, None, status, notice)


def _to_the_form() -> Response:
    return redirect(url_for("orders_storefront.new"), 303)


def content_of(data: OrderDraftData) -> str:
    """The fingerprint of an order's content."""
    return fingerprint(current_settings().secret_key, data)


def policy_sentence() -> str:
    """The sentence of agreement above the button, stored with the order word by word."""
    return str(_("By placing this order I agree that the shop uses this data to carry it out, as its policy says."))


def declaration_sentence() -> str:
    """The declaration beside the box, stored with the order word by word."""
    return str(_("I declare that what I have entered is correct and lawful."))


def _form_of(draft: DraftRow, now: datetime) -> OrderForm:
    terms = get_form_terms(current_shop(), chosen_ids(draft.typed), now=now)
    return order_form(terms, draft.typed)


def open_review_form() -> ReviewForm:
    form = review_form(offered_purposes(consents_asked(current_shop())))
    form.declared.label.text = declaration_sentence()
    return form


def _review_page(draft: DraftRow, form: OrderForm, posted: ReviewForm | None, status: int, notice: str = "") -> Page:
    data, quote, policy = form.to_draft(), form.quote(), current_policy(current_shop())
    sending = posted or _fresh_form()
    sending.key.data, sending.content.data = draft.submission_key, content_of(data)
    sending.shown.data, sending.policy.data = quote.digest(), str(policy.id) if policy else ""
    page = render_template(
        "orders/storefront/review.html",
        form=sending,
        order=data,
        quote=quote,
        lines=[line_shown(line, form.terms.variants[line.variant_id]) for line in quote.lines],
        place=find_place(data.province_code, data.ward_code),
        when=_when(form, data),
        policy=policy,
        agreement=policy_sentence(),
        notice_text=notice if policy else _("The shop has not published its privacy policy yet. Please call the shop."),
    )
    return page, status


def _when(form: OrderForm, data: OrderDraftData) -> str:
    slot = form.terms.schedule.find_slot(data.slot_id or 0)
    return appointment_words(data.delivery_date, slot.span if slot else "")


def _fresh_form() -> ReviewForm:
    form = open_review_form()
    # A box that was ticked for other content must be ticked anew.
    form.declared.data = False
    for box in form.boxes():
        box.data = False
    return form


def _carry_out(data: OrderDraftData, posted: ReviewForm, terms: Terms) -> Placed:
    """Place what was reviewed, under the policy that was shown."""
    agreement = Agreement(number(posted.policy.data), policy_sentence(), declaration_sentence(), posted.answers())
    return at_most_twice(lambda: _place_once(data, posted, agreement, terms))


def _place_once(data: OrderDraftData, posted: ReviewForm, agreement: Agreement, terms: Terms) -> Placed:
    me = find_current_customer()
    with transaction():
        return place_order(
            current_shop(),
            data,
            key=posted.key.data or "",
            fingerprint=posted.content.data or "",
            agreement=agreement,
            shown=posted.shown.data or "",
            draft_key=read_draft_key(),
            terms=terms,
            customer_account_id=me.account_id if me else None,
            now=clock.now(),
        )


def sent_before(posted: ReviewForm, draft: DraftRow | None) -> Response | Page:
    """The form's draft is gone: it was sent before (the browser's way back, a second tap), or it is too old."""
    shop = current_shop()
    earlier = find_by_submission(shop, posted.key.data or "")
    if earlier is None:
        if draft is not None:
            return shown_again(_("The order was changed in another window. Please check it once more."))
        words = _("What was typed is kept for 24 hours, which are over. Please fill in the form again.")
        return choose_page({}, words, 409)
    try:
        placed = same_order(shop, earlier, posted.content.data or "")
    except ContentDiffers as refusal:
        return _differs_page(refusal)
    return redirect(url_for("orders_storefront.show", token=placed.token), 303)


def _refused(refusal: Refusal, now: datetime) -> Response | Page:
    if isinstance(refusal, ContentDiffers):
        return _differs_page(refusal)
    if isinstance(refusal, PriceChanged):
        return shown_again(_("Prices or the delivery fee have changed meanwhile. Please check the new total."))
    if isinstance(refusal, NoPolicy):
        return shown_again(
            _(
                "The shop uses data for other purposes, gives it to others or keeps it for other times than the policy "
                "said that was shown. Please read what is different below, and order again if you agree."
            )
        )
    if isinstance(refusal, SoldOut) and (draft := own_draft(now)):
        form = _form_of(draft, now)
        form.validate_kept()
        form.refuse_line(refusal.variant_id, stock_words(refusal.left))
        return form_page(form, 409, _changed_words())
    return shown_again(_changed_words())


def _differs_page(refusal: ContentDiffers) -> Page:
    return render_template("orders/storefront/differs.html", token=refusal.token), 409


def _changed_words() -> str:
    return str(_("Something has changed since this was filled in. Please look at what is marked."))
