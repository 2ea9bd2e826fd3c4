"""The catalogue as the shop sees it: what is on offer, how much of it, for how much; quick changes."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from shopapp.catalog import queries
from shopapp.catalog.actions import change_variants, hide_product, show_product
from shopapp.catalog.forms import OfferForm, PressForm
from shopapp.catalog.rules import NoSuchProduct, StockMoved
from shopapp.catalog.web import read_place, write_place
from shopapp.catalog.words import address
from shopapp.kernel import clock
from shopapp.kernel.folding import tidy
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop

blueprint = Blueprint("catalog_backoffice", __name__, url_prefix="/quan-tri/san-pham")

# The word in the address and the filter it stands for.
FILTERS = {"": "all", "dang-ban": "shown", "het-hang": "gone", "dang-an": "hidden"}


@blueprint.get("")
@require(Permission.PRODUCTS_SEE)
def index() -> str:
    """A page of products, searched and filtered."""
    typed = tidy(request.args.get("q", ""))
    wanted = request.args.get("xem", "")
    products, has_more = queries.list_desk_products(
        current_shop(),
        typed=typed,
        wanted=FILTERS.get(wanted, "all"),
        after=read_place(request.args.get("sau")),
    )
    last = products[-1] if has_more else None
    return render_template(
        "catalog/backoffice/index.html",
        typed=typed,
        wanted=wanted if wanted in FILTERS else "",
        tabs=_tabs(typed, wanted),
        products=products,
        next_href=address(request.path, q=typed, xem=wanted, sau=write_place(last.position, last.id)) if last else "",
    )


@blueprint.get("/<int(max=999999999999999):product_id>")
@require(Permission.PRODUCTS_SEE)
def product(product_id: int) -> str:
    """One product with its variants."""
    found = _found(product_id)
    return _page(found, OfferForm.of(found))


@blueprint.post("/<int(max=999999999999999):product_id>")
@require(Permission.PRODUCTS_CHANGE)
def change(product_id: int) -> ResponseReturnValue:
    """Set prices and stocks."""
    found, form = _found(product_id), OfferForm()
    if not form.is_good_for(found):
        return _page(found, form), 422
    try:
        changes = form.to_changes()
        with transaction():
            change_variants(current_shop(), product_id, changes, now=clock.now())
    except StockMoved as moved:
        form.show_moved(moved.variant_id, moved.left)
        return _page(_found(product_id), form), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    flash(gettext("Saved. The shop shows the new prices and stock at once."), "success")
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.post("/<int(max=999999999999999):product_id>/an")
@require(Permission.PRODUCTS_CHANGE)
def hide(product_id: int) -> ResponseReturnValue:
    """Take a product out of the shop window."""
    return _set_shown(product_id, is_shown=False)


@blueprint.post("/<int(max=999999999999999):product_id>/hien")
@require(Permission.PRODUCTS_CHANGE)
def show(product_id: int) -> ResponseReturnValue:
    """Put a product back into the shop window."""
    return _set_shown(product_id, is_shown=True)


def _set_shown(product_id: int, *, is_shown: bool) -> ResponseReturnValue:
    act = show_product if is_shown else hide_product
    try:
        with transaction():
            act(current_shop(), product_id, now=clock.now())
    except NoSuchProduct:
        abort(404)
    words = gettext("Shown again.") if is_shown else gettext("Hidden: visitors no longer see it, past orders keep it.")
    flash(words, "success")
    return redirect(url_for(".product", product_id=product_id), 303)


def _found(product_id: int) -> queries.DeskProduct:
    found = queries.find_desk_product(current_shop(), product_id)
    if found is None:
        abort(404)
    return found


def _page(product: queries.DeskProduct, form: OfferForm) -> str:
    return render_template(
        "catalog/backoffice/product.html",
        product=product,
        form=form,
        press=PressForm(formdata=None),
        labels={str(v.id): v.label or product.name for v in product.variants},
    )


def _tabs(typed: str, wanted: str) -> list[dict[str, object]]:
    words = {
        "": gettext("All"),
        "dang-ban": gettext("On sale"),
        "het-hang": gettext("Sold out"),
        "dang-an": gettext("Hidden"),
    }
    return [
        {
            "label": label,
            "href": address(request.path, **{k: v for k, v in (("q", typed), ("xem", key)) if v}),
            "count": None,
            "current": key == (wanted if wanted in words else ""),
        }
        for key, label in words.items()
    ]
