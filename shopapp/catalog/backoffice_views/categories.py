"""Categories, and what stands before what."""

import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.catalog import actions, queries
from shopapp.catalog.actions import STEPS, Step
from shopapp.catalog.backoffice_views.base import blueprint, further
from shopapp.catalog.forms import CategoryForm, PressForm
from shopapp.catalog.rules import ChangedMeanwhile, NoSuchProduct, SlugTaken
from shopapp.catalog.words import address
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.preview import differences, pressed
from shopapp.platform.web.undo import offer_undo

ONE = "/danh-muc/<int(max=999999999999999):category_id>"
ORDER = "/quan-tri/san-pham/sap-xep"
_MOVE = re.compile(r"(up|down|top)-([0-9]{1,15})")


def _wanted_move() -> tuple[Step, int]:
    """The button that was pressed: which way, and which row. 404 for what no page holds."""
    found = _MOVE.fullmatch(pressed())
    if found is None:
        abort(404)
    return STEPS[found[1]], int(found[2])


@blueprint.get("/danh-muc")
@require(Permission.PRODUCTS_SEE)
def categories() -> str:
    """All categories in the order of the menu, and a place for one more."""
    return _list_page(CategoryForm(formdata=None, data={"said_in": further()}))


@blueprint.post("/danh-muc")
@require(Permission.PRODUCTS_CHANGE)
def add_category() -> ResponseReturnValue:
    """Add a category at the end of the menu."""
    form = CategoryForm()
    form.said_in.data = further()
    if not form.is_good():
        return _list_page(form), 422
    with transaction():
        actions.name_category(current_shop(), form.to_draft(), now=clock.now())
    flash(
        _("“%(name)s” is in the menu now. Products are put into it on their own pages.", name=form.name.data), "success"
    )
    return redirect(url_for(".categories"), 303)


@blueprint.post("/danh-muc/sap-xep")
@require(Permission.PRODUCTS_CHANGE)
def move_category() -> ResponseReturnValue:
    """Move a category in the menu."""
    step, category_id = _wanted_move()
    try:
        with transaction():
            actions.move_category(current_shop(), category_id, step, now=clock.now())
    except NoSuchProduct:
        abort(404)
    return redirect(url_for(".categories", _anchor=f"muc-{category_id}"), 303)


@blueprint.get(ONE)
@require(Permission.PRODUCTS_CHANGE)
def category(category_id: int) -> str:
    """One category to be changed."""
    found = _found(category_id)
    return _one_page(found, CategoryForm.of(found, said_in=further()))


@blueprint.post(ONE)
@require(Permission.PRODUCTS_CHANGE)
def change_category(category_id: int) -> ResponseReturnValue:
    """Rename a category."""
    found, form = _found(category_id), CategoryForm()
    form.said_in.data = further()
    if not form.is_good():
        return _one_page(found, form), 422
    try:
        draft, seen = form.to_draft(found.wordings), form.seen_version()
        with transaction():
            actions.change_category(current_shop(), category_id, draft, seen_version=seen, now=clock.now())
    except ChangedMeanwhile:
        found = _found(category_id)
        form.version.data = str(found.version)
        return _one_page(found, form, others=differences(CategoryForm.of(found, said_in=further()), form)), 409
    except SlugTaken:
        form.slug.errors = [_("Another category has this address. Please choose another one.")]
        return _one_page(found, form), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    flash(_("Saved. The menu shows it at once."), "success")
    return redirect(url_for(".categories"), 303)


@blueprint.post(f"{ONE}/an")
@require(Permission.PRODUCTS_CHANGE)
def hide_category(category_id: int) -> ResponseReturnValue:
    """Take a category out of the menu."""
    _set_shown(category_id, is_shown=False)
    words = _("“%(name)s” is hidden from the menu. Its products stay on sale.", name=_found(category_id).name)
    offer_undo(words, url_for(".show_category", category_id=category_id))
    return redirect(url_for(".categories"), 303)


@blueprint.post(f"{ONE}/hien")
@require(Permission.PRODUCTS_CHANGE)
def show_category(category_id: int) -> ResponseReturnValue:
    """Put a category back into the menu."""
    _set_shown(category_id, is_shown=True)
    flash(_("“%(name)s” is in the menu again.", name=_found(category_id).name), "success")
    return redirect(url_for(".categories"), 303)


def _set_shown(category_id: int, *, is_shown: bool) -> None:
    try:
        with transaction():
            actions.show_category(current_shop(), category_id, is_shown=is_shown, now=clock.now())
    except NoSuchProduct:
        abort(404)


@blueprint.get("/sap-xep")
@require(Permission.PRODUCTS_CHANGE)
def order() -> str:
    """The products in the order visitors see them, of one category or of all."""
    shop = current_shop()
    category_id = _category_id(request.args.get("dm", ""))
    return render_template(
        "catalog/backoffice/order.html",
        goods=queries.list_places(shop, category_id),
        categories=queries.list_categories(shop),
        chosen=category_id,
        press=PressForm(formdata=None),
    )


@blueprint.post("/sap-xep")
@require(Permission.PRODUCTS_CHANGE)
def move() -> ResponseReturnValue:
    """Move a product before or behind its neighbour."""
    step, product_id = _wanted_move()
    category_id = _category_id(request.form.get("dm", ""))
    try:
        with transaction():
            actions.move_product(current_shop(), product_id, step, category_id=category_id)
    except NoSuchProduct:
        abort(404)
    there = {"dm": category_id} if category_id is not None else {}
    return redirect(f"{address(ORDER, **there)}#sp-{product_id}", 303)


def _category_id(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def _found(category_id: int) -> queries.DeskCategory:
    found = next((c for c in queries.list_categories(current_shop()) if c.id == category_id), None)
    if found is None:
        abort(404)
    return found


def _list_page(form: CategoryForm) -> str:
    return render_template(
        "catalog/backoffice/categories.html",
        categories=queries.list_categories(current_shop()),
        form=form,
        press=PressForm(formdata=None),
    )


def _one_page(
    category: queries.DeskCategory, form: CategoryForm, *, others: list[tuple[str, str]] | None = None
) -> str:
    return render_template(
        "catalog/backoffice/category.html",
        category=category,
        form=form,
        others=others,
        press=PressForm(formdata=None),
    )
