"""Pictures that stand for a shop elsewhere: preview cards of its pages, its icons, and what a phone installs it by."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, json

from shopapp.catalog.queries import find_category, find_product_by_slug
from shopapp.catalog.words import worded_category, worded_sheet
from shopapp.content.queries import PostPage, find_page, find_post
from shopapp.frames.theme import head_grounds
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.i18n import language
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.sharing import cut
from shopapp.platform.web.static import FOREVER
from shopapp.shops.logos import read_logo
from shopapp.site.cards import draw_card
from shopapp.site.icon import SIZES, icon_ico, icon_png, icon_svg
from shopapp.site.kept_cards import Busy, get_card
from shopapp.site.queries import find_sight
from shopapp.site.sharing import Shared, digest_of, read_picture, words_of

blueprint = Blueprint("site_shared", __name__)
DAY = 86400
_A_DAY = f"public, max-age={DAY}"


@blueprint.get("/the-<digest>.jpg")
@open_to_all
def shop_card(digest: str) -> Response:
    """The card of the shop, with its first featured product."""
    return _card(digest, None, lambda shop: read_picture(shop, find_sight(shop)))


@blueprint.get("/the-<digest>/danh-muc/<slug>.jpg")
@open_to_all
def category_card(digest: str, slug: str) -> Response:
    """The card of a category, with its first product."""
    found = find_category(current_shop(), slug)
    if found is None:
        abort(404)
    name = worded_category(found).name
    return _card(digest, Shared(name), lambda shop: read_picture(shop, find_sight(shop, found.id)))


@blueprint.get("/the-<digest>/san-pham/<slug>.jpg")
@open_to_all
def product_card(digest: str, slug: str) -> Response:
    """The card of a product, with its own picture."""
    found = find_product_by_slug(current_shop(), slug)
    if found is None:
        abort(404)
    name = worded_sheet(found).name
    return _card(digest, Shared(name, found.picture), lambda shop: read_picture(shop, found.picture))


@blueprint.get("/the-<digest>/tin-tuc/<slug>.jpg")
@open_to_all
def post_card(digest: str, slug: str) -> Response:
    """The card of a piece of news."""
    return _text_card(digest, find_post(current_shop(), slug, now=clock.now()))


@blueprint.get("/the-<digest>/trang/<slug>.jpg")
@open_to_all
def page_card(digest: str, slug: str) -> Response:
    """The card of a page of the shop's own."""
    return _text_card(digest, find_page(current_shop(), slug, now=clock.now()))


def _text_card(digest: str, found: PostPage | None) -> Response:
    if found is None:
        abort(404)
    shown = found.line
    return _card(digest, Shared(shown.title, shown.picture), lambda shop: read_picture(shop, shown.picture))


def _card(digest: str, shared: Shared | None, picture: Callable[[ShopRef], bytes | None]) -> Response:
    """The card as it is now. Only under its own digest, and with a picture of its own, may it be kept for ever."""
    shop, face = current_shop(), current_face()
    present = digest_of(shop, face, shared)
    has_own = shared is not None and shared.picture is not None

    def draw() -> bytes:
        return draw_card(words_of(shop, face, shared), picture(shop), read_logo(shop, face.logo))

    try:
        card = get_card(shop, present, draw, oldest=None if has_own else DAY)
    except Busy:
        return Response("", 503, {"Retry-After": "10", "Cache-Control": "no-store"})
    response = Response(card, mimetype="image/jpeg")
    kept = FOREVER if has_own else _A_DAY
    response.headers["Cache-Control"] = kept if digest == present else "public, no-cache"
    return response


@blueprint.get("/icon.svg")
@open_to_all
def icon() -> Response:
    """The shop's icon."""
    response = _picture("image/svg+xml", lambda face, mark: icon_svg(face.name, face.colour, mark))
    # A logo lies within the drawing itself; elsewhere no page needs such pictures.
    response.headers["Content-Security-Policy"] = "default-src 'none'; img-src data:"
    return response


@blueprint.get("/favicon.ico")
@open_to_all
def favicon() -> Response:
    """The same for programs that ask for this address without being told to."""
    return _picture("image/vnd.microsoft.icon", lambda face, mark: icon_ico(face.name, face.colour, mark))


@blueprint.get("/apple-touch-icon.png")
@open_to_all
def touch_icon() -> Response:
    """What iPhones put on their home screen; they ask for this address without being told to, and cut the corners."""
    return _picture("image/png", lambda face, mark: icon_png(face.name, face.colour, 180, mark, is_maskable=True))


@blueprint.get("/icon-maskable.png")
@open_to_all
def maskable_icon() -> Response:
    """An icon that phones may cut into any shape."""
    return _picture("image/png", lambda face, mark: icon_png(face.name, face.colour, 512, mark, is_maskable=True))


@blueprint.get("/icon-<int(max=512):edge>.png")
@open_to_all
def sized_icon(edge: int) -> Response:
    """The icon as a picture of one of SIZES."""
    if edge not in SIZES:
        abort(404)
    return _picture("image/png", lambda face, mark: icon_png(face.name, face.colour, edge, mark))


@blueprint.get("/manifest.webmanifest")
@open_to_all
def manifest() -> Response:
    """By what phones add the shop to their home screen."""
    face = current_face()
    light, _dark = head_grounds(face.kind, face.colour)
    drawn = [{"src": f"/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES[2:]]
    maskable = {"src": "/icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"}
    data = {
        "name": face.name,
        "short_name": cut(face.name, 24),
        "description": face.tagline,
        "lang": language(),
        "id": "/",
        "start_url": "/",
        "display": "minimal-ui",
        "theme_color": light,
        "background_color": light,
        "icons": [*drawn, maskable],
    }
    response = Response(json.dumps(data, ensure_ascii=False), mimetype="application/manifest+json")
    response.headers["Cache-Control"] = _A_DAY
    response.headers["Content-Language"] = language()
    response.vary.add("Cookie")
    return response


def _picture(mimetype: str, draw: Callable[[ShopFace, bytes | None], bytes | str]) -> Response:
    shop, face = current_shop(), current_face()
    response = Response(draw(face, read_logo(shop, face.logo)), mimetype=mimetype)
    response.headers["Cache-Control"] = _A_DAY
    return response
