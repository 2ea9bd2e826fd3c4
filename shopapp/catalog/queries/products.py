"""One product in full."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from shopapp.catalog.models import Category, Picture, Product, Variant
from shopapp.catalog.queries.cards import (
    GONE,
    Card,
    PictureView,
    card_from,
    card_statement,
    first_picture,
    join_category,
    picture_columns,
    picture_from,
)
from shopapp.catalog.rules import UNLIMITED, State, is_slug, state_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.wordings import Wordings

RELATED = 4


@dataclass(frozen=True)
class VariantView:
    """One choice of a product. `price` None: on request; `stock` None: made to order.

    `wordings` may hold its "values" in further languages.
    """

    id: int
    values: tuple[str, ...]
    label: str
    code: str
    price: int | None
    stock: int | None
    wordings: Wordings = field(default_factory=dict)

    @property
    def is_available(self) -> bool:
        """Whether at least one piece can be had."""
        return self.stock is None or self.stock > 0


@dataclass(frozen=True)
class ProductSheet:
    """A product with its variants in the shop's order, its category and its first picture, in the shop's own words.

    What visitors read is `words.worded_sheet` of it; `category_wordings` belongs to the category's name.
    """

    id: int
    slug: str
    name: str
    summary: str
    description: str
    facts: tuple[tuple[str, str], ...]
    pricing: str
    is_unique: bool
    option_names: tuple[str, ...]
    category_id: int | None
    category_slug: str
    category_name: str
    picture: PictureView | None
    variants: tuple[VariantView, ...]
    unit: str = ""
    wordings: Wordings = field(default_factory=dict)
    category_wordings: Wordings = field(default_factory=dict)

    @property
    def units(self) -> int:
        """Pieces left over all variants; UNLIMITED and more: made to order."""
        return sum(UNLIMITED if v.stock is None else v.stock for v in self.variants)

    @property
    def is_made_to_order(self) -> bool:
        """Whether no variant is kept in stock, so that none can run out."""
        return bool(self.variants) and all(v.stock is None for v in self.variants)

    @property
    def state(self) -> State:
        """in, low, one, out or sold."""
        return state_of(self.units, is_unique=self.is_unique)

    @property
    def prices(self) -> tuple[int, ...]:
        """The different prices from low to high; none where one has to ask."""
        return tuple(sorted({v.price for v in self.variants if v.price is not None})) if self.pricing == "fixed" else ()

    @property
    def is_orderable(self) -> bool:
        """Whether an order can be placed: a price is known and something is left."""
        return bool(self.prices) and any(v.is_available and v.price is not None for v in self.variants)


def _statement(shop: ShopRef, *, is_shown: bool = True) -> Select[Any]:
    columns = (
        Product.id,
        Product.slug,
        Product.name,
        Product.summary,
        Product.description,
        Product.facts,
        Product.pricing,
        Product.is_unique,
        Product.option_names,
        Product.category_id,
        Category.slug.label("category_slug"),
        Category.name.label("category_name"),
        Category.wordings.label("category_wordings"),
        Product.unit,
        Product.wordings,
        Category.active.label("category_active"),
        *picture_columns(),
        Variant.id.label("variant_id"),
        Variant.values.label("variant_values"),
        Variant.wordings.label("variant_wordings"),
        Variant.label,
        Variant.code,
        Variant.price,
        Variant.stock,
    )
    query = join_category(select(*columns).select_from(Product)).outerjoin(Picture, first_picture())
    offered = and_(Variant.shop_id == Product.shop_id, Variant.product_id == Product.id, Variant.active.is_(True))
    query = query.outerjoin(Variant, offered).where(Product.shop_id == shop.id)
    if is_shown:
        query = query.where(Product.active.is_(True))
    return query.order_by(Product.position, Product.id, Variant.position, Variant.id)


def _sheet(rows: list[Row[Any]]) -> ProductSheet:
    first = rows[0]
    shown = bool(first.category_active)
    return ProductSheet(
        id=first.id,
        slug=first.slug,
        name=first.name,
        summary=first.summary,
        description=first.description,
        facts=tuple((label, value) for label, value in first.facts),
        pricing=first.pricing,
        is_unique=first.is_unique,
        option_names=tuple(first.option_names),
        category_id=first.category_id,
        category_slug=first.category_slug if shown else "",
        category_name=first.category_name if shown else "",
        picture=picture_from(first),
        variants=tuple(
            VariantView(r.variant_id, tuple(r.variant_values), r.label, r.code, r.price, r.stock, r.variant_wordings)
            for r in rows
            if r.variant_id is not None
        ),
        unit=first.unit,
        wordings=first.wordings,
        category_wordings=first.category_wordings or {},
    )


def find_product_by_slug(shop: ShopRef, slug: str) -> ProductSheet | None:
    """The shown product of that slug. One statement."""
    if not is_slug(slug):
        return None
    rows = list(db.session.execute(_statement(shop).where(Product.slug == slug)))
    return _sheet(rows) if rows else None


def find_any_sheet(shop: ShopRef, product_id: int) -> ProductSheet | None:
    """A product as visitors would see it, whether they do or not. For the shop's own eyes. One statement."""
    rows = list(db.session.execute(_statement(shop, is_shown=False).where(Product.id == product_id)))
    return _sheet(rows) if rows else None


def get_sheets(shop: ShopRef, ids: Collection[int]) -> dict[int, ProductSheet]:
    """Product id → sheet, in one statement; what is hidden, gone or another shop's is left out."""
    if not ids:
        return {}
    rows: dict[int, list[Row[Any]]] = {}
    for row in db.session.execute(_statement(shop).where(Product.id.in_(ids))):
        rows.setdefault(row.id, []).append(row)
    return {product_id: _sheet(its) for product_id, its in rows.items()}


def find_gallery(shop: ShopRef, sheet: ProductSheet) -> tuple[list[PictureView], list[Card]]:
    """All pictures of a product, and a few of its category that can still be had. One statement for both."""
    other, left = aliased(Product), aliased(Variant)
    can_be_had = exists().where(
        left.shop_id == shop.id,
        left.product_id == other.id,
        left.active.is_(True),
        or_(left.stock.is_(None), left.stock > 0),
    )
    related = select(other.id).where(
        other.shop_id == shop.id,
        other.category_id == sheet.category_id,
        other.active.is_(True),
        other.id != sheet.id,
        can_be_had,
    )
    related = related.order_by(other.position, other.id).limit(RELATED)
    all_pictures = and_(
        Picture.shop_id == Product.shop_id, Picture.product_id == Product.id, Picture.state.not_in(GONE)
    )
    query = card_statement(shop, all_pictures).where(or_(Product.id == sheet.id, Product.id.in_(related)))
    query = query.order_by(Product.position, Product.id, Picture.position, Picture.id)
    pictures: list[PictureView] = []
    cards: dict[int, Card] = {}
    for row in db.session.execute(query):
        if row.id != sheet.id:
            cards.setdefault(row.id, card_from(row))
        elif picture := picture_from(row):
            pictures.append(picture)
    return pictures, list(cards.values())
