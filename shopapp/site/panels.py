"""What this room shows on pages of lower ones."""

from markupsafe import Markup

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.panels import Panel
from shopapp.shops.desk import PREVIEW, Trial
from shopapp.site.pages.shape import PageKind
from shopapp.site.pages.storefront_views import PAGES, page_of
from shopapp.site.storefront_views import home_page


def home_on_trial(shop: ShopRef, subject: object) -> Markup:
    """The home page with a profile that is not saved yet."""
    if not isinstance(subject, Trial):
        return Markup("")
    return Markup(home_page(shop, shop.kind, subject.profile, **subject.context))  # noqa: S704 - Jinja escaped it.


def pages_on_trial() -> dict[str, tuple[Panel, ...]]:
    """Each page made from settings, with a profile that is not saved yet, by the place that asks for it."""
    return {PREVIEW + kind.name: (_trier_of(kind),) for kind in PAGES}


def _trier_of(kind: PageKind) -> Panel:
    def show(shop: ShopRef, subject: object) -> Markup:
        if not isinstance(subject, Trial):
            return Markup("")
        return Markup(page_of(shop, kind, subject.profile, **subject.context))  # noqa: S704 - Jinja escaped it.

    return show
