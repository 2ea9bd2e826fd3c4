"""Products as lists show them: one row a product, its first picture and its prices told by subqueries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, and_, cast, func, or_, select
from sqlalchemy.orm import aliased

from shopapp.catalog.models import Category, Listing, Picture, Product, Variant
from shopapp.catalog.rules import UNLIMITED, Sieve, State, is_slug, sieve_from, state_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

# More ways in lead nowhere; a shop of that size is searched.
MOST_CATEGORIES = 1_000
# States of pictures that no page shows.
GONE = ("loose", "removed", "going")


@dataclass(frozen=True)
class PictureView:
    """A picture as templates show it; `widths` are the sizes that exist, none while the worker has not made them."""

    key: str
    format: str
    alt: str
    width: int
    height: int
    colour: str
    widths: tuple[int, ...]


@dataclass(frozen=True)
class Card:
    """A product in a list, in the shop's own words.

    `least` and `most` are the lowest and highest price of its variants, None: on request.
    """

    id: int
    slug: str
    name: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    pricing: str
    is_unique: bool
    featured: bool
    position: int
    category_id: int | None
    least: int | None
    most: int | None
    units: int
    picture: PictureView | None
    unit: str = ""
    wordings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """in, low, one, out or sold."""
        return state_of(self.units, is_unique=self.is_unique)

    @property
    def price(self) -> int | None:
        """The lowest price, None where one has to ask."""
        return self.least if self.pricing == "fixed" else None


@dataclass(frozen=True)
class CategoryView:
    """A category of the shop, and what its list can be sifted by."""

    id: int
    slug: str
    name: str
    intro: str
    wordings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    sieve: Sieve = field(default_factory=Sieve)


def of_variants(what: ColumnElement[Any]) -> Any:
    """A figure over the shown variants of the product in the row."""
    query = select(what).where(
        Variant.shop_id == Product.shop_id, Variant.product_id == Product.id, Variant.active.is_(True)
    )
    return query.correlate(Product).scalar_subquery()


def units_of_product() -> Any:
    """How many pieces of the product in the row are left over all its variants; UNLIMITED for made to order."""
    left = func.sum(func.coalesce(Variant.stock, UNLIMITED))
    return cast(func.coalesce(of_variants(left), 0), BigInteger)


def first_picture() -> ColumnElement[bool]:
    """The condition of an outer join that gives each product in the row its first picture."""
    first = aliased(Picture)
    query = select(first.id).where(first.shop_id == Product.shop_id, first.product_id == Product.id)
    query = query.where(first.state.not_in(GONE))
    query = query.order_by(first.position, first.id).limit(1)
    return and_(Picture.shop_id == Product.shop_id, Picture.id == query.correlate(Product).scalar_subquery())


def picture_columns() -> tuple[Any, ...]:
    """What `picture_from` reads."""
    return (
        Picture.key,
        Picture.format,
        Picture.alt,
        Picture.width,
        Picture.height,
        Picture.colour,
        Picture.widths,
    )


def picture_from(row: Row[Any]) -> PictureView | None:
    """The picture in a row of `picture_columns`, None where the outer join found none."""
    if row.key is None:
        return None
    return PictureView(row.key, row.format, row.alt, row.width, row.height, row.colour, tuple(row.widths))


def card_statement(shop: ShopRef, on_picture: ColumnElement[bool] | None = None) -> Select[Any]:
    """Cards of what the shop shows, in no order yet. `on_picture` joins others than the first picture."""
    columns = (
        Product.id,
        Product.slug,
        Product.name,
        Product.summary,
        Product.facts,
        Product.pricing,
        Product.is_unique,
        Product.featured,
        Product.position,
        Product.category_id,
        Product.unit,
        Product.wordings,
        of_variants(func.min(Variant.price)).label("least"),
        of_variants(func.max(Variant.price)).label("most"),
        units_of_product().label("units"),
        *picture_columns(),
    )
    query = select(*columns).select_from(Product)
    query = query.outerjoin(Picture, first_picture() if on_picture is None else on_picture)
    return query.where(Product.shop_id == shop.id, Product.active.is_(True))


def card_from(row: Row[Any]) -> Card:
    """One row of `card_statement`."""
    return Card(
        id=row.id,
        slug=row.slug,
        name=row.name,
        summary=row.summary,
        facts=tuple((label, value) for label, value in row.facts),
        pricing=row.pricing,
        is_unique=row.is_unique,
        featured=row.featured,
        position=row.position,
        category_id=row.category_id,
        least=row.least,
        most=row.most,
        units=row.units,
        picture=picture_from(row),
        unit=row.unit,
        wordings=row.wordings,
    )


def find_category(shop: ShopRef, slug: str) -> CategoryView | None:
    """The shown category of that slug. One statement."""
    if not is_slug(slug):
        return None
    row = db.session.execute(_categories(shop).where(Category.slug == slug)).one_or_none()
    return _category(row) if row else None


def _categories(shop: ShopRef) -> Select[Any]:
    columns = (Category.id, Category.slug, Category.name, Category.intro, Category.wordings, Listing.sieve)
    query = select(*columns).outerjoin(
        Listing, and_(Listing.shop_id == Category.shop_id, Listing.category_id == Category.id)
    )
    return query.where(Category.shop_id == shop.id, Category.active.is_(True))


def _category(row: Row[Any]) -> CategoryView:
    return CategoryView(row.id, row.slug, row.name, row.intro, row.wordings, sieve_from(row.sieve))


def list_shown_categories(shop: ShopRef) -> list[CategoryView]:
    """Every category visitors see, in the order of the menu, with how many products each holds. One statement."""
    query = _categories(shop).order_by(Category.position, Category.id)
    return [_category(row) for row in db.session.execute(query.limit(MOST_CATEGORIES))]


def get_sieve(shop: ShopRef) -> Sieve:
    """What the list of all products can be sifted by."""
    query = select(Listing.sieve).where(Listing.shop_id == shop.id, Listing.category_id.is_(None))
    return sieve_from(db.session.execute(query).scalar_one_or_none())


def matching(words: Sequence[str]) -> ColumnElement[bool]:
    """Each word stands somewhere in the product's folded text or its category's. Needs Category outer-joined."""
    found = [
        or_(Product.folded.contains(word, autoescape=True), Category.folded.contains(word, autoescape=True))
        for word in words
    ]
    return and_(*found)


def join_category(query: Select[Any]) -> Select[Any]:
    """The same rows with their category beside them."""
    return query.outerjoin(Category, and_(Category.shop_id == Product.shop_id, Category.id == Product.category_id))
