"""What this room shows on pages of lower ones."""

from flask import render_template
from markupsafe import Markup

from shopapp.platform.access import Permission
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal
from shopapp.shops.queries import get_profile
from shopapp.shops.terms_words import terms_in_short
from shopapp.shops.words import shown_times


def details(shop: ShopRef, _subject: object) -> Markup:
    """How the shop is paid, what it says and asks, and where its data lies; on the shop's place of the back office."""
    may_change = current_principal().may(Permission.SHOP_CHANGE)
    profile = get_profile(shop)
    words = render_template(
        "shops/backoffice/details_panel.html",
        profile=profile,
        may_change=may_change,
        complaint_times=shown_times(profile.complaint_times),
        terms=terms_in_short(profile.returns, profile.pricing, profile.receiving),
    )
    return Markup(words)  # noqa: S704 - Jinja escaped it.
