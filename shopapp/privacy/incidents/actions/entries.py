"""What every change to an incident begins and ends with: its row, locked, and a line of what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentEntry
from shopapp.privacy.incidents.rules import AlreadyClosed, EntryKind, NoSuchIncident


def locked(shop: ShopRef, incident_id: int) -> Incident:
    """The incident, locked until the end of this transaction. Raises NoSuchIncident."""
    query = select(Incident).where(Incident.shop_id == shop.id, Incident.id == incident_id).with_for_update()
    found = db.session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if found is None:
        raise NoSuchIncident
    return found


def locked_open(shop: ShopRef, incident_id: int) -> Incident:
    """The same for a change. Raises NoSuchIncident, AlreadyClosed."""
    found = locked(shop, incident_id)
    if found.closed_at is not None:
        raise AlreadyClosed
    return found


def note_entry(
    shop: ShopRef,
    incident_id: int,
    kind: EntryKind,
    *,
    account_id: int | None,
    now: datetime,
    note: str = "",
    **facts: Any,
) -> None:
    """Write down what was done."""
    entry = IncidentEntry(
        shop_id=shop.id,
        incident_id=incident_id,
        kind=kind.value,
        facts=facts,
        note=note,
        account_id=account_id,
        at=now,
    )
    db.session.add(entry)
