"""Pieces that orders take and give back."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import or_, select, update

from shopapp.catalog.models import Variant
from shopapp.catalog.rules import LOW, SoldOut
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch


def reserve(shop: ShopRef, variant_id: int, quantity: int, *, now: datetime) -> None:
    """Take pieces of one variant off the stock. Raises SoldOut. See `reserve_all`."""
    reserve_all(shop, {variant_id: quantity}, now=now)


def reserve_all(shop: ShopRef, wanted: Mapping[int, int], *, now: datetime) -> None:
    """Take pieces (variant id → quantity) off the stock, each in one statement that two orders cannot both win.

    Variants are taken in the order of their ids and the shop is touched after the last, so that two orders never wait
    for each other. Raises SoldOut; the caller rolls back what was taken before.
    """
    left = [_take(shop, variant_id, wanted[variant_id]) for variant_id in sorted(wanted)]
    # Pages tell a stock only when it is low, so only then has something they show changed.
    if any(stock is not None and stock <= LOW for stock in left):
        touch(shop)


def _take(shop: ShopRef, variant_id: int, quantity: int) -> int | None:
    if quantity < 1:
        raise ValueError("a quantity is at least 1")
    change = (
        update(Variant)
        .where(
            Variant.shop_id == shop.id,
            Variant.id == variant_id,
            Variant.active.is_(True),
            or_(Variant.stock.is_(None), Variant.stock >= quantity),
        )
        .values(stock=Variant.stock - quantity)
        .returning(Variant.id, Variant.stock)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(change).one_or_none()
    if row is None:
        raise SoldOut(variant_id, _left(shop, variant_id))
    return int(row.stock) if row.stock is not None else None


def release(shop: ShopRef, variant_id: int, quantity: int, *, now: datetime) -> None:
    """Put pieces of one variant back that an order had taken. See `release_all`."""
    release_all(shop, {variant_id: quantity}, now=now)


def release_all(shop: ShopRef, given: Mapping[int, int], *, now: datetime) -> None:
    """Put pieces (variant id → quantity) back that an order had taken, in the order of ids as `reserve_all` does.

    A variant made to order stays as it is.
    """
    before = [_put_back(shop, variant_id, given[variant_id]) for variant_id in sorted(given)]
    if any(stock is not None and stock <= LOW for stock in before):
        touch(shop)


def _put_back(shop: ShopRef, variant_id: int, quantity: int) -> int | None:
    if quantity < 1:
        raise ValueError("a quantity is at least 1")
    change = (
        update(Variant)
        .where(Variant.shop_id == shop.id, Variant.id == variant_id, Variant.stock.is_not(None))
        .values(stock=Variant.stock + quantity)
        .returning(Variant.stock)
        .execution_options(synchronize_session=False)
    )
    row = db.session.execute(change).one_or_none()
    return int(row.stock) - quantity if row is not None else None


def _left(shop: ShopRef, variant_id: int) -> int:
    query = select(Variant.stock).where(Variant.shop_id == shop.id, Variant.id == variant_id, Variant.active.is_(True))
    return db.session.execute(query).scalar_one_or_none() or 0
