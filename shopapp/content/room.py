"""What the shop's news give to the program."""

from shopapp.content import storefront_views
from shopapp.content.counting import init_usage
from shopapp.platform.rooms import Room

ROOM = Room(name="content", blueprints=(storefront_views.blueprint,), attach=init_usage)
