"""The pictures of one product: added, told what they show, put in order, taken away and back."""

import re

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.catalog import actions, queries
from shopapp.catalog.actions import Step
from shopapp.catalog.backoffice_views.base import ONE, blueprint, product_or_404
from shopapp.catalog.forms import PicturesForm
from shopapp.catalog.rules import NoSuchProduct, TooManyPictures
from shopapp.catalog.uploads import ACCEPT, allow_uploads, receive, too_many
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.preview import pressed
from shopapp.platform.web.undo import offer_undo

STEPS: dict[str, Step] = {"up": "up", "down": "down", "top": "top"}
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
        with transaction():
            actions.change_alts(shop, product_id, changes, now=now)
            actions.add_loose(shop, product_id, form.form_key.data or "", now=now)
            _press(shop, product_id, pressed())
    except TooManyPictures:
        form.pictures.errors = [too_many()]
        return _page(product, form, received.pictures), 409
    except (NoSuchProduct, ValueError):
        abort(404)
    return _saved(product_id, pressed())


def _press(shop: ShopRef, product_id: int, button: str) -> None:
    found = _BUTTON.fullmatch(button)
    if found is None:
        return
    if found[1] == "gone":
        actions.remove_picture(shop, product_id, int(found[2]), now=clock.now())
    else:
        actions.move_picture(shop, product_id, int(found[2]), STEPS[found[1]])


def _saved(product_id: int, button: str) -> ResponseReturnValue:
    found = _BUTTON.fullmatch(button)
    if found and found[1] == "gone":
        back = url_for(".bring_back", product_id=product_id)
        offer_undo(_("The picture was taken away."), back, anh=found[2])
    elif not found:
        flash(_("Pictures saved."), "success")
    anchor = f"anh-{found[2]}" if found and found[1] != "gone" else None
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
