"""Lists of products, a page at a time: of a category or of all, sifted, sorted and searched.

A page is found in two steps of one statement: the ids of its products by what sorts and sifts them, then the cards of
those few. So the prices, stocks and pictures of products that the page does not show are never looked up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Select, and_, case, exists, func, literal, or_, select, tuple_
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

from shopapp.catalog.models import Category, Product, Trait, Variant
from shopapp.catalog.queries.cards import Card, card_from, card_statement
from shopapp.catalog.rules import Sifted, search_words
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 24
SUGGESTED = 6
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Entity = type[Product] | AliasedClass[Product]


@dataclass(frozen=True)
class Page:
    """Cards, and the place at which the next page begins; () where there is none."""

    cards: list[Card]
    next_place: tuple[int, ...] = ()


def _keys(product: Any, sort: str) -> tuple[ColumnElement[Any], ...]:
    """By what a list is sorted; the id at the end makes each place the only one. Prices on request stand last."""
    has_none = case((product.price_from.is_(None), 1), else_=0)
    price = func.coalesce(product.price_from, 0)
    if sort == "gia-tang":
        return has_none, price, product.id
    if sort == "gia-giam":
        return has_none, -price, product.id
    return (product.published_at, product.id) if sort == "moi" else (product.position, product.id)


def _begin_after(
    query: Select[Any], keys: Sequence[ColumnElement[Any]], sort: str, place: Sequence[int]
) -> Select[Any]:
    """The rest of a list behind a place; a place of another sort is the beginning."""
    if len(place) != len(keys):
        return query
    if sort != "moi":
        # Said to be large, or PostgreSQL would take a number for one of the narrow column's kind and refuse it.
        return query.where(tuple_(*keys) > tuple_(*(literal(number, BigInteger) for number in place)))
    try:
        moment = _EPOCH + timedelta(microseconds=place[0])
    except OverflowError:
        return query
    return query.where(or_(keys[0] < moment, and_(keys[0] == moment, keys[1] < literal(place[1], BigInteger))))


def _place(row: Any, sort: str, width: int) -> tuple[int, ...]:
    """Where a row stands, for the address of the next page."""
    values = [getattr(row, f"key_{number}") for number in range(width)]
    if sort == "moi":
        values[0] = (values[0] - _EPOCH) // timedelta(microseconds=1)
    return tuple(int(value) for value in values)


def _read(shop: ShopRef, found: Select[Any], product: Any, sort: str, keys: Sequence[ColumnElement[Any]]) -> Page:
    """A page of the products found: their ids in order, then their cards in the same order."""
    order = [key.desc() for key in keys] if sort == "moi" else list(keys)
    ids = found.with_only_columns(product.id, *(key.label(f"key_{number}") for number, key in enumerate(keys)))
    page = ids.order_by(*order).limit(PAGE + 1).subquery()
    columns = [page.c[f"key_{number}"] for number in range(len(keys))]
    query = card_statement(shop).join(page, page.c.id == Product.id).add_columns(*columns)
    query = query.order_by(*(column.desc() if sort == "moi" else column for column in columns))
    rows = db.session.execute(query).all()
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return Page([card_from(row) for row in rows[:PAGE]], _place(last, sort, len(keys)) if last is not None else ())


def list_cards(
    shop: ShopRef, category_id: int | None = None, *, sifted: Sifted | None = None, after: Sequence[int] = ()
) -> Page:
    """A page of a category's products, or of all, behind a place of the same sort. One statement."""
    wanted, product = sifted or Sifted(), aliased(Product)
    query = select(product.id).where(product.shop_id == shop.id, product.active.is_(True))
    if category_id is not None:
        query = query.where(product.category_id == category_id)
    keys = _keys(product, wanted.sort)
    query = _begin_after(query.where(*_conditions(product, wanted)), keys, wanted.sort, after)
    return _read(shop, query, product, wanted.sort, keys)


def _conditions(product: Any, wanted: Sifted) -> list[ColumnElement[bool]]:
    """What each product of a sifted list fulfils."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.band is not None:
        conditions.append(product.price_from >= wanted.band.low)
        if wanted.band.high is not None:
            conditions.append(product.price_from < wanted.band.high)
    if wanted.in_stock:
        offered = exists().where(
            Variant.shop_id == product.shop_id,
            Variant.product_id == product.id,
            Variant.active.is_(True),
            or_(Variant.stock.is_(None), Variant.stock > 0),
        )
        conditions.append(offered)
    for word, values in wanted.traits.items():
        bears = exists().where(
            Trait.shop_id == product.shop_id,
            Trait.product_id == product.id,
            Trait.word == word,
            Trait.value.in_(values),
        )
        conditions.append(bears)
    return conditions


def _search(shop: ShopRef, product: Any, words: Sequence[str]) -> tuple[Select[Any], ColumnElement[int]]:
    """The products of which each word begins a word, of their own text or their category's name; and how well.

    0: each is a word of the name; 1: each begins one; 2: found by the rest. The words hold letters and digits alone.
    """
    category = aliased(Category)
    query = select(product.id).outerjoin(
        category, and_(category.shop_id == product.shop_id, category.id == product.category_id)
    )
    query = query.where(product.shop_id == shop.id, product.active.is_(True))
    # In the folded texts a space stands before each word but the first.
    begun, category_begun = literal(" ").concat(product.folded), literal(" ").concat(category.folded)
    for word in words:
        query = query.where(or_(begun.like(f"% {word}%"), category_begun.like(f"% {word}%")))
    # The names are the first line of the folded text: what stands before a line end stands in a name.
    apart = func.replace(begun, "\n", " \n")
    exact = and_(*(apart.like(f"% {word} %\n%") for word in words))
    begins = and_(*(begun.like(f"% {word}%\n%") for word in words))
    return query, case((exact, 0), (begins, 1), else_=2)


def search_cards(shop: ShopRef, typed: str, *, after: Sequence[int] = ()) -> Page:
    """A page of the products that hold every word typed, accents aside, best first. Nothing for no words."""
    words = search_words(typed)
    if not words:
        return Page([])
    product = aliased(Product)
    query, rank = _search(shop, product, words)
    keys = (rank, *_keys(product, ""))
    return _read(shop, _begin_after(query, keys, "", after), product, "", keys)


def suggest(shop: ShopRef, typed: str) -> list[Card]:
    """The few best of what a search would find. One statement."""
    return search_cards(shop, typed).cards[:SUGGESTED]
