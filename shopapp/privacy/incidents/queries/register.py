"""Reads of the register: incidents with their clocks, what was done, and how many there were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from shopapp.kernel.clock import local
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentClock, IncidentEntry, IncidentNotice
from shopapp.privacy.incidents.rules import Clock, ClockName, ClockOutcome, IncidentKind
from shopapp.records.rules import Reference

PAGE = 50
# A shop with more open incidents than this has other troubles than a list that ends.
MOST_OPEN = 100


@dataclass(frozen=True)
class IncidentRow:
    """An incident as lists show it: nothing of what was written about it."""

    id: int
    code: str
    kind: IncidentKind
    detected_at: datetime
    closed_at: datetime | None
    clocks: tuple[Clock, ...] = ()


@dataclass(frozen=True)
class YearCount:
    """Incidents detected in one year (Vietnam's), by whether they are closed."""

    year: int
    open: int
    closed: int


def find_incident(shop: ShopRef, incident_id: int) -> Incident | None:
    """One incident with everything that is written about it."""
    query = select(Incident).where(Incident.shop_id == shop.id, Incident.id == incident_id)
    return db.session.execute(query).scalars().one_or_none()


def find_by_source(shop: ShopRef, source: Reference) -> tuple[int, str] | None:
    """Id and code of the incident that was made of a report."""
    query = select(Incident.id, Incident.code).where(
        Incident.shop_id == shop.id, Incident.source_kind == source.kind, Incident.source_id == source.id
    )
    row = db.session.execute(query).one_or_none()
    return (row.id, row.code) if row else None


def list_clocks(shop: ShopRef, incident: Incident) -> tuple[Clock, ...]:
    """The clocks of an incident, the shorter first."""
    query = select(IncidentClock).where(IncidentClock.shop_id == shop.id, IncidentClock.incident_id == incident.id)
    rows = db.session.execute(query.order_by(IncidentClock.hours, IncidentClock.id)).scalars()
    return tuple(clock_of(row, incident.detected_at) for row in rows)


def clock_of(row: IncidentClock, detected_at: datetime) -> Clock:
    """A stored clock with the moment it counts from."""
    return Clock(
        name=ClockName(row.name),
        hours=row.hours,
        detected_at=detected_at,
        outcome=ClockOutcome(row.outcome) if row.outcome else None,
        reported_at=row.reported_at,
        note=row.note,
        late_reason=row.late_reason,
        settled_at=row.settled_at,
        settled_by_id=row.settled_by_id,
    )


def list_open(shop: ShopRef) -> list[IncidentRow]:
    """Every open incident with its clocks, the one detected first on top, in one statement."""
    same = and_(IncidentClock.shop_id == Incident.shop_id, IncidentClock.incident_id == Incident.id)
    query = (
        select(Incident.id, Incident.code, Incident.kind, Incident.detected_at, IncidentClock)
        .join(IncidentClock, same)
        .where(Incident.shop_id == shop.id, Incident.closed_at.is_(None))
        .order_by(Incident.detected_at, Incident.id, IncidentClock.hours)
        .limit(MOST_OPEN)
    )
    found: dict[int, IncidentRow] = {}
    for row in db.session.execute(query):
        clock = clock_of(row.IncidentClock, row.detected_at)
        before = found.get(row.id)
        clocks = (*before.clocks, clock) if before else (clock,)
        found[row.id] = IncidentRow(row.id, row.code, IncidentKind(row.kind), row.detected_at, None, clocks)
    return list(found.values())


def list_closed(shop: ShopRef, *, before: int | None = None) -> list[IncidentRow]:
    """One page (`PAGE`) of closed incidents, newest first; `before` is the last id seen."""
    query = select(Incident.id, Incident.code, Incident.kind, Incident.detected_at, Incident.closed_at)
    query = query.where(Incident.shop_id == shop.id, Incident.closed_at.is_not(None))
    if before is not None:
        query = query.where(Incident.id < before)
    rows = db.session.execute(query.order_by(Incident.id.desc()).limit(PAGE))
    return [IncidentRow(row.id, row.code, IncidentKind(row.kind), row.detected_at, row.closed_at) for row in rows]


def list_entries(shop: ShopRef, incident_id: int) -> Sequence[IncidentEntry]:
    """What was done about an incident, oldest first."""
    query = select(IncidentEntry).where(IncidentEntry.shop_id == shop.id, IncidentEntry.incident_id == incident_id)
    return db.session.execute(query.order_by(IncidentEntry.id)).scalars().all()


def find_notice(shop: ShopRef, incident_id: int) -> IncidentNotice | None:
    """What people concerned are told, once it has been written."""
    query = select(IncidentNotice).where(IncidentNotice.shop_id == shop.id, IncidentNotice.incident_id == incident_id)
    return db.session.execute(query).scalars().one_or_none()


def count_incidents(shop: ShopRef) -> list[YearCount]:
    """Incidents by the year they were detected in, newest first. Counts alone, for the page of proof."""
    query = select(Incident.detected_at, Incident.closed_at).where(Incident.shop_id == shop.id)
    found: dict[int, list[int]] = {}
    for detected_at, closed_at in db.session.execute(query.order_by(Incident.detected_at.desc()).limit(1000)):
        found.setdefault(local(detected_at).year, [0, 0])[closed_at is not None] += 1
    return [YearCount(year, still, ended) for year, (still, ended) in found.items()]
