"""The register: the list, one incident with what is to be done next, opening, changing, noting, closing."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.queries import names_of_staff
from shopapp.inquiries.queries import find_inquiry
from shopapp.inquiries.rules import Kind
from shopapp.inquiries.web import in_one_transaction
from shopapp.kernel import clock
from shopapp.kernel.contacts import show_phone
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.incidents import actions, queries, wording
from shopapp.privacy.incidents.forms import CloseForm, IncidentForm, NoteForm
from shopapp.privacy.incidents.models import Incident
from shopapp.privacy.incidents.papers import missing
from shopapp.privacy.incidents.rules import (
    AlreadyClosed,
    ChangedMeanwhile,
    EntryKind,
    IncidentKind,
    NoticeState,
    Paper,
    StillRunning,
    StillTelling,
    Way,
)
from shopapp.privacy.incidents.steps import next_steps
from shopapp.records.rules import Reference
from shopapp.records.web import audited
from shopapp.shops.queries import get_profile

blueprint = Blueprint("incidents_backoffice", __name__, url_prefix="/quan-tri/su-co")

Page = tuple[str, int]
LARGEST_ID = 10**15
ONE = "/<int(max=999999999999999):incident_id>"


@blueprint.get("")
@require(Permission.INCIDENTS_MANAGE)
def incidents() -> str:
    """Open incidents with their clocks, then the closed ones, a page at a time."""
    shop, before = current_shop(), request.args.get("truoc", type=int)
    closed = queries.list_closed(shop, before=before if before and 0 < before < LARGEST_ID else None)
    return render_template(
        "privacy/backoffice/incident_list.html",
        running=[] if before else queries.list_open(shop),
        closed=closed,
        next_before=closed[-1].id if len(closed) == queries.PAGE else None,
        is_first=not before,
        wording=wording,
        now=clock.now(),
    )


@blueprint.get("/moi")
@require(Permission.INCIDENTS_MANAGE)
def new() -> Response | Page:
    """The form for a new incident; `?tu=` names the safety report it is made of."""
    shop, source = current_shop(), _source()
    made = queries.find_by_source(shop, source) if source else None
    if made is not None:
        return redirect(url_for(".incident", incident_id=made[0]), 303)
    form, now, profile = IncidentForm(), clock.now(), get_profile(shop)
    form.settle_key()
    form.detected_day.data = clock.local_day(now).isoformat()
    form.detected_time.data = clock.local(now).strftime("%H:%M")
    form.charge_name.data = profile.legal.representative
    form.charge_contact.data = ", ".join(part for part in (show_phone(profile.hotline), profile.email) if part)
    return _form_page(form, 200, source)


@blueprint.post("/moi")
@require(Permission.INCIDENTS_MANAGE)
def open_one() -> Response | Page:
    """Write it into the register; the clocks run from the moment it was found out."""
    shop, form, source, now = current_shop(), IncidentForm(), _source(), clock.now()
    key, account_id = form.settle_key(), current_principal().account_id
    if not form.validate():
        return _form_page(form, 422, source)
    draft = form.to_draft()
    incident_id = in_one_transaction(
        lambda: actions.open_incident(shop, draft, source=source, key=key, account_id=account_id, now=now)
    )
    flash(_("It is in the register, and the clocks are running. The next steps stand below."), "success")
    return redirect(url_for(".incident", incident_id=incident_id), 303)


@blueprint.get(ONE)
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id")
def incident(incident_id: int) -> str:
    """One incident: what to do next, clocks, what is known, people, papers, what was done."""
    return detail(get_incident(incident_id))


@blueprint.get(f"{ONE}/sua")
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id")
def edit(incident_id: int) -> Response | Page:
    """The form with what is known."""
    found = get_incident(incident_id)
    if found.closed_at is not None:
        return closed_already(incident_id)
    return _form_page(_form_of(found), 200, None, found)


@blueprint.post(f"{ONE}/sua")
@require(Permission.INCIDENTS_MANAGE)
def save(incident_id: int) -> Response | Page:
    """Write down what is known by now."""
    shop, form, now = current_shop(), IncidentForm(), clock.now()
    found = get_incident(incident_id)
    if not form.validate():
        return _form_page(form, 422, None, found)
    draft, account_id = form.to_draft(), current_principal().account_id
    try:
        with transaction():
            actions.change_incident(
                shop, incident_id, draft, edit=number_in(form.edit.data), account_id=account_id, now=now
            )
    except AlreadyClosed:
        return closed_already(incident_id)
    except ChangedMeanwhile:
        theirs = get_incident(incident_id)
        form.edit.data = str(theirs.edit)
        return _form_page(form, 409, None, theirs, is_late=True)
    flash(_("Saved."), "success")
    return redirect(url_for(".incident", incident_id=incident_id), 303)


@blueprint.post(f"{ONE}/ghi-chu")
@require(Permission.INCIDENTS_MANAGE)
def append(incident_id: int) -> Response | Page:
    """Add a note, also to a closed incident."""
    shop, form, found, now = current_shop(), NoteForm(), get_incident(incident_id), clock.now()
    if not form.validate():
        return detail(found, note_form=form), 422
    note, account_id = form.note.data or "", current_principal().account_id
    with transaction():
        actions.append_note(shop, incident_id, note, account_id=account_id, now=now)
    flash(_("The note is kept."), "success")
    return redirect(url_for(".incident", incident_id=incident_id, _anchor="entries"), 303)


@blueprint.post(f"{ONE}/dong")
@require(Permission.INCIDENTS_MANAGE)
def close(incident_id: int) -> Response | Page:
    """End an incident with what was learned."""
    shop, form, found, now = current_shop(), CloseForm(), get_incident(incident_id), clock.now()
    if not form.validate():
        return detail(found, close_form=form), 422
    lessons, account_id = form.lessons.data or "", current_principal().account_id
    try:
        with transaction():
            actions.close_incident(shop, incident_id, lessons, account_id=account_id, now=now)
    except AlreadyClosed:
        return closed_already(incident_id)
    except (StillRunning, StillTelling) as refusal:
        form.lessons.errors = [_why_open(refusal)]
        return detail(get_incident(incident_id), close_form=form), 409
    flash(_("The incident is closed. Nothing of it can be changed any more; notes can be added."), "success")
    return redirect(url_for(".incident", incident_id=incident_id), 303)


def get_incident(incident_id: int) -> Incident:
    """The incident of this shop, or 404."""
    found = queries.find_incident(current_shop(), incident_id)
    if found is None:
        abort(404)
    return found


def closed_already(incident_id: int) -> Response:
    """Back to an incident that can only be added to."""
    flash(_("This incident is closed. Its record stays as it is; notes can be added."), "error")
    return redirect(url_for(".incident", incident_id=incident_id), 303)


def number_in(text: str | None) -> int:
    """The number a hidden field carries, -1 for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else -1


