"""Panels: how a page of a lower room shows pieces of higher rooms without knowing them.

Rooms list panels in `features.py`: a place's name and a function from the subject to a piece of markup.
"""

from collections.abc import Callable, Mapping, Sequence

from flask import Flask, current_app
from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef

Panel = Callable[[ShopRef, object], Markup]
_KEY = "shopapp_panels"


def init_panels(app: Flask, panels: Mapping[str, Sequence[Panel]]) -> None:
    """Keep the list that `features.py` gave."""
    app.extensions[_KEY] = dict(panels)


def show_panels(shop: ShopRef, place: str, subject: object = None) -> Markup:
    """Everything the rooms have to show at this place, in the order of the list."""
    found: Sequence[Panel] = current_app.extensions[_KEY].get(place, ())
    return Markup("").join(panel(shop, subject) for panel in found)
