"""Where orders and drafts of orders name a person: who sent them, and who received what others sent."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, and_, or_, select

from shopapp.customers.holdings import rows_of_account
from shopapp.kernel.contacts import BadPhone, parse_phone
from shopapp.notifications.holdings import messages_about, stop_unsent, unsent_about
from shopapp.notifications.models import Message
from shopapp.orders.actions.store import searchable
from shopapp.orders.models import Order, OrderDraft, OrderEvent
from shopapp.orders.rules import ENDED, State
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef

_CUSTOMER = frozenset({Subject.CUSTOMER})


def _is_sender(shop: ShopRef, person: Person) -> ColumnElement[bool]:
    contacts = sorted(person.contacts)
    return or_(
        Order.sender_phone.in_(contacts),
        Order.sender_email.in_(contacts),
        Order.customer_id.in_(rows_of_account(shop, person)),
    )


def _sent(shop: ShopRef, person: Person) -> Select[int]:
    return select(Order.id).where(Order.shop_id == shop.id, Order.sender_erased_at.is_(None), _is_sender(shop, person))


def _received(shop: ShopRef, person: Person) -> Select[int]:
    """Gifts sent to the person's number, and what they ordered for themselves."""
    for_oneself = and_(Order.is_gift.is_(False), _is_sender(shop, person))
    to_me = Order.recipient_phone.in_(sorted(person.contacts))
    return select(Order.id).where(
        Order.shop_id == shop.id, Order.recipient_erased_at.is_(None), or_(to_me, for_oneself)
    )


def _sent_over(shop: ShopRef, before: datetime) -> Select[int]:
    ended = _ended_before(shop, before)
    return select(Order.id).where(*ended, Order.sender_erased_at.is_(None))


def _received_over(shop: ShopRef, before: datetime) -> Select[int]:
    ended = _ended_before(shop, before)
    return select(Order.id).where(*ended, Order.recipient_erased_at.is_(None))


def _ended_before(shop: ShopRef, before: datetime) -> tuple[ColumnElement[bool], ...]:
    return Order.shop_id == shop.id, Order.ended_at < before, Order.state.in_(ENDED)


def _hindered(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """Orders that still move, are held, or whose money has to go back."""
    query = select(Order.id, Order.state, Order.paid_at, Order.refunded_at, Order.frozen_at)
    found: dict[int, Hindrance] = {}
    for row in db.session.execute(query.where(Order.shop_id == shop.id, Order.id.in_(ids))):
        if row.frozen_at is not None:
            found[row.id] = Hindrance.OPEN_CASE
        elif row.state not in ENDED:
            found[row.id] = Hindrance.OPEN_ORDER
        elif row.state == State.CANCELLED and row.paid_at is not None and row.refunded_at is None:
            found[row.id] = Hindrance.OPEN_REFUND
    return found


def _received_hindered(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """Besides, whoever sent the gift is still told what became of it."""
    return unsent_about(shop, "order", ids) | _hindered(shop, ids)


def _stop_messages(shop: ShopRef, ids: Ids) -> None:
    stop_unsent(shop, "order", ids)


def _search_anew(shop: ShopRef, ids: Ids) -> None:
    """An order is found by words of both its people; those of one alone are left."""
    query = select(Order).where(Order.shop_id == shop.id, Order.id.in_(ids))
    for order in db.session.execute(query.execution_options(populate_existing=True)).scalars():
        order.search = searchable(order)
    db.session.flush()


def _drafts(shop: ShopRef, person: Person) -> Select[int]:
    """Drafts are what somebody typed, in whatever form; they are few, because they live for 24 hours."""
    query = select(OrderDraft.id, OrderDraft.data).where(OrderDraft.shop_id == shop.id)
    rows = db.session.execute(query.execution_options(yield_per=200))
    mine = [row.id for row in rows if _names(row.data, person)]
    return select(OrderDraft.id).where(OrderDraft.shop_id == shop.id, OrderDraft.id.in_(mine))


def _names(typed: Mapping[str, object], person: Person) -> bool:
    return any(_normal(value) in person.contacts for value in typed.values() if isinstance(value, str))


def _normal(typed: str) -> str:
    text = typed.strip()
    if "@" in text:
        return text.lower()
    try:
        return parse_phone(text)
    except BadPhone:
        return ""


HOLDINGS = (
    Holding(
        name="order.received",
        kind="order",
        title=_l("What was delivered to you"),
        subject=Subject.RECIPIENT,
        # The messages went to whoever ordered, but they name the place.
        parts=(
            Part(Order),
            Part(
                Message,
                found=messages_about("order"),
                subjects=_CUSTOMER,
                is_shown=False,
                names=frozenset({"facts"}),
            ),
        ),
        found=_received,
        keep=Keep.AFTER_DELIVERY,
        over=_received_over,
        hindered=_received_hindered,
        renew=_search_anew,
        stamp="recipient_erased_at",
        born="placed_at",
    ),
    Holding(
        name="order.sent",
        kind="order",
        title=_l("Orders you placed"),
        subject=Subject.CUSTOMER,
        parts=(
            Part(Order),
            Part(OrderEvent, "order_id"),
            Part(Message, found=messages_about("order"), is_shown=False),
        ),
        found=_sent,
        keep=Keep.UNTIL_PURPOSE_ENDS,
        over=_sent_over,
        hindered=_hindered,
        release=_stop_messages,
        renew=_search_anew,
        stamp="sender_erased_at",
        born="placed_at",
    ),
    Holding(
        name="order.draft",
        kind="draft",
        title=_l("Order forms you began"),
        subject=Subject.VISITOR,
        parts=(Part(OrderDraft),),
        found=_drafts,
        keep=Keep.HOURS_24,
    ),
)
