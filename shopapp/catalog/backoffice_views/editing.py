"""Adding a product and changing what it says of itself, with a look at it before anything is saved."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.catalog import actions, queries
from shopapp.catalog.backoffice_views.base import ONE, blueprint, edited_or_404, further
from shopapp.catalog.forms import OptionsForm, ProductForm, tell_moved
from shopapp.catalog.page import page_of, sheet_of
from shopapp.catalog.rules import ChangedMeanwhile, HasOptions, NoSuchProduct, SlugTaken, StockMoved, TooManyPictures
from shopapp.catalog.uploads import ACCEPT, allow_uploads, receive, too_many, waiting
from shopapp.kernel import clock
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_face, current_shop
from shopapp.platform.web.preview import differences, pressed, preview_bar, typed


@blueprint.get("/moi")
@require(Permission.PRODUCTS_CHANGE)
def new() -> str:
    """An empty form: name, price, pictures, and the rest folded away."""
    form = ProductForm(formdata=None, data={"category": request.args.get("dm", "")})
    form.settle(queries.list_categories(current_shop()), said_in=further())
    return _form_page(form, [])


@blueprint.post("/moi")
@require(Permission.PRODUCTS_CHANGE)
def add() -> ResponseReturnValue:
    """Put a new product on sale, keep it as a draft, or show what it would look like."""
    allow_uploads()
    shop, now, button, form = current_shop(), clock.now(), pressed(), ProductForm()
    form.settle(queries.list_categories(shop), said_in=further())
    is_valid = form.is_good()
    received = receive(shop, form, now=now)
    if button == "edit":
        return _form_page(form, received.pictures)
    if not is_valid or not received.is_good:
        return _form_page(form, received.pictures), 422
    if button == "preview":
        return _preview_page(form, received.pictures)
    try:
        with transaction():
            draft = form.to_draft(active=button != "draft")
            product_id = actions.add_product(shop, draft, now=now, form_key=form.form_key.data or "")
    except (SlugTaken, TooManyPictures) as refusal:
        _tell(form, refusal)
        return _form_page(form, received.pictures), 409
    return _added(product_id, form, button)


def _added(product_id: int, form: ProductForm, button: str) -> ResponseReturnValue:
    if button == "draft":
        flash(_("“%(name)s” is kept as a draft; visitors do not see it.", name=form.name.data), "success")
    else:
        flash(_("“%(name)s” is on sale now.", name=form.name.data), "success")
    if button == "more":
        return redirect(url_for(".new", dm=form.category.data or None), 303)
    return redirect(url_for(".product", product_id=product_id), 303)


@blueprint.get(f"{ONE}/sua")
@require(Permission.PRODUCTS_CHANGE)
def edit(product_id: int) -> str:
    """The form with what the product says now."""
    product = edited_or_404(product_id)
    form = ProductForm.of(product, said_in=further())
    form.settle(queries.list_categories(current_shop()), product, said_in=further())
    return _form_page(form, [], product)


@blueprint.post(f"{ONE}/sua")
@require(Permission.PRODUCTS_CHANGE)
def save(product_id: int) -> ResponseReturnValue:
    """Take the changes over, or show what they would look like."""
    allow_uploads()
    shop, now, button = current_shop(), clock.now(), pressed()
    product, form = edited_or_404(product_id), ProductForm()
    form.settle(queries.list_categories(shop), product, said_in=further())
    is_valid = form.is_good()
    received = receive(shop, form, now=now)
    if button == "edit":
        return _form_page(form, received.pictures, product)
    if not is_valid or not received.is_good:
        return _form_page(form, received.pictures, product), 422
    if button == "preview":
        return _preview_page(form, received.pictures, product)
    try:
        change, seen, key = form.to_change(product), form.seen_version(), form.form_key.data or ""
        with transaction():
            actions.change_product(shop, product_id, change, seen_version=seen, now=now, form_key=key)
    except (NoSuchProduct, ValueError):
        abort(404)
    except Refusal as refusal:
        return _refused(form, product_id, refusal), 409
    flash(_("Saved. Orders placed before keep what they were placed with."), "success")
    return redirect(url_for(".product", product_id=product_id), 303)


def _refused(form: ProductForm, product_id: int, refusal: Refusal) -> str:
    """What was typed stays; whoever saves again knows of what the other has saved."""
    product, others = edited_or_404(product_id), []
    if isinstance(refusal, ChangedMeanwhile):
        saved = ProductForm.of(product, said_in=further())
        saved.settle(queries.list_categories(current_shop()), product, said_in=further())
        # Uploads wait beside the form; they are nothing to compare.
        form.pictures.data = []
        others = differences(saved, form)
        form.version.data = str(product.version)
    else:
        _tell(form, refusal)
    return _form_page(form, waiting(current_shop(), form), product, others=others)


def _tell(form: ProductForm, refusal: Refusal) -> None:
    if isinstance(refusal, SlugTaken):
        form.slug.errors = [_("Another product has this address. Please choose another one.")]
    elif isinstance(refusal, TooManyPictures):
        form.pictures.errors = [too_many()]
    elif isinstance(refusal, StockMoved):
        tell_moved(form.stock, form.seen, refusal.left)
    elif isinstance(refusal, HasOptions):
        form.name.errors = [_("Meanwhile the product got choices, so it cannot be one of its kind.")]
    else:
        raise refusal


@blueprint.get(f"{ONE}/xem-truoc")
@require(Permission.PRODUCTS_SEE)
def preview(product_id: int) -> ResponseReturnValue:
    """What a draft or a hidden product looks like to visitors; one on sale they see themselves."""
    shop, product = current_shop(), edited_or_404(product_id)
    if product.active:
        return redirect(f"/san-pham/{product.slug}", 303)
    sheet = queries.find_any_sheet(shop, product_id)
    if sheet is None:
        abort(404)
    pictures, related = queries.find_any_gallery(shop, sheet)
    page = page_of(sheet, pictures, related, shop, current_face().kind)
    return render_template("catalog/backoffice/seen.html", saved=product, **page)


def _form_page(
    form: ProductForm,
    pictures: list[queries.DeskPicture],
    product: queries.EditProduct | None = None,
    *,
    others: list[tuple[str, str]] | None = None,
) -> str:
    return render_template(
        "catalog/backoffice/edit.html",
        form=form,
        pictures=pictures,
        product=product,
        others=others,
        accept=ACCEPT,
        megabytes=current_settings().upload_megabytes,
    )


def _preview_page(
    form: ProductForm, waits: list[queries.DeskPicture], product: queries.EditProduct | None = None
) -> str:
    """The page of the product as it would be, over it a bar that sends what was typed on."""
    shop = current_shop()
    saved = queries.find_any_sheet(shop, product.id) if product else None
    sheet = sheet_of(form, saved, queries.list_categories(shop))
    pictures, related = queries.find_any_gallery(shop, sheet)
    pictures = [*pictures, *(picture.view for picture in waits)]
    page = page_of(sheet, pictures, related, shop, current_face().kind)
    says = "" if product else _("Saving puts it on sale. Links open in a new window.")
    return render_template(
        "catalog/storefront/product.html", preview_bar=preview_bar(request.path, typed(), says=says), **page
    )


@blueprint.get(f"{ONE}/lua-chon")
@require(Permission.PRODUCTS_CHANGE)
def options(product_id: int) -> str:
    """What visitors choose of the product, such as size and colour."""
    product = edited_or_404(product_id)
    return _options_page(product, OptionsForm.of(product, said_in=further()))


@blueprint.post(f"{ONE}/lua-chon")
@require(Permission.PRODUCTS_CHANGE)
def set_options(product_id: int) -> ResponseReturnValue:
    """Make a variant of every combination."""
    product, form = edited_or_404(product_id), OptionsForm()
    form.said_in.data = further()
    if not form.is_good():
        return _options_page(product, form), 422
    try:
        wanted, seen = form.to_options(product.options), form.seen_version()
        with transaction():
            actions.change_options(current_shop(), product_id, wanted, seen_version=seen, now=clock.now())
    except ChangedMeanwhile:
        product = edited_or_404(product_id)
        form.version.data = str(product.version)
        return _options_page(product, form, has_moved=True), 409
    except HasOptions:
        form.tell(_("What is only one of its kind has no choices."))
        return _options_page(product, form), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    flash(_("Choices saved. Now check the price and stock of each."), "success")
    return redirect(url_for(".product", product_id=product_id), 303)


def _options_page(product: queries.EditProduct, form: OptionsForm, *, has_moved: bool = False) -> str:
    return render_template("catalog/backoffice/options.html", product=product, form=form, has_moved=has_moved)
