"""An order typed in by a member of staff for somebody on the phone or at the counter.

Nothing is kept between two steps: the page itself carries everything typed, because whoever types stays on it.
"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from shopapp.catalog.rules import SoldOut
from shopapp.delivery.rules import earliest
from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.kernel.refusal import Refusal
from shopapp.orders.actions import Placed, take_phone_order
from shopapp.orders.actions.phone import SOURCES
from shopapp.orders.again import at_most_twice
from shopapp.orders.backoffice_views.desk import blueprint
from shopapp.orders.backoffice_words import source_word
from shopapp.orders.forms import OrderForm, keep_typed
from shopapp.orders.forms.choices import stock_words
from shopapp.orders.forms.fields import appointment_text
from shopapp.orders.queries import get_terms
from shopapp.orders.rules import ContentDiffers, NoLongerOffered, OrderDraftData, fingerprint
from shopapp.orders.rules.typed import Typed, take_step
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_principal, current_shop

LONGEST_KEY = 64


@blueprint.get("/moi")
@require(Permission.ORDERS_CHANGE)
def new() -> ResponseReturnValue:
    """The empty form."""
    return _page(_form({}), 200)


@blueprint.post("/moi")
@require(Permission.ORDERS_CHANGE)
def take() -> ResponseReturnValue:
    """One button of the form: add or remove a line, show the wards, count, or place the order."""
    button = request.form.get("step", "review")[:40]
    typed = take_step(keep_typed(request.form.items()), button)
    form = _form(typed)
    if button != "review":
        return _page(form, 200)
    if not form.validate():
        return _page(form, 422)
    try:
        draft = form.to_draft()
        placed = at_most_twice(lambda: _place(draft))
    except Refusal as refusal:
        return _refused(form, refusal)
    return redirect(url_for(".order", order_id=placed.id), 303)


def _place(draft: OrderDraftData) -> Placed:
    source = request.form.get("source", "")
    with transaction():
        return take_phone_order(
            current_shop(),
            draft,
            key=request.form.get("key", "")[:LONGEST_KEY] or new_token(),
            fingerprint=fingerprint(current_settings().secret_key, draft),
            source=source if source in SOURCES else SOURCES[0],
            account_id=current_principal().account_id,
            now=clock.now(),
        )


def _refused(form: OrderForm, refusal: Refusal) -> ResponseReturnValue:
    if isinstance(refusal, SoldOut):
        form.refuse_line(refusal.variant_id, stock_words(refusal.left))
        return _page(form, 409)
    if isinstance(refusal, NoLongerOffered):
        form.refuse_line(refusal.variant_id, _("This item is no longer offered. Please remove it or choose another."))
        return _page(form, 409)
    if isinstance(refusal, ContentDiffers):
        words = _("This form was sent before with other content. The order stands in the list; enter a new one here.")
        return _page(form, 409, words, key=new_token())
    return _page(form, 409, _("Something about this order has changed meanwhile. Please check it and send it again."))


def _form(typed: Typed) -> OrderForm:
    terms = get_terms(current_shop(), None, now=clock.now())
    payment = terms.payment_methods[0] if terms.payment_methods else ""
    defaults = {"for_whom": "self", "language": language(), "payment": payment, "add_quantity": "1"}
    return OrderForm(terms, MultiDict(defaults | {name: value for name, value in typed.items() if value}))


def _page(form: OrderForm, status: int, notice: str = "", key: str = "") -> ResponseReturnValue:
    first = earliest(form.terms.schedule, form.terms.now)
    chosen = request.form.get("source", SOURCES[0])
    page = render_template(
        "orders/backoffice/new.html",
        form=form,
        quote=form.quote(),
        notice_text=notice,
        key=key or request.form.get("key", "")[:LONGEST_KEY] or new_token(),
        sources=[(name, source_word(name), name == chosen) for name in SOURCES],
        earliest=appointment_text(first) if first else "",
        first_day=first.day if first else None,
        last_day=form.terms.schedule.last_day(form.terms.now),
    )
    return page, status
