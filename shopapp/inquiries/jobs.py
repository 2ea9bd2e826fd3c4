"""What the worker does for inquiries."""

from datetime import datetime, timedelta

from shopapp.inquiries.actions import forget_uploads
from shopapp.inquiries.complaints.actions import ring_alarms
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


def remind_of_complaints(shop: ShopRef, now: datetime) -> None:
    """Remind the shop of complaints that are soon due or overdue, a few in each transaction."""
    has_more = True
    while has_more:
        with transaction():
            has_more = ring_alarms(shop, now=now) > 0


PERIODIC = (
    Periodic("inquiries.forget_unsent", timedelta(hours=1), forget_unsent),
    Periodic("inquiries.remind_of_complaints", timedelta(minutes=10), remind_of_complaints),
)
