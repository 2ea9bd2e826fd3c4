"""The address book: places a customer has things sent to, offered at the order form."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.customers import actions
from shopapp.customers.forms import AddressForm
from shopapp.customers.models import CustomerAddress
from shopapp.customers.queries import find_address, list_addresses
from shopapp.customers.rules import MOST_ADDRESSES, NoSuchAddress, TooManyAddresses
from shopapp.customers.storefront_views.base import Page, blueprint
from shopapp.kernel import clock
from shopapp.platform.access import for_customer
from shopapp.platform.database import transaction
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_customer, current_shop

_ONE = "/tai-khoan/dia-chi/<int(max=999999999999):address_id>"


@blueprint.get("/tai-khoan/dia-chi")
@for_customer
def addresses() -> str:
    """Every address of the book."""
    rows = list_addresses(current_shop(), current_customer().account_id)
    return render_template("customers/storefront/addresses.html", rows=rows, form=ShopForm(), most=MOST_ADDRESSES)


@blueprint.get("/tai-khoan/dia-chi/moi")
@for_customer
def new_address() -> Page:
    """The form for one more address."""
    return _page(AddressForm(), 200)


@blueprint.post("/tai-khoan/dia-chi/moi")
@for_customer
def add_address() -> Response | Page:
    """Keep it."""
    form = AddressForm()
    if (answer := _not_ready(form)) is not None:
        return answer
    draft = form.to_draft()
    try:
        with transaction():
            actions.add_address(current_shop(), current_customer().account_id, draft, now=clock.now())
    except TooManyAddresses:
        form.label.errors = [
            _("The address book holds %(most)s addresses. Please delete one first.", most=MOST_ADDRESSES)
        ]
        return _page(form, 409)
    return _to_the_book(_("The address is saved."))


@blueprint.get(_ONE)
@for_customer
def edit_address(address_id: int) -> Page:
    """One address, to be changed."""
    found = _own(address_id)
    form = AddressForm(
        data={
            "label": found.label,
            "recipient_name": found.recipient_name,
            "recipient_phone": found.recipient_phone,
            "province": found.province_code,
            "ward": found.ward_code,
            "street": found.street,
        }
    )
    return _page(form, 200, address_id)


@blueprint.post(_ONE)
@for_customer
def save_address(address_id: int) -> Response | Page:
    """Change it; orders that were placed keep theirs."""
    _own(address_id)
    form = AddressForm()
    if (answer := _not_ready(form, address_id)) is not None:
        return answer
    draft = form.to_draft()
    try:
        with transaction():
            actions.change_address(current_shop(), current_customer().account_id, address_id, draft)
    except NoSuchAddress:
        abort(404)
    return _to_the_book(_("The address is saved."))


@blueprint.post(_ONE + "/xoa")
@for_customer
def delete_address(address_id: int) -> Response:
    """Forget it."""
    _own(address_id)
    with transaction():
        actions.delete_address(current_shop(), current_customer().account_id, address_id)
    return _to_the_book(_("The address is deleted."))


def _own(address_id: int) -> CustomerAddress:
    found = find_address(current_shop(), current_customer().account_id, address_id)
    if found is None:
        abort(404)
    return found


def _not_ready(form: AddressForm, address_id: int = 0) -> Page | None:
    """The page again, when wards are asked for (by the button for browsers without a script) or something is wrong."""
    if request.form.get("step") == "province":
        return _page(form, 200, address_id)
    return None if form.validate() else _page(form, 422, address_id)


def _to_the_book(words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("customers_storefront.addresses"), 303)


def _page(form: AddressForm, status: int, address_id: int = 0) -> Page:
    return render_template("customers/storefront/address.html", form=form, address_id=address_id), status
