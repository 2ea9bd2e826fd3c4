"""Reads for the back office: lists by state, text and member of staff, and what waits to be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select

from shopapp.kernel.folding import fold
from shopapp.orders.models import Order
from shopapp.orders.rules import State, code_from
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 50
_MOST_WORDS = 6


@dataclass(frozen=True)
class OrderFilter:
    """Which orders a list shows; empty values do not narrow it. `text` is searched without accents."""

    states: tuple[str, ...] = ()
    text: str = ""
    assigned_to: int | None = None
    source: str = ""
    delivery_date: date | None = None
    only_unpaid_transfer: bool = False


@dataclass(frozen=True)
class Waiting:
    """How many orders wait for what."""

    to_call: int = 0
    to_confirm: int = 0
    to_prepare: int = 0
    to_send: int = 0
    on_the_way: int = 0
    failed: int = 0
    overdue: int = 0


def list_orders(shop: ShopRef, wanted: OrderFilter, *, before: int | None = None, limit: int = PAGE) -> Sequence[Order]:
    """One page of orders, newest first; `before` is the last id of the page before."""
    query = select(Order).where(Order.shop_id == shop.id)
    if wanted.states:
        query = query.where(Order.state.in_(wanted.states))
    if wanted.assigned_to is not None:
        query = query.where(Order.assigned_account_id == wanted.assigned_to)
    if wanted.source:
        query = query.where(Order.source == wanted.source)
    if wanted.delivery_date is not None:
        query = query.where(Order.delivery_date == wanted.delivery_date)
    if wanted.only_unpaid_transfer:
        query = query.where(Order.payment == "transfer", Order.paid_at.is_(None), Order.state != State.CANCELLED)
    for word in fold(wanted.text[:100]).split()[:_MOST_WORDS]:
        query = query.where(or_(Order.search.contains(word, autoescape=True), Order.code == code_from(word)))
    if before is not None:
        query = query.where(Order.id < before)
    return db.session.execute(query.order_by(Order.id.desc()).limit(limit)).scalars().all()


def count_by_state(shop: ShopRef, *, assigned_to: int | None = None) -> Mapping[State, int]:
    """How many orders (of one member of staff) stand in each state; states without any are left out."""
    query = select(Order.state, func.count()).where(Order.shop_id == shop.id).group_by(Order.state)
    if assigned_to is not None:
        query = query.where(Order.assigned_account_id == assigned_to)
    return {State(state): count for state, count in db.session.execute(query).all()}


def count_waiting(shop: ShopRef, today: date, *, assigned_to: int | None = None) -> Waiting:
    """What waits to be done (by one member of staff), counted over open orders only.

    What is held back waits for a decision on its case.
    """
    open_states = (State.PLACED, State.CONFIRMED, State.PREPARING, State.SENT_OUT, State.FAILED)
    was_called, is_overdue = Order.called_at.is_not(None), Order.delivery_date < today
    query = select(Order.state, was_called, is_overdue, func.count())
    query = query.where(Order.shop_id == shop.id, Order.state.in_(open_states), Order.frozen_at.is_(None))
    if assigned_to is not None:
        query = query.where(Order.assigned_account_id == assigned_to)
    rows = db.session.execute(query.group_by(Order.state, was_called, is_overdue)).all()
    counted = {(str(state), bool(called), bool(overdue)): count for state, called, overdue, count in rows}

    def total(state: State, called: bool | None = None) -> int:
        return sum(n for (s, c, _), n in counted.items() if s == state and called in (None, c))

    return Waiting(
        to_call=total(State.PLACED, called=False),
        to_confirm=total(State.PLACED, called=True),
        to_prepare=total(State.CONFIRMED),
        to_send=total(State.PREPARING),
        on_the_way=total(State.SENT_OUT),
        failed=total(State.FAILED),
        overdue=sum(count for (_, _, overdue), count in counted.items() if overdue),
    )
