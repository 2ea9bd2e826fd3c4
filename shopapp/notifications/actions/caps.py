"""Counting messages against their limits: one statement however many messages and limits there are."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shopapp.kernel.codes import keyed_digest
from shopapp.notifications.rules import Cap, MessageDraft, caps_of
from shopapp.platform.database import db
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import RateCount


def reached_caps(shop: ShopRef, drafts: Sequence[MessageDraft], *, now: datetime) -> list[Cap | None]:
    """Count every draft; for each the first cap it goes beyond, None when it may leave."""
    if not drafts:
        return []
    keys = [[(cap, _key(shop, cap, who, now)) for cap, who in caps_of(draft)] for draft in drafts]
    before = _count_up(keys, now)
    found: list[Cap | None] = []
    for capped in keys:
        found.append(next((cap for cap, key in capped if before[key] >= cap.limit), None))
        before.update(key for _, key in capped)
    return found


def _count_up(keys: Sequence[Sequence[tuple[Cap, str]]], now: datetime) -> Counter[str]:
    """Add everything at once; how much each window held before."""
    wanted = Counter(key for capped in keys for _, key in capped)
    windows = {key: cap.window for capped in keys for cap, key in capped}
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    # The order of the keys is the order of the locks: two orders at once must take them alike.
    rows = [{"key": k, "count": wanted[k], "expires_at": now + windows[k]} for k in sorted(wanted)]
    query = insert(RateCount).values(rows)
    query = query.on_conflict_do_update(index_elements=["key"], set_={"count": RateCount.count + query.excluded.count})
    after = db.session.execute(query.returning(RateCount.key, RateCount.count)).all()
    return Counter({key: count - wanted[key] for key, count in after})


def _key(shop: ShopRef, cap: Cap, who: str, now: datetime) -> str:
    slot = int(now.timestamp() // cap.window.total_seconds())
    return keyed_digest(current_settings().secret_key, "rate", shop.id, cap.name, who, slot)
