"""What the pages no single room owns give to the program."""

from shopapp.platform.rooms import Room
from shopapp.site import storefront_views

ROOM = Room(name="site", blueprints=(storefront_views.blueprint,))
