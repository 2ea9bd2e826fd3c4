"""What operations give to the web program."""

from shopapp.operations import health, portal
from shopapp.platform.rooms import Room

ROOM = Room(name="operations", blueprints=(health.blueprint,), attach=portal.attach)
