"""What the shops room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.shops import panels
from shopapp.shops.capabilities import CAPABILITIES

ROOM = Room(name="shops", capabilities=CAPABILITIES, panels={"backoffice.shop": (panels.details,)})
