"""What the delivery room gives to the program."""

from shopapp.delivery.storefront_views import blueprint
from shopapp.platform.rooms import Room

ROOM = Room(name="delivery", blueprints=(blueprint,))
