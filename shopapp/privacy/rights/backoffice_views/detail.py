"""The list of requests with their clocks, one request, its contact in full, and a request typed in for somebody."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from shopapp.customers.queries import person_behind
from shopapp.kernel import clock
from shopapp.kernel.clock import local_day
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language, show_day
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.rights import actions, wording
from shopapp.privacy.rights.backoffice_views.base import ONE, Page, blueprint, page_of, reachable
from shopapp.privacy.rights.desk_forms import NewRequestForm
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import PAGE, list_requests
from shopapp.privacy.rights.rules import RUNNING, RequestKind, RequestState, is_overdue, next_due
from shopapp.records.bars import is_restricted
from shopapp.records.rules import Reference
from shopapp.records.web import audited, show_in_full

LAST_PAGE = 1000


@blueprint.get("")
@require(Permission.DATA_REQUESTS)
def requests() -> str:
    """Running requests, the most urgent first, or (`?muc=xong`) those that have ended."""
    running = request.args.get("muc") != "xong"
    number = min(max(request.args.get("trang", 1, type=int), 1), LAST_PAGE)
    found = list_requests(current_shop(), running=running, page=number)
    where: dict[str, Any] = {} if running else {"muc": "xong"}
    return render_template(
        "privacy/backoffice/request_list.html",
        found=[_row(row) for row in found[:PAGE]],
        running=running,
        next_href=url_for(".requests", trang=number + 1, **where) if len(found) > PAGE else "",
        wording=wording,
    )


@blueprint.get(ONE)
@require(Permission.DATA_REQUESTS)
@audited("data_request", "request_id")
def request_detail(request_id: int) -> Page:
    """One request: what is asked, until when, what is held, and everything that can be done."""
    return page_of(request_id)


@blueprint.post(f"{ONE}/hien")
@require(Permission.DATA_REQUESTS)
def reveal(request_id: int) -> Page:
    """Show the contact in full, once, and record who had it shown and why."""
    found = reachable(request_id)
    is_locked = found.ended_at is not None and is_restricted(current_shop(), [found.contact])
    if not show_in_full(Reference("data_request", request_id), is_locked=is_locked):
        return page_of(request_id)
    return page_of(request_id, is_revealed=True)


@blueprint.get("/moi")
@require(Permission.DATA_REQUESTS)
def new() -> Page:
    """The form for somebody who calls, writes or stands at the counter."""
    return _form_page(NewRequestForm(formdata=None), 200)


@blueprint.post("/moi")
@require(Permission.DATA_REQUESTS)
def type_in() -> Response | Page:
    """Take the request in; nothing is carried out before it is noted how identity was checked."""
    shop, form = current_shop(), NewRequestForm()
    if not form.validate():
        return _form_page(form, 422)
    try:
        request_id, code = _open(shop, form)
    except IntegrityError:
        # Two taps at once: the second finds what the first has stored.
        request_id, code = _open(shop, form)
    flash(_("Request %(code)s is written down, and the receipt is on its way to the contact.", code=code), "success")
    return redirect(url_for(".request_detail", request_id=request_id), 303)


def _open(shop: ShopRef, form: NewRequestForm) -> tuple[int, str]:
    with transaction():
        opened = actions.open_request(
            shop,
            kind=RequestKind(form.kind.data),
            person=person_behind(shop, form.contact),
            contact=form.contact,
            language=language(),
            details=form.details.data or "",
            channel=str(form.channel.data),
            account_id=current_principal().account_id,
            now=clock.now(),
        )
        return opened.id, opened.code


def _form_page(form: NewRequestForm, status: int) -> Page:
    return render_template("privacy/backoffice/request_new.html", form=form), status


def _row(found: DataRequest) -> dict[str, str | int]:
    today, answered = local_day(clock.now()), found.answered_at is not None
    running = found.state in RUNNING
    late = is_overdue(RequestState(found.state), answered, found.dues(), today)
    due = next_due(answered, found.dues())
    return {
        "id": found.id,
        "title": str(wording.DESK_KINDS[found.kind]),
        "code": found.code,
        "due": f"{show_day(due)} · {wording.days_left(due, today)}" if running else "",
        "ended": show_day(local_day(found.ended_at)) if found.ended_at else "",
        "channel": str(wording.CHANNELS[found.channel]),
        "by": "" if found.opened_by_id or found.kind == RequestKind.CORRECT else _("done by the program"),
        "look": "bad" if late else wording.STATE_LOOKS[found.state],
        "word": _("Overdue") if late else str(wording.STATES[found.state]),
    }
