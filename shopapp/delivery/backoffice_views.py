"""Delivery as the shop sets it up: areas with their fees, and when it delivers. Tried, saved, taken back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.delivery import actions, queries
from shopapp.delivery.desk import FOLDER, area_page, preview, schedule_page
from shopapp.delivery.forms import AreaForm, ScheduleForm, shown_wards
from shopapp.delivery.rules import AREAS, SCHEDULE, Area, NoSuchArea
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.platform.web.preview import changed_rows, differences, pressed
from shopapp.platform.web.undo import offer_undo
from shopapp.shops.queries import find_section
from shopapp.shops.rules import NothingToUndo, SectionMoved

blueprint = Blueprint("delivery_backoffice", __name__, url_prefix=FOLDER)
_NEW = "khu-vuc/moi"


@blueprint.get("")
@require(Permission.SHOP_SEE)
def index() -> str:
    """Where, when and for how much the shop delivers."""
    shop = current_shop()
    return render_template(
        "delivery/backoffice/index.html", areas=queries.list_areas(shop), schedule=queries.get_schedule(shop)
    )


@blueprint.get(f"/{_NEW}")
@require(Permission.SHOP_CHANGE)
def new_area() -> str:
    """A form for one more area."""
    areas, version = queries.list_areas(current_shop()), find_section(current_shop(), AREAS).version
    return area_page(AreaForm.of(None, areas, version), None)


@blueprint.post(f"/{_NEW}")
@require(Permission.SHOP_CHANGE)
def add_area() -> ResponseReturnValue:
    """Try or add an area."""
    return _take_area(None, queries.list_areas(current_shop()))


@blueprint.get("/khu-vuc/<int(max=999999999999999):area_id>")
@require(Permission.SHOP_CHANGE)
def edit_area(area_id: int) -> str:
    """An area as it stands, to be changed."""
    area, others = _found(area_id)
    return area_page(AreaForm.of(area, others, find_section(current_shop(), AREAS).version), area)


@blueprint.post("/khu-vuc/<int(max=999999999999999):area_id>")
@require(Permission.SHOP_CHANGE)
def save_area(area_id: int) -> ResponseReturnValue:
    """Try or save an area, or show the wards of other provinces."""
    area, others = _found(area_id)
    return _take_area(area, others)


@blueprint.post("/khu-vuc/<int(max=999999999999999):area_id>/xoa")
@require(Permission.SHOP_CHANGE)
def remove_area(area_id: int) -> ResponseReturnValue:
    """Deliver there no longer."""
    who, now = current_principal().account_id, clock.now()
    try:
        with transaction():
            version = actions.remove_area(current_shop(), area_id, seen=_seen(), account_id=who, now=now)
    except NoSuchArea:
        abort(404)
    except SectionMoved:
        flash(_("Somebody has changed the areas meanwhile. Please look at them and try again."), "warning")
    else:
        offer_undo(_("Removed: the shop no longer delivers there."), f"{FOLDER}/khu-vuc/hoan-tac", seen=version)
    return redirect(FOLDER, 303)


@blueprint.get("/lich")
@require(Permission.SHOP_CHANGE)
def edit_schedule() -> str:
    """When the shop delivers, to be changed."""
    saved = find_section(current_shop(), SCHEDULE)
    return schedule_page(ScheduleForm.of(queries.get_schedule(current_shop()), saved.version), saved)


@blueprint.post("/lich")
@require(Permission.SHOP_CHANGE)
def save_schedule() -> ResponseReturnValue:
    """Try or save when the shop delivers; one slot more or less."""
    button, saved = pressed(), find_section(current_shop(), SCHEDULE)
    form = ScheduleForm(formdata=changed_rows(request.form, button, ScheduleForm.rows))
    if button not in ("save", "preview"):
        if button == "more":
            form.add_row()
        return schedule_page(form, saved)
    if not form.validate_on_submit():
        return schedule_page(form, saved), 422
    if button == "preview":
        return preview(f"{FOLDER}/lich", schedule=form.to_values())
    return _save_schedule(form)


@blueprint.post("/khu-vuc/hoan-tac")
@require(Permission.SHOP_CHANGE)
def undo_areas() -> ResponseReturnValue:
    """Bring back the areas as before their last save."""
    return _undo("khu-vuc", AREAS)


@blueprint.post("/lich/hoan-tac")
@require(Permission.SHOP_CHANGE)
def undo_schedule() -> ResponseReturnValue:
    """Bring back the schedule as before its last save."""
    return _undo("lich", SCHEDULE)


def _undo(folder: str, section: str) -> ResponseReturnValue:
    who, action = current_principal().account_id, f"{FOLDER}/{folder}/hoan-tac"
    try:
        with transaction():
            version = actions.undo_delivery(current_shop(), section, seen=_seen(), account_id=who, now=clock.now())
    except NothingToUndo:
        flash(_("This cannot be taken back any more: somebody has saved it again meanwhile."), "warning")
    else:
        offer_undo(_("Taken back: customers see what stood there before."), action, seen=version)
    return redirect(FOLDER, 303)


def _take_area(area: Area | None, others: list[Area]) -> ResponseReturnValue:
    button = pressed()
    form = AreaForm(others, formdata=shown_wards(request.form) if button == "wards" else request.form)
    if button not in ("save", "preview"):
        return area_page(form, area)
    if not form.validate_on_submit():
        return area_page(form, area), 422
    if button == "preview":
        return preview(request.path, area=form.to_values(), others=others)
    return _save_area(area, form)


def _save_area(area: Area | None, form: AreaForm) -> ResponseReturnValue:
    shop, who, seen = current_shop(), current_principal().account_id, form.seen_version
    try:
        with transaction():
            version = actions.save_area(
                shop, area.id if area else None, form.to_values(), seen=seen, account_id=who, now=clock.now()
            )
    except SectionMoved as moved:
        return _area_moved(area, form, moved.version), 409
    except NoSuchArea:
        abort(404)
    _tell(version, seen, "khu-vuc")
    return redirect(FOLDER, 303)


def _save_schedule(form: ScheduleForm) -> ResponseReturnValue:
    shop, who, seen = current_shop(), current_principal().account_id, form.seen_version
    try:
        with transaction():
            version = actions.save_schedule(shop, form.to_values(), seen=seen, account_id=who, now=clock.now())
    except SectionMoved as moved:
        other = differences(ScheduleForm.of(queries.get_schedule(shop), moved.version), form)
        form.seen.data = str(moved.version)
        return schedule_page(form, find_section(shop, SCHEDULE), other=other), 409
    _tell(version, seen, "lich")
    return redirect(FOLDER, 303)


def _area_moved(area: Area | None, form: AreaForm, version: int) -> str:
    """The form again; what differs is told where it is this very area that was changed."""
    present = queries.list_areas(current_shop())
    mine = next((other for other in present if area is not None and other.id == area.id), None)
    now: Any = AreaForm.of(mine, present, version) if mine else None
    form.seen.data = str(version)
    return area_page(form, area, other=differences(now, form) if now else [])


def _found(area_id: int) -> tuple[Area, list[Area]]:
    areas = queries.list_areas(current_shop())
    area = next((area for area in areas if area.id == area_id), None)
    if area is None:
        abort(404)
    return area, [other for other in areas if other.id != area_id]


def _seen() -> int:
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _tell(version: int, seen: int, section: str) -> None:
    if version == seen:
        flash(_("Nothing was different, so nothing was changed."), "message")
    else:
        offer_undo(_("Saved. Customers see it from now on."), f"{FOLDER}/{section}/hoan-tac", seen=version)
