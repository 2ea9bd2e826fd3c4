"""What counting shows on pages of other rooms."""

from flask import current_app, render_template
from markupsafe import Markup

from shopapp.content.usage.tallies import find_tally
from shopapp.content.words import grouped
from shopapp.kernel import clock
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.headers import living


def figures(shop: ShopRef, _subject: object) -> Markup:
    """How many are here now and have been here, at the foot of each page; nothing while that is not known."""
    tally = find_tally(current_app, shop)
    if tally is None or not tally.is_shown:
        return Markup("")
    online = tally.online_at(clock.now())
    words = render_template(
        "content/storefront/figures.html", online=grouped(online), total=grouped(max(tally.total, online))
    )
    return living(Markup(words))  # noqa: S704 - Jinja escaped it.
