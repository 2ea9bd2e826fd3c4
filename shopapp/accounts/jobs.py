"""Queued and periodic work of this room."""

from datetime import datetime

from shopapp.accounts import actions
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef


def answer_reset(shop: ShopRef, request_id: int, _claim: Claim, now: datetime) -> Outcome:
    """Mail a link to somebody of the staff who has forgotten the password."""
    with transaction():
        actions.answer_reset(shop, request_id, now=now)
    return Done()


def sweep(shop: ShopRef, now: datetime) -> None:
    """Delete ended sessions, forgotten links and old codes of one shop."""
    with transaction():
        actions.sweep(shop, now=now)
