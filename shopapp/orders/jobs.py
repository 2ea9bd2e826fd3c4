"""What the orders room does by itself every so often."""

from datetime import datetime

from shopapp.orders.actions import delete_expired_drafts
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef


def forget_drafts(shop: ShopRef, now: datetime) -> None:
    """Forget drafts whose 24 hours are over."""
    with transaction():
        delete_expired_drafts(shop, now=now)
