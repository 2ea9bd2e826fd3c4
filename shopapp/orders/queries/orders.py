"""Reads of single orders: by link, by code and phone, by the form that sent them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from shopapp.kernel.codes import hash_token
from shopapp.orders.models import Order, OrderEvent, OrderLine
from shopapp.orders.rules import Event, code_from
from shopapp.platform.database import db
from shopapp.platform.links import token_matching
from shopapp.platform.tenancy.refs import ShopRef


def find_order(shop: ShopRef, order_id: int) -> Order | None:
    """One order of the shop."""
    return _find(shop, Order.id == order_id)


def find_by_link(shop: ShopRef, token: str) -> Order | None:
    """The order an unguessable link opens."""
    return _find(shop, Order.link_hash == hash_token(token))


def find_by_submission(shop: ShopRef, key: str) -> Order | None:
    """The order that was placed from the form with this key."""
    return _find(shop, Order.submission_key == hash_token(key)) if key else None


def find_by_code_and_phone(shop: ShopRef, code: str, phone: str) -> Order | None:
    """The order of that code (as typed) that was placed with that phone (E.164).

    One statement asks for both at once, so that a wrong phone takes as long as an unknown code.
    """
    return _find(shop, Order.code == code_from(code), Order.sender_phone == phone, Order.sender_phone != "")


def find_code(shop: ShopRef, code: str) -> int | None:
    """The id of the order with that code, as somebody typed it."""
    query = select(Order.id).where(Order.shop_id == shop.id, Order.code == code_from(code))
    return db.session.execute(query).scalar_one_or_none()


def list_lines(shop: ShopRef, order_id: int) -> Sequence[OrderLine]:
    """The lines of an order in their order."""
    query = select(OrderLine).where(OrderLine.shop_id == shop.id, OrderLine.order_id == order_id)
    return db.session.execute(query.order_by(OrderLine.position, OrderLine.id)).scalars().all()


def list_events(shop: ShopRef, order_id: int) -> Sequence[OrderEvent]:
    """What happened to an order, oldest first."""
    query = select(OrderEvent).where(OrderEvent.shop_id == shop.id, OrderEvent.order_id == order_id)
    return db.session.execute(query.order_by(OrderEvent.id)).scalars().all()


def has_own_word(shop: ShopRef, order: Order) -> bool:
    """Whether the recipient of a gift has had their data corrected: what stands there since is not the sender's."""
    query = select(OrderEvent.id).where(
        OrderEvent.shop_id == shop.id,
        OrderEvent.order_id == order.id,
        OrderEvent.kind == Event.RECIPIENT_CHANGED.value,
    )
    return db.session.execute(query.limit(1)).first() is not None


def token_of(shop: ShopRef, order: Order) -> str:
    """The token of an order's link, derived from its number. Raises LookupError when no known key fits the hash."""
    return token_matching(shop, "order", order.number, order.link_version, order.link_hash)


def _find(shop: ShopRef, *conditions: ColumnElement[Any]) -> Order | None:
    return db.session.execute(select(Order).where(Order.shop_id == shop.id, *conditions)).scalars().one_or_none()
