"""What the customers room gives to the program."""

from shopapp.platform.rooms import Room

ROOM = Room(name="customers")
