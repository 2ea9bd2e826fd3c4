"""Pictures of products: rows here, files in the storage, sizes by the worker.

A row is committed before its file is written and outlives it, so that no file lies on the disk which nothing names.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update

from shopapp.catalog.actions.order import STEPS, move_picture
from shopapp.catalog.actions.versions import lock_product
from shopapp.catalog.models import Picture, Product
from shopapp.catalog.rules import MOST_PICTURES, AltChange, LoosePicture, NoSuchProduct, TooManyPictures
from shopapp.platform.database import db
from shopapp.platform.dispatch import cancel, enqueue
from shopapp.platform.pictures import Original, read_original
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch

# An upload that no saved form took up, and a picture taken away, of which one may still think better.
LOOSE_FOR = timedelta(hours=24)
REMOVED_FOR = timedelta(hours=1)
_NO_SYNC = {"synchronize_session": False}


def storage_key(shop: ShopRef, name: str) -> str:
    """Where a picture file of the shop is kept; the shop's id in front keeps shops apart on the disk as well."""
    return f"{shop.id}/pictures/{name}"


def describe(original: Original, alt: str = "") -> LoosePicture:
    """The row of a picture that was read, under a new random name."""
    return LoosePicture(
        secrets.token_hex(6), original.format, original.width, original.height, original.colour, alt[:200]
    )


def add_picture(shop: ShopRef, product_id: int, content: bytes, alt: str, *, now: datetime) -> int:
    """Keep a picture at the end of a product's and ask the worker for its sizes; returns its id.

    For imports: the file is written within the transaction. Raises NotAPicture, NoSuchProduct.
    """
    query = select(Product.id).where(Product.shop_id == shop.id, Product.id == product_id)
    if db.session.execute(query).one_or_none() is None:
        raise NoSuchProduct(product_id)
    original = read_original(content)
    kept = describe(original, alt)
    files().put(storage_key(shop, f"{kept.key}.{kept.format}"), original.content)
    picture = _row(shop, kept, product_id=product_id, position=_last_position(shop, product_id) + 1)
    db.session.add(picture)
    db.session.flush()
    enqueue(shop, "picture", picture.id, due_at=now, now=now)
    return picture.id


def _row(shop: ShopRef, kept: LoosePicture, **more: object) -> Picture:
    return Picture(
        shop_id=shop.id,
        key=kept.key,
        format=kept.format,
        alt=kept.alt,
        width=kept.width,
        height=kept.height,
        colour=kept.colour,
        **more,
    )


def _last_position(shop: ShopRef, product_id: int) -> int:
    query = select(func.coalesce(func.max(Picture.position), 0))
    query = query.where(Picture.shop_id == shop.id, Picture.product_id == product_id)
    return db.session.execute(query).scalar_one()


def keep_loose(shop: ShopRef, form_key: str, pictures: Sequence[LoosePicture], *, now: datetime) -> list[int]:
    """Note uploads of a form that is not saved yet; returns their ids. Their files are written after the commit."""
    rows = [_row(shop, kept, form_key=form_key, state="loose", position=n) for n, kept in enumerate(pictures, start=1)]
    db.session.add_all(rows)
    db.session.flush()
    for row in rows:
        enqueue(shop, "picture-gone", row.id, due_at=now + LOOSE_FOR, now=now)
    return [row.id for row in rows]


def drop_loose(shop: ShopRef, form_key: str, ids: Collection[int], *, now: datetime) -> None:
    """Uploads of a form are not wanted after all."""
    mine = (Picture.shop_id == shop.id, Picture.form_key == form_key, Picture.state == "loose", Picture.id.in_(ids))
    change = update(Picture).where(*mine).values(state="removed").returning(Picture.id)
    for picture_id in db.session.execute(change.execution_options(**_NO_SYNC)).scalars().all():
        cancel(shop, "picture-gone", picture_id)
        enqueue(shop, "picture-gone", picture_id, due_at=now, now=now)


def attach_loose(shop: ShopRef, product_id: int, form_key: str, *, name: str, now: datetime) -> int:
    """Give a form's uploads to a product, behind its other pictures; returns how many. Raises TooManyPictures.

    A picture of which nothing is said yet shows what bears the product's `name`.
    """
    query = select(Picture).where(Picture.shop_id == shop.id, Picture.form_key == form_key, Picture.state == "loose")
    loose = db.session.execute(query.order_by(Picture.id)).scalars().all() if form_key else []
    # An upload whose file never reached the disk goes the way of what was not taken up.
    loose = [row for row in loose if files().exists(storage_key(shop, f"{row.key}.{row.format}"))]
    shown = (
        select(func.count())
        .select_from(Picture)
        .where(Picture.shop_id == shop.id, Picture.product_id == product_id, Picture.state.not_in(("removed", "going")))
    )
    if loose and db.session.execute(shown).scalar_one() + len(loose) > MOST_PICTURES:
        raise TooManyPictures(MOST_PICTURES)
    last = _last_position(shop, product_id)
    for place, row in enumerate(loose, start=1):
        row.product_id, row.form_key, row.state, row.position = product_id, "", "waiting", last + place
        row.alt = row.alt or name
        cancel(shop, "picture-gone", row.id)
        enqueue(shop, "picture", row.id, due_at=now, now=now)
    db.session.flush()
    return len(loose)


