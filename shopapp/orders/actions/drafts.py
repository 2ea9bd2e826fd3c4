"""Keeping what is typed into the form: one row a visitor, for 24 hours from the last save."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete

from shopapp.kernel.codes import hash_token, new_token
from shopapp.orders.models import OrderDraft
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert

KEPT_FOR = timedelta(hours=24)


def save_draft(shop: ShopRef, key: str, typed: Mapping[str, str], *, now: datetime) -> None:
    """Keep what is typed under the key the visitor's cookie holds; what stood there before is replaced.

    One statement, because two tabs may save at once.
    """
    renewed = {"data": dict(typed), "expires_at": now + KEPT_FOR}
    new = {"key_hash": hash_token(key), "submission_key": new_token(), "created_at": now, **renewed}
    upsert(shop, OrderDraft, new, unique=["key_hash"], change=renewed, returning=OrderDraft.id)


def take_draft(shop: ShopRef, key: str) -> None:
    """Delete the draft an order is made from; its row is the lock that a second sending of the form waits for."""
    query = delete(OrderDraft).where(OrderDraft.shop_id == shop.id, OrderDraft.key_hash == hash_token(key))
    db.session.execute(query.execution_options(synchronize_session=False))


def delete_expired_drafts(shop: ShopRef, *, now: datetime) -> None:
    """Forget every draft whose 24 hours are over."""
    query = delete(OrderDraft).where(OrderDraft.shop_id == shop.id, OrderDraft.expires_at <= now)
    db.session.execute(query.execution_options(synchronize_session=False))
