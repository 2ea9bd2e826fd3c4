"""What the shops room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.shops import backoffice_views, panels, storefront_views
from shopapp.shops.actions.logos import JOB
from shopapp.shops.capabilities import CAPABILITIES
from shopapp.shops.jobs import forget_old_logos

ROOM = Room(
    name="shops",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint),
    jobs={JOB: forget_old_logos},
    capabilities=CAPABILITIES,
    panels={"backoffice.shop": (panels.details,)},
)
