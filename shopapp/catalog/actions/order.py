"""What stands before what: one step up or down, or to the very top."""

from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

from sqlalchemy import select

from shopapp.catalog.models import Category, Picture, Product
from shopapp.catalog.rules import NoSuchProduct
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch

Step = Literal["up", "down", "top"]
STEPS: dict[str, Step] = {"up": "up", "down": "down", "top": "top"}
_Row = TypeVar("_Row", Category, Product, Picture)


def move_product(shop: ShopRef, product_id: int, step: Step, *, category_id: int | None = None) -> None:
    """Move a product before or behind its neighbour, of its category where one is named. Raises NoSuchProduct."""
    query = select(Product).where(Product.shop_id == shop.id).order_by(Product.id).with_for_update(key_share=True)
    rows = _in_order(db.session.execute(query.execution_options(populate_existing=True)).scalars())
    listed = [row for row in rows if row.archived_at is None and category_id in (None, row.category_id)]
    _move(rows, listed, product_id, step)
    touch(shop)


def move_category(shop: ShopRef, category_id: int, step: Step) -> None:
    """Move a category before or behind its neighbour; the caller publishes the menu. Raises NoSuchProduct."""
    query = select(Category).where(Category.shop_id == shop.id).order_by(Category.id).with_for_update()
    rows = _in_order(db.session.execute(query.execution_options(populate_existing=True)).scalars())
    _move(rows, rows, category_id, step)


def move_picture(shop: ShopRef, product_id: int, picture_id: int, step: Step) -> None:
    """Move a picture of a product; the first is the one lists show. The caller touches. Raises NoSuchProduct."""
    query = select(Picture).where(Picture.shop_id == shop.id, Picture.product_id == product_id)
    query = query.where(Picture.state.not_in(("removed", "going"))).order_by(Picture.id).with_for_update(key_share=True)
    rows = _in_order(db.session.execute(query.execution_options(populate_existing=True)).scalars())
    _move(rows, rows, picture_id, step)


def _in_order(rows: Iterable[_Row]) -> list[_Row]:
    return sorted(rows, key=lambda row: (row.position, row.id))


def _move(rows: Sequence[_Row], listed: Sequence[_Row], row_id: int, step: Step) -> None:
    """Give every row its place in the new order; most keep theirs, so little is written."""
    place = next((index for index, row in enumerate(listed) if row.id == row_id), None)
    if place is None:
        raise NoSuchProduct(row_id)
    goal = {"up": max(0, place - 1), "down": min(len(listed) - 1, place + 1), "top": 0}[step]
    order, moved, beside = list(rows), listed[place], listed[goal]
    if moved is not beside:
        order.remove(moved)
        order.insert(order.index(beside) + (1 if step == "down" else 0), moved)
    for position, row in enumerate(order, start=1):
        if row.position != position:
            row.position = position
    db.session.flush()
