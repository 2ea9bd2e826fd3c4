"""Delivery, returns, payment, complaints, prices: a page each, the same for everybody."""

from typing import Any

from flask import Blueprint, render_template

from shopapp.delivery.queries import get_schedule, list_areas
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.i18n import show_day
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.records.law import the_law
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import Profile
from shopapp.site.pages.complaints import COMPLAINTS
from shopapp.site.pages.delivery import DELIVERY
from shopapp.site.pages.payment import PAYMENT
from shopapp.site.pages.prices import PRICES
from shopapp.site.pages.queries import last_changed
from shopapp.site.pages.returns import RETURNS
from shopapp.site.pages.shape import Material, PageKind

PAGES: tuple[PageKind, ...] = (DELIVERY, RETURNS, PAYMENT, COMPLAINTS, PRICES)

blueprint = Blueprint("site_pages", __name__)


def _page_route(kind: PageKind) -> None:
    """The route of one page; each has an address of its own, so that none can be made up."""

    @blueprint.get(kind.path, endpoint=kind.name)
    @open_to_all
    def page() -> str:
        """What the shop has set, in words."""
        same_for_everybody()
        shop = current_shop()
        return page_of(shop, kind, get_profile(shop))


for _kind in PAGES:
    _page_route(_kind)


def page_of(shop: ShopRef, kind: PageKind, profile: Profile, **frame: Any) -> str:
    """A page of a profile, stored or tried out; `frame` replaces what the frame shows of the shop."""
    material = _material(shop, kind, profile)
    return render_template(
        "site/storefront/pages/page.html",
        kind=kind,
        title=kind.title(),
        lead=kind.lead(material),
        parts=kind.parts(material),
        others=[other for other in PAGES if other is not kind],
        sources=the_law().pages[kind.name],
        as_of=show_day(the_law().as_of),
        changed=last_changed(shop, kind.sections),
        **frame,
    )


def _material(shop: ShopRef, kind: PageKind, profile: Profile) -> Material:
    """Only the page on delivery looks at areas and schedule."""
    megabytes = current_settings().upload_megabytes
    now = clock.now()
    if kind is not DELIVERY:
        return Material(shop, profile, now, megabytes=megabytes)
    return Material(shop, profile, now, tuple(list_areas(shop)), get_schedule(shop), megabytes)
