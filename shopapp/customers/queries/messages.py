"""Reads of what the shop has written to a customer."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, or_, select

from shopapp.customers.queries.records import get_registered
from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

PAGE = 30


def list_received(shop: ShopRef, account_id: int, *, before: int | None = None) -> Sequence[Message]:
    """One page of messages to the account's contacts since each was proven, newest first; `before` is the last id."""
    query = _received(shop, account_id)
    if before is not None:
        query = query.where(Message.id < before)
    return db.session.execute(query.order_by(Message.id.desc()).limit(PAGE)).scalars().all()


def find_received(shop: ShopRef, account_id: int, message_id: int) -> Message | None:
    """One of the account's own messages."""
    query = _received(shop, account_id).where(Message.id == message_id)
    return db.session.execute(query).scalars().one_or_none()


def _received(shop: ShopRef, account_id: int) -> Select[Message]:
    """What went to the contact before somebody proved it may have been meant for whoever had the number then."""
    me = get_registered(shop, account_id)
    proven = [(me.phone, me.phone_proven_at), (me.email, me.email_proven_at)]
    own = [and_(Message.to_contact == c, Message.queued_at >= since) for c, since in proven if c and since]
    about_me = and_(Message.about_kind == "account", Message.about_id == account_id)
    query = select(Message).where(Message.shop_id == shop.id, Message.audience == "customer")
    return query.where(or_(*own, about_me))
