"""What members of staff do with an order. Each step is one statement that only one of two people can win."""

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from shopapp.catalog.actions import release_all
from shopapp.orders import messages
from shopapp.orders.actions.store import note_event
from shopapp.orders.models import Order
from shopapp.orders.queries import list_lines
from shopapp.orders.rules import ENDED, TOLD_STATES, Event, Frozen, OrderGone, State, StepNotAllowed, places_from
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def advance(shop: ShopRef, order_id: int, step: str, *, account_id: int | None, now: datetime, note: str = "") -> Order:
    """Move an order to the state `step` and tell the customer. `note` is for the shop's eyes only.

    Cancelling puts what was reserved back. Raises OrderGone, StepNotAllowed, Frozen.
    """
    state = State(step)
    order = move(shop, order_id, state, now=now)
    actor = "staff" if account_id is not None else "program"
    note_event(shop, order_id, Event(state.value), actor=actor, account_id=account_id, note=note, now=now)
    if state in TOLD_STATES:
        messages.tell_moved(shop, order, state, now=now)
    return order


def move(shop: ShopRef, order_id: int, state: State, *, now: datetime) -> Order:
    """Change the state if the order stands where this step may begin. Raises OrderGone, StepNotAllowed, Frozen."""
    values: dict[str, Any] = {"state": state.value, "changed_at": now}
    if state in ENDED:
        values["ended_at"] = now
    query = (
        update(Order)
        .where(Order.shop_id == shop.id, Order.id == order_id, Order.state.in_(places_from(state)))
        .where(Order.frozen_at.is_(None))
        .values(**values)
        .returning(Order)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    order = db.session.execute(query).scalars().one_or_none()
    if order is None:
        found = _get(shop, order_id)
        raise Frozen(found.state) if found.frozen_at is not None else StepNotAllowed(found.state)
    if state is State.CANCELLED:
        give_back(shop, order_id, now=now)
    return order


def give_back(shop: ShopRef, order_id: int, *, now: datetime) -> None:
    """Put what an order had reserved back on the shelf."""
    taken = {line.variant_id: line.quantity for line in list_lines(shop, order_id) if line.variant_id is not None}
    release_all(shop, taken, now=now)


def mark_called(
    shop: ShopRef, order_id: int, *, account_id: int, now: datetime, reached: bool = True, note: str = ""
) -> None:
    """Note that the shop has called to confirm, or (`reached` False) tried to. Raises OrderGone."""
    order = _get(shop, order_id, lock=True)
    if reached:
        order.called_at = now
    event = Event.CALLED if reached else Event.CALL_MISSED
    note_event(shop, order_id, event, actor="staff", account_id=account_id, note=note, now=now)
    db.session.flush()


def mark_paid(shop: ShopRef, order_id: int, *, account_id: int | None, now: datetime, note: str = "") -> None:
    """Note that the money has come; a second time changes nothing. Raises OrderGone, StepNotAllowed if cancelled."""
    order = _get(shop, order_id, lock=True)
    if order.paid_at is not None:
        return
    if order.state == State.CANCELLED:
        raise StepNotAllowed(order.state)
    order.paid_at = now
    actor = "staff" if account_id is not None else "program"
    note_event(shop, order_id, Event.PAID, actor=actor, account_id=account_id, note=note, now=now)
    db.session.flush()


def mark_refunded(shop: ShopRef, order_id: int, *, account_id: int, now: datetime, note: str = "") -> None:
    """Note that the money of a cancelled order was given back; a second time changes nothing.

    Raises OrderGone, and StepNotAllowed for an order that was not paid or not cancelled.
    """
    order = _get(shop, order_id, lock=True)
    if order.refunded_at is not None:
        return
    if order.state != State.CANCELLED or order.paid_at is None:
        raise StepNotAllowed(order.state)
    order.refunded_at = now
    note_event(shop, order_id, Event.REFUNDED, actor="staff", account_id=account_id, note=note, now=now)
    db.session.flush()


def assign(shop: ShopRef, order_id: int, *, to_account_id: int | None, account_id: int, now: datetime) -> None:
    """Put a member of staff of this shop in charge, or nobody. Raises OrderGone; a foreign account fails on its key."""
    order = _get(shop, order_id, lock=True)
    if order.assigned_account_id == to_account_id:
        return
    order.assigned_account_id = to_account_id
    note_event(shop, order_id, Event.ASSIGNED, actor="staff", account_id=account_id, now=now)
    db.session.flush()


def add_note(shop: ShopRef, order_id: int, *, text: str, account_id: int, now: datetime) -> None:
    """Add a note for colleagues. Raises OrderGone, and StepNotAllowed once the order's data was erased."""
    order = _get(shop, order_id)
    if order.sender_erased_at is not None:
        raise StepNotAllowed(order.state)
    note_event(shop, order_id, Event.NOTE, actor="staff", account_id=account_id, note=text, now=now)
    db.session.flush()


def _get(shop: ShopRef, order_id: int, *, lock: bool = False) -> Order:
    query = select(Order).where(Order.shop_id == shop.id, Order.id == order_id)
    order = db.session.execute(query.with_for_update() if lock else query).scalars().one_or_none()
    if order is None:
        raise OrderGone
    return order
