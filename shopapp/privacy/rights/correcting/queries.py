"""Reads of what can be corrected at once."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, select

from shopapp.customers.models import Customer
from shopapp.orders.models import Order
from shopapp.orders.queries import token_of
from shopapp.orders.rules import State
from shopapp.platform.database import db
from shopapp.platform.holdings import Person, holding
from shopapp.platform.tenancy.refs import ShopRef

MOST_ORDERS = 20


@dataclass(frozen=True)
class OpenOrder:
    """An order whose delivery can still be changed on its own page."""

    code: str
    token: str
    delivery_date: date


def wholly_own(shop: ShopRef, person: Person, plain: frozenset[str]) -> ColumnElement[bool]:
    """The shop's records of a person in which no contact is anybody else's; somebody may have mistyped a number."""
    own = ["", *sorted(plain)]
    return and_(
        Customer.shop_id == shop.id,
        Customer.id.in_(holding("customer").found(shop, person)),
        Customer.phone.in_(own),
        Customer.email.in_(own),
    )


def known_name(shop: ShopRef, person: Person, plain: frozenset[str]) -> str:
    """The name in the latest of these records, "" without one."""
    query = select(Customer.name).where(wholly_own(shop, person, plain)).order_by(Customer.last_seen_at.desc())
    return db.session.execute(query.limit(1)).scalar_one_or_none() or ""


def open_orders(shop: ShopRef, person: Person) -> list[OpenOrder]:
    """Orders the person placed and the shop has not confirmed yet."""
    query = select(Order).where(
        Order.shop_id == shop.id,
        Order.id.in_(holding("order.sent").found(shop, person)),
        Order.state == State.PLACED.value,
        Order.frozen_at.is_(None),
    )
    found = db.session.execute(query.order_by(Order.id.desc()).limit(MOST_ORDERS)).scalars()
    return [OpenOrder(order.code, token_of(shop, order), order.delivery_date) for order in found]
