"""Orders that somebody says are not theirs: held back at once, and let go or cancelled once staff have looked."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.actions import end_sessions
from shopapp.accounts.signals import MisuseKind, MisuseReport
from shopapp.inquiries.cases.actions import open_case, settle
from shopapp.inquiries.cases.rules import Opened, Outcome
from shopapp.notifications.actions import cancel_message
from shopapp.notifications.queries import list_messages
from shopapp.notifications.rules import STOPPED
from shopapp.notifications.rules import State as MessageState
from shopapp.orders.actions.steps import give_back
from shopapp.orders.actions.store import note_event
from shopapp.orders.links import Medium, contact_of
from shopapp.orders.models import Order
from shopapp.orders.queries import find_case_of, list_linked_accounts
from shopapp.orders.rules import ENDED, Event, NotFrozen, OrderGone, State, StepNotAllowed, places_from
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference

_MAY_BE_STOPPED = (MessageState.QUEUED, MessageState.RETRYING, *STOPPED)


def disown(shop: ShopRef, order_id: int, medium: Medium, *, text: str, language: str, now: datetime) -> Opened | None:
    """One of the order's contacts says that it is not theirs. Holds the order, ends sessions, opens a case.

    An order that has ended cannot be held any more; the case opens all the same. Each contact can do this once: None
    when it has been done, whatever staff have decided since. Raises OrderGone.
    """
    order = _locked(shop, order_id)
    if find_case_of(shop, order, medium) is not None:
        return None
    contact = contact_of(order, medium)
    accounts = list_linked_accounts(shop, order, contact)
    for account_id in accounts:
        end_sessions(shop, account_id)
    holds = State(order.state) not in ENDED
    if holds:
        _freeze(shop, order, now)
    report = MisuseReport(
        kind=MisuseKind.NOT_ME,
        account_id=next(iter(accounts), None),
        subject=Reference("order", order.id),
        # The name on the order is what somebody typed; it need not be that of whoever disowns it.
        name="",
        contact=contact,
        text=text,
        language=language,
        now=now,
    )
    return open_case(shop, report, order_code=order.code, holds=holds)


def decide(shop: ShopRef, order_id: int, outcome: Outcome, *, note: str, account_id: int, now: datetime) -> None:
    """Let a held order go on, or cancel it; that ends its cases, and whoever reported is told how.

    Raises OrderGone, NotFrozen, StepNotAllowed (cancelling what is under way: let it go on first).
    """
    order = _locked(shop, order_id)
    if order.frozen_at is None:
        raise NotFrozen
    order.frozen_at, order.changed_at = None, now
    event = Event.UNFROZEN
    if outcome is Outcome.CANCELLED:
        if order.state not in places_from(State.CANCELLED):
            raise StepNotAllowed(order.state)
        order.state, order.ended_at = State.CANCELLED.value, now
        event = Event.CANCELLED
    db.session.flush()
    if outcome is Outcome.CANCELLED:
        give_back(shop, order.id, now=now)
    note_event(shop, order.id, event, actor="staff", account_id=account_id, note=note, now=now)
    settle(shop, Reference("order", order.id), outcome, note=note, account_id=account_id, now=now)


def _freeze(shop: ShopRef, order: Order, now: datetime) -> None:
    if order.frozen_at is None:
        order.frozen_at, order.changed_at = now, now
        note_event(shop, order.id, Event.FROZEN, actor="visitor", now=now)
    for message in list_messages(shop, Reference("order", order.id)):
        # What has left cannot be called back; everything that waits or failed stays in the house.
        if message.audience == "customer" and message.state in _MAY_BE_STOPPED:
            cancel_message(shop, message.id)


def _locked(shop: ShopRef, order_id: int) -> Order:
    query = select(Order).where(Order.shop_id == shop.id, Order.id == order_id).with_for_update()
    order = db.session.execute(query.execution_options(populate_existing=True)).scalars().one_or_none()
    if order is None:
        raise OrderGone
    return order
