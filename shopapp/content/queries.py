"""Reads of the shop's news and pages; what is not published yet does not exist for visitors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, literal, or_, select, tuple_, union_all

from shopapp.content.models import Page, Post, ToldPicture
from shopapp.content.rules import Sort, State, is_slug, state_of
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.wordings import worded

PAGE = 12
OTHERS = 3
MODELS: dict[Sort, type[Post] | type[Page]] = {Sort.NEWS: Post, Sort.PAGE: Page}


@dataclass(frozen=True)
class TextPicture:
    """A picture as templates show it; `widths` are the sizes that exist, none while the worker has not made them."""

    key: str
    format: str
    alt: str
    width: int
    height: int
    colour: str
    widths: tuple[int, ...]


@dataclass(frozen=True)
class PostLine:
    """News or a page in a list, in the language of the answer."""

    id: int
    slug: str
    title: str
    summary: str
    published_at: datetime
    views: int = 0
    picture: TextPicture | None = None


@dataclass(frozen=True)
class PostPage:
    """News or a page in full, in the language of the answer."""

    line: PostLine
    body: str
    changed_at: datetime | None = None


@dataclass(frozen=True)
class Around:
    """What else there is to read: the next older and newer news, and a few more."""

    older: PostLine | None
    newer: PostLine | None
    others: tuple[PostLine, ...]


@dataclass(frozen=True)
class DeskText:
    """News or a page as its shop sees it, in the shop's own words."""

    id: int
    slug: str
    title: str
    summary: str
    body: str
    wordings: Mapping[str, Mapping[str, str]]
    published_at: datetime | None
    changed_at: datetime | None
    removed_at: datetime | None
    state: State
    views: int
    version: int
    has_before: bool
    picture_id: int | None
    picture_alt: str
    place: str
    position: int


def list_posts(
    shop: ShopRef, *, now: datetime, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[PostLine], bool]:
    """A page of news, the newest first, after a (published_at, id); and whether there are more."""
    query = _lines(shop, Post, now)
    if after is not None:
        query = query.where(tuple_(Post.published_at, Post.id) < after)
    query = query.order_by(Post.published_at.desc(), Post.id.desc()).limit(limit + 1)
    found = [line_from(row) for row in db.session.execute(query)]
    return found[:limit], len(found) > limit


def find_post(shop: ShopRef, slug: str, *, now: datetime) -> PostPage | None:
    """The published piece of news of that slug."""
    return _find(shop, Post, slug, now)


def find_page(shop: ShopRef, slug: str, *, now: datetime) -> PostPage | None:
    """The published page of that slug."""
    return _find(shop, Page, slug, now)


def list_around(shop: ShopRef, post: PostLine, *, now: datetime) -> Around:
    """What stands beside a piece of news, in one statement."""
    place, mine = tuple_(Post.published_at, Post.id), (post.published_at, post.id)
    newest = (Post.published_at.desc(), Post.id.desc())
    parts = {
        "older": _lines(shop, Post, now).where(place < mine).order_by(*newest).limit(1),
        "newer": _lines(shop, Post, now).where(place > mine).order_by(Post.published_at, Post.id).limit(1),
        "newest": _lines(shop, Post, now).order_by(*newest).limit(OTHERS + 3),
    }
    whole = []
    for name, query in parts.items():
        part = query.subquery()
        whole.append(select(*part.c, literal(name).label("beside")))
    found = [(row.beside, line_from(row)) for row in db.session.execute(union_all(*whole))]
    beside = {name: line for name, line in found if name != "newest"}
    shown = {post.id, *(line.id for line in beside.values())}
    others = sorted((line for name, line in found if name == "newest" and line.id not in shown), key=_age, reverse=True)
    return Around(beside.get("older"), beside.get("newer"), tuple(others[:OTHERS]))


def list_texts(
    shop: ShopRef, sort: Sort, *, now: datetime, after: int | None = None, limit: int = 30
) -> tuple[list[DeskText], bool]:
    """A page of all news or pages, drafts too: news the latest added first, after an id; pages in their order."""
    if sort is Sort.PAGE:
        pages = select(Page).where(Page.shop_id == shop.id, Page.removed_at.is_(None))
        rows = db.session.execute(pages.order_by(Page.position, Page.id).limit(MOST_PAGES)).scalars()
        return [_desk(row, now) for row in rows], False
    news = select(Post).where(Post.shop_id == shop.id, Post.removed_at.is_(None))
    if after is not None:
        news = news.where(Post.id < after)
    found = [_desk(row, now) for row in db.session.execute(news.order_by(Post.id.desc()).limit(limit + 1)).scalars()]
    return found[:limit], len(found) > limit


