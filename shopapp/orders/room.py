"""What the orders room gives to the program."""

from datetime import timedelta

from shopapp.frames.work import PLACE
from shopapp.orders.backoffice_views import blueprint as backoffice
from shopapp.orders.capabilities import CAPABILITIES
from shopapp.orders.jobs import forget_drafts
from shopapp.orders.panels import open_work
from shopapp.orders.storefront_views import blueprint as storefront
from shopapp.platform.rooms import Periodic, Room

ROOM = Room(
    name="orders",
    blueprints=(storefront, backoffice),
    periodic=(Periodic("orders.drafts", timedelta(minutes=30), forget_drafts),),
    panels={PLACE: (open_work,)},
    capabilities=CAPABILITIES,
)
