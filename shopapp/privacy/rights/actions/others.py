"""Those outside who hold a copy: asking them to follow a request, and ticking off that they did."""

from datetime import date, datetime

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.queries import collect
from shopapp.privacy.rights import messages
from shopapp.privacy.rights.actions.history import end_request, note_step, still_running
from shopapp.privacy.rights.models import DataRequest, DataWorkOrder
from shopapp.privacy.rights.queries import copies_held, orders_left
from shopapp.privacy.rights.rules import (
    REACHES_OTHERS,
    Happened,
    Identity,
    IdentityUnproven,
    NoSuchRequest,
    RequestKind,
    RequestState,
    dues,
)
from shopapp.records.law import the_law


def ask_others(shop: ShopRef, request: DataRequest, *, now: datetime) -> None:
    """Write down who outside holds a copy of what the request is about; with one, the law gives longer.

    Who is asked already is not asked twice.
    """
    kind = RequestKind(request.kind)
    if kind not in REACHES_OTHERS:
        return
    subjects: dict[str, list[int]] = {}
    for held, ids in collect(shop, request.person()):
        subjects.setdefault(held.kind, []).extend(ids)
    query = select(DataWorkOrder.receiver_id).where(
        DataWorkOrder.shop_id == shop.id, DataWorkOrder.request_id == request.id
    )
    asked = set(db.session.execute(query).scalars())
    copies = [copy for copy in copies_held(shop, subjects) if copy.receiver_id not in asked]
    for copy in copies:
        order = DataWorkOrder(
            shop_id=shop.id,
            request_id=request.id,
            receiver_id=copy.receiver_id,
            subjects=[[subject.kind, subject.id] for subject in copy.subjects],
            fields=list(copy.fields),
            created_at=now,
        )
        db.session.add(order)
    if copies:
        db.session.flush()
        request.with_others = True
        is_extended = request.extended_at is not None
        request.due_on = dues(kind, request.received_on, the_law(), with_others=True, is_extended=is_extended).due_on
        note_step(shop, request, Happened.ORDERED, counts={"receivers": len(copies)}, now=now)


def note_sent(shop: ShopRef, request_id: int, order_id: int, *, account_id: int, now: datetime) -> None:
    """Note that a receiver was asked. Raises NoSuchRequest, AlreadyEnded, IdentityUnproven."""
    request = still_running(shop, request_id)
    if request.identity == Identity.UNPROVEN:
        raise IdentityUnproven
    order = _order(shop, request, order_id)
    if order.sent_at is None:
        order.sent_at = now
        note_step(shop, request, Happened.ORDER_SENT, account_id=account_id, now=now)


def mail_order(
    shop: ShopRef, request_id: int, order_id: int, to: str, text: str, *, account_id: int, now: datetime
) -> None:
    """Send the letter `text` to a receiver's mailbox and note it. Raises as `note_sent`."""
    note_sent(shop, request_id, order_id, account_id=account_id, now=now)
    messages.tell_receiver(shop, request_id, to, text, now=now)


def tick_off(shop: ShopRef, request_id: int, order_id: int, *, on: date, account_id: int, now: datetime) -> None:
    """Note the day on which a receiver confirmed; the last one ends a request whose own part is carried out.

    Raises NoSuchRequest, AlreadyEnded.
    """
    request = still_running(shop, request_id)
    order = _order(shop, request, order_id)
    if order.done_on is not None:
        return
    order.done_on, order.done_by_id = on, account_id
    order.sent_at = order.sent_at or now
    note_step(shop, request, Happened.ORDER_DONE, account_id=account_id, now=now)
    if request.carried_out_at is not None and not orders_left(shop, request.id):
        end_request(shop, request, RequestState.DONE, account_id=account_id, now=now)


def _order(shop: ShopRef, request: DataRequest, order_id: int) -> DataWorkOrder:
    query = select(DataWorkOrder).where(
        DataWorkOrder.shop_id == shop.id, DataWorkOrder.request_id == request.id, DataWorkOrder.id == order_id
    )
    order = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if order is None:
        raise NoSuchRequest
    return order
