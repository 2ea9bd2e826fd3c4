"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.queries import get_profile


def details(shop: ShopRef, _subject: object) -> Markup:
    """How the shop is paid and where its data lies; on the shop's place of the back office."""
    words = render_template("shops/backoffice/details_panel.html", profile=get_profile(shop))
    return Markup(words)  # noqa: S704 - Jinja escaped it.
