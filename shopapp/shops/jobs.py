"""Queued work of the shop's settings: files of logos nobody will see again are deleted."""

from datetime import datetime

from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import begin_forgetting, forget_logos
from shopapp.shops.logos import file_names, storage_key


def forget_old_logos(shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Delete what was uploaded and never saved, or replaced since. Doing it twice is harmless."""
    with transaction():
        gone = begin_forgetting(shop, now=now)
    for mark in gone:
        for name in file_names(mark):
            files().delete(storage_key(shop, name))
    if gone:
        with transaction():
            forget_logos(shop, [mark.key for mark in gone])
    return Done()
