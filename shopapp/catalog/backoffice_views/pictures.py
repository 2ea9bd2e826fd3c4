"""The pictures of one product: added, told what they show, put in order, taken away and back."""

import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.catalog import actions, queries
from shopapp.catalog.backoffice_views.base import ONE, blueprint, product_or_404
from shopapp.catalog.forms import PicturesForm
from shopapp.catalog.rules import NoSuchProduct, TooManyPictures
from shopapp.catalog.uploads import ACCEPT, allow_uploads, receive, too_many
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.preview import pressed
from shopapp.platform.web.undo import offer_undo

_BUTTON = re.compile(r"(up|down|top|gone)-([0-9]{1,15})")


@blueprint.get(f"{ONE}/anh")
@require(Permission.PRODUCTS_CHANGE)
def pictures(product_id: int) -> str:
    """The pictures in their order, and a place for more."""
    product = product_or_404(product_id)
    form = PicturesForm.of(queries.list_pictures(current_shop(), product_id))
    form.settle()
    return _page(product, form, [])


@blueprint.post(f"{ONE}/anh")
@require(Permission.PRODUCTS_CHANGE)
def change_pictures(product_id: int) -> ResponseReturnValue:
    """Save everything on the page, whichever button was pressed, and do what the button says."""
    allow_uploads()
    shop, now, form = current_shop(), clock.now(), PicturesForm()
    product = product_or_404(product_id)
    form.settle()
    is_valid = form.validate_on_submit()
    received = receive(shop, form, now=now)
    if not is_valid or not received.is_good:
        return _page(product, form, received.pictures), 422
    try:
        changes = form.to_changes()
        key = form.form_key.data or ""
        with transaction():
            actions.save_pictures(shop, product_id, changes, now=now, form_key=key, press=_wanted())
    except TooManyPictures:
        form.pictures.errors = [too_many()]
        return _page(product, form, received.pictures), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    return _saved(product_id)


def _wanted() -> tuple[str, int] | None:
    """The button of a picture that was pressed; None for saving."""
    found = _BUTTON.fullmatch(pressed())
    return (found[1], int(found[2])) if found else None


def _saved(product_id: int) -> ResponseReturnValue:
    wanted = _wanted()
    if wanted is None:
        flash(_("Pictures saved."), "success")
        return redirect(url_for(".pictures", product_id=product_id), 303)
    if wanted[0] == "gone":
        offer_undo(_("The picture was taken away."), url_for(".bring_back", product_id=product_id), anh=wanted[1])
    anchor = None if wanted[0] == "gone" else f"anh-{wanted[1]}"
    return redirect(url_for(".pictures", product_id=product_id, _anchor=anchor), 303)


@blueprint.post(f"{ONE}/anh/lai")
@require(Permission.PRODUCTS_CHANGE)
def bring_back(product_id: int) -> ResponseReturnValue:
    """Bring back a picture that was just taken away."""
    product_or_404(product_id)
    posted = request.form.get("anh", "")
    picture_id = int(posted) if re.fullmatch(r"[0-9]{1,15}", posted) else 0
    try:
        with transaction():
            actions.restore_picture(current_shop(), product_id, picture_id, now=clock.now())
        flash(_("The picture is back."), "success")
    except NoSuchProduct:
        flash(_("The picture is gone for good; please upload it again."), "error")
    return redirect(url_for(".pictures", product_id=product_id), 303)


def _page(product: queries.DeskProduct, form: PicturesForm, waits: list[queries.DeskPicture]) -> str:
    shown = queries.list_pictures(current_shop(), product.id)
    return render_template(
        "catalog/backoffice/pictures.html",
        product=product,
        form=form,
        waits=waits,
        views={str(picture.id): picture.view for picture in shown},
        accept=ACCEPT,
        megabytes=current_settings().upload_megabytes,
    )
