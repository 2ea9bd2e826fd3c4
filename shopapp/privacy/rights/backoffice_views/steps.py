"""Answering, extending, carrying out and refusing a request."""

from collections.abc import Callable

from flask import abort, flash
from flask_babel import gettext as _
from werkzeug.wrappers import Response

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
from shopapp.privacy.rights.desk_forms import AnswerForm, DoForm, ExtendForm, RefuseForm
from shopapp.privacy.rights.rules import (
    AlreadyEnded,
    AlreadyExtended,
    IdentityUnproven,
    NoSuchRequest,
    RefusalGround,
    TooLate,
)


@blueprint.post(f"{ONE}/tra-loi")
@require(Permission.DATA_REQUESTS)
def answer(request_id: int) -> Response | Page:
    """Answer the person and explain how it goes on."""
    reachable(request_id)
    form = AnswerForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(answer=form))
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    return _do(
        request_id,
        lambda: actions.answer_request(shop, request_id, form.answer.data or "", account_id=me, now=now),
        _("Answered. The person receives it now, and the page of the request shows it."),
    )


@blueprint.post(f"{ONE}/gia-han")
@require(Permission.DATA_REQUESTS)
def extend(request_id: int) -> Response | Page:
    """Use the one extension."""
    reachable(request_id)
    form = ExtendForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(extend=form))
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    return _do(
        request_id,
        lambda: actions.extend_request(shop, request_id, form.reason.data or "", account_id=me, now=now),
        _("Extended once. The person is told the reason and the new last day."),
    )


@blueprint.post(f"{ONE}/tu-choi")
@require(Permission.DATA_REQUESTS)
def refuse(request_id: int) -> Response | Page:
    """Refuse on a ground of the law."""
    reachable(request_id)
    form = RefuseForm()
    if not form.validate():
        return page_of(request_id, 422, forms=Forms(refuse=form))
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    ground = RefusalGround(form.ground.data)
    return _do(
        request_id,
        lambda: actions.refuse_request(shop, request_id, ground, form.why.data or "", account_id=me, now=now),
        _("Refused. The person is told the ground and where to complain."),
    )


@blueprint.post(f"{ONE}/thuc-hien")
@require(Permission.DATA_REQUESTS)
def carry_out(request_id: int) -> Response | Page:
    """Do what was asked."""
    found = reachable(request_id)
    form = DoForm()
    if not form.validate() or form.needs_a_yes(found.kind):
        return page_of(request_id, 422, forms=Forms(do=form))
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    return _do(
        request_id,
        lambda: actions.do_request(shop, request_id, form.words.data or "", account_id=me, now=now),
        _("It is being carried out; the person is told when it is done."),
    )


def _do(request_id: int, action: Callable[[], None], done: str) -> Response:
    """One action in one transaction, and what is said afterwards."""
    try:
        with transaction():
            action()
    except NoSuchRequest:
        abort(404)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except AlreadyExtended:
        flash(_("The law allows one extension, and it has been used."), "error")
    except TooLate:
        flash(_("The last day is over. An extension must be told before it; please answer at once."), "error")
    except IdentityUnproven:
        flash(_("Please check first who is asking."), "error")
    else:
        flash(done, "success")
    return back(request_id)