def detail(
    found: Incident,
    *,
    note_form: NoteForm | None = None,
    close_form: CloseForm | None = None,
    at: datetime | None = None,
) -> str:
    """The page of one incident, with the forms as they were filled in and what was wrong with them."""
    shop, now = current_shop(), at or clock.now()
    clocks, people = queries.list_clocks(shop, found), queries.tally(shop, found.id)
    groups, notice = queries.list_groups(shop, found.id), queries.find_notice(shop, found.id)
    way = Way(notice.way) if notice else Way.BOTH
    waiting = queries.count_to_tell(shop, found.id, way)
    to_call = queries.count_to_call(shop, found.id, way)
    entries = queries.list_entries(shop, found.id)
    accounts = {row.account_id for row in entries if row.account_id} | {c.settled_by_id or 0 for c in clocks}
    return render_template(
        "privacy/backoffice/incident.html",
        incident=found,
        clocks=clocks,
        people=people,
        groups=groups,
        letter=notice,
        waiting=waiting,
        to_call=to_call,
        steps=next_steps(found, clocks, groups, people, notice, waiting, to_call, now),
        entries=[(wording.entry_words(EntryKind(e.kind), e.facts), e) for e in entries],
        names=names_of_staff(shop, sorted(accounts)),
        source=_source_of(found),
        missing=missing(found),
        note_form=note_form or NoteForm(formdata=None),
        close_form=close_form or CloseForm(formdata=None),
        kind=IncidentKind(found.kind),
        states=NoticeState,
        papers=list(Paper),
        wording=wording,
        now=now,
    )


def _why_open(refusal: Exception) -> str:
    if isinstance(refusal, StillRunning):
        return str(_("A report is still open. Please note how it was made, or why none is needed."))
    return str(_("People are still being counted or told. Please wait for the end, or stop it."))


def _source() -> Reference | None:
    """The safety report named in the address, if this shop has it."""
    named = number_in(request.args.get("tu"))
    found = find_inquiry(current_shop(), named) if named > 0 else None
    return Reference("inquiry", found.id) if found is not None and found.kind == Kind.SECURITY else None


def _source_of(found: Incident) -> tuple[int, str] | None:
    if found.source_kind != "inquiry" or found.source_id is None:
        return None
    report = find_inquiry(current_shop(), found.source_id)
    return (report.id, report.code) if report else None


def _form_of(found: Incident) -> IncidentForm:
    form = IncidentForm(formdata=None, obj=found)
    form.edit.data = str(found.edit)
    form.detected_day.data = clock.local_day(found.detected_at).isoformat()
    form.detected_time.data = clock.local(found.detected_at).strftime("%H:%M")
    return form


def _form_page(
    form: IncidentForm,
    status: int,
    source: Reference | None,
    found: Incident | None = None,
    *,
    is_late: bool = False,
) -> Page:
    page = render_template(
        "privacy/backoffice/incident_form.html",
        form=form,
        source=source,
        incident=found,
        theirs=found if is_late else None,
        wording=wording,
    )
    return page, status
