"""Work after a setting was changed that the policy reads, and the telling of what has changed."""

from datetime import datetime

from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy import actions


def republish(shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Bring the policy up to date with the shop's settings."""
    with transaction():
        actions.publish(shop, now=now)
    return Done()


def tell_of_change(shop: ShopRef, notice_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Tell the next few customers of a changed policy."""
    with transaction():
        return actions.tell_next(shop, notice_id, now=now)
