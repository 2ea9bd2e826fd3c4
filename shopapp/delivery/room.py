"""What the delivery room gives to the program."""

from shopapp.delivery import backoffice_views, storefront_views
from shopapp.delivery.desk import panel
from shopapp.delivery.promise import product_panel
from shopapp.delivery.slip import next_slots
from shopapp.platform.rooms import Room

ROOM = Room(
    name="delivery",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint),
    panels={"backoffice.shop": (panel,), "home.delivery": (next_slots,), "product.promise": (product_panel,)},
)
