"""What the worker does for inquiries."""

from datetime import datetime, timedelta

from shopapp.inquiries.actions import forget_uploads
from shopapp.inquiries.queries import list_outlived
from shopapp.platform.database import transaction
from shopapp.platform.rooms import Periodic
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import ShopRef


def forget_unsent(shop: ShopRef, now: datetime) -> None:
    """Remove files whose form was never sent. The bytes go first, so that a stop leaves a row to begin again from."""
    while outlived := list_outlived(shop, now=now):
        for _row_id, key in outlived:
            files().delete(key)
        with transaction():
            forget_uploads(shop, [row_id for row_id, _key in outlived])


PERIODIC = (Periodic("inquiries.forget_unsent", timedelta(hours=1), forget_unsent),)
