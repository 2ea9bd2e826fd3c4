"""What the catalogue gives to the program."""

from shopapp.catalog import backoffice_views, storefront_views
from shopapp.catalog.jobs import forget_files, make_picture_sizes
from shopapp.catalog.web import attach
from shopapp.platform.rooms import Room

ROOM = Room(
    name="catalog",
    blueprints=(storefront_views.blueprint, backoffice_views.blueprint),
    jobs={"picture": make_picture_sizes, "picture-gone": forget_files},
    attach=attach,
)
