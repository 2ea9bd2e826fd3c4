"""Reads across rooms: what the home page shows in one statement, and what a shop is shown with elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, cast, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from shopapp.catalog.models import Category, Picture, Product
from shopapp.catalog.queries import Card, PictureView, card_from, card_statement
from shopapp.catalog.queries.cards import picture_from
from shopapp.content.models import Post, ToldPicture
from shopapp.content.queries import PostLine, TextPicture
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.wordings import worded

FEATURED = 9
NEWS = 3
# More ways in than these are no help on a first page; the page of all categories has the others.
WAYS = 12


@dataclass(frozen=True)
class WayIn:
    """A category with the picture of its first product."""

    slug: str
    name: str
    intro: str
    card: Card


@dataclass(frozen=True)
class HomeShelf:
    """What the home page shows of the shop's goods and news."""

    featured: tuple[Card, ...]
    ways: tuple[WayIn, ...]
    news: tuple[PostLine, ...]


def home_shelf(shop: ShopRef, *, now: datetime) -> HomeShelf:
    """Featured products, categories that hold anything, the latest news. One statement."""
    goods = _goods(shop)
    rows = db.session.execute(union_all(goods, _news(shop, goods, now))).all()
    return HomeShelf(
        featured=tuple(sorted((card_from(r) for r in rows if r.is_featured), key=lambda c: (c.position, c.id))),
        ways=tuple(_ways([r for r in rows if r.is_first])),
        news=tuple(
            sorted(
                (_post(row) for row in rows if row.published_at),
                key=lambda post: (post.published_at, post.id),
                reverse=True,
            )
        ),
    )


def _post(row: Row[Any]) -> PostLine:
    shown, said = picture_from(row), row.wordings or {}
    picture = None
    if shown:
        alt = worded(shown.alt, said, "alt")
        picture = TextPicture(shown.key, shown.format, alt, shown.width, shown.height, shown.colour, shown.widths)
    title, summary = worded(row.name, said, "title"), worded(row.summary, said, "summary")
    return PostLine(row.id, row.slug, title, summary, row.published_at, picture=picture)


def _goods(shop: ShopRef) -> Select[Any]:
    """Cards of featured products and of the first product of each category, with the category beside them."""
    other, first = aliased(Product), aliased(Product)
    featured = select(other.id).where(other.shop_id == shop.id, other.active.is_(True), other.featured.is_(True))
    featured = featured.order_by(other.position, other.id).limit(FEATURED)
    way = aliased(Category)
    ways = select(way.id).where(way.shop_id == shop.id, way.active.is_(True))
    ways = ways.order_by(way.position, way.id).limit(WAYS)
    first_of_category = (
        select(first.id)
        .where(first.shop_id == shop.id, first.category_id == Category.id, first.active.is_(True))
        .order_by(first.position, first.id)
        .limit(1)
        .correlate(Category)
        .scalar_subquery()
    )
    beside = and_(Category.shop_id == Product.shop_id, Category.id == Product.category_id, Category.active.is_(True))
    query = card_statement(shop).outerjoin(Category, beside)
    is_first = and_(Category.id.in_(ways), Product.id == first_of_category)
    is_featured = Product.id.in_(featured)
    return query.where(or_(is_first, is_featured)).add_columns(
        is_first.label("is_first"),
        is_featured.label("is_featured"),
        Category.slug.label("category_slug"),
        Category.name.label("category_name"),
        Category.intro.label("category_intro"),
        Category.wordings.label("category_wordings"),
        Category.position.label("category_position"),
        cast(null(), Post.published_at.type).label("published_at"),
    )


def find_sight(shop: ShopRef, category_id: int | None = None) -> PictureView | None:
    """The picture a shop or one of its categories is shown with: of its first product that has one."""
    query = card_statement(shop).where(Picture.id.is_not(None))
    if category_id is not None:
        query = query.where(Product.category_id == category_id)
    query = query.order_by(Product.featured.desc(), Product.position, Product.id).limit(1)
    row = db.session.execute(query).one_or_none()
    return card_from(row).picture if row else None


def _news(shop: ShopRef, goods: Select[Any], now: datetime) -> Select[Any]:
    """The latest news, in the columns of the goods."""
    latest = aliased(Post)
    ids = select(latest.id).where(latest.shop_id == shop.id, latest.published_at <= now, latest.removed_at.is_(None))
    ids = ids.order_by(latest.published_at.desc(), latest.id.desc()).limit(NEWS)
    mine: dict[str, Any] = {
        "id": Post.id,
        "slug": Post.slug,
        "name": Post.title,
        "summary": Post.summary,
        "wordings": Post.wordings,
        "key": ToldPicture.key,
        "format": ToldPicture.format,
        "alt": Post.picture_alt,
        "width": ToldPicture.width,
        "height": ToldPicture.height,
        "colour": ToldPicture.colour,
        "widths": ToldPicture.widths,
        "is_first": literal(False),
        "is_featured": literal(False),
        "published_at": Post.published_at,
    }
    columns = [mine.get(c.name, cast(null(), c.type)).label(c.name) for c in goods.selected_columns]
    beside = and_(ToldPicture.shop_id == Post.shop_id, ToldPicture.id == Post.picture_id)
    query = select(*columns).select_from(Post).outerjoin(ToldPicture, beside)
    return query.where(Post.shop_id == shop.id, Post.id.in_(ids))


def _ways(rows: Sequence[Row[Any]]) -> list[WayIn]:
    ordered = sorted(rows, key=lambda r: (r.category_position, r.id))
    return [_way(row) for row in ordered]


def _way(row: Row[Any]) -> WayIn:
    said = row.category_wordings or {}
    name, intro = worded(row.category_name, said, "name"), worded(row.category_intro, said, "intro")
    return WayIn(row.category_slug, name, intro, card_from(row))
