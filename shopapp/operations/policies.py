"""Every shop's policy says what this version of the program does."""

from datetime import datetime

from flask import Flask

from shopapp.platform.database import transaction
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.records.queries import current_policy_id


def renew_policies(app: Flask, *, now: datetime) -> int:
    """Publish the policy of each shop where its text has changed; how many did."""
    with app.app_context():
        with acting_for(None):
            shops = [found.ref for found in list_shops() if found.face is not None]
        renewed = 0
        for shop in shops:
            with acting_for(shop), transaction():
                before = current_policy_id(shop)
                renewed += publish(shop, now=now).id != before
        return renewed
