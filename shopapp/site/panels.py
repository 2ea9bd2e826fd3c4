"""What this room shows on pages of lower ones."""

from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.desk import Trial
from shopapp.site.storefront_views import home_page


def home_on_trial(shop: ShopRef, subject: object) -> Markup:
    """The home page with a profile that is not saved yet."""
    if not isinstance(subject, Trial):
        return Markup("")
    return Markup(home_page(shop, shop.kind, subject.profile, **subject.context))  # noqa: S704 - Jinja escaped it.
