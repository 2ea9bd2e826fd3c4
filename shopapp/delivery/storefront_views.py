"""Public reads of places: the wards of a province, for forms that ask for an address."""

from flask import Blueprint, Response, abort, jsonify, render_template, request

from shopapp.delivery import places
from shopapp.platform.access import open_to_all
from shopapp.platform.web.headers import same_for_everybody

blueprint = Blueprint("delivery_storefront", __name__)


@blueprint.get("/dia-chi/phuong-xa")
@open_to_all
def wards() -> Response:
    """The wards of `?tinh=` as options of a list, or as JSON `[["26734", "Phường …"], …]` for who accepts only that."""
    found = places.wards(request.args.get("tinh", ""))
    if not found:
        abort(404)
    same_for_everybody()
    if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
        response = jsonify(found)
    else:
        response = Response(render_template("delivery/storefront/wards.html", wards=found))
    response.vary.add("Accept")
    return response
