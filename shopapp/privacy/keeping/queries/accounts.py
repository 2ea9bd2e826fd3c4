"""Customers' accounts nobody has used for long: to be warned, to end, or in use again."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import aliased

from shopapp.accounts.models import Account, AccountSession
from shopapp.customers.models import Customer
from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.notifications.rules import UNDER_WAY, State
from shopapp.orders.models import Order
from shopapp.orders.rules import ENDED
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.models import InactiveAccount
from shopapp.privacy.keeping.rules import GRACE, Rules, cut_off

# A warning that is still to go out, or was held back, has warned nobody.
_NOT_YET = (*(state.value for state in UNDER_WAY), State.WITHHELD.value)


def to_warn(shop: ShopRef, rules: Rules, now: datetime) -> Select[int] | None:
    """Accounts without any activity for the shop's period that have not been warned."""
    before = cut_off(rules, Keep.UNTIL_PURPOSE_ENDS, now)
    if before is None:
        return None
    warned = exists().where(InactiveAccount.shop_id == Account.shop_id, InactiveAccount.account_id == Account.id)
    return select(Account.id).where(*_unused(shop, before), ~warned)


def gone(shop: ShopRef, rules: Rules, now: datetime) -> Select[int] | None:
    """Accounts that were warned, have had their days of grace, and are still not used."""
    before = cut_off(rules, Keep.UNTIL_PURPOSE_ENDS, now)
    if before is None:
        return None
    waits = exists().where(
        Message.shop_id == InactiveAccount.shop_id,
        Message.id == InactiveAccount.message_id,
        Message.state.in_(_NOT_YET),
    )
    warned = exists().where(
        InactiveAccount.shop_id == Account.shop_id,
        InactiveAccount.account_id == Account.id,
        InactiveAccount.warned_at <= now - GRACE,
        ~waits,
    )
    return select(Account.id).where(*_unused(shop, before), warned)


def back(shop: ShopRef, rules: Rules, now: datetime) -> Select[int] | None:
    """Warned accounts that are in use again, or no longer without use for long enough: their warning is void."""
    query = select(InactiveAccount.account_id).where(InactiveAccount.shop_id == shop.id)
    before = cut_off(rules, Keep.UNTIL_PURPOSE_ENDS, now)
    if before is None:
        return query
    return query.where(InactiveAccount.account_id.not_in(select(Account.id).where(*_unused(shop, before))))


def _unused(shop: ShopRef, before: datetime) -> tuple[ColumnElement[bool], ...]:
    """Nobody signed in or was signed in, ordered, asked or wrote since, and nothing of theirs is under way."""
    own = aliased(Customer)
    mine = and_(own.shop_id == Account.shop_id, own.account_id == Account.id)
    session = and_(AccountSession.shop_id == Account.shop_id, AccountSession.account_id == Account.id)
    order = and_(Order.shop_id == own.shop_id, Order.customer_id == own.id)
    inquiry = and_(Inquiry.shop_id == own.shop_id, Inquiry.customer_id == own.id)
    moves = (Order.placed_at >= before) | (Order.ended_at >= before) | Order.state.not_in(ENDED)
    return (
        Account.shop_id == shop.id,
        Account.kind == "customer",
        Account.erased_at.is_(None),
        Account.created_at < before,
        ~exists().where(session, AccountSession.last_seen_at >= before),
        ~exists().where(mine, own.last_seen_at >= before),
        ~exists().where(mine, order, moves),
        ~exists().where(mine, inquiry, Inquiry.touched_at >= before),
    )
