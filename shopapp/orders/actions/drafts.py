"""Keeping what is typed into the form: one row a visitor, for 24 hours from the last save."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shopapp.kernel.codes import hash_token, new_token
from shopapp.orders.models import OrderDraft
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

KEPT_FOR = timedelta(hours=24)
# An upsert on a shop's table is refused by the net; those of this room name the shop they write for.
UPSERT = {"unscoped": "an upsert that names its shop"}


def save_draft(shop: ShopRef, key: str, typed: Mapping[str, str], *, now: datetime) -> None:
    """Keep what is typed under the key the visitor's cookie holds; what stood there before is replaced.

    One statement, because two tabs may save at once.
    """
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    query = insert(OrderDraft).values(
        shop_id=shop.id,
        key_hash=hash_token(key),
        data=dict(typed),
        submission_key=new_token(),
        created_at=now,
        expires_at=now + KEPT_FOR,
    )
    renewed = {"data": query.excluded.data, "expires_at": query.excluded.expires_at}
    query = query.on_conflict_do_update(index_elements=["shop_id", "key_hash"], set_=renewed)
    db.session.execute(query, execution_options=UPSERT)


def take_draft(shop: ShopRef, key: str) -> None:
    """Delete the draft an order is made from; its row is the lock that a second sending of the form waits for."""
    query = delete(OrderDraft).where(OrderDraft.shop_id == shop.id, OrderDraft.key_hash == hash_token(key))
    db.session.execute(query.execution_options(synchronize_session=False))


def delete_expired_drafts(shop: ShopRef, *, now: datetime) -> None:
    """Forget every draft whose 24 hours are over."""
    query = delete(OrderDraft).where(OrderDraft.shop_id == shop.id, OrderDraft.expires_at <= now)
    db.session.execute(query.execution_options(synchronize_session=False))
