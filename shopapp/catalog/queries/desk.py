"""The catalogue as the shopkeeper sees it: hidden products too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Row, Select, and_, func, literal, select, tuple_

from shopapp.catalog.models import Category, Picture, Product, Variant
from shopapp.catalog.queries.cards import (
    PictureView,
    first_picture,
    join_category,
    matching,
    of_variants,
    picture_columns,
    picture_from,
    units_of_product,
)
from shopapp.catalog.rules import UNLIMITED, State, search_words, state_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 30
FILTERS = ("all", "shown", "gone", "drafts", "hidden", "archive")


@dataclass(frozen=True)
class DeskVariant:
    """A variant with everything the shopkeeper may change quickly."""

    id: int
    label: str
    code: str
    price: int | None
    stock: int | None
    active: bool


@dataclass(frozen=True)
class DeskProduct:
    """A product on the shopkeeper's list. `units` None: made to order. `variants` only where it was asked for alone."""

    id: int
    slug: str
    name: str
    summary: str
    pricing: str
    is_unique: bool
    active: bool
    position: int
    version: int
    option_names: tuple[str, ...]
    is_draft: bool
    is_archived: bool
    category_name: str
    least: int | None
    most: int | None
    units: int | None
    picture: PictureView | None
    variants: tuple[DeskVariant, ...] = ()

    @property
    def state(self) -> State:
        """in, low, one, out or sold."""
        return state_of(self.units, is_unique=self.is_unique)


def _statement(shop: ShopRef) -> Select[Any]:
    columns = (
        Product.id,
        Product.slug,
        Product.name,
        Product.summary,
        Product.pricing,
        Product.is_unique,
        Product.active,
        Product.position,
        Product.version,
        Product.option_names,
        Product.published_at,
        Product.archived_at,
        Category.name.label("category_name"),
        of_variants(func.min(Variant.price)).label("least"),
        of_variants(func.max(Variant.price)).label("most"),
        units_of_product().label("units"),
        *picture_columns(),
    )
    query = join_category(select(*columns).select_from(Product)).outerjoin(Picture, first_picture())
    return query.where(Product.shop_id == shop.id)


def _product(row: Row[Any], variants: tuple[DeskVariant, ...] = ()) -> DeskProduct:
    return DeskProduct(
        id=row.id,
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        pricing=row.pricing,
        is_unique=row.is_unique,
        active=row.active,
        position=row.position,
        version=row.version,
        option_names=tuple(row.option_names),
        is_draft=row.published_at is None,
        is_archived=row.archived_at is not None,
        category_name=row.category_name or "",
        least=row.least,
        most=row.most,
        units=row.units if row.units < UNLIMITED else None,
        picture=picture_from(row),
        variants=variants,
    )


def _filtered(query: Select[Any], wanted: str) -> Select[Any]:
    if wanted == "archive":
        return query.where(Product.archived_at.is_not(None))
    query = query.where(Product.archived_at.is_(None))
    if wanted == "shown":
        return query.where(Product.active.is_(True), units_of_product() > 0)
    if wanted == "gone":
        return query.where(Product.active.is_(True), units_of_product() == 0)
    if wanted == "drafts":
        return query.where(Product.active.is_(False), Product.published_at.is_(None))
    if wanted == "hidden":
        return query.where(Product.active.is_(False), Product.published_at.is_not(None))
    return query


def list_desk_products(
    shop: ShopRef, *, typed: str = "", wanted: str = "all", after: Sequence[int] = ()
) -> tuple[list[DeskProduct], bool]:
    """A page of products, and whether there are more. `wanted` is one of FILTERS; "all" leaves the archive out."""
    query = _filtered(_statement(shop), wanted)
    if typed.strip():
        words = search_words(typed)
        query = query.where(matching(words)) if words else query.where(Product.id == -1)
    if len(after) == 2:
        query = query.where(
            tuple_(Product.position, Product.id) > tuple_(*(literal(number, BigInteger) for number in after))
        )
    rows = db.session.execute(query.order_by(Product.position, Product.id).limit(PAGE + 1)).all()
    return [_product(row) for row in rows[:PAGE]], len(rows) > PAGE


def find_desk_product(shop: ShopRef, product_id: int) -> DeskProduct | None:
    """One product with its variants, also those not offered at present. Two statements."""
    row = db.session.execute(_statement(shop).where(Product.id == product_id)).one_or_none()
    if row is None:
        return None
    query = select(Variant.id, Variant.label, Variant.code, Variant.price, Variant.stock, Variant.active)
    query = query.where(and_(Variant.shop_id == shop.id, Variant.product_id == product_id))
    query = query.where(Variant.retired_at.is_(None))
    query = query.order_by(Variant.position, Variant.id)
    return _product(row, tuple(DeskVariant(*v) for v in db.session.execute(query)))
