"""The register: opening an incident, writing what is known, its clocks and their reminders, its end."""

from datetime import datetime

from sqlalchemy import select

from shopapp.kernel.codes import human_code
from shopapp.platform import dispatch
from shopapp.platform.database import db
from shopapp.platform.dispatch import Done, Outcome, TryAgain
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents import messages
from shopapp.privacy.incidents.actions.entries import locked, locked_open, note_entry
from shopapp.privacy.incidents.models import Incident, IncidentClock
from shopapp.privacy.incidents.queries import find_notice, list_clocks, list_groups
from shopapp.privacy.incidents.rules import (
    CODE_PREFIX,
    REMIND_BEFORE,
    ChangedMeanwhile,
    ClockName,
    EntryKind,
    IncidentDraft,
    NoSuchIncident,
    NoticeState,
    Settlement,
    StillRunning,
    StillTelling,
    ends_at,
)
from shopapp.records.law import the_law
from shopapp.records.rules import Reference

CLOCK_JOB = "incident_clock"


def open_incident(
    shop: ShopRef, draft: IncidentDraft, *, source: Reference | None, key: str, account_id: int, now: datetime
) -> int:
    """Write an incident into the register and start its clocks; returns its id.

    The same form (`key`) and the same report (`source`) make one incident, however often they are sent.
    """
    earlier = _earlier(shop, source, key)
    if earlier is not None:
        return earlier
    incident = Incident(
        shop_id=shop.id,
        code=CODE_PREFIX + human_code(),
        source_kind=source.kind if source else "",
        source_id=source.id if source else None,
        submission_key=key,
        opened_by_id=account_id,
        opened_at=now,
    )
    _write(incident, draft)
    db.session.add(incident)
    db.session.flush()
    law = the_law()
    hours = {ClockName.ATTACK: law.attack_hours, ClockName.VIOLATION: law.violation_hours}
    for name in ClockName:
        db.session.add(
            IncidentClock(shop_id=shop.id, incident_id=incident.id, name=name.value, hours=hours[name], note="")
        )
    db.session.flush()
    _plan_reminders(shop, incident, now)
    note_entry(shop, incident.id, EntryKind.OPENED, account_id=account_id, now=now)
    return incident.id


def change_incident(
    shop: ShopRef, incident_id: int, draft: IncidentDraft, *, edit: int, account_id: int, now: datetime
) -> None:
    """Write what is known by now. Raises NoSuchIncident, AlreadyClosed, ChangedMeanwhile (`edit` is an earlier one)."""
    incident = locked_open(shop, incident_id)
    if incident.edit != edit:
        raise ChangedMeanwhile
    before = incident.detected_at
    _write(incident, draft)
    incident.edit += 1
    if incident.detected_at != before:
        _plan_reminders(shop, incident, now)
    note_entry(shop, incident_id, EntryKind.CHANGED, account_id=account_id, now=now)


def settle_clock(
    shop: ShopRef,
    incident_id: int,
    name: ClockName,
    settlement: Settlement,
    *,
    seen: str,
    account_id: int,
    now: datetime,
) -> None:
    """Stop a clock, or correct how it was stopped. `seen` is the outcome the page was opened with.

    Raises NoSuchIncident, AlreadyClosed, ChangedMeanwhile.
    """
    locked_open(shop, incident_id)
    clock = next(row for row in _clock_rows(shop, incident_id) if row.name == name)
    if clock.outcome != seen:
        raise ChangedMeanwhile
    clock.outcome, clock.note = settlement.outcome.value, settlement.note
    clock.reported_at, clock.late_reason = settlement.reported_at, settlement.late_reason
    clock.settled_by_id, clock.settled_at = account_id, now
    dispatch.cancel(shop, CLOCK_JOB, clock.id)
    note_entry(
        shop,
        incident_id,
        EntryKind.SETTLED,
        account_id=account_id,
        now=now,
        note=settlement.note,
        clock=name.value,
        outcome=settlement.outcome.value,
        hours=clock.hours,
    )


