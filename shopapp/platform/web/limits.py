"""How often somebody may try: counted in a table all workers share, in windows of fixed length.

Own code because it is one statement; a library would need a storage class of this size and keep its rules elsewhere.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from flask import abort, request
from sqlalchemy import String, delete, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.kernel.clock import now as present
from shopapp.kernel.codes import keyed_digest
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.personal_data import not_personal
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef


class RateCount(Base):
    """How often one thing happened in one window. The key is a keyed digest: no address or number can be read back."""

    __tablename__ = "rate_count"

    key: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64), primary_key=True)
    count: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)


def count_up(shop: ShopRef, name: str, who: str, *, window: timedelta, now: datetime) -> int:
    """Count one more and return how many it makes in this window. Called inside a transaction."""
    key = _key(shop, name, who, window=window, now=now)
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    query = insert(RateCount).values(key=key, count=1, expires_at=now + window)
    query = query.on_conflict_do_update(index_elements=["key"], set_={"count": RateCount.count + 1})
    return int(db.session.execute(query.returning(RateCount.count)).scalar_one())


def take_back(shop: ShopRef, name: str, who: str, *, window: timedelta, now: datetime) -> None:
    """Uncount one that was counted beforehand and turned out well. Called inside a transaction."""
    query = update(RateCount).where(RateCount.key == _key(shop, name, who, window=window, now=now))
    query = query.where(RateCount.count > 0).values(count=RateCount.count - 1)
    db.session.execute(query.execution_options(synchronize_session=False))


def _key(shop: ShopRef, name: str, who: str, *, window: timedelta, now: datetime) -> str:
    slot = int(now.timestamp() // window.total_seconds())
    return keyed_digest(current_settings().secret_key, "rate", shop.id, name, who, slot)


def is_within(shop: ShopRef, name: str, who: str, *, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one more in a transaction of its own; False when that is more than `limit` in the window."""
    with transaction():
        return count_up(shop, name, who, window=window, now=now) <= limit


def sender() -> str:
    """Whom a request is counted against: its address, or the network of an IPv6 address.

    Every phone and household has 2^64 IPv6 addresses and may change between them, so the first 64 bits count.
    """
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return request.remote_addr or "nobody"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Address(int(address) >> 64 << 64))
    return str(address)


def limit_or_429(shop: ShopRef, name: str, *, limit: int, window: timedelta, who: str | None = None) -> None:
    """Answer 429 when this address (or `who`) has done `name` more than `limit` times in the window."""
    subject = who if who is not None else sender()
    if not is_within(shop, name, subject, limit=limit, window=window, now=present()):
        abort(429)


def sweep(*, now: datetime) -> None:
    """Drop windows that are over. Called inside a transaction by the periodic work."""
    query = delete(RateCount).where(RateCount.expires_at < now)
    db.session.execute(query.execution_options(synchronize_session=False))
