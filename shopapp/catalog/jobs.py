"""Queued work of the catalogue: the sizes of a picture, made outside any transaction."""

from datetime import datetime, timedelta

from sqlalchemy import select

from shopapp.catalog.actions import record_sizes, storage_key
from shopapp.catalog.models import Picture
from shopapp.catalog.pictures import make_sizes, widths_for
from shopapp.catalog.rules import NotAPicture
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Done, GivenUp, Outcome, TryAgain
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
