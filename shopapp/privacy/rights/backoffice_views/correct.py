"""Correcting names, contacts and addresses on a request."""

from itertools import groupby

from flask import flash, render_template
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.rights import actions
from shopapp.privacy.rights.backoffice_views.base import ONE, Page, back, blueprint, ended_meanwhile, reachable
from shopapp.privacy.rights.correctable import Correctable, list_correctable
from shopapp.privacy.rights.desk_forms import CorrectForm, correct_form
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.rules import AlreadyEnded, ContactTaken, Identity, NothingToCorrect
from shopapp.records.rules import Reference
from shopapp.records.web import note_once


@blueprint.get(f"{ONE}/sua")
@require(Permission.DATA_REQUESTS)
def corrections(request_id: int) -> Response | Page:
    """Every value as it is kept, in full, to be corrected; that it was opened is recorded."""
    found = reachable(request_id)
    refused = _not_now(found)
    if refused is not None:
        return refused
    values = list_correctable(current_shop(), found.person())
    return _page(found, values, correct_form(values), 200)


@blueprint.post(f"{ONE}/sua")
@require(Permission.DATA_REQUESTS)
def save_corrections(request_id: int) -> Response | Page:
    """Write the corrected values."""
    shop, me, now = current_shop(), current_principal().account_id, clock.now()
    found = reachable(request_id)
    refused = _not_now(found)
    if refused is not None:
        return refused
    values = list_correctable(shop, found.person())
    form = correct_form(values)
    if not form.validate():
        return _page(found, values, form, 422)
    try:
        with transaction():
            count = actions.correct_records(shop, request_id, form.values(), account_id=me, now=now)
    except AlreadyEnded:
        return ended_meanwhile(request_id)
    except NothingToCorrect:
        flash(_("Nothing was changed: every value is as it was."), "warning")
        return _page(found, values, form, 422)
    except ContactTaken:
        flash(_("Another customer of the shop has just this phone and e-mail, so nothing was changed."), "error")
        return _page(found, values, form, 409)
    flash(
        ngettext(
            "%(num)s value corrected. Now tell the person below.",
            "%(num)s values corrected. Now tell the person below.",
            count,
        ),
        "success",
    )
    return back(request_id)


def _not_now(found: DataRequest) -> Response | None:
    """Values are shown in full, so only while the request runs and once it is known who is asking."""
    if found.ended_at is not None:
        return ended_meanwhile(found.id)
    if found.identity == Identity.UNPROVEN:
        flash(_("Please check first who is asking."), "error")
        return back(found.id)
    return None


def _page(found: DataRequest, values: list[Correctable], form: CorrectForm, status: int) -> Page:
    note_once(Reference("data_request", found.id), "contact")
    groups = [(record, [each.key for each in group]) for record, group in groupby(values, lambda each: each.record)]
    page = render_template("privacy/backoffice/request_correct.html", request=found, form=form, groups=groups)
    return page, status
