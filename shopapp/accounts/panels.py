"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.accounts.queries import list_staff
from shopapp.platform.tenancy.refs import ShopRef


def staff(shop: ShopRef, _subject: object) -> Markup:
    """Who works in the shop, and the way to one's own password; on the shop's place of the back office."""
    return Markup(render_template("accounts/backoffice/staff_panel.html", staff=list_staff(shop)))  # noqa: S704 - Jinja escaped it.
