"""Reads for orders that somebody says are not theirs."""

from collections.abc import Collection

from sqlalchemy import or_, select

from shopapp.accounts.models import Account
from shopapp.customers.models import Customer
from shopapp.inquiries.cases.queries import CaseRow, list_cases_about
from shopapp.kernel.codes import hash_token
from shopapp.orders.links import Medium, contact_of
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def find_by_disown_link(shop: ShopRef, token: str) -> tuple[Order, Medium] | None:
    """The order such a link is about, and by which contact the link came."""
    hashed = hash_token(token)
    by_either = or_(Order.disown_mail_hash == hashed, Order.disown_sms_hash == hashed)
    order = db.session.execute(select(Order).where(Order.shop_id == shop.id, by_either)).scalars().one_or_none()
    if order is None:
        return None
    return order, Medium.MAIL if order.disown_mail_hash == hashed else Medium.SMS


def is_held(shop: ShopRef, order_id: int) -> bool:
    """Whether somebody has said that the order is not theirs and staff have not decided yet."""
    query = select(Order.id).where(Order.shop_id == shop.id, Order.id == order_id, Order.frozen_at.is_not(None))
    return db.session.execute(query).scalar_one_or_none() is not None


def find_case_of(shop: ShopRef, order: Order, medium: Medium) -> CaseRow | None:
    """The case that this contact of the order has opened, None when it has not."""
    contact = contact_of(order, medium)
    cases = list_cases_about(shop, Reference("order", order.id))
    return next((case for case in cases if contact and contact in (case.phone, case.email)), None)


def list_linked_accounts(shop: ShopRef, order: Order, contact: str) -> Collection[int]:
    """Accounts of customers that the order or the disowning contact belongs to."""
    ids = set()
    if order.customer_id is not None:
        owner = select(Customer.account_id).where(Customer.shop_id == shop.id, Customer.id == order.customer_id)
        ids.add(db.session.execute(owner).scalar_one_or_none())
    query = select(Account.id).where(Account.shop_id == shop.id, Account.kind == "customer")
    ids.update(db.session.execute(query.where(or_(Account.email == contact, Account.phone == contact))).scalars())
    return sorted(account_id for account_id in ids if account_id is not None)
