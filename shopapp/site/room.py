"""What the pages no single room owns give to the program."""

from shopapp.platform.rooms import Room
from shopapp.shops.desk import PREVIEW
from shopapp.site import storefront_views
from shopapp.site.panels import home_on_trial

ROOM = Room(name="site", blueprints=(storefront_views.blueprint,), panels={PREVIEW + "home": (home_on_trial,)})
