"""Taking a request in: its receipt number, its days, its first steps. The same request twice is one request."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from shopapp.kernel.clock import local_day
from shopapp.kernel.codes import human_code
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.holdings import Person
from shopapp.platform.links import link_hash, link_token, token_matching
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.models import DataRequest, DataRequestStep
from shopapp.privacy.rights.rules import (
    AlreadyEnded,
    Channel,
    Happened,
    Identity,
    NoSuchRequest,
    RequestKind,
    RequestState,
    dues,
    joined,
)
from shopapp.records.law import the_law

LINK = "data_request"
JOB = "data_request"


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
    sure who they are: by code (or by signing in) on the web, by one of `rules.BY_STAFF` otherwise. `purpose` narrows a
    withdrawal. A running request of the same kind and contact is returned as it is, instead of a second.
    A request that came by web is carried out by the program where it can be: see `carry_out`.
    """
    running_key = link_hash(shop, f"running {kind.value} {contact}", 0)
    running = _find_running(shop, running_key)
    if running is not None:
        return running
    today = local_day(now)
    due = dues(kind, today, the_law())
    request = DataRequest(
        shop_id=shop.id,
        code=_free_code(shop),
        kind=kind.value,
        state=RequestState.OPEN.value,
        channel=channel,
        identity=(identity or (Identity.SIGNED_IN if person.account_id else Identity.CODE)).value,
        contact=contact,
        contacts=joined({contact, *person.contacts}),
        customer_account_id=person.account_id,
        opened_by_id=account_id,
        language=language,
        purpose=purpose.value if purpose else "",
        details=details,
        received_on=today,
        answer_due_on=due.answer_on,
        due_on=due.due_on,
        created_at=now,
        running_key=running_key,
    )
    db.session.add(request)
    db.session.flush()
    request.link_hash = link_hash(shop, LINK, request.id, request.link_version)
    note_step(shop, request, Happened.OPENED, account_id=account_id, now=now)
    messages.tell_received(shop, request, now=now)
    enqueue(shop, JOB, request.id, due_at=now, now=now)
    return request


def note_step(
    shop: ShopRef,
    request: DataRequest,
    what: Happened,
    *,
    now: datetime,
    account_id: int | None = None,
    note: str = "",
    counts: Mapping[str, int] | None = None,
) -> None:
    """Add a line to the history."""
    db.session.add(
        DataRequestStep(
            shop_id=shop.id,
            request_id=request.id,
            what=what.value,
            account_id=account_id,
            note=note,
            counts=dict(counts or {}),
            created_at=now,
        )
    )


def locked(shop: ShopRef, request_id: int) -> DataRequest:
    """The request, held against a second change at the same time. Raises NoSuchRequest."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id == request_id)
    request = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if request is None:
        raise NoSuchRequest
    return request


def still_running(shop: ShopRef, request_id: int) -> DataRequest:
    """The request, held, if it has not ended. Raises NoSuchRequest, AlreadyEnded."""
    request = locked(shop, request_id)
    if request.ended_at is not None:
        raise AlreadyEnded
    return request


def token_of(shop: ShopRef, request: DataRequest) -> str:
    """The token of the request's own page, also one made under an earlier secret key. Raises LookupError."""
    if request.link_hash is None:
        return link_token(shop, LINK, request.id, request.link_version)
    return token_matching(shop, LINK, request.id, request.link_version, request.link_hash)


def _find_running(shop: ShopRef, running_key: str) -> DataRequest | None:
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.running_key == running_key)
    return db.session.execute(query).scalars().one_or_none()


def _free_code(shop: ShopRef) -> str:
    while True:
        code = f"D-{human_code(6)}"
        query = select(DataRequest.id).where(DataRequest.shop_id == shop.id, DataRequest.code == code)
        if db.session.execute(query).one_or_none() is None:
            return code
