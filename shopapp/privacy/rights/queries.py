"""Reads of requests: lists by what is due, one with its history, and who outside holds copies."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from shopapp.kernel.codes import hash_token
from shopapp.notifications.models import Message
from shopapp.notifications.rules import State
from shopapp.platform.database import db
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataExport, DataRequest, DataRequestStep, DataWorkOrder
from shopapp.privacy.rights.rules import (
    ASKED_OF_OTHERS,
    RUNNING,
    ExportState,
    Happened,
    RequestKind,
    RequestState,
    next_due,
    parted,
)
from shopapp.records.models import Disclosure, ReceiverRow
from shopapp.records.rules import Reference

PAGE = 50
# A shop that has more requests running than this has other troubles than a figure that stops growing.
MOST_COUNTED = 500
_RUNNING = tuple(state.value for state in RUNNING)


def find_request(shop: ShopRef, request_id: int) -> DataRequest | None:
    """One request."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id == request_id)
    return db.session.execute(query).scalars().one_or_none()


def find_by_link(shop: ShopRef, token: str) -> DataRequest | None:
    """The request a link leads to."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.link_hash == hash_token(token))
    return db.session.execute(query).scalars().one_or_none()


def find_running(shop: ShopRef, running_key: str) -> DataRequest | None:
    """The running request of one kind and contact."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.running_key == running_key)
    return db.session.execute(query).scalars().one_or_none()


def find_export(shop: ShopRef, request_id: int) -> DataExport | None:
    """The copy made for a request."""
    query = select(DataExport).where(DataExport.shop_id == shop.id, DataExport.request_id == request_id)
    return db.session.execute(query).scalars().one_or_none()


def list_requests(shop: ShopRef, *, running: bool, page: int = 1) -> Sequence[DataRequest]:
    """One page and one row more: running ones by the day that matters next, or ended ones, the latest first."""
    query = select(DataRequest).where(DataRequest.shop_id == shop.id)
    if running:
        due = case((DataRequest.answered_at.is_(None), DataRequest.answer_due_on), else_=DataRequest.due_on)
        query = query.where(DataRequest.state.in_(_RUNNING)).order_by(due, DataRequest.id)
    else:
        query = query.where(DataRequest.state.not_in(_RUNNING)).order_by(DataRequest.id.desc())
    return db.session.execute(query.offset((page - 1) * PAGE).limit(PAGE + 1)).scalars().all()


def list_other_running(shop: ShopRef, request: DataRequest) -> list[DataRequest]:
    """The person's other running requests, held for a change."""
    others = (DataRequest.id != request.id, DataRequest.ended_at.is_(None))
    query = _of_same_person(shop, request).where(*others).order_by(DataRequest.id).with_for_update()
    return list(db.session.execute(query).scalars())


def list_ended(shop: ShopRef, request: DataRequest) -> list[DataRequest]:
    """The person's requests that have ended and still name a contact."""
    ended = (DataRequest.ended_at.is_not(None), DataRequest.erased_at.is_(None))
    return list(db.session.execute(_of_same_person(shop, request).where(*ended)).scalars())


def _of_same_person(shop: ShopRef, request: DataRequest) -> Select[DataRequest]:
    mine: ColumnElement[bool] = DataRequest.contact.in_(sorted(parted(request.contacts)))
    if request.customer_account_id is not None:
        mine = or_(mine, DataRequest.customer_account_id == request.customer_account_id)
    return select(DataRequest).where(DataRequest.shop_id == shop.id, mine)


def list_unfinished_erasures(shop: ShopRef) -> list[int]:
    """Requests to delete that the worker has begun and not brought to their very end."""
    query = select(DataRequest.id).where(
        DataRequest.shop_id == shop.id,
        DataRequest.kind == RequestKind.DELETE.value,
        DataRequest.state.in_((RequestState.WORKING.value, RequestState.DONE.value)),
        DataRequest.erased_at.is_(None),
    )
    return list(db.session.execute(query.order_by(DataRequest.id)).scalars())


def contacts_under_way(shop: ShopRef) -> frozenset[str]:
    """Contacts of requests to delete that have begun and wait for something, or for the worker."""
    query = select(DataRequest.contacts).where(
        DataRequest.shop_id == shop.id,
        DataRequest.kind == RequestKind.DELETE.value,
        DataRequest.state == RequestState.WORKING.value,
        DataRequest.carried_out_at.is_(None),
    )
    return frozenset().union(*map(parted, db.session.execute(query).scalars()))


def list_withheld(shop: ShopRef, request_id: int) -> list[int]:
    """The messages to the person about a request that a limit holds back."""
    query = select(Message.id).where(
        Message.shop_id == shop.id,
        Message.about_kind == "data_request",
        Message.about_id == request_id,
        Message.audience == "customer",
        Message.state == State.WITHHELD.value,
        Message.erased_at.is_(None),
    )
    return list(db.session.execute(query.order_by(Message.id)).scalars())


