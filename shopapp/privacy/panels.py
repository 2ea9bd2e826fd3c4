"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef


def desk(_shop: ShopRef, _subject: object) -> Markup:
    """The ways to the policy and to who receives data; on the shop's place of the back office."""
    return Markup(render_template("privacy/backoffice/desk_panel.html"))  # noqa: S704 - Jinja escaped it.


def own_data(_shop: ShopRef, _subject: object) -> Markup:
    """The way to one's own data; on the home of an account."""
    return Markup(render_template("privacy/storefront/own_panel.html"))  # noqa: S704 - Jinja escaped it.
