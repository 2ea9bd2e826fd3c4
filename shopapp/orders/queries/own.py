"""Reads of a customer's own orders."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from shopapp.orders.models import Order, OrderEvent, OrderLine
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

OWN_PAGE = 10


def list_own(
    shop: ShopRef, customer_ids: Collection[int], *, before: int | None = None, limit: int = OWN_PAGE
) -> Sequence[Order]:
    """One page of the orders of these customers, newest first; `before` is the last id of the page before."""
    query = select(Order).where(Order.shop_id == shop.id, Order.customer_id.in_(customer_ids))
    if before is not None:
        query = query.where(Order.id < before)
    return db.session.execute(query.order_by(Order.id.desc()).limit(limit)).scalars().all()


def events_of(shop: ShopRef, order_ids: Collection[int]) -> Mapping[int, Sequence[OrderEvent]]:
    """Order id → what happened to it, oldest first."""
    query = select(OrderEvent).where(OrderEvent.shop_id == shop.id, OrderEvent.order_id.in_(order_ids))
    found: dict[int, list[OrderEvent]] = {order_id: [] for order_id in order_ids}
    for event in db.session.execute(query.order_by(OrderEvent.id)).scalars():
        found[event.order_id].append(event)
    return found


def goods_of(shop: ShopRef, order_ids: Collection[int]) -> Mapping[int, str]:
    """Order id → the names of what was ordered, for lists."""
    query = select(OrderLine.order_id, OrderLine.name, OrderLine.quantity).where(
        OrderLine.shop_id == shop.id, OrderLine.order_id.in_(order_ids)
    )
    found: dict[int, list[str]] = {}
    for row in db.session.execute(query.order_by(OrderLine.position, OrderLine.id)):
        found.setdefault(row.order_id, []).append(f"{row.quantity} × {row.name}")
    return {order_id: ", ".join(names) for order_id, names in found.items()}
