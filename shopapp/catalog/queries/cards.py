"""Products as lists show them: one row a product, its first picture and its prices told by subqueries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, Select, and_, case, cast, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from shopapp.catalog.models import Category, Picture, Product, Variant
from shopapp.catalog.rules import UNLIMITED, State, is_slug, search_rank, search_words, state_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 24
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
    """A product in a list. `least` and `most` are the lowest and highest price of its variants, None: on request."""

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
    """A category of the shop."""

    id: int
    slug: str
    name: str
    intro: str


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
    )


def find_category(shop: ShopRef, slug: str) -> CategoryView | None:
    """The shown category of that slug."""
    if not is_slug(slug):
        return None
    query = select(Category.id, Category.slug, Category.name, Category.intro)
    query = query.where(Category.shop_id == shop.id, Category.slug == slug, Category.active.is_(True))
    row = db.session.execute(query).one_or_none()
    return CategoryView(*row) if row else None


def _page(query: Select[Any], place: tuple[int, int] | None) -> tuple[list[Card], bool]:
    if place is not None:
        query = query.where(tuple_(Product.position, Product.id) > place)
    rows = db.session.execute(query.order_by(Product.position, Product.id).limit(PAGE + 1)).all()
    return [card_from(row) for row in rows[:PAGE]], len(rows) > PAGE


def list_cards(shop: ShopRef, category_id: int, *, after: tuple[int, int] | None = None) -> tuple[list[Card], bool]:
    """A page of a category's products after a (position, id), and whether there are more."""
    return _page(card_statement(shop).where(Product.category_id == category_id), after)


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


def search_cards(
    shop: ShopRef, typed: str, *, after: tuple[int, int, int] | None = None
) -> tuple[list[Card], bool, tuple[int, int, int] | None]:
    """A page of the products that hold every word typed, accents aside; those whose name does come first.

    Gives the cards, whether there are more, and where this page ended: (rank, position, id). Nothing for no words.
    """
    words = search_words(typed)
    if not words:
        return [], False, None
    # The name is the first line of the folded text: what stands before a line end stands in the name.
    in_name = and_(*(Product.folded.like(f"%{_literally(word)}%\n%", escape="/") for word in words))
    rank = case((in_name, 0), else_=1)
    query = join_category(card_statement(shop)).where(matching(words))
    if after is not None:
        query = query.where(tuple_(rank, Product.position, Product.id) > after)
    rows = db.session.execute(query.order_by(rank, Product.position, Product.id).limit(PAGE + 1)).all()
    cards = [card_from(row) for row in rows[:PAGE]]
    end = (search_rank(cards[-1].name, words), cards[-1].position, cards[-1].id) if cards else None
    return cards, len(rows) > PAGE, end


def _literally(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")
