"""Reads of drafts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shopapp.kernel.codes import hash_token
from shopapp.orders.models import OrderDraft
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class DraftRow:
    """What somebody has typed so far: field name → text. `submission_key` goes with the order it becomes."""

    typed: dict[str, str]
    submission_key: str


def find_draft(shop: ShopRef, key: str, *, now: datetime) -> DraftRow | None:
    """The draft of this key, None when there is none or its 24 hours are over."""
    if not key:
        return None
    query = select(OrderDraft.data, OrderDraft.submission_key).where(
        OrderDraft.shop_id == shop.id, OrderDraft.key_hash == hash_token(key), OrderDraft.expires_at > now
    )
    row = db.session.execute(query).one_or_none()
    return DraftRow(dict(row.data), row.submission_key) if row else None
