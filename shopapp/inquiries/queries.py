"""Every read of inquiries that has a name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from shopapp.inquiries.complaints.clocks import clocks_of
from shopapp.inquiries.complaints.queries import is_late
from shopapp.inquiries.complaints.rules import Clocks
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage, InquiryNote, PendingAttachment
from shopapp.inquiries.rules import (
    ASKED_KINDS,
    CAP,
    PAGE,
    PENDING_LASTS,
    Kind,
    State,
    read_cursor,
    search_words,
    write_cursor,
)
from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

OWN_PAGE = 20


@dataclass(frozen=True)
class FileRow:
    """A file as a thread shows it."""

    id: int
    name: str
    content_type: str
    bytes: int


@dataclass(frozen=True)
class Entry:
    """One contribution to a thread with its files. `author`: "customer" or "staff"."""

    id: int
    author: str
    account_id: int | None
    body: str
    product_ids: tuple[int, ...]
    created_at: datetime
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class Listed:
    """One line of the back office's list; `clocks` of complaints alone."""

    id: int
    code: str
    kind: Kind
    state: State
    name: str
    phone: str
    product_id: int | None
    assigned_account_id: int | None
    source: str
    created_at: datetime
    touched_at: datetime
    clocks: Clocks | None


@dataclass(frozen=True)
class Page:
    """One page of the list; `next` is the cursor of the following page or empty."""

    rows: tuple[Listed, ...]
    next: str


@dataclass(frozen=True)
class Earlier:
    """What a form key has already sent."""

    inquiry_id: int
    fingerprint: str


def find_inquiry(shop: ShopRef, inquiry_id: int) -> Inquiry | None:
    """One inquiry of the shop by its id."""
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.id == inquiry_id)
    return db.session.execute(query).scalars().one_or_none()


def find_by_link(shop: ShopRef, token: str) -> Inquiry | None:
    """The inquiry an unguessable link opens."""
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.link_hash == hash_token(token))
    return db.session.execute(query).scalars().one_or_none()


def list_own(
    shop: ShopRef, customer_ids: Collection[int], *, before: int | None = None, limit: int = OWN_PAGE
) -> Sequence[Inquiry]:
    """One page of the inquiries of these customers, newest first; `before` is the last id of the page before."""
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.customer_id.in_(customer_ids))
    if before is not None:
        query = query.where(Inquiry.id < before)
    return db.session.execute(query.order_by(Inquiry.id.desc()).limit(limit)).scalars().all()


def find_sent_inquiry(shop: ShopRef, form_key: str) -> Earlier | None:
    """The inquiry a form of this key has made."""
    query = select(Inquiry.id, Inquiry.fingerprint)
    row = db.session.execute(query.where(Inquiry.shop_id == shop.id, Inquiry.submission_key == form_key)).one_or_none()
    return Earlier(row.id, row.fingerprint) if row else None


def find_sent_message(shop: ShopRef, form_key: str) -> Earlier | None:
    """The inquiry to whose thread a form of this key has written."""
    query = select(InquiryMessage.inquiry_id, InquiryMessage.fingerprint)
    query = query.where(InquiryMessage.shop_id == shop.id, InquiryMessage.submission_key == form_key)
    row = db.session.execute(query).one_or_none()
    return Earlier(row.inquiry_id, row.fingerprint) if row else None


def list_thread(shop: ShopRef, inquiry_id: int) -> list[Entry]:
    """The whole thread, oldest first, each contribution with its files."""
    query = select(InquiryMessage).where(InquiryMessage.shop_id == shop.id, InquiryMessage.inquiry_id == inquiry_id)
    messages = db.session.execute(query.order_by(InquiryMessage.id)).scalars().all()
    files: dict[int, list[FileRow]] = {}
    wanted = select(Attachment).where(
        Attachment.shop_id == shop.id, Attachment.message_id.in_([m.id for m in messages])
    )
    for a in db.session.execute(wanted.order_by(Attachment.id)).scalars():
        files.setdefault(a.message_id, []).append(FileRow(a.id, a.name, a.content_type, a.bytes))
    return [_entry(message, files.get(message.id, ())) for message in messages]


def _entry(message: InquiryMessage, files: Sequence[FileRow]) -> Entry:
    return Entry(
        message.id,
        message.author,
        message.account_id,
        message.body,
        tuple(message.product_ids),
        message.created_at,
        tuple(files),
    )


def find_attachment(shop: ShopRef, inquiry_id: int, attachment_id: int) -> Attachment | None:
    """A file of this very inquiry's thread."""
    in_thread = and_(InquiryMessage.id == Attachment.message_id, InquiryMessage.shop_id == Attachment.shop_id)
    query = select(Attachment).join(InquiryMessage, in_thread)
    query = query.where(
        Attachment.shop_id == shop.id, Attachment.id == attachment_id, InquiryMessage.inquiry_id == inquiry_id
    )
    return db.session.execute(query).scalars().one_or_none()


