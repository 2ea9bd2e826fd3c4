"""What the records room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.records.capabilities import CAPABILITIES

ROOM = Room(name="records", capabilities=CAPABILITIES)
