"""Queued and periodic work about what the shop tells, outside any transaction."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from shopapp.content.actions import MODELS, record_sizes, renew_links, storage_key
from shopapp.content.models import ToldPicture
from shopapp.content.queries import list_unused_pictures
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Done, GivenUp, Outcome, TryAgain, cancel
from shopapp.platform.pictures import SIZE_FORMATS, NotAPicture, make_sizes, widths_for
from shopapp.platform.removals import remove_later
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch

# Uploads of forms that were never saved, and what was thrown away, of which one may still think better.
FORGET_AFTER = timedelta(hours=24)
_MOST_ATTEMPTS = 5
_NO_SYNC = {"synchronize_session": False}


def make_picture_sizes(shop: ShopRef, picture_id: int, claim: Claim, now: datetime) -> Outcome:
    """Make, keep and record every size of one picture. Doing it twice gives the same files."""
    query = select(ToldPicture.key, ToldPicture.format, ToldPicture.width)
    row = db.session.execute(query.where(ToldPicture.shop_id == shop.id, ToldPicture.id == picture_id)).one_or_none()
    if row is None:
        return Done()
    # The read ends here, so that no connection waits while the picture is being drawn.
    db.session.rollback()
    original = files().get(storage_key(shop, f"{row.key}.{row.format}"))
    if original is None:
        if claim.attempt < _MOST_ATTEMPTS:
            return TryAgain(now + timedelta(minutes=claim.attempt), has_failed=True)
        return GivenUp()
    widths = widths_for(row.width)
    try:
        made = make_sizes(original, widths)
    except NotAPicture:
        # The original is shown as it is.
        return Done()
    for (size, ending), content in made.items():
        files().put(storage_key(shop, f"{row.key}-{size}.{ending}"), content)
    with transaction():
        record_sizes(shop, picture_id, widths)
    return Done()


def tell_news(shop: ShopRef, _row_id: int, _claim: Claim, _now: datetime) -> Outcome:
    """The moment of planned news has come: pages that were kept somewhere are out of date."""
    with transaction():
        touch(shop)
    return Done()


def tell_page(shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
    """The moment of a planned page has come: menu or footer lead to it."""
    with transaction():
        renew_links(shop, now=now)
    return Done()


def forget_texts(shop: ShopRef, now: datetime) -> None:
    """Once an hour: what was thrown away a day ago goes for good, then the pictures nothing names any more."""
    before = now - FORGET_AFTER
    with transaction():
        for model in MODELS.values():
            query = delete(model).where(model.shop_id == shop.id, model.removed_at < before)
            db.session.execute(query.execution_options(**_NO_SYNC))
        for picture_id, key, picture_format, width in list_unused_pictures(shop, before=before):
            names = [f"{key}.{picture_format}"]
            names += [f"{key}-{size}.{ending}" for size in widths_for(width) for ending in SIZE_FORMATS]
            cancel(shop, "told-picture", picture_id)
            mine = (ToldPicture.shop_id == shop.id, ToldPicture.id == picture_id)
            db.session.execute(delete(ToldPicture).where(*mine).execution_options(**_NO_SYNC))
            remove_later(shop, [storage_key(shop, name) for name in names], now=now)