def save_pictures(
    shop: ShopRef,
    product_id: int,
    changes: Sequence[AltChange],
    *,
    now: datetime,
    form_key: str = "",
    press: tuple[str, int] | None = None,
) -> None:
    """Everything of the page of pictures at once: what they show, new ones, and a button.

    Words that were not changed are left alone, so that another's stay. `press`: "up", "down", "top" or "gone" and the
    picture it is about. All rows before the shop, as the worker does. Raises NoSuchProduct, TooManyPictures.
    """
    product = lock_product(shop, product_id)
    for change in sorted(changes, key=lambda c: c.picture_id):
        if change.alt != change.seen:
            mine = (Picture.shop_id == shop.id, Picture.product_id == product_id, Picture.id == change.picture_id)
            query = update(Picture).where(*mine).values(alt=change.alt[:200])
            db.session.execute(query.execution_options(**_NO_SYNC))
    attach_loose(shop, product_id, form_key, name=product.name, now=now)
    if press is not None and press[0] == "gone":
        _remove(shop, product_id, press[1], now=now)
    elif press is not None:
        move_picture(shop, product_id, press[1], STEPS[press[0]])
    touch(shop)


def remove_picture(shop: ShopRef, product_id: int, picture_id: int, *, now: datetime) -> None:
    """Take a picture away; for an hour it can be brought back. Raises NoSuchProduct."""
    _remove(shop, product_id, picture_id, now=now)
    touch(shop)


def _remove(shop: ShopRef, product_id: int, picture_id: int, *, now: datetime) -> None:
    _set_state(shop, product_id, picture_id, was=("waiting", "ready", "failed"), state="removed")
    enqueue(shop, "picture-gone", picture_id, due_at=now + REMOVED_FOR, now=now)


def restore_picture(shop: ShopRef, product_id: int, picture_id: int, *, now: datetime) -> None:
    """Bring a picture back that was taken away. Raises NoSuchProduct, also when it has gone for good meanwhile."""
    _set_state(shop, product_id, picture_id, was=("removed",), state="waiting")
    cancel(shop, "picture-gone", picture_id)
    enqueue(shop, "picture", picture_id, due_at=now, now=now)
    touch(shop)


def _set_state(shop: ShopRef, product_id: int, picture_id: int, *, was: Collection[str], state: str) -> None:
    mine = (Picture.shop_id == shop.id, Picture.product_id == product_id, Picture.id == picture_id)
    change = update(Picture).where(*mine, Picture.state.in_(was)).values(state=state).returning(Picture.id)
    if db.session.execute(change.execution_options(**_NO_SYNC)).one_or_none() is None:
        raise NoSuchProduct(picture_id)


def record_sizes(shop: ShopRef, picture_id: int, widths: Sequence[int]) -> None:
    """The worker has made these sizes; none: the original cannot be shrunk and is shown as it is."""
    change = update(Picture).where(Picture.shop_id == shop.id, Picture.id == picture_id, Picture.state == "waiting")
    change = change.values(widths=list(widths), state="ready" if widths else "failed")
    db.session.execute(change.execution_options(**_NO_SYNC))
    touch(shop)


def begin_forgetting(shop: ShopRef, picture_id: int) -> tuple[str, str, int] | None:
    """Key, format and width of a picture nobody wants, which from now on cannot be brought back; None if wanted."""
    change = update(Picture).where(
        Picture.shop_id == shop.id, Picture.id == picture_id, Picture.state.in_(("loose", "removed", "going"))
    )
    change = change.values(state="going").returning(Picture.key, Picture.format, Picture.width)
    row = db.session.execute(change.execution_options(**_NO_SYNC)).one_or_none()
    return (row.key, row.format, row.width) if row else None


def forget_picture(shop: ShopRef, picture_id: int) -> None:
    """The files are gone; the row goes too."""
    query = delete(Picture).where(Picture.shop_id == shop.id, Picture.id == picture_id, Picture.state == "going")
    db.session.execute(query.execution_options(**_NO_SYNC))
