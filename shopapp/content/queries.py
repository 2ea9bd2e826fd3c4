"""Reads of the shop's news; what is not published yet does not exist for visitors."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_

from shopapp.content.models import Post
from shopapp.content.rules import is_slug
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 12
OTHERS = 3


@dataclass(frozen=True)
class PostLine:
    """A piece of news in a list."""

    id: int
    slug: str
    title: str
    summary: str
    published_at: datetime


@dataclass(frozen=True)
class PostPage:
    """A piece of news in full."""

    line: PostLine
    body: str


def list_posts(
    shop: ShopRef, *, now: datetime, after: tuple[datetime, int] | None = None, limit: int = PAGE
) -> tuple[list[PostLine], bool]:
    """A page of news, the newest first, after a (published_at, id); and whether there are more."""
    query = select(Post.id, Post.slug, Post.title, Post.summary, Post.published_at)
    query = query.where(Post.shop_id == shop.id, Post.published_at <= now)
    if after is not None:
        query = query.where(tuple_(Post.published_at, Post.id) < after)
    query = query.order_by(Post.published_at.desc(), Post.id.desc()).limit(limit + 1)
    found = [PostLine(r.id, r.slug, r.title, r.summary, r.published_at) for r in db.session.execute(query)]
    return found[:limit], len(found) > limit


def find_post(shop: ShopRef, slug: str, *, now: datetime) -> PostPage | None:
    """The published piece of news of that slug."""
    if not is_slug(slug):
        return None
    query = select(Post.id, Post.slug, Post.title, Post.summary, Post.published_at, Post.body)
    query = query.where(Post.shop_id == shop.id, Post.slug == slug, Post.published_at <= now)
    row = db.session.execute(query).one_or_none()
    return PostPage(PostLine(row.id, row.slug, row.title, row.summary, row.published_at), row.body) if row else None
