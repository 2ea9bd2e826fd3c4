"""What a visitor may still do with an order until the shop confirms it. Whether it is theirs, views have checked."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.queries import owner_emails
from shopapp.delivery.queries import get_schedule
from shopapp.delivery.rules import check_appointment
from shopapp.orders import messages
from shopapp.orders.actions.steps import move
from shopapp.orders.actions.store import note_event, searchable
from shopapp.orders.models import Order
from shopapp.orders.rules import Event, OrderChange, OrderGone, State, StepNotAllowed, TooLate
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def change_by_visitor(shop: ShopRef, order_id: int, change: OrderChange, *, now: datetime) -> None:
    """Change what is told about the delivery; goods, place and price stay. Raises OrderGone, TooLate, DayNotPossible.

    The day and slot are checked only where they change: one that was agreed stays agreed.
    """
    query = select(Order).where(Order.shop_id == shop.id, Order.id == order_id).with_for_update()
    order = db.session.execute(query).scalars().one_or_none()
    if order is None:
        raise OrderGone
    if order.state != State.PLACED or order.frozen_at is not None:
        raise TooLate(order.state)
    _change_appointment(shop, order, change, now)
    if order.is_gift:
        order.recipient_phone = change.recipient_phone
    order.street, order.greeting, order.note = change.street, change.greeting, change.note
    order.search = searchable(order)
    order.changed_at = now
    note_event(shop, order_id, Event.CHANGED, actor="visitor", now=now)
    db.session.flush()


def cancel_by_visitor(shop: ShopRef, order_id: int, *, now: datetime) -> None:
    """Cancel an order the shop has not confirmed; the shop is told. Raises OrderGone, TooLate."""
    query = select(Order.state).where(Order.shop_id == shop.id, Order.id == order_id).with_for_update()
    state = db.session.execute(query).scalar_one_or_none()
    if state is not None and state != State.PLACED:
        raise TooLate(state)
    try:
        order = move(shop, order_id, State.CANCELLED, now=now)
    except StepNotAllowed as refusal:
        raise TooLate(refusal.state) from refusal
    note_event(shop, order_id, Event.CANCELLED, actor="visitor", now=now)
    messages.tell_moved(shop, order, State.CANCELLED, now=now)
    messages.tell_shop_cancelled(shop, order, owner_emails(shop), now=now)


def _change_appointment(shop: ShopRef, order: Order, change: OrderChange, now: datetime) -> None:
    schedule = get_schedule(shop)
    kept = schedule.find_slot(change.slot_id) if change.slot_id is not None else None
    agreed = (order.delivery_date, order.slot_starts, order.slot_ends)
    if kept and agreed == (change.delivery_date, f"{kept.starts:%H:%M}", f"{kept.ends:%H:%M}"):
        return
    if not schedule.slots and order.delivery_date == change.delivery_date:
        return
    slot = check_appointment(schedule, change.delivery_date, change.slot_id, now)
    order.delivery_date = change.delivery_date
    order.slot_label = slot.label if slot else ""
    order.slot_starts = f"{slot.starts:%H:%M}" if slot else ""
    order.slot_ends = f"{slot.ends:%H:%M}" if slot else ""
