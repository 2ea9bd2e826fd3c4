"""What the orders room gives to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.frames.work import PLACE
from shopapp.notifications.rules import HOLDS, LINK_PATHS
from shopapp.orders.backoffice_views import blueprint as backoffice
from shopapp.orders.backoffice_views import deliveries
from shopapp.orders.capabilities import CAPABILITIES
from shopapp.orders.holdings import HOLDINGS
from shopapp.orders.jobs import forget_drafts
from shopapp.orders.links import KINDS, PATH
from shopapp.orders.panels import case_panel, open_work, own_deliveries
from shopapp.orders.queries.safety import is_held
from shopapp.orders.storefront_views import blueprint as storefront
from shopapp.orders.storefront_views.account import own_orders_panel
from shopapp.platform.rooms import Periodic, Room


def attach(_app: Flask) -> None:
    """Let messages carry the links by which an order is disowned, and stay in the house while one is held."""
    LINK_PATHS.update({kind: PATH for kind in KINDS.values()})
    HOLDS["order"] = is_held


ROOM = Room(
    name="orders",
    blueprints=(storefront, backoffice, deliveries.blueprint),
    periodic=(Periodic("orders.drafts", timedelta(minutes=30), forget_drafts),),
    panels={
        PLACE: (own_deliveries, open_work),
        "inquiries.case": (case_panel,),
        "customer.orders": (own_orders_panel,),
    },
    capabilities=CAPABILITIES,
    holdings=HOLDINGS,
    attach=attach,
)
