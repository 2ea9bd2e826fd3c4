"""Home, the look's style sheet, and what search engines read."""

from collections.abc import Sequence
from itertools import cycle
from typing import Any

from flask import Blueprint, Response, render_template, request

from shopapp.catalog.queries import Card
from shopapp.catalog.words import card_arguments
from shopapp.frames.theme import page_css, theme_hash
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.platform.web.static import FOREVER, packed
from shopapp.shops.queries import get_profile
from shopapp.shops.rules import Profile
from shopapp.site.queries import home_shelf
from shopapp.site.security import security_text
from shopapp.site.sitemap import (
    index_of,
    list_goods,
    list_other_places,
    list_places,
    list_starts,
    map_of,
    pages_a_file,
)
from shopapp.site.words import HomeWords, home_words

blueprint = Blueprint("site_storefront", __name__)
_DAY = "public, max-age=86400"
# A robot has no business there. The order form itself may be found; what follows it belongs to whoever orders.
_PRIVATE = (
    "/quan-tri",
    "/dat-hang/",
    "/don-hang/",
    "/tra-cuu",
    "/yeu-cau/",
    "/khong-phai-toi/",
    "/tai-khoan",
    "/du-lieu-cua-toi",
    "/tim-kiem",
    "/dia-chi/",
)


@blueprint.get("/")
@open_to_all
def home() -> str:
    """The shop's first page."""
    shop, face = current_shop(), current_face()
    same_for_everybody()
    return home_page(shop, face.kind, get_profile(shop))


def home_page(shop: ShopRef, kind: str, profile: Profile, **frame: Any) -> str:
    """The first page of a profile, stored or tried out; `frame` replaces what the frame shows of the shop."""
    words = home_words(kind)
    shelf = home_shelf(shop, now=clock.now())
    return render_template(
        "site/storefront/home.html",
        words=words,
        hero=profile.hero,
        reasons=[(i, r.title, r.text) for i, r in zip(cycle(words.icons), profile.reasons, strict=False)],
        opening_card=shelf.featured[0] if shelf.featured else None,
        featured=[card_arguments(card, kind) for card in _shown(shelf.featured, words)],
        ways=shelf.ways,
        news=shelf.news,
        **frame,
    )


def _shown(featured: Sequence[Card], words: HomeWords) -> Sequence[Card]:
    """What stands below the opening picture, where there is more than what that picture shows."""
    rest = featured if words.repeats_first or len(featured) < 2 else featured[1:]
    return rest[: words.shown]


@blueprint.get("/theme-<digest>.css")
@open_to_all
def theme(digest: str) -> Response:
    """The shop's look. An outdated digest gets the present look, but is not kept for ever."""
    face = current_face()
    css = page_css(face.kind, face.colour, face.look, request.args.get("trang", ""))
    response = packed(css, "text/css")
    is_present = digest == theme_hash(face.kind, face.colour, face.look)
    response.headers["Cache-Control"] = FOREVER if is_present else "public, no-cache"
    return response


@blueprint.get("/robots.txt")
@open_to_all
def robots() -> Response:
    """What robots may read."""
    shop = current_shop()
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _PRIVATE), f"Sitemap: {shop.base_url}/sitemap.xml"]
    response = Response("\n".join(lines) + "\n", mimetype="text/plain")
    response.headers["Cache-Control"] = _DAY
    return response


@blueprint.get("/.well-known/security.txt")
@open_to_all
def security_txt() -> Response:
    """Where to report a weakness, for those who look for one (RFC 9116)."""
    response = Response(security_text(current_shop(), current_face(), now=clock.now()), mimetype="text/plain")
    response.headers["Cache-Control"] = _DAY
    return response


@blueprint.get("/sitemap.xml")
@open_to_all
def sitemap() -> Response:
    """Every page a visitor may read; of a large shop the list of its maps."""
    shop, face = current_shop(), current_face()
    same_for_everybody()
    most = pages_a_file(shop, face)
    places = list_places(shop, most=most + 1, now=clock.now())
    is_large = len(places) > most
    text = index_of(shop, list_starts(shop, most=most)) if is_large else map_of(shop, face, places)
    return Response(text, mimetype="application/xml")


@blueprint.get("/sitemap-<int(max=999999999999):first>.xml")
@open_to_all
def sitemap_part(first: int) -> Response:
    """One map of a large shop: products from an id on, or (0) everything else."""
    shop, face = current_shop(), current_face()
    same_for_everybody()
    most, present = pages_a_file(shop, face), clock.now()
    places = list_goods(shop, first=first, most=most) if first else list_other_places(shop, most=most, now=present)
    return Response(map_of(shop, face, places), mimetype="application/xml")
