"""Work after a setting was changed that the policy reads."""

from datetime import datetime

from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.actions import publish


def republish(shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Bring the policy up to date with the shop's settings."""
    with transaction():
        publish(shop, now=now)
    return Done()