@dataclass(frozen=True)
class Waiting:
    """A running request as the clocks see it. `for_staff`: somebody of the shop has something to do."""

    id: int
    next_due: date
    for_staff: bool


def list_waiting(shop: ShopRef) -> list[Waiting]:
    """Every running request, the most urgent first."""
    left = select(DataWorkOrder.request_id).where(DataWorkOrder.shop_id == shop.id, DataWorkOrder.done_on.is_(None))
    failed = select(DataExport.request_id).where(
        DataExport.shop_id == shop.id, DataExport.state == ExportState.FAILED.value
    )
    asks = or_(DataRequest.id.in_(left), DataRequest.id.in_(failed))
    query = select(DataRequest, asks.label("asks")).where(
        DataRequest.shop_id == shop.id, DataRequest.state.in_(_RUNNING)
    )
    found = [
        Waiting(
            row.DataRequest.id,
            next_due(row.DataRequest.answered_at is not None, row.DataRequest.dues()),
            row.DataRequest.state == RequestState.OPEN or row.asks,
        )
        for row in db.session.execute(query.limit(MOST_COUNTED))
    ]
    return sorted(found, key=lambda waiting: (waiting.next_due, waiting.id))


def list_steps(shop: ShopRef, request_id: int) -> Sequence[DataRequestStep]:
    """The history of a request, oldest first."""
    query = select(DataRequestStep).where(DataRequestStep.shop_id == shop.id, DataRequestStep.request_id == request_id)
    return db.session.execute(query.order_by(DataRequestStep.id)).scalars().all()


def begun_at(shop: ShopRef, request_id: int) -> datetime | None:
    """When carrying a request out began."""
    query = select(func.min(DataRequestStep.created_at)).where(
        DataRequestStep.shop_id == shop.id,
        DataRequestStep.request_id == request_id,
        DataRequestStep.what == Happened.BEGUN.value,
    )
    return db.session.execute(query).scalar_one()


@dataclass(frozen=True)
class Order:
    """What a receiver is asked to do, with who it is."""

    id: int
    receiver: str
    kind: ReceiverKind
    subjects: tuple[Reference, ...]
    fields: tuple[str, ...]
    is_sent: bool
    done_on: date | None


def list_orders(shop: ShopRef, request_id: int) -> list[Order]:
    """What others were asked to do for a request."""
    same = and_(ReceiverRow.shop_id == DataWorkOrder.shop_id, ReceiverRow.id == DataWorkOrder.receiver_id)
    query = select(DataWorkOrder, ReceiverRow).join(ReceiverRow, same)
    query = query.where(DataWorkOrder.shop_id == shop.id, DataWorkOrder.request_id == request_id)
    return [
        Order(
            row.DataWorkOrder.id,
            row.ReceiverRow.name,
            ReceiverKind(row.ReceiverRow.kind),
            tuple(Reference(kind, id_) for kind, id_ in row.DataWorkOrder.subjects),
            tuple(row.DataWorkOrder.fields),
            row.DataWorkOrder.sent_at is not None,
            row.DataWorkOrder.done_on,
        )
        for row in db.session.execute(query.order_by(DataWorkOrder.id))
    ]


def orders_left(shop: ShopRef, request_id: int) -> int:
    """How many receivers have not yet confirmed."""
    query = select(DataWorkOrder.id).where(
        DataWorkOrder.shop_id == shop.id, DataWorkOrder.request_id == request_id, DataWorkOrder.done_on.is_(None)
    )
    return len(db.session.execute(query).all())


@dataclass(frozen=True)
class Copy:
    """What somebody outside was given about a person."""

    receiver_id: int
    subjects: tuple[Reference, ...]
    fields: tuple[str, ...]


def copies_held(shop: ShopRef, subjects: Mapping[str, Collection[int]]) -> list[Copy]:
    """Who holds a copy of data about these records (kind → ids), by the register of disclosures."""
    mine = [and_(Disclosure.subject_kind == kind, Disclosure.subject_id.in_(ids)) for kind, ids in subjects.items()]
    if not mine:
        return []
    same = and_(ReceiverRow.shop_id == Disclosure.shop_id, ReceiverRow.id == Disclosure.receiver_id)
    query = select(Disclosure.receiver_id, Disclosure.subject_kind, Disclosure.subject_id, Disclosure.fields)
    query = query.join(ReceiverRow, same).where(
        Disclosure.shop_id == shop.id, ReceiverRow.kind.in_(kind.value for kind in ASKED_OF_OTHERS), or_(*mine)
    )
    about: dict[int, dict[Reference, None]] = {}
    fields: dict[int, set[str]] = {}
    for row in db.session.execute(query.order_by(Disclosure.id)):
        about.setdefault(row.receiver_id, {})[Reference(row.subject_kind, row.subject_id)] = None
        fields.setdefault(row.receiver_id, set()).update(row.fields)
    return [Copy(id_, tuple(subjects), tuple(sorted(fields[id_]))) for id_, subjects in about.items()]
