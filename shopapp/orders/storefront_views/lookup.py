"""Finding an order again by code and phone, without telling which of the two was wrong."""

from datetime import timedelta

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.orders.forms import LookupForm
from shopapp.orders.queries import find_by_code_and_phone, token_of
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.form import Page
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429

TRIES, WINDOW = 20, timedelta(minutes=10)


@blueprint.get("/tra-cuu")
@open_to_all
def lookup() -> Page:
    """Ask for code and phone."""
    return _page(LookupForm(), 200)


@blueprint.post("/tra-cuu")
@open_to_all
def find() -> Response | Page:
    """Lead to the masked page of the order, when both fit."""
    shop = current_shop()
    limit_or_429(shop, "orders.lookup", limit=TRIES, window=WINDOW)
    form = LookupForm()
    if not form.validate():
        return _page(form, 422)
    order = find_by_code_and_phone(shop, form.code.data or "", form.phone.e164)
    if order is None:
        words = _("No order has this code and phone number. Please compare them with the message you received.")
        return _page(form, 404, str(words))
    return redirect(url_for("orders_storefront.show", token=token_of(shop, order)), 303)


def _page(form: LookupForm, status: int, problem: str = "") -> Page:
    return render_template("orders/storefront/lookup.html", form=form, problem=problem), status
