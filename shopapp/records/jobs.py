"""Work of the evidence room after a commit."""

from datetime import datetime

from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records import bars


def write_tombstone(shop: ShopRef, bar_id: int, _claim: Claim, _now: datetime) -> Outcome:
    """Add a bar to the tombstone file."""
    bars.append(shop, bar_id)
    return Done()