def find_text(shop: ShopRef, sort: Sort, row_id: int, *, now: datetime) -> DeskText | None:
    """News or a page of that id, shown or not, but not what was thrown away."""
    model = MODELS[sort]
    query = select(model).where(model.shop_id == shop.id, model.id == row_id, model.removed_at.is_(None))
    row = db.session.execute(query).scalars().one_or_none()
    return _desk(row, now) if isinstance(row, Post | Page) else None


def find_picture(shop: ShopRef, picture_id: int, alt: str = "") -> TextPicture | None:
    """A picture of this shop, also one whose form is not saved yet."""
    query = select(ToldPicture).where(ToldPicture.shop_id == shop.id, ToldPicture.id == picture_id)
    row = db.session.execute(query).scalars().one_or_none()
    if row is None:
        return None
    return TextPicture(row.key, row.format, alt, row.width, row.height, row.colour, tuple(row.widths))


def line_from(row: Row[Any]) -> PostLine:
    """A line of a row of `_lines`, in the language of the answer."""
    said, picture = row.wordings or {}, None
    if row.picture_key:
        alt = worded(row.picture_alt, said, "alt")
        size = (row.picture_width, row.picture_height)
        picture = TextPicture(
            row.picture_key, row.picture_format, alt, *size, row.picture_colour, tuple(row.picture_widths or ())
        )
    title, summary = worded(row.title, said, "title"), worded(row.summary, said, "summary")
    return PostLine(row.id, row.slug, title, summary, row.published_at, row.views, picture)


# More pages of its own no shop keeps in order; menus and footers could not show them.
MOST_PAGES = 100
_PICTURE = (
    ToldPicture.key.label("picture_key"),
    ToldPicture.format.label("picture_format"),
    ToldPicture.width.label("picture_width"),
    ToldPicture.height.label("picture_height"),
    ToldPicture.colour.label("picture_colour"),
    ToldPicture.widths.label("picture_widths"),
)


def _lines(shop: ShopRef, model: type[Post] | type[Page], now: datetime) -> Select[Any]:
    columns = (model.id, model.slug, model.title, model.summary, model.published_at, model.views, model.wordings)
    beside = and_(ToldPicture.shop_id == model.shop_id, ToldPicture.id == model.picture_id)
    query = select(*columns, model.picture_alt, *_PICTURE).outerjoin(ToldPicture, beside)
    return query.where(*_shown(shop, model, now))


def _shown(shop: ShopRef, model: type[Post] | type[Page], now: datetime) -> tuple[ColumnElement[bool], ...]:
    return model.shop_id == shop.id, model.published_at <= now, model.removed_at.is_(None)


def _find(shop: ShopRef, model: type[Post] | type[Page], slug: str, now: datetime) -> PostPage | None:
    if not is_slug(slug):
        return None
    query = _lines(shop, model, now).add_columns(model.body, model.changed_at).where(model.slug == slug)
    row = db.session.execute(query).one_or_none()
    return PostPage(line_from(row), worded(row.body, row.wordings or {}, "body"), row.changed_at) if row else None


def _age(line: PostLine) -> tuple[datetime, int]:
    return line.published_at, line.id


def _desk(row: Post | Page, now: datetime) -> DeskText:
    place, position = (row.place, row.position) if isinstance(row, Page) else ("", 0)
    return DeskText(
        id=row.id,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        body=row.body,
        wordings=row.wordings,
        published_at=row.published_at,
        changed_at=row.changed_at,
        removed_at=row.removed_at,
        state=state_of(row.published_at, now),
        views=row.views,
        version=row.version,
        has_before=row.before is not None,
        picture_id=row.picture_id,
        picture_alt=row.picture_alt,
        place=place,
        position=position,
    )


def list_unused_pictures(shop: ShopRef, *, before: datetime, limit: int = 50) -> list[tuple[int, str, str, int]]:
    """(id, key, format, width) of pictures that no text names any more, not even to be taken back; kept before."""
    query = select(ToldPicture.id, ToldPicture.key, ToldPicture.format, ToldPicture.width)
    query = query.where(ToldPicture.shop_id == shop.id, ToldPicture.kept_at < before).order_by(ToldPicture.id)
    named: set[int] = set()
    for model in MODELS.values():
        texts = select(model.picture_id, model.before).where(
            model.shop_id == shop.id, or_(model.picture_id.is_not(None), model.before.is_not(None))
        )
        for picture_id, kept in db.session.execute(texts):
            named |= {n for n in (picture_id, (kept or {}).get("picture_id")) if n is not None}
    found = [(row.id, row.key, row.format, row.width) for row in db.session.execute(query) if row.id not in named]
    return found[:limit]
