"""Who a rule finds: records gone through a few at a time, in the order of their ids, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from shopapp.accounts.models import AccountSession
from shopapp.customers.models import Customer
from shopapp.inquiries.models import Inquiry
from shopapp.kernel.clock import start_of_local_day
from shopapp.orders.models import Order, OrderLine
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.rules import GroupDraft, GroupRule, Reach

# "Everybody" is gone through in three steps: customers, their orders for the recipients of gifts, and inquiries.
_EVERYBODY = (GroupRule.ALL, GroupRule.ORDERS, GroupRule.INQUIRIES)


@dataclass(frozen=True)
class Found:
    """The next few records: whom they lead to, how many they were, and whether more may follow."""

    people: tuple[Reach, ...]
    looked: int
    last_id: int
    has_more: bool


def count_steps(draft: GroupDraft) -> int:
    """How many kinds of records a rule goes through, one after the other."""
    return len(_EVERYBODY) if draft.rule is GroupRule.ALL else 1


def next_people(shop: ShopRef, draft: GroupDraft, step: int, *, after: int, count: int) -> Found:
    """The records of a rule after an id, at most `count` of them; `step` as counted by `count_steps`."""
    rule = _EVERYBODY[step] if draft.rule is GroupRule.ALL else draft.rule
    query, key = _STATEMENTS[rule](shop, draft)
    rows = db.session.execute(query.where(key > after).order_by(key).limit(count)).all()
    people = [reach for row in rows for reach in _reaches(shop, draft, row)]
    return Found(tuple(people), len(rows), rows[-1].id if rows else after, len(rows) == count)


def _reaches(shop: ShopRef, draft: GroupDraft, row: Any) -> list[Reach]:
    found = [Reach(row.email, row.phone, row.language)]
    if draft.with_recipients and getattr(row, "is_gift", False):
        # A recipient was not asked for a language; the shop's own is the likeliest.
        found.append(Reach("", row.recipient_phone, shop.language))
    return found


Statement = tuple[Select[Any], ColumnElement[Any]]


def _select(*columns: Any) -> Select[Any]:
    return select(*columns)


def _customers(shop: ShopRef, _draft: GroupDraft) -> Statement:
    query = _select(Customer.id, Customer.email, Customer.phone, Customer.language)
    return query.where(Customer.shop_id == shop.id), Customer.id.expression


def _orders(shop: ShopRef, draft: GroupDraft) -> Statement:
    return _order_statement(shop).where(*_between(draft, Order.placed_at)), Order.id.expression


def _orders_of_product(shop: ShopRef, draft: GroupDraft) -> Statement:
    bought = select(OrderLine.id).where(
        OrderLine.shop_id == Order.shop_id, OrderLine.order_id == Order.id, OrderLine.product_id == draft.product_id
    )
    query = _order_statement(shop).where(bought.exists(), *_between(draft, Order.placed_at))
    return query, Order.id.expression


def _order_statement(shop: ShopRef) -> Select[Any]:
    columns: tuple[Any, ...] = (
        Order.id,
        Order.sender_email.label("email"),
        Order.sender_phone.label("phone"),
        Order.language,
        Order.is_gift,
        Order.recipient_phone,
    )
    return select(*columns).where(Order.shop_id == shop.id)


def _inquiries(shop: ShopRef, draft: GroupDraft) -> Statement:
    query = _select(Inquiry.id, Inquiry.email, Inquiry.phone, Inquiry.language).where(Inquiry.shop_id == shop.id)
    return query.where(*_between(draft, Inquiry.created_at)), Inquiry.id.expression


def _sessions(shop: ShopRef, draft: GroupDraft) -> Statement:
    """Customers whose account was signed in at any time of these days, as far as the session has not ended since."""
    used = select(AccountSession.id).where(
        AccountSession.shop_id == Customer.shop_id, AccountSession.account_id == Customer.account_id
    )
    if draft.first is not None:
        used = used.where(AccountSession.last_seen_at >= start_of_local_day(draft.first))
    if draft.last is not None:
        used = used.where(AccountSession.created_at < start_of_local_day(draft.last + timedelta(days=1)))
    query = _select(Customer.id, Customer.email, Customer.phone, Customer.language)
    return query.where(Customer.shop_id == shop.id, Customer.is_registered, used.exists()), Customer.id.expression


def _between(draft: GroupDraft, column: Any) -> list[ColumnElement[bool]]:
    wanted = []
    if draft.first is not None:
        wanted.append(column >= start_of_local_day(draft.first))
    if draft.last is not None:
        wanted.append(column < start_of_local_day(draft.last + timedelta(days=1)))
    return wanted


_STATEMENTS = {
    GroupRule.ALL: _customers,
    GroupRule.ORDERS: _orders,
    GroupRule.PRODUCT: _orders_of_product,
    GroupRule.INQUIRIES: _inquiries,
    GroupRule.SESSIONS: _sessions,
}


def people_of_codes(shop: ShopRef, codes: Sequence[str], *, with_recipients: bool) -> tuple[list[Reach], set[str]]:
    """Whom orders and inquiries of these codes lead to, and which of the codes the shop knows."""
    draft, people, known = GroupDraft(GroupRule.LIST, with_recipients=with_recipients), [], set()
    for start in range(0, len(codes), 500):
        some = codes[start : start + 500]
        orders = db.session.execute(_order_statement(shop).add_columns(Order.code).where(Order.code.in_(some))).all()
        asked = select(Inquiry.id, Inquiry.email, Inquiry.phone, Inquiry.language, Inquiry.code)
        inquiries = db.session.execute(asked.where(Inquiry.shop_id == shop.id, Inquiry.code.in_(some))).all()
        for row in (*orders, *inquiries):
            known.add(row.code)
            people += _reaches(shop, draft, row)
    return people, known


def languages_of(shop: ShopRef, contacts: Sequence[str]) -> dict[str, str]:
    """Contact → the language of a customer who has it."""
    found: dict[str, str] = {}
    for start in range(0, len(contacts), 500):
        some = contacts[start : start + 500]
        has_it = or_(Customer.email.in_(some), Customer.phone.in_(some))
        query = select(Customer.email, Customer.phone, Customer.language).where(
            and_(Customer.shop_id == shop.id, has_it)
        )
        for email, phone, language in db.session.execute(query):
            found |= {email: language, phone: language}
    return found
