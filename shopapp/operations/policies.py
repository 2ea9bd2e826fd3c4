"""What every shop shows fits this version of the program: its policy's words, its look, its lists."""

from datetime import datetime

from flask import Flask

from shopapp.catalog.actions import renew_all_listings
from shopapp.delivery.actions import publish_schedule
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.actions import publish
from shopapp.records.queries import current_policy_id
from shopapp.shops.actions import renew_face


def renew_policies(app: Flask, *, now: datetime) -> int:
    """Publish the policy of each shop where its text has changed; how many did. Looks are brought up to date
    too, and what pages read of lists and schedules.
    """
    with app.app_context():
        with acting_for(None):
            shops = [found.ref for found in list_shops() if found.face is not None]
        renewed = 0
        for shop in shops:
            with acting_for(shop), transaction():
                renew_face(shop)
                publish_schedule(shop)
                renew_all_listings(shop)
                before = current_policy_id(shop)
                renewed += publish(shop, now=now).id != before
        return renewed
