"""The list of products, and one product: its figures, and what can be done with it at a tap."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.catalog import actions, queries
from shopapp.catalog.backoffice_views.base import HOME, ONE, blueprint, product_or_404
from shopapp.catalog.copying import copy_pictures
from shopapp.catalog.forms import OfferForm, PressForm
from shopapp.catalog.rules import ChangedMeanwhile, NoSuchProduct, StockMoved
from shopapp.catalog.web import read_place, write_place
from shopapp.catalog.words import address
from shopapp.kernel import clock
from shopapp.kernel.folding import tidy
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.undo import offer_undo

# The word in the address and the filter it stands for.
FILTERS = {
    "": "all",
    "dang-ban": "shown",
    "het-hang": "gone",
    "ban-nhap": "drafts",
    "dang-an": "hidden",
    "luu-tru": "archive",
}


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
        next_href=address(request.path, q=typed, xem=wanted, sau=write_place((last.position, last.id))) if last else "",
    )


@blueprint.get(ONE)
@require(Permission.PRODUCTS_SEE)
def product(product_id: int) -> str:
    """One product with its variants."""
    found = product_or_404(product_id)
    return _page(found, OfferForm.of(found))


@blueprint.post(ONE)
@require(Permission.PRODUCTS_CHANGE)
def change(product_id: int) -> ResponseReturnValue:
    """Set prices and stocks."""
    found, form = product_or_404(product_id), OfferForm()
    if not form.is_good_for(found):
        return _page(found, form), 422
    try:
        changes, seen = form.to_changes(), form.seen_version()
        with transaction():
            actions.change_variants(current_shop(), product_id, changes, now=clock.now(), seen_version=seen)
    except StockMoved as moved:
        form.show_moved(moved.variant_id, moved.left)
        return _page(product_or_404(product_id), form), 409
    except ChangedMeanwhile:
        found = product_or_404(product_id)
        form.version.data = str(found.version)
        return _page(found, form, has_moved=True), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    flash(_("Saved. The shop shows the new prices and stock at once."), "success")
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.post(f"{ONE}/an")
@require(Permission.PRODUCTS_CHANGE)
def hide(product_id: int) -> ResponseReturnValue:
    """Take a product out of the shop window."""
    try:
        with transaction():
            actions.hide_product(current_shop(), product_id, now=clock.now())
    except NoSuchProduct:
        abort(404)
    words = _("Hidden: visitors no longer see it, past orders keep it.")
    offer_undo(words, url_for(".show", product_id=product_id))
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.post(f"{ONE}/hien")
@require(Permission.PRODUCTS_CHANGE)
def show(product_id: int) -> ResponseReturnValue:
    """Put a draft or a hidden product into the shop window."""
    try:
        with transaction():
            actions.show_product(current_shop(), product_id, now=clock.now())
    except NoSuchProduct:
        abort(404)
    flash(_("Now on sale: visitors see it in the shop."), "success")
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.post(f"{ONE}/luu-tru")
@require(Permission.PRODUCTS_CHANGE)
def archive(product_id: int) -> ResponseReturnValue:
    """Put a product away."""
    name = product_or_404(product_id).name
    try:
        with transaction():
            was_shown = actions.archive_product(current_shop(), product_id, now=clock.now())
    except NoSuchProduct:
        abort(404)
    words = _("“%(name)s” is in the archive. Past orders keep it.", name=name)
    offer_undo(words, url_for(".restore", product_id=product_id), hien="1" if was_shown else "")
    return redirect(HOME, 303)


@blueprint.post(f"{ONE}/khoi-phuc")
@require(Permission.PRODUCTS_CHANGE)
def restore(product_id: int) -> ResponseReturnValue:
    """Fetch a product back from the archive: as it was right after, hidden later."""
    is_shown = request.form.get("hien") == "1"
    try:
        with transaction():
            actions.restore_product(current_shop(), product_id, is_shown=is_shown, now=clock.now())
    except NoSuchProduct:
        abort(404)
    words = _("Back in the shop, as it was.") if is_shown else _("Back from the archive; visitors do not see it yet.")
    flash(words, "success")
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.post(f"{ONE}/nhan-ban")
@require(Permission.PRODUCTS_CHANGE)
def duplicate(product_id: int) -> ResponseReturnValue:
    """Begin a new product from this one; it is a draft until it is put on sale."""
    shop, now, found = current_shop(), clock.now(), product_or_404(product_id)
    form_key = copy_pictures(shop, product_id, now=now)
    name = _("%(name)s (copy)", name=found.name[:140])
    try:
        with transaction():
            copy = actions.duplicate_product(shop, product_id, name, form_key=form_key, now=now)
    except NoSuchProduct:
        abort(404)
    flash(_("A copy was made as a draft. Change what is different, then put it on sale."), "success")
    return redirect(url_for(".edit", product_id=copy), 303)


def _page(product: queries.DeskProduct, form: OfferForm, *, has_moved: bool = False) -> str:
    return render_template(
        "catalog/backoffice/product.html",
        product=product,
        pictures=queries.list_pictures(current_shop(), product.id),
        form=form,
        has_moved=has_moved,
        press=PressForm(formdata=None),
        labels={str(v.id): v.label or product.name for v in product.variants},
    )


def _tabs(typed: str, wanted: str) -> list[dict[str, object]]:
    words = {
        "": _("All"),
        "dang-ban": _("On sale"),
        "het-hang": _("Sold out"),
        "ban-nhap": _("Drafts"),
        "dang-an": _("Hidden"),
        "luu-tru": _("Archive"),
    }
    return [
        {
            "label": label,
            "href": address(HOME, **{k: v for k, v in (("q", typed), ("xem", key)) if v}),
            "count": None,
            "current": key == (wanted if wanted in words else ""),
        }
        for key, label in words.items()
    ]
