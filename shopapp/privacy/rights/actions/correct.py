"""Correcting what the shop holds, on a request: names, contacts and addresses, with what stood there before masked."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.rules import search_text
from shopapp.kernel.contacts import mask_email, mask_name, mask_phone, mask_text
from shopapp.orders.actions.store import note_event, searchable
from shopapp.orders.models import Order
from shopapp.orders.rules import Event
from shopapp.platform.database import db
from shopapp.platform.holdings import Person, holding
from shopapp.platform.personal_data import Kind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.actions.history import note_step, still_running
from shopapp.privacy.rights.correctable import Correctable, list_correctable
from shopapp.privacy.rights.rules import ContactTaken, Happened, Identity, IdentityUnproven, NothingToCorrect

_RECIPIENTS = frozenset({"recipient_name", "recipient_phone", "street"})
_MASKS = {Kind.NAME: mask_name, Kind.PHONE: mask_phone, Kind.EMAIL: mask_email, Kind.ADDRESS: mask_text}


def correct_records(
    shop: ShopRef, request_id: int, values: Mapping[str, str], *, account_id: int, now: datetime
) -> int:
    """Write new values (key of a `Correctable` → value in its stored form); returns how many differ.

    The history keeps what changed, both sides masked. Raises NoSuchRequest, AlreadyEnded, IdentityUnproven,
    NothingToCorrect, ContactTaken.
    """
    request = still_running(shop, request_id)
    if request.identity == Identity.UNPROVEN:
        raise IdentityUnproven
    changed = [
        (found, values[found.key])
        for found in list_correctable(shop, request.person())
        if values.get(found.key, found.value) != found.value
    ]
    if not changed:
        raise NothingToCorrect
    for found, value in changed:
        _write(shop, found, value)
    _keep_from_senders(shop, request.person(), [found for found, _value in changed], account_id, now)
    note = "\n".join(
        f"{found.what}: {_masked(found, found.value)} → {_masked(found, value)}" for found, value in changed
    )
    counts = {"values": len(changed)}
    note_step(shop, request, Happened.CORRECTED, account_id=account_id, note=note, counts=counts, now=now)
    return len(changed)


def _write(shop: ShopRef, found: Correctable, value: str) -> None:
    query = select(found.model).where(found.model.shop_id == shop.id, found.model.id == found.row_id)
    row: Any = db.session.execute(query.with_for_update()).scalars().one()
    setattr(row, found.column, value)
    if isinstance(row, Order):
        row.search = searchable(row)
    elif isinstance(row, Inquiry):
        row.search = search_text(row.name, row.code, row.phone)
    try:
        db.session.flush()
    except IntegrityError:
        raise ContactTaken from None


def _keep_from_senders(
    shop: ShopRef, person: Person, changed: Sequence[Correctable], account_id: int, now: datetime
) -> None:
    """Whoever sent a gift does not learn from its page what the recipient has had corrected."""
    received = {found.row_id for found in changed if found.model is Order and found.column in _RECIPIENTS}
    if received:
        sent = set(db.session.execute(holding("order.sent").found(shop, person)).scalars())
        for order_id in sorted(received - sent):
            note_event(shop, order_id, Event.RECIPIENT_CHANGED, actor="staff", account_id=account_id, now=now)


def _masked(found: Correctable, value: str) -> str:
    return _MASKS[found.kind](value) or "–"
