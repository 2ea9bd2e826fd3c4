"""Queued work of the catalogue, outside any transaction: sizes of pictures are made, files nobody wants deleted."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shopapp.catalog.actions import begin_forgetting, forget_picture, record_sizes, storage_key
from shopapp.catalog.models import Picture
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Done, GivenUp, Outcome, TryAgain
from shopapp.platform.pictures import SIZE_FORMATS, NotAPicture, make_sizes, widths_for
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef

_MOST_ATTEMPTS = 5


def make_picture_sizes(shop: ShopRef, picture_id: int, claim: Claim, now: datetime) -> Outcome:
    """Make, keep and record every size of one picture. Doing it twice gives the same files."""
    query = select(Picture.key, Picture.format, Picture.width)
    row = db.session.execute(query.where(Picture.shop_id == shop.id, Picture.id == picture_id)).one_or_none()
    if row is None:
        return Done()
    key, picture_format, width = row
    # The read ends here, so that no connection waits while the picture is being drawn.
    db.session.rollback()
    original = files().get(storage_key(shop, f"{key}.{picture_format}"))
    if original is None:
        if claim.attempt < _MOST_ATTEMPTS:
            return TryAgain(now + timedelta(minutes=claim.attempt))
        return GivenUp()
    widths = widths_for(width)
    try:
        made = make_sizes(original, widths)
    except NotAPicture:
        widths, made = (), {}
    for (size, ending), content in made.items():
        files().put(storage_key(shop, f"{key}-{size}.{ending}"), content)
    with transaction():
        record_sizes(shop, picture_id, widths)
    return Done()


def forget_files(shop: ShopRef, picture_id: int, _claim: Claim, _now: datetime) -> Outcome:
    """Delete the files of a picture that was taken away or never taken up, then its row. Doing it twice is harmless."""
    with transaction():
        found = begin_forgetting(shop, picture_id)
    if found is None:
        return Done()
    key, picture_format, width = found
    names = [f"{key}.{picture_format}"]
    names += [f"{key}-{size}.{ending}" for size in widths_for(width) for ending in SIZE_FORMATS]
    for name in names:
        files().delete(storage_key(shop, name))
    with transaction():
        forget_picture(shop, picture_id)
    return Done()
