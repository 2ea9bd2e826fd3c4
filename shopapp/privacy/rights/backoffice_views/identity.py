"""Making sure who asks: a code read back, the stored number called, a paper seen."""

from flask import abort, flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.rules import CodeExpired, TooManyCodes, TooManyTries, WrongCode
from shopapp.kernel import clock
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
from shopapp.privacy.rights.desk_forms import CodeForm, IdentityForm
from shopapp.privacy.rights.rules import AlreadyEnded, Identity, NoSuchRequest


@blueprint.post(f"{ONE}/gui-ma")
@require(Permission.DATA_REQUESTS)
def send_code(request_id: int) -> Response:
    """Send a code to the contact; the person reads it back."""
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.send_code(shop, request_id, account_id=me, now=now)
    except NoSuchRequest:
        abort(404)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except TooManyCodes:
        flash(_("Many codes have been sent to this contact. Please wait an hour, or call the stored number."), "error")
        return back(request_id)
    flash(_("The code is on its way. Let the person read it to you."), "success")
    return back(request_id)


@blueprint.post(f"{ONE}/nhap-ma")
@require(Permission.DATA_REQUESTS)
def check_code(request_id: int) -> Response | Page:
    """Take the code that was read back."""
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    reachable(request_id)
    form = CodeForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(code=form))
    try:
        with transaction():
            actions.check_code(shop, request_id, form.code.data or "", account_id=me, now=now)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except WrongCode:
        form.code.errors = [_("This is not the code. Please let the person read it again.")]
    except TooManyTries:
        form.code.errors = [_("Too many wrong tries. Please send a new code, or check in another way.")]
    except CodeExpired:
        form.code.errors = [_("The code is too old or was never sent. Please send a new one.")]
    else:
        flash(_("Identity checked. The request can be carried out."), "success")
        return back(request_id)
    return page_of(request_id, 422, forms=Forms(code=form))


@blueprint.post(f"{ONE}/xac-minh")
@require(Permission.DATA_REQUESTS)
def note_identity(request_id: int) -> Response | Page:
    """Note how a member of staff made sure by themselves."""
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    reachable(request_id)
    form = IdentityForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(identity=form))
    try:
        with transaction():
            actions.note_identity(shop, request_id, Identity(form.identity.data), account_id=me, now=now)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    flash(_("Identity checked. The request can be carried out."), "success")
    return back(request_id)
