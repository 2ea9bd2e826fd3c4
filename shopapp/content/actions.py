"""Changes to the shop's news."""

from datetime import datetime

from sqlalchemy import select

from shopapp.content.models import Post
from shopapp.content.rules import PostDraft, SlugTaken, check_post
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch


def add_post(shop: ShopRef, draft: PostDraft, *, now: datetime) -> int:
    """Add a piece of news; returns its id. Raises SlugTaken, BadDraft."""
    check_post(draft)
    taken = select(Post.id).where(Post.shop_id == shop.id, Post.slug == draft.slug)
    if db.session.execute(taken).one_or_none():
        raise SlugTaken(draft.slug)
    post = Post(
        shop_id=shop.id,
        slug=draft.slug,
        title=draft.title,
        summary=draft.summary,
        body=draft.body,
        # Addresses of further pages hold whole seconds.
        published_at=draft.published_at.replace(microsecond=0) if draft.published_at else None,
    )
    db.session.add(post)
    db.session.flush()
    touch(shop)
    return post.id
