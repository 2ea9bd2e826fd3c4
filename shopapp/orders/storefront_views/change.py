"""Changing or cancelling one's own order while the shop has not confirmed it; only after proving the contact."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from shopapp.delivery.queries import get_schedule
from shopapp.delivery.rules import DayNotPossible, Schedule
from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.orders.actions import cancel_by_visitor, change_by_visitor
from shopapp.orders.forms import ChangeForm
from shopapp.orders.forms.fields import day_words
from shopapp.orders.models import Order
from shopapp.orders.queries import has_own_word
from shopapp.orders.rules import State, TooLate
from shopapp.orders.rules.asked import CARD_KINDS
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.form import Page
from shopapp.orders.storefront_views.order import has_proof, the_order
from shopapp.platform.access import by_link
from shopapp.platform.database import transaction
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop


@blueprint.get("/don-hang/<token>/sua")
@by_link
def edit(token: str) -> Response | Page:
    """What may be changed, with what stands there now."""
    order = the_order(token)
    if elsewhere := _not_changed_here(order, token):
        return elsewhere
    form = _change_form(order, filled=True)
    return _change_page(form, order, token, 200)


@blueprint.post("/don-hang/<token>/sua")
@by_link
def save(token: str) -> Response | Page:
    """Store the change."""
    order = the_order(token)
    if elsewhere := _not_changed_here(order, token):
        return elsewhere
    form, now = _change_form(order), clock.now()
    if not form.validate() or not form.check_appointment(now):
        return _change_page(form, order, token, 422)
    change, order_id = form.to_change(), order.id
    try:
        with transaction():
            change_by_visitor(current_shop(), order_id, change, now=now)
    except TooLate:
        return _too_late_page(token)
    except DayNotPossible as refusal:
        form.delivery_date.errors = [day_words(refusal)]
        return _change_page(form, the_order(token), token, 409)
    return redirect(url_for("orders_storefront.show", token=token, da="sua"), 303)


@blueprint.get("/don-hang/<token>/huy")
@by_link
def ask_cancel(token: str) -> Response | Page:
    """One question before the order is cancelled."""
    order = the_order(token)
    if elsewhere := _not_allowed(order, token):
        return elsewhere
    return render_template("orders/storefront/cancel.html", form=ShopForm(), order=order, token=token), 200


@blueprint.post("/don-hang/<token>/huy")
@by_link
def cancel(token: str) -> Response | Page:
    """Cancel it."""
    order = the_order(token)
    if elsewhere := _not_allowed(order, token):
        return elsewhere
    order_id = order.id
    try:
        with transaction():
            cancel_by_visitor(current_shop(), order_id, now=clock.now())
    except TooLate:
        return _too_late_page(token)
    return redirect(url_for("orders_storefront.show", token=token), 303)


def _not_allowed(order: Order, token: str) -> Response | Page | None:
    """Where somebody goes who may not change this order (yet)."""
    if order.state != State.PLACED or order.frozen_at is not None:
        return _too_late_page(token)
    if not has_proof(order):
        return redirect(url_for("orders_storefront.ask_code", token=token), 303)
    return None


def _not_changed_here(order: Order, token: str) -> Response | Page | None:
    """As `_not_allowed`; besides, the form would show the sender what the recipient has corrected."""
    if has_own_word(current_shop(), order):
        return _too_late_page(token)
    return _not_allowed(order, token)


def _too_late_page(token: str) -> Page:
    return render_template("orders/storefront/too_late.html", token=token), 409


def _change_form(order: Order, *, filled: bool = False) -> ChangeForm:
    schedule = get_schedule(current_shop())
    slot = _slot_of(order, schedule)
    agreed = f"{order.delivery_date.isoformat()}/{slot}"
    form = ChangeForm(schedule, is_gift=order.is_gift, has_card=_has_card(order), agreed=agreed)
    if filled:
        form.fill(order, slot)
    return form


def _has_card(order: Order) -> bool:
    return order.is_gift or current_shop().kind in CARD_KINDS


def _slot_of(order: Order, schedule: Schedule) -> str:
    """The id of the order's slot as the shop offers it today, "" when it no longer does."""
    spans = {(f"{slot.starts:%H:%M}", f"{slot.ends:%H:%M}"): str(slot.id) for slot in schedule.slots}
    return spans.get((order.slot_starts, order.slot_ends), "")


def _change_page(form: ChangeForm, order: Order, token: str, status: int) -> Page:
    now = clock.now()
    page = render_template(
        "orders/storefront/change.html",
        form=form,
        order=order,
        token=token,
        days=form.days(now),
        first_day=local_day(now),
        last_day=form.schedule.last_day(now),
    )
    return page, status
