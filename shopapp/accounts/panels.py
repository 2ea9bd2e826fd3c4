"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.accounts import desk_words
from shopapp.accounts.queries import list_staff
from shopapp.kernel.clock import local_day, now
from shopapp.platform.tenancy.refs import ShopRef


def staff(shop: ShopRef, _subject: object) -> Markup:
    """Who works in the shop, and the way to one's own password; on the shop's place of the back office."""
    today, rows = local_day(now()), list_staff(shop)
    page = render_template("accounts/backoffice/staff_panel.html", staff=rows, today=today, words=desk_words)
    return Markup(page)  # noqa: S704 - Jinja escaped it.