def list_notes(shop: ShopRef, inquiry_id: int) -> Sequence[InquiryNote]:
    """What colleagues noted, oldest first."""
    query = select(InquiryNote).where(InquiryNote.shop_id == shop.id, InquiryNote.inquiry_id == inquiry_id)
    return db.session.execute(query.order_by(InquiryNote.id)).scalars().all()


def list_pending(shop: ShopRef, form_key: str, *, now: datetime) -> Sequence[PendingAttachment]:
    """Files kept for a form that was not sent yet, oldest first."""
    query = select(PendingAttachment).where(
        PendingAttachment.shop_id == shop.id,
        PendingAttachment.form_key == form_key,
        PendingAttachment.created_at > now - PENDING_LASTS,
    )
    return db.session.execute(query.order_by(PendingAttachment.id)).scalars().all()


def list_outlived(shop: ShopRef, *, now: datetime, limit: int = 100) -> list[tuple[int, str]]:
    """(row id, storage key) of kept files whose form was never sent.

    One hour is added to their life, so that none goes while a form is just being sent with it.
    """
    too_old = PendingAttachment.created_at < now - PENDING_LASTS - timedelta(hours=1)
    query = select(PendingAttachment.id, PendingAttachment.key)
    query = query.where(PendingAttachment.shop_id == shop.id, too_old).order_by(PendingAttachment.id).limit(limit)
    return [(row.id, row.key) for row in db.session.execute(query)]


def list_inquiries(
    shop: ShopRef,
    *,
    state: str = "",
    kind: str = "",
    typed: str = "",
    after: str = "",
    assigned_to: int | None = None,
    late_at: datetime | None = None,
) -> Page:
    """One page of the shop's inquiries, the latest touched first; `typed` searches code, name and phone.

    `assigned_to` leaves only those one member of staff is in charge of, `late_at` only complaints that are overdue at
    that moment. Safety cases have a list of their own
    (`cases.queries`).
    """
    wanted = [*_filters(state, kind, typed, after), *_of(assigned_to), *([is_late(late_at)] if late_at else [])]
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, *wanted)
    query = query.order_by(Inquiry.touched_at.desc(), Inquiry.id.desc()).limit(PAGE + 1)
    found = db.session.execute(query).scalars().all()
    rows = tuple(_listed(inquiry) for inquiry in found[:PAGE])
    return Page(rows, write_cursor(rows[-1].touched_at, rows[-1].id) if len(found) > PAGE else "")


def count_by_state(
    shop: ShopRef, states: Sequence[State] = tuple(State), *, assigned_to: int | None = None
) -> Mapping[State, int]:
    """How many inquiries stand in each state, counted no further than CAP + 1; safety cases are not among them."""
    counts: dict[State, int] = {}
    for state in states:
        some = select(Inquiry.id).where(Inquiry.shop_id == shop.id, Inquiry.state == state.value, _is_asked())
        some = some.where(*_of(assigned_to)).limit(CAP + 1)
        counted = select(func.count()).select_from(some.subquery())
        counts[state] = db.session.execute(counted).scalar_one()
    return counts


def count_new_by_kind(shop: ShopRef, *, assigned_to: int | None = None) -> Mapping[Kind, int]:
    """How many inquiries of each kind nobody has answered yet, together counted no further than CAP + 1."""
    some = select(Inquiry.kind).where(Inquiry.shop_id == shop.id, Inquiry.state == State.NEW.value, _is_asked())
    found = some.where(*_of(assigned_to)).limit(CAP + 1).subquery()
    rows = db.session.execute(select(found.c.kind, func.count()).group_by(found.c.kind)).all()
    return {Kind(kind): count for kind, count in rows}


def _is_asked() -> ColumnElement[bool]:
    return Inquiry.kind.in_([kind.value for kind in ASKED_KINDS])


def _of(account_id: int | None) -> tuple[ColumnElement[bool], ...]:
    """Only those one member of staff is in charge of; None: everybody's."""
    return () if account_id is None else (Inquiry.assigned_account_id == account_id,)


def _filters(state: str, kind: str, typed: str, after: str) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = [_is_asked()]
    if state:
        wanted.append(Inquiry.state == state)
    if kind:
        wanted.append(Inquiry.kind == kind)
    wanted += [Inquiry.search.contains(word, autoescape=True) for word in search_words(typed)]
    if place := read_cursor(after):
        moment, row_id = place
        wanted.append(or_(Inquiry.touched_at < moment, and_(Inquiry.touched_at == moment, Inquiry.id < row_id)))
    return wanted


def _listed(inquiry: Inquiry) -> Listed:
    return Listed(
        inquiry.id,
        inquiry.code,
        Kind(inquiry.kind),
        State(inquiry.state),
        inquiry.name,
        inquiry.phone,
        inquiry.product_id,
        inquiry.assigned_account_id,
        inquiry.source,
        inquiry.created_at,
        inquiry.touched_at,
        clocks_of(inquiry),
    )
