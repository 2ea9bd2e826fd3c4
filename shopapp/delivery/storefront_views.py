"""Public reads of places: the wards of a province, for forms that ask for an address."""

from flask import Blueprint, Response, abort, jsonify, render_template, request

from shopapp.delivery import places
from shopapp.delivery.queries import list_areas
from shopapp.delivery.rules import find_area
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.headers import same_for_everybody

blueprint = Blueprint("delivery_storefront", __name__)


@blueprint.get("/dia-chi/phuong-xa")
@open_to_all
def wards() -> Response:
    """The wards of `?tinh=` as options of a list, or as JSON `[["26734", "Phường …"], …]` for who accepts only that.

    With `?giao=1` those the shop does not deliver to cannot be chosen.
    """
    province = request.args.get("tinh", "")
    found = places.wards(province)
    if not found:
        abort(404)
    same_for_everybody()
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        response = jsonify(found)
    else:
        areas = list_areas(current_shop()) if "giao" in request.args else None
        missed = () if areas is None else [code for code, _ in found if find_area(areas, province, code) is None]
        response = Response(render_template("delivery/storefront/wards.html", wards=found, missed=missed))
    response.vary.add("Accept")
    return response


@blueprint.get("/dia-chi/tim")
@open_to_all
def find_ward() -> str:
    """Wards of the name `?ten=`, those of the province `?tinh=` first, as buttons of the form they are put into."""
    found = places.find_served(list_areas(current_shop()), request.args.get("ten", ""), request.args.get("tinh", ""))
    same_for_everybody()
    return render_template("delivery/storefront/found_wards.html", found=found, typed=request.args.get("ten", ""))
