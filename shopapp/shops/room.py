"""What the shops room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.shops import backoffice_views, panels
from shopapp.shops.capabilities import CAPABILITIES

ROOM = Room(
    name="shops",
    blueprints=(backoffice_views.blueprint,),
    capabilities=CAPABILITIES,
    panels={"backoffice.shop": (panels.details,)},
)
