"""What the privacy room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.privacy import backoffice_views, storefront_views
from shopapp.privacy.actions import NOTICE_JOB
from shopapp.privacy.capabilities import CAPABILITIES
from shopapp.privacy.holdings import HOLDINGS
from shopapp.privacy.jobs import republish, tell_of_change
from shopapp.privacy.panels import desk, own_data

ROOM = Room(
    name="privacy",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint),
    jobs={"policy": republish, NOTICE_JOB: tell_of_change},
    panels={"backoffice.shop": (desk,), "customer.data": (own_data,)},
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
)