def remind(shop: ShopRef, clock_id: int, *, now: datetime) -> Outcome:
    """Mail the owners before a clock ends, and once more when it has; asks to be called again until then."""
    query = select(IncidentClock).where(IncidentClock.shop_id == shop.id, IncidentClock.id == clock_id)
    clock = db.session.execute(query).scalars().one_or_none()
    if clock is None:
        return Done()
    incident = locked(shop, clock.incident_id)
    # Asked again behind the lock: somebody may just have stopped it.
    db.session.refresh(clock)
    if clock.outcome or incident.closed_at is not None:
        return Done()
    end = ends_at(incident.detected_at, clock.hours)
    near = end - REMIND_BEFORE[ClockName(clock.name)]
    if now < near:
        return TryAgain(near)
    wanted = 2 if now >= end else 1
    if clock.reminded < wanted:
        messages.remind_owners(shop, incident, clock, now=now)
        clock.reminded = wanted
    return Done() if wanted == 2 else TryAgain(end)


def append_note(shop: ShopRef, incident_id: int, note: str, *, account_id: int, now: datetime) -> None:
    """Add a note, also to a closed incident. Raises NoSuchIncident."""
    locked(shop, incident_id)
    note_entry(shop, incident_id, EntryKind.NOTE, account_id=account_id, now=now, note=note)


def close_incident(shop: ShopRef, incident_id: int, lessons: str, *, account_id: int, now: datetime) -> None:
    """End an incident with what was learned. Raises NoSuchIncident, AlreadyClosed, StillRunning, StillTelling."""
    incident = locked_open(shop, incident_id)
    if any(clock.is_running for clock in list_clocks(shop, incident)):
        raise StillRunning
    notice = find_notice(shop, incident_id)
    is_telling = notice is not None and notice.state == NoticeState.TELLING
    if is_telling or not all(group.is_counted for group in list_groups(shop, incident_id)):
        raise StillTelling
    incident.lessons, incident.closed_by_id, incident.closed_at = lessons, account_id, now
    note_entry(shop, incident_id, EntryKind.CLOSED, account_id=account_id, now=now)


def _earlier(shop: ShopRef, source: Reference | None, key: str) -> int | None:
    query = select(Incident.id).where(Incident.shop_id == shop.id)
    found = db.session.execute(query.where(Incident.submission_key == key)).scalar_one_or_none()
    if found is None and source is not None:
        same = query.where(Incident.source_kind == source.kind, Incident.source_id == source.id)
        found = db.session.execute(same).scalar_one_or_none()
    return found


def _write(incident: Incident, draft: IncidentDraft) -> None:
    incident.kind, incident.detected_at = draft.kind.value, draft.detected_at
    incident.data_kinds = list(draft.data_kinds)
    for name in ("happened", "place", "what", "consequences", "measures", "charge_name", "charge_contact"):
        setattr(incident, name, getattr(draft, name))


def _clock_rows(shop: ShopRef, incident_id: int) -> list[IncidentClock]:
    query = select(IncidentClock).where(IncidentClock.shop_id == shop.id, IncidentClock.incident_id == incident_id)
    rows = list(db.session.execute(query.order_by(IncidentClock.id)).scalars())
    if not rows:
        raise NoSuchIncident
    return rows


def _plan_reminders(shop: ShopRef, incident: Incident, now: datetime) -> None:
    """Ask for the reminders of the clocks that run, counted from when the incident was detected."""
    for clock in _clock_rows(shop, incident.id):
        if clock.outcome:
            continue
        near = ends_at(incident.detected_at, clock.hours) - REMIND_BEFORE[ClockName(clock.name)]
        clock.reminded = 0
        dispatch.cancel(shop, CLOCK_JOB, clock.id)
        dispatch.enqueue(shop, CLOCK_JOB, clock.id, due_at=max(near, now), now=now)
