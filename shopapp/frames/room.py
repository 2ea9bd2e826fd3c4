"""What the frames room gives to the program."""

from shopapp.frames import backoffice_views
from shopapp.frames.context import init_frames
from shopapp.platform.rooms import Room

ROOM = Room(name="frames", blueprints=(backoffice_views.blueprint,), attach=init_frames)
