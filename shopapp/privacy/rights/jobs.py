"""What the worker does about requests: erasing pass by pass, and reminding the owner while there is time."""

from datetime import datetime

from shopapp.kernel.clock import local
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.actions import go_on
from shopapp.privacy.rights.actions.remind import keep_going, remind_all

# Nobody reads mail at night, and a reminder at the top of the morning's mail is seen.
_MORNING = 7


def carry_on(shop: ShopRef, request_id: int, _claim: Claim, now: datetime) -> Outcome:
    """One pass of an erasure that was asked for."""
    with transaction():
        return go_on(shop, request_id, now=now)


def remind(shop: ShopRef, now: datetime) -> None:
    """Remind the owner once a day of requests whose last day is near or over; let no erasure be forgotten."""
    with transaction():
        keep_going(shop, now=now)
    if local(now).hour >= _MORNING:
        with transaction():
            remind_all(shop, now=now)
