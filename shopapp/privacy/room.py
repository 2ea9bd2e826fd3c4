"""What the privacy room gives to the program."""

from shopapp.platform.rooms import Room
from shopapp.privacy import storefront_views
from shopapp.privacy.capabilities import CAPABILITIES
from shopapp.privacy.jobs import republish

ROOM = Room(
    name="privacy",
    blueprints=(storefront_views.blueprint,),
    jobs={"policy": republish},
    capabilities=CAPABILITIES,
)
