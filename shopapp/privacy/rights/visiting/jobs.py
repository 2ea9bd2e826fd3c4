"""What the worker does about visits."""

from datetime import datetime, timedelta

from shopapp.platform.database import transaction
from shopapp.platform.rooms import Periodic
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.visiting import actions


def forget_visits(shop: ShopRef, now: datetime) -> None:
    """Delete visits that are over."""
    with transaction():
        actions.sweep(shop, now=now)


PERIODIC = (Periodic("data_visits", timedelta(hours=1), forget_visits),)
