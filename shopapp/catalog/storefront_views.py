"""The catalogue as visitors see it. Every page is the same for everybody and takes at most two reads."""

import re
from datetime import timedelta

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from shopapp.catalog import queries
from shopapp.catalog.actions import storage_key
from shopapp.catalog.page import page_of
from shopapp.catalog.rules import LONGEST_SEARCH, Sieve
from shopapp.catalog.sifting import address_of, read_sifted, sift_view
from shopapp.catalog.web import read_place, write_place
from shopapp.catalog.words import address, by_letter, card_arguments, worded_category
from shopapp.kernel.folding import tidy
from shopapp.platform.access import open_to_all
from shopapp.platform.pictures import MIME_TYPES
from shopapp.platform.settings import files
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.platform.web.limits import limit_or_429
from shopapp.platform.web.static import FOREVER

blueprint = Blueprint("catalog_storefront", __name__)
_PICTURE = re.compile(r"[0-9a-f]{12}(?:-[1-9][0-9]{0,3})?\.(jpg|png|webp|avif)")
_SHORTEST_SUGGESTED = 2
# Beyond so many, nobody finds a category by the shop's order.
_MOST_IN_ORDER = 40


@blueprint.get("/danh-muc")
@open_to_all
def categories() -> ResponseReturnValue:
    """Every category that is shown, for shops that have many."""
    shop = current_shop()
    same_for_everybody()
    shown = [worded_category(category) for category in queries.list_shown_categories(shop)]
    letters = by_letter(shown) if len(shown) > _MOST_IN_ORDER else []
    return render_template("catalog/storefront/categories.html", categories=shown, letters=letters)


@blueprint.get("/danh-muc/<slug>")
@open_to_all
def category(slug: str) -> ResponseReturnValue:
    """A page of one category."""
    found = queries.find_category(current_shop(), slug)
    if found is None:
        return _sent_on("category", "/danh-muc/", slug)
    return _list_page(f"/danh-muc/{found.slug}", found.sieve, found)


@blueprint.get("/san-pham")
@open_to_all
def products() -> ResponseReturnValue:
    """Everything the shop sells."""
    return _list_page("/san-pham", queries.get_sieve(current_shop()))


def _list_page(path: str, sieve: Sieve, category: queries.CategoryView | None = None) -> str:
    """A page of a category's products, or of all, sifted and sorted as the address says."""
    shop, face = current_shop(), current_face()
    same_for_everybody()
    sifted = read_sifted(request.args, sieve)
    place = read_place(request.args.get("sau"))
    page = queries.list_cards(shop, category.id if category else None, sifted=sifted, after=place)
    return render_template(
        "catalog/storefront/category.html",
        category=worded_category(category) if category else None,
        path=path,
        sift=sift_view(path, sieve, sifted),
        cards=[card_arguments(card, face.kind) for card in page.cards],
        next_href=address_of(path, sifted, sau=write_place(page.next_place)) if page.next_place else "",
        is_first_page=not place,
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
    page = queries.search_cards(shop, typed, after=read_place(request.args.get("sau")))
    place = write_place(page.next_place)
    return render_template(
        "catalog/storefront/search.html",
        typed=typed,
        is_cut=len(typed) > LONGEST_SEARCH,
        longest=LONGEST_SEARCH,
        cards=[card_arguments(card, face.kind) for card in page.cards],
        next_href=address("/tim-kiem", q=typed[:LONGEST_SEARCH], sau=place) if place else "",
        fewer=typed[:LONGEST_SEARCH].split()[:4] if len(typed.split()) > 1 and not page.cards else [],
    )


@blueprint.get("/tim-kiem/goi-y")
@open_to_all
def suggest() -> Response:
    """The few best finds while somebody types, as options of a list box; kept by nobody."""
    shop, face = current_shop(), current_face()
    limit_or_429(shop, "suggest", limit=600, window=timedelta(minutes=10))
    typed = tidy(request.args.get("q", "")[:LONGEST_SEARCH])
    found = queries.suggest(shop, typed) if len(typed) >= _SHORTEST_SUGGESTED else []
    cards = [card_arguments(card, face.kind) for card in found]
    return Response(render_template("catalog/storefront/suggestions.html", cards=cards))


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
