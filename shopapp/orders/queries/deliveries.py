"""What whoever delivers may know: of the orders they are in charge of those to take out, and of these only the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from shopapp.orders.models import Order
from shopapp.orders.rules import State
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

TO_DELIVER = (State.PREPARING.value, State.SENT_OUT.value)
_MOST = 200
# Nothing else of an order is even read: neither who ordered, nor what, nor the words on the card.
_COLUMNS = (
    Order.id,
    Order.code,
    Order.state,
    Order.recipient_name,
    Order.recipient_phone,
    Order.street,
    Order.ward_name,
    Order.province_name,
    Order.delivery_date,
    Order.slot_label,
    Order.slot_starts,
    Order.slot_ends,
    Order.payment,
    Order.paid_at,
    Order.total,
)


@dataclass(frozen=True)
class Delivery:
    """One order as its courier sees it. `to_collect` is đồng, 0 when it is paid or comes by bank transfer."""

    id: int
    code: str
    state: State
    recipient_name: str
    recipient_phone: str
    street: str
    ward_name: str
    province_name: str
    delivery_date: date
    slot: str
    to_collect: int


def list_deliveries(shop: ShopRef, account_id: int) -> Sequence[Delivery]:
    """What this member of staff has to take out, in the order of the promised times."""
    query = select(*_COLUMNS).where(*_mine(shop, account_id))
    query = query.order_by(Order.delivery_date, Order.slot_starts, Order.id).limit(_MOST)
    return [_delivery(row) for row in db.session.execute(query)]


def find_delivery(shop: ShopRef, order_id: int, *, account_id: int) -> Delivery | None:
    """One of them."""
    query = select(*_COLUMNS).where(*_mine(shop, account_id), Order.id == order_id)
    row = db.session.execute(query).one_or_none()
    return _delivery(row) if row is not None else None


def count_deliveries(shop: ShopRef, account_id: int) -> int:
    """How many there are."""
    return int(db.session.execute(select(func.count(Order.id)).where(*_mine(shop, account_id))).scalar_one())


def _mine(shop: ShopRef, account_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Order.shop_id == shop.id,
        Order.assigned_account_id == account_id,
        Order.state.in_(TO_DELIVER),
        # An order somebody disowned stands still, and nobody shall ring at that door.
        Order.frozen_at.is_(None),
    )


def _delivery(row: Any) -> Delivery:
    hours = f" ({row.slot_starts}–{row.slot_ends})" if row.slot_label else ""
    return Delivery(
        id=row.id,
        code=row.code,
        state=State(row.state),
        recipient_name=row.recipient_name,
        recipient_phone=row.recipient_phone,
        street=row.street,
        ward_name=row.ward_name,
        province_name=row.province_name,
        delivery_date=row.delivery_date,
        slot=row.slot_label + hours,
        to_collect=row.total if row.payment == "cod" and row.paid_at is None else 0,
    )
