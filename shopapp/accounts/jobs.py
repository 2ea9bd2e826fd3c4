"""Periodic work of this room."""

from datetime import datetime

from shopapp.accounts import actions
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef


def sweep(shop: ShopRef, now: datetime) -> None:
    """Delete ended sessions, forgotten links and old codes of one shop."""
    with transaction():
        actions.sweep(shop, now=now)
