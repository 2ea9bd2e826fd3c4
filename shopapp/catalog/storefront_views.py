"""The catalogue as visitors see it. Every page is the same for everybody and takes at most two reads."""

import re

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from shopapp.catalog import queries
from shopapp.catalog.actions import storage_key
from shopapp.catalog.page import page_of
from shopapp.catalog.rules import LONGEST_SEARCH
from shopapp.catalog.web import read_place, read_ranked_place, write_place
from shopapp.catalog.words import address, card_arguments
from shopapp.kernel.folding import tidy
from shopapp.platform.access import open_to_all
from shopapp.platform.pictures import MIME_TYPES
from shopapp.platform.settings import files
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.platform.web.static import FOREVER

blueprint = Blueprint("catalog_storefront", __name__)
_PICTURE = re.compile(r"[0-9a-f]{12}(?:-[1-9][0-9]{0,3})?\.(jpg|png|webp|avif)")


@blueprint.get("/danh-muc/<slug>")
@open_to_all
def category(slug: str) -> ResponseReturnValue:
    """A page of one category."""
    shop, face = current_shop(), current_face()
    found = queries.find_category(shop, slug)
    if found is None:
        return _sent_on("category", "/danh-muc/", slug)
    same_for_everybody()
    place = read_place(request.args.get("sau"))
    cards, has_more = queries.list_cards(shop, found.id, after=place)
    last = cards[-1] if has_more else None
    return render_template(
        "catalog/storefront/category.html",
        category=found,
        cards=[card_arguments(card, face.kind) for card in cards],
        next_href=address(f"/danh-muc/{slug}", sau=write_place(last.position, last.id)) if last else "",
        is_first_page=place is None,
    )


@blueprint.get("/san-pham/<slug>")
@open_to_all
def product(slug: str) -> ResponseReturnValue:
    """One product: pictures, price, what to choose, what to do next."""
    shop, face = current_shop(), current_face()
    sheet = queries.find_product_by_slug(shop, slug)
    if sheet is None:
        return _sent_on("product", "/san-pham/", slug)
    same_for_everybody()
    pictures, related = queries.find_gallery(shop, sheet)
    return render_template("catalog/storefront/product.html", **page_of(sheet, pictures, related, shop, face.kind))


def _sent_on(kind: str, path: str, slug: str) -> ResponseReturnValue:
    """To where something stands now that once stood here; 404 for what never did."""
    new = queries.find_new_address(current_shop(), kind, slug)
    if new is None:
        abort(404)
    return redirect(path + new, 301)


@blueprint.get("/tim-kiem")
@open_to_all
def search() -> ResponseReturnValue:
    """What holds every word typed, accents or not."""
    shop, face = current_shop(), current_face()
    same_for_everybody()
    typed = tidy(request.args.get("q", ""))
    place = read_ranked_place(request.args.get("sau"))
    cards, has_more, end = queries.search_cards(shop, typed, after=place)
    return render_template(
        "catalog/storefront/search.html",
        typed=typed,
        is_cut=len(typed) > LONGEST_SEARCH,
        longest=LONGEST_SEARCH,
        cards=[card_arguments(card, face.kind) for card in cards],
        next_href=address("/tim-kiem", q=typed[:LONGEST_SEARCH], sau=write_place(*end)) if has_more and end else "",
    )


@blueprint.get("/anh/<name>")
@open_to_all
def picture(name: str) -> Response:
    """A picture file of this shop: the original (key.jpg) or a size of it (key-640.avif). Its name never changes."""
    found = _PICTURE.fullmatch(name)
    content = files().get(storage_key(current_shop(), name)) if found else None
    if found is None or content is None:
        abort(404)
    response = Response(content, mimetype=MIME_TYPES[found[1]])
    response.headers["Cache-Control"] = FOREVER
    return response
