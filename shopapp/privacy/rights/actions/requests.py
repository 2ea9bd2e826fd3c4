"""Taking a request in: its receipt number, its days, who else has to act. The same request twice is one request."""

from datetime import datetime

from sqlalchemy import select

from shopapp.kernel.clock import local_day
from shopapp.kernel.codes import human_code
from shopapp.platform.database import db
from shopapp.platform.holdings import Person
from shopapp.platform.links import link_hash
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.carry import carry_out, retry_copy
from shopapp.privacy.rights.actions.history import LINK, locked, note_step
from shopapp.privacy.rights.actions.others import ask_others
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import find_running
from shopapp.privacy.rights.rules import (
    AT_ONCE,
    BY_WORKER,
    Channel,
    Happened,
    Identity,
    RequestKind,
    RequestState,
    dues,
    joined,
)
from shopapp.records.law import the_law


def open_request(
    shop: ShopRef,
    *,
    kind: RequestKind,
    person: Person,
    contact: str,
    language: str,
    details: str = "",
    channel: str = Channel.WEB,
    account_id: int | None = None,
    identity: Identity | None = None,
    purpose: Purpose | None = None,
    now: datetime,
) -> DataRequest:
    """Take a request in and send its receipt to `contact`, which must be one of the person's proven contacts.

    `account_id` is the member of staff who typed it in, None where the person did; `identity` says how it was made
    sure who they are: by code (or by signing in) on the web, not at all yet where staff typed it in. `purpose` narrows
    a withdrawal. A running request of the same kind and contact is returned instead of a second; a copy that could not
    be made is begun anew, and what staff typed in for a caller nobody has checked becomes the person's own request.

    What the person themselves asked for on the web is carried out by the program: at once, or (a copy, an erasure) by
    the worker after this commit. Only a correction waits for staff, and everything that staff typed in.
    """
    running_key = link_hash(shop, f"running {kind.value} {purpose.value if purpose else ''} {contact}", 0)
    running = find_running(shop, running_key)
    if running is not None:
        if account_id is None and running.identity == Identity.UNPROVEN:
            _take_up(shop, running, person, _identity(identity, person, None), details, now)
        else:
            retry_copy(shop, running, now=now)
        return running
    request = _new(shop, kind, person, contact, now=now)
    request.channel, request.language, request.details = channel, language, details
    request.identity, request.opened_by_id = _identity(identity, person, account_id).value, account_id
    request.purpose, request.running_key = purpose.value if purpose else "", running_key
    db.session.add(request)
    db.session.flush()
    request.link_hash = link_hash(shop, LINK, request.id, request.link_version)
    note_step(shop, request, Happened.OPENED, account_id=account_id, now=now)
    ask_others(shop, request, now=now)
    _begin(shop, request, now)
    return request


def _new(shop: ShopRef, kind: RequestKind, person: Person, contact: str, *, now: datetime) -> DataRequest:
    """A request of this day, with its receipt number and the days the law sets."""
    today = local_day(now)
    due = dues(kind, today, the_law())
    return DataRequest(
        shop_id=shop.id,
        code=_free_code(shop),
        kind=kind.value,
        state=RequestState.OPEN.value,
        contact=contact,
        contacts=joined({contact, *person.contacts}),
        customer_account_id=person.account_id,
        received_on=today,
        answer_due_on=due.answer_on,
        due_on=due.due_on,
        created_at=now,
    )


def _identity(identity: Identity | None, person: Person, account_id: int | None) -> Identity:
    if identity is not None:
        return identity
    if account_id is not None:
        return Identity.UNPROVEN
    return Identity.SIGNED_IN if person.account_id else Identity.CODE


def _begin(shop: ShopRef, request: DataRequest, now: datetime) -> None:
    """Set going what needs nobody, and tell whom it concerns."""
    kind, by_person = RequestKind(request.kind), request.opened_by_id is None
    if by_person and kind in AT_ONCE:
        # One message is enough for what is done in the moment it is asked for.
        carry_out(shop, request, now=now)
        return
    messages.tell_received(shop, request, now=now)
    note_step(shop, request, Happened.RECEIPT_SENT, now=now)
    if by_person and kind in BY_WORKER:
        request.answered_at = now
        carry_out(shop, request, now=now)
    elif by_person:
        messages.tell_shop(shop, request, "new", now=now)


def _take_up(
    shop: ShopRef, running: DataRequest, person: Person, identity: Identity, details: str, now: datetime
) -> None:
    """Go on with what a caller asked for, now that the person themselves does: a stranger's call must not hold it up.

    What it is about is said by whoever has proven the contact.
    """
    request = locked(shop, running.id)
    request.identity = identity.value
    request.contacts, request.customer_account_id = joined({request.contact, *person.contacts}), person.account_id
    request.details = "\n\n".join(filter(None, (request.details, details)))
    note_step(shop, request, Happened.IDENTIFIED, note=identity.value, now=now)
    ask_others(shop, request, now=now)
    if RequestKind(request.kind) in AT_ONCE | BY_WORKER:
        request.answered_at = request.answered_at or now
        carry_out(shop, request, now=now)


def _free_code(shop: ShopRef) -> str:
    while True:
        code = f"D-{human_code(6)}"
        query = select(DataRequest.id).where(DataRequest.shop_id == shop.id, DataRequest.code == code)
        if db.session.execute(query).one_or_none() is None:
            return code
