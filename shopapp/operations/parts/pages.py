"""Answers of the page of parts. It is built from the real macros and the real sheets; only the mode is decided here."""

import re

from flask import Response, abort, make_response, render_template, request, send_file

from shopapp.frames.theme import LOOKS, page_css
from shopapp.operations.parts import samples
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web.headers import POLICY

MODES = ("light", "dark")
# The page shows itself in frames of a phone's width, which no page of a shop may do.
FRAMED = "; ".join(
    f"{name} {sources}" for name, sources in (POLICY | {"frame-src": "'self'", "frame-ancestors": "'self'"}).items()
)
_PICTURE = re.compile(r"/anh/parts-([a-z]+)-(\d)\.webp")


def answer(path: str) -> Response | None:
    """The answer for a path of the portal's host, None where it is none of this page's."""
    if path == "/parts":
        response = make_response(_page())
        response.headers["Content-Security-Policy"] = FRAMED
        return response
    if path == "/parts/sheet.css":
        return _sheet()
    picture = _PICTURE.fullmatch(path)
    file = samples.picture_file(picture[1], int(picture[2])) if picture else None
    return send_file(file) if file else None


def _page() -> str:
    shops = _faces()
    look, mode = request.args.get("look", ""), request.args.get("mode", "light")
    if not look:
        return render_template("operations/parts/all.html", looks=list(shops), modes=MODES, shop=None, face=None)
    if look not in shops or mode not in MODES:
        abort(404)
    ref, face = shops[look]
    if request.args.get("width") == "phone":
        return render_template("operations/parts/phone.html", look=look, mode=mode, shop=None, face=None)
    return render_template(
        "operations/parts/one.html",
        looks=list(shops),
        look=look,
        mode=mode,
        modes=MODES,
        shop=ref,
        face=face,
        form=samples.filled_form(),
        cards=samples.cards(look),
        picture_of=samples.pictures_of(look),
        way=samples.way_of_an_order(),
        lines=samples.lines(),
        opening=None,
        closing="",
    )


def _faces() -> dict[str, tuple[ShopRef, ShopFace]]:
    """The first shop of each kind, in the order of the looks."""
    with acting_for(None):
        found = [(shop.ref, shop.face) for shop in list_shops() if shop.is_open and shop.face is not None]
    return {look: next((ref, face) for ref, face in found if face.kind == look) for look in LOOKS if _has(found, look)}


def _has(found: list[tuple[ShopRef, ShopFace]], look: str) -> bool:
    return any(face.kind == look for _ref, face in found)


def _sheet() -> Response:
    """All sheets of a shop's pages as one, in the mode that was asked for instead of the reader's own."""
    shops = _faces()
    look, mode = request.args.get("look", ""), request.args.get("mode", "light")
    if look not in shops or mode not in MODES:
        abort(404)
    face = shops[look][1]
    css = page_css(look, face.colour, face.look)
    decided = css.replace("(prefers-color-scheme:dark)", "(min-width:0)" if mode == "dark" else "(max-width:0)")
    decided = decided.replace("color-scheme:light dark", f"color-scheme:{mode}")
    return Response(decided, mimetype="text/css")
