"""Changes to what the shop tells: news and pages of its own. Each change keeps what it replaced."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from shopapp.content.models import Page, Post, ToldPicture
from shopapp.content.rules import (
    KEPT,
    BadDraft,
    ChangedMeanwhile,
    NoSuchText,
    NothingToUndo,
    SlugTaken,
    Sort,
    TextDraft,
    check_text,
    free_slug,
)
from shopapp.kernel.folding import slug as slug_of
from shopapp.platform.database import db
from shopapp.platform.dispatch import cancel, enqueue
from shopapp.platform.pictures import Original
from shopapp.platform.tenancy.refs import MenuEntry, ShopRef
from shopapp.shops.actions import set_pages, touch

MODELS: dict[Sort, type[Post] | type[Page]] = {Sort.NEWS: Post, Sort.PAGE: Page}
# What the worker does when the moment of something planned has come.
DUE = {Sort.NEWS: "news-due", Sort.PAGE: "page-due"}
_NO_SYNC = {"synchronize_session": False}


def add_post(shop: ShopRef, draft: TextDraft, *, now: datetime) -> int:
    """Add a piece of news; returns its id. Raises SlugTaken, BadDraft."""
    return add_text(shop, Sort.NEWS, draft, now=now)


def add_text(shop: ShopRef, sort: Sort, draft: TextDraft, *, now: datetime) -> int:
    """Add news or a page; returns its id. Raises SlugTaken, BadDraft."""
    check_text(draft)
    model = MODELS[sort]
    if draft.slug in _slugs(shop, model, draft.slug):
        raise SlugTaken(draft.slug)
    _check_picture(shop, draft.picture_id)
    more = {"place": draft.place} if sort is Sort.PAGE else {}
    row = model(shop_id=shop.id, slug=draft.slug, changed_at=now, **_values(draft), **more)
    db.session.add(row)
    db.session.flush()
    _tell(shop, sort, row.id, row.published_at, now=now)
    return row.id


def propose_slug(shop: ShopRef, sort: Sort, title: str) -> str:
    """An address for news or a page that nobody has yet, made of the title."""
    wanted = slug_of(title) or ("tin" if sort is Sort.NEWS else "trang")
    return free_slug(wanted, _slugs(shop, MODELS[sort], wanted))


def change_text(shop: ShopRef, sort: Sort, row_id: int, draft: TextDraft, *, seen: int, now: datetime) -> int:
    """Replace what news or a page says; returns the new version. What has been shown once keeps its slug.

    Raises NoSuchText, ChangedMeanwhile when it is no longer at version `seen`, SlugTaken, BadDraft.
    """
    check_text(draft)
    _check_picture(shop, draft.picture_id)
    row = _locked(shop, sort, row_id)
    if row.version != seen:
        raise ChangedMeanwhile(row.version)
    if row.published_at is None and row.slug != draft.slug:
        if draft.slug in _slugs(shop, MODELS[sort], draft.slug):
            raise SlugTaken(draft.slug)
        row.slug = draft.slug
    more = {"place": draft.place} if sort is Sort.PAGE else {}
    return _replace(shop, sort, row, _values(draft) | more, now=now)


def show_from(shop: ShopRef, sort: Sort, row_id: int, published_at: datetime | None, *, now: datetime) -> int:
    """Show it from a moment on, or (None) not at all; returns the new version. Raises NoSuchText."""
    row = _locked(shop, sort, row_id)
    return _replace(shop, sort, row, {"published_at": _whole(published_at)}, now=now)


def undo_text(shop: ShopRef, sort: Sort, row_id: int, *, seen: int, now: datetime) -> int:
    """Bring back what the last save replaced; returns the new version. Raises NoSuchText, NothingToUndo."""
    row = _locked(shop, sort, row_id)
    if row.version != seen or row.before is None:
        raise NothingToUndo(str(row.version))
    before = dict(row.before)
    moment = before.get("published_at")
    before["published_at"] = datetime.fromisoformat(moment) if moment else None
    return _replace(shop, sort, row, before, now=now)


def remove_text(shop: ShopRef, sort: Sort, row_id: int, *, now: datetime) -> None:
    """Throw it away; for a day it can be brought back. Raises NoSuchText."""
    row = _locked(shop, sort, row_id)
    row.removed_at = now
    db.session.flush()
    _tell(shop, sort, row.id, row.published_at, now=now)


def restore_text(shop: ShopRef, sort: Sort, row_id: int, *, now: datetime) -> None:
    """Bring back what was thrown away. Raises NoSuchText, also when it has been forgotten meanwhile."""
    row = _locked(shop, sort, row_id, removed=True)
    row.removed_at = None
    db.session.flush()
    _tell(shop, sort, row.id, row.published_at, now=now)


def renew_links(shop: ShopRef, *, now: datetime) -> None:
    """Let menu and footer lead to the pages that are shown at this moment, in their order."""
    query = select(Page.slug, Page.title, Page.place, Page.wordings)
    query = query.where(Page.shop_id == shop.id, Page.published_at <= now, Page.removed_at.is_(None))
    rows = db.session.execute(query.order_by(Page.position, Page.id)).all()
    entries: dict[str, list[MenuEntry]] = {"menu": [], "footer": [], "none": []}
    for row in rows:
        titles = {code: said["title"] for code, said in row.wordings.items() if said.get("title")}
        entries[row.place].append(MenuEntry(row.title, f"/trang/{row.slug}", titles))
    set_pages(shop, entries["menu"], entries["footer"])


def keep_picture(shop: ShopRef, original: Original, *, now: datetime) -> tuple[int, str]:
    """Note a picture that was read: its id, and the name its file is to be kept under. The worker makes its sizes."""
    key = secrets.token_hex(6)
    row = ToldPicture(
        shop_id=shop.id,
        key=key,
        format=original.format,
        width=original.width,
        height=original.height,
        colour=original.colour,
        widths=[],
        kept_at=now,
    )
    db.session.add(row)
    db.session.flush()
    enqueue(shop, "told-picture", row.id, due_at=now, now=now)
    return row.id, f"{key}.{original.format}"


def record_sizes(shop: ShopRef, picture_id: int, widths: Sequence[int]) -> None:
    """The worker has made these sizes; pages may name them from now on."""
    change = update(ToldPicture).where(ToldPicture.shop_id == shop.id, ToldPicture.id == picture_id)
    db.session.execute(change.values(widths=list(widths)).execution_options(**_NO_SYNC))
    touch(shop)


def storage_key(shop: ShopRef, name: str) -> str:
    """Where a picture file is kept: beside those of the goods, because the same address shows both."""
    return f"{shop.id}/pictures/{name}"


def _replace(shop: ShopRef, sort: Sort, row: Post | Page, values: dict[str, Any], *, now: datetime) -> int:
    before = {name: getattr(row, name) for name in KEPT}
    before["published_at"] = row.published_at.isoformat() if row.published_at else None
    if isinstance(row, Page):
        before["place"] = row.place
    for name, value in values.items():
        setattr(row, name, value)
    row.before, row.changed_at, row.version = before, now, row.version + 1
    db.session.flush()
    _tell(shop, sort, row.id, row.published_at, now=now)
    return row.version


def _tell(shop: ShopRef, sort: Sort, row_id: int, published_at: datetime | None, *, now: datetime) -> None:
    """Pages change with this transaction, and once more when the moment of something planned comes."""
    cancel(shop, DUE[sort], row_id)
    if published_at is not None and published_at > now:
        enqueue(shop, DUE[sort], row_id, due_at=published_at, now=now)
    if sort is Sort.PAGE:
        renew_links(shop, now=now)
    else:
        touch(shop)


def _locked(shop: ShopRef, sort: Sort, row_id: int, *, removed: bool = False) -> Post | Page:
    model = MODELS[sort]
    query = select(model).where(model.shop_id == shop.id, model.id == row_id)
    query = query.where(model.removed_at.is_not(None) if removed else model.removed_at.is_(None))
    found = db.session.execute(query.with_for_update(key_share=True)).scalars().one_or_none()
    if not isinstance(found, Post | Page):
        raise NoSuchText(row_id)
    return found


def _slugs(shop: ShopRef, model: type[Post] | type[Page], start: str) -> set[str]:
    """Slugs of this shop that begin like `start`; what was thrown away keeps its own for a day."""
    query = select(model.slug).where(model.shop_id == shop.id, model.slug.startswith(start[:70], autoescape=True))
    return set(db.session.execute(query).scalars())


def _check_picture(shop: ShopRef, picture_id: int | None) -> None:
    if picture_id is None:
        return
    query = select(ToldPicture.id).where(ToldPicture.shop_id == shop.id, ToldPicture.id == picture_id)
    if db.session.execute(query).one_or_none() is None:
        raise BadDraft("the shop has no such picture")


def _values(draft: TextDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in KEPT}
    return values | {
        "published_at": _whole(draft.published_at),
        "wordings": {code: dict(said) for code, said in draft.wordings.items()},
    }


def _whole(moment: datetime | None) -> datetime | None:
    """Addresses of further pages hold whole seconds."""
    return moment.replace(microsecond=0) if moment else None
