"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef


def told(_shop: ShopRef, _subject: object) -> Markup:
    """Ways to news, own pages and figures, on the shop's place of the back office."""
    words = render_template("content/backoffice/panel.html")
    return Markup(words)  # noqa: S704 - Jinja escaped it.
