"""Periodic work of this room."""

from datetime import datetime

from shopapp.customers import actions
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef


def forget_claims(shop: ShopRef, now: datetime) -> None:
    """Delete registrations and other claims of one shop whose time is over."""
    with transaction():
        actions.sweep(shop, now=now)
