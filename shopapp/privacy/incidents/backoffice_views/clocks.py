"""A clock: noting that it was reported, when and how, or why nothing has to be reported."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.incidents import actions, queries, wording
from shopapp.privacy.incidents.backoffice_views.register import (
    ONE,
    Page,
    blueprint,
    closed_already,
    get_incident,
)
from shopapp.privacy.incidents.forms import SettleForm
from shopapp.privacy.incidents.models import Incident
from shopapp.privacy.incidents.rules import AlreadyClosed, ChangedMeanwhile, Clock, ClockName
from shopapp.privacy.incidents.steps import SLUGS
from shopapp.records.web import audited

CLOCK = f"{ONE}/dong-ho/<any('tan-cong', 'vi-pham'):clock_name>"


@blueprint.get(CLOCK)
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id")
def clock_form(incident_id: int, clock_name: str) -> Response | Page:
    """How the clock stands, and the form that stops it."""
    found, running = _both(incident_id, clock_name)
    if found.closed_at is not None:
        return closed_already(incident_id)
    form, now = SettleForm(formdata=None), clock.now()
    form.seen.data = running.outcome.value if running.outcome else ""
    form.outcome.data, form.note.data = form.seen.data or None, running.note
    form.late_reason.data, reported = running.late_reason, clock.local(running.reported_at or now)
    form.reported_day.data, form.reported_time.data = reported.date().isoformat(), reported.strftime("%H:%M")
    return _page(found, running, form, 200)


@blueprint.post(CLOCK)
@require(Permission.INCIDENTS_MANAGE)
def settle(incident_id: int, clock_name: str) -> Response | Page:
    """Stop the clock."""
    found, running = _both(incident_id, clock_name)
    shop, form, now = current_shop(), SettleForm(), clock.now()
    form.detected_at, form.ends_at = found.detected_at, running.ends_at
    if not form.validate():
        return _page(found, running, form, 422)
    settlement, seen, account_id = form.to_settlement(), form.seen.data or "", current_principal().account_id
    try:
        with transaction():
            actions.settle_clock(shop, incident_id, running.name, settlement, seen=seen, account_id=account_id, now=now)
    except AlreadyClosed:
        return closed_already(incident_id)
    except ChangedMeanwhile:
        found, running = _both(incident_id, clock_name)
        form.seen.data = running.outcome.value if running.outcome else ""
        return _page(found, running, form, 409, is_late=True)
    flash(_("Noted. The clock has stopped."), "success")
    return redirect(url_for(".incident", incident_id=incident_id), 303)


def _both(incident_id: int, clock_name: str) -> tuple[Incident, Clock]:
    found = get_incident(incident_id)
    name = {slug: name for name, slug in SLUGS.items()}[clock_name]
    return found, next(c for c in queries.list_clocks(current_shop(), found) if c.name is ClockName(name))


def _page(found: Incident, running: Clock, form: SettleForm, status: int, *, is_late: bool = False) -> Page:
    page = render_template(
        "privacy/backoffice/incident_clock.html",
        incident=found,
        clock=running,
        slug=SLUGS[running.name],
        form=form,
        is_late=is_late,
        wording=wording,
        now=clock.now(),
    )
    return page, status
