"""Proving that an order is one's own: a code to the phone or e-mail it was placed with."""

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.actions import check_proof_code, send_proof_code
from shopapp.accounts.rules import CodeExpired, TooManyCodes, TooManyTries, WrongCode
from shopapp.accounts.web import set_holder
from shopapp.kernel import clock
from shopapp.kernel.contacts import mask_email, mask_phone
from shopapp.kernel.refusal import Refusal
from shopapp.orders.forms import CodeForm
from shopapp.orders.forms.choices import number
from shopapp.orders.models import Order
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.form import Page
from shopapp.orders.storefront_views.order import has_proof, the_order
from shopapp.platform.access import by_link
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop
from shopapp.records.rules import Reference


@blueprint.get("/don-hang/<token>/xac-minh")
@by_link
def ask_code(token: str) -> Response | Page:
    """Where the code may be sent."""
    order = the_order(token)
    if has_proof(order) or order.frozen_at is not None:
        return redirect(url_for("orders_storefront.show", token=token), 303)
    return _ask_page(order, token, 200)


@blueprint.post("/don-hang/<token>/xac-minh")
@by_link
def send_code(token: str) -> Response | Page:
    """Send a code to the contact that stands on the order; no other can be named."""
    order = the_order(token)
    if order.frozen_at is not None:
        return redirect(url_for("orders_storefront.show", token=token), 303)
    subject, contacts = Reference("order", order.id), _contacts(order)
    chosen = request.form.get("contact", "phone")
    if chosen not in contacts:
        return _ask_page(order, token, 422, str(_("Please choose where the code goes.")))
    contact = order.sender_phone if chosen == "phone" else order.sender_email
    language = order.language
    try:
        with transaction():
            proof = send_proof_code(
                current_shop(), subject=subject, contact=contact, language=language, now=clock.now()
            )
    except TooManyCodes:
        words = str(_("Several codes were sent already. Please wait an hour, or call the shop."))
        return _ask_page(the_order(token), token, 429, words)
    return redirect(url_for("orders_storefront.type_code", token=token, so=proof), 303)


@blueprint.get("/don-hang/<token>/ma")
@by_link
def type_code(token: str) -> Page:
    """Where the code is typed."""
    the_order(token)
    form = CodeForm()
    form.proof.data = request.args.get("so", "")[:20]
    return _code_page(form, token, 200)


@blueprint.post("/don-hang/<token>/ma")
@by_link
def check_code(token: str) -> Response | Page:
    """Check the code; a right one opens the order in this browser for half an hour."""
    subject, form = Reference("order", the_order(token).id), CodeForm()
    if not form.validate():
        return _code_page(form, token, 422)
    proof, code = number(form.proof.data), form.code.data or ""
    try:
        with transaction():
            holder = check_proof_code(current_shop(), subject=subject, proof_id=proof, code=code, now=clock.now())
    except (WrongCode, TooManyTries, CodeExpired) as refusal:
        form.code.errors = [_refusal_words(refusal)]
        return _code_page(form, token, 422)
    response = redirect(url_for("orders_storefront.show", token=token), 303)
    set_holder(response, holder)
    return response


def _refusal_words(refusal: Refusal) -> str:
    if isinstance(refusal, WrongCode):
        return str(_("This is not the code that was sent. Tries left: %(left)s.", left=refusal.left))
    if isinstance(refusal, TooManyTries):
        return str(_("A wrong code was typed too often. Please wait 15 minutes, then ask for a new one."))
    return str(_("The code is too old. Please ask for a new one."))


def _contacts(order: Order) -> dict[str, str]:
    """Where a code may go, masked."""
    found = {"phone": mask_phone(order.sender_phone), "email": mask_email(order.sender_email)}
    return {name: shown for name, shown in found.items() if shown}


def _ask_page(order: Order, token: str, status: int, problem: str = "") -> Page:
    page = render_template(
        "orders/storefront/ask_code.html", order=order, token=token, contacts=_contacts(order), problem=problem
    )
    return page, status


def _code_page(form: CodeForm, token: str, status: int) -> Page:
    return render_template("orders/storefront/type_code.html", form=form, token=token), status
