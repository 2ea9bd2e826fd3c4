"""Receivers outside: asking them, and noting the day they confirmed."""

from flask import abort, flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.rights import actions
from shopapp.privacy.rights.backoffice_views.base import (
    ONE,
    Forms,
    Page,
    back,
    blueprint,
    ended_meanwhile,
    page_of,
    reachable,
)
from shopapp.privacy.rights.backoffice_views.letters import order_letters
from shopapp.privacy.rights.desk_forms import ConfirmedForm, OrderForm
from shopapp.privacy.rights.rules import AlreadyEnded, IdentityUnproven, NoSuchRequest

ORDER = f"{ONE}/ben-nhan/<int(max=999999999999):task_id>"


@blueprint.post(f"{ORDER}/gui")
@require(Permission.DATA_REQUESTS)
def ask_receiver(request_id: int, task_id: int) -> Response | Page:
    """Send the letter by mail."""
    found = reachable(request_id)
    form = OrderForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(order=form, order_id=task_id))
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    text = next((letter.text for letter in order_letters(shop, found) if letter.id == task_id), "")
    try:
        with transaction():
            actions.mail_order(shop, request_id, task_id, form.email.address, text, account_id=me, now=now)
    except NoSuchRequest:
        abort(404)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except IdentityUnproven:
        return _unproven(request_id)
    flash(_("The letter is on its way. Note the day here when the receiver confirms."), "success")
    return back(request_id)


@blueprint.post(f"{ORDER}/da-gui")
@require(Permission.DATA_REQUESTS)
def note_asked(request_id: int, task_id: int) -> Response:
    """The receiver was asked in another way."""
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.note_sent(shop, request_id, task_id, account_id=me, now=now)
    except NoSuchRequest:
        abort(404)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except IdentityUnproven:
        return _unproven(request_id)
    flash(_("Noted. Note the day here when the receiver confirms."), "success")
    return back(request_id)


@blueprint.post(f"{ORDER}/xong")
@require(Permission.DATA_REQUESTS)
def confirm(request_id: int, task_id: int) -> Response | Page:
    """The receiver has confirmed."""
    found, now = reachable(request_id), clock.now()
    form = ConfirmedForm()
    is_valid = form.validate()
    day = form.on.day
    if is_valid and day is not None and not found.received_on <= day <= local_day(now):
        form.on.errors = [_("The day lies between the day of the request and today.")]
        is_valid = False
    if not is_valid or day is None:
        return page_of(request_id, 422, forms=Forms(confirmed=form, order_id=task_id))
    shop, me = current_shop(), current_principal().account_id
    try:
        with transaction():
            actions.tick_off(shop, request_id, task_id, on=day, account_id=me, now=now)
    except NoSuchRequest:
        abort(404)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    flash(_("Noted. With the last confirmation the request ends by itself."), "success")
    return back(request_id)


def _unproven(request_id: int) -> Response:
    flash(_("Please check first who is asking."), "error")
    return back(request_id)
