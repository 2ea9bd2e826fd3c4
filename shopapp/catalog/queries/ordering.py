"""What orders and inquiries ask of the catalogue."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select, tuple_

from shopapp.catalog.models import Category, Picture, Product, Variant
from shopapp.catalog.queries.cards import (
    Card,
    PictureView,
    card_from,
    card_statement,
    first_picture,
    join_category,
    matching,
    picture_columns,
    picture_from,
)
from shopapp.catalog.rules import is_slug, label_of, search_words
from shopapp.platform.database import db
from shopapp.platform.i18n import readers_language
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.wordings import Wordings, overlaid, worded

CARDS_A_PAGE = 24


@dataclass(frozen=True)
class OrderableVariant:
    """A variant as an order line needs it. `price` None: one has to ask, so it cannot be ordered.

    Its texts are the shop's own, for orders and for staff; `shown_name`, `shown_product` and `shown_label` are what
    visitors read, in their language.
    """

    variant_id: int
    product_id: int
    product_slug: str
    product_name: str
    variant_label: str
    code: str
    price: int | None
    stock: int | None
    is_unique: bool
    category_name: str
    picture: PictureView | None
    values: tuple[str, ...] = ()
    product_wordings: Wordings = field(default_factory=dict)
    variant_wordings: Wordings = field(default_factory=dict)

    @property
    def is_available(self) -> bool:
        """Whether at least one piece can be had."""
        return self.stock is None or self.stock > 0

    @property
    def name(self) -> str:
        """Product and choice in one text: "Bó hồng phấn (Lớn · Giấy kem)"."""
        return f"{self.product_name} ({self.variant_label})" if self.variant_label else self.product_name

    @property
    def shown_product(self) -> str:
        """The name of the product in the reader's language."""
        return worded(self.product_name, self.product_wordings, "name")

    @property
    def shown_label(self) -> str:
        """The choice in the reader's language."""
        code = readers_language()
        told = self.variant_wordings.get(code, {}).get("values") if code else None
        return label_of(overlaid(list(self.values), told)) if told else self.variant_label

    @property
    def shown_name(self) -> str:
        """Product and choice in one text, in the reader's language."""
        return f"{self.shown_product} ({self.shown_label})" if self.variant_label else self.shown_product


def _statement(shop: ShopRef) -> Select[Any]:
    columns = (
        Variant.id,
        Product.id.label("product_id"),
        Product.slug,
        Product.name,
        Product.pricing,
        Product.is_unique,
        Variant.label,
        Variant.code,
        Variant.price,
        Variant.stock,
        Category.name.label("category_name"),
        Variant.values.label("variant_values"),
        Product.wordings.label("product_wordings"),
        Variant.wordings.label("variant_wordings"),
        *picture_columns(),
    )
    query = select(*columns).select_from(Variant)
    query = query.join(Product, and_(Product.shop_id == Variant.shop_id, Product.id == Variant.product_id))
    query = join_category(query).outerjoin(Picture, first_picture())
    return query.where(Variant.shop_id == shop.id, Variant.active.is_(True), Product.active.is_(True))


def _variant(row: Row[Any]) -> OrderableVariant:
    return OrderableVariant(
        variant_id=row.id,
        product_id=row.product_id,
        product_slug=row.slug,
        product_name=row.name,
        variant_label=row.label,
        code=row.code,
        price=row.price if row.pricing == "fixed" else None,
        stock=row.stock,
        is_unique=row.is_unique,
        category_name=row.category_name or "",
        picture=picture_from(row),
        values=tuple(row.variant_values),
        product_wordings=row.product_wordings,
        variant_wordings=row.variant_wordings,
    )


def orderable_variants(shop: ShopRef) -> list[OrderableVariant]:
    """Every shown variant that has a price, sold-out ones included, in the shop's order. One statement."""
    query = _statement(shop).where(Product.pricing == "fixed", Variant.price.is_not(None))
    query = query.order_by(Product.position, Product.id, Variant.position, Variant.id)
    return [_variant(row) for row in db.session.execute(query)]


def get_variants(shop: ShopRef, ids: Collection[int]) -> dict[int, OrderableVariant]:
    """Variant id → variant, in one statement; what is hidden, gone or another shop's is left out."""
    if not ids:
        return {}
    rows = db.session.execute(_statement(shop).where(Variant.id.in_(ids)))
    return {row.id: _variant(row) for row in rows}


def find_orderable(shop: ShopRef, slug: str) -> list[OrderableVariant]:
    """The variants of one shown product that has prices, in the shop's order; none for any other product."""
    if not is_slug(slug):
        return []
    query = _statement(shop).where(Product.slug == slug, Product.pricing == "fixed", Variant.price.is_not(None))
    return [_variant(row) for row in db.session.execute(query.order_by(Variant.position, Variant.id))]


def orderable_of_products(shop: ShopRef, variant_ids: Collection[int], slug: str = "") -> list[OrderableVariant]:
    """The variants named with all others of their products, and those of product `slug`: what has a price, in order.

    One statement, however much the shop sells: what a form needs that already knows what is ordered.
    """
    named = select(Variant.product_id).where(Variant.shop_id == shop.id, Variant.id.in_(variant_ids))
    wanted = or_(Product.id.in_(named), Product.slug == slug) if is_slug(slug) else Product.id.in_(named)
    query = _statement(shop).where(Product.pricing == "fixed", Variant.price.is_not(None), wanted)
    query = query.order_by(Product.position, Product.id, Variant.position, Variant.id)
    return [_variant(row) for row in db.session.execute(query)]


def list_orderable_cards(
    shop: ShopRef, typed: str = "", *, after: tuple[int, int] | None = None
) -> tuple[list[Card], bool]:
    """A page of the products that have a price, in the shop's order after a (position, id), and whether there are more.

    With words typed: those that hold every word, accents aside, sold out or not. Without: only what can be had.
    """
    words = search_words(typed)
    if typed.strip() and not words:
        return [], False
    priced = select(Variant.id).where(
        Variant.shop_id == Product.shop_id,
        Variant.product_id == Product.id,
        Variant.active.is_(True),
        Variant.price.is_not(None),
    )
    if not words:
        priced = priced.where(or_(Variant.stock.is_(None), Variant.stock > 0))
    query = card_statement(shop).where(Product.pricing == "fixed", priced.correlate(Product).exists())
    if words:
        query = join_category(query).where(matching(words))
    if after is not None:
        query = query.where(tuple_(Product.position, Product.id) > after)
    rows = db.session.execute(query.order_by(Product.position, Product.id).limit(CARDS_A_PAGE + 1)).all()
    return [card_from(row) for row in rows[:CARDS_A_PAGE]], len(rows) > CARDS_A_PAGE


def list_product_choices(shop: ShopRef) -> list[tuple[int, str]]:
    """(id, name) of every shown product, in the shop's order, for forms."""
    query = select(Product.id, Product.name).where(Product.shop_id == shop.id, Product.active.is_(True))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Product.position, Product.id))]
