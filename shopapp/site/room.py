"""What the pages no single room owns give to the program."""

from flask import Flask

from shopapp.frames.theme import head_grounds
from shopapp.platform.rooms import Room
from shopapp.shops.desk import PREVIEW
from shopapp.site import shared_views, storefront_views
from shopapp.site.pages import storefront_views as pages
from shopapp.site.panels import home_on_trial, pages_on_trial
from shopapp.site.sharing import share_card


def attach(app: Flask) -> None:
    """Give the heads of pages the address of their preview card and the colours around them."""
    app.jinja_env.globals.update(share_card=share_card, head_grounds=head_grounds)


ROOM = Room(
    name="site",
    blueprints=(storefront_views.blueprint, shared_views.blueprint, pages.blueprint),
    panels={PREVIEW + "home": (home_on_trial,), **pages_on_trial()},
    attach=attach,
)
