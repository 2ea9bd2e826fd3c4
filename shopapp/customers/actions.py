"""Changes to customer records."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shopapp.customers.models import HAS_CONTACT, Customer
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def remember_guest(
    shop: ShopRef, *, name: str, phone: str, email: str, language: str, source: str, now: datetime
) -> int:
    """The id of the guest with this phone (E.164 or "") and e-mail (or ""); a new one when the shop knows none.

    A known guest keeps the name and source it first came with: nobody has proven yet to be that person. Two orders at
    once give one guest, which a read followed by an insert could not promise.
    """
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    query = insert(Customer).values(
        shop_id=shop.id,
        name=name,
        phone=phone,
        email=email,
        language=language,
        source=source,
        created_at=now,
        last_seen_at=now,
    )
    query = query.on_conflict_do_update(
        index_elements=["shop_id", "phone", "email"], index_where=HAS_CONTACT, set_={"last_seen_at": now}
    )
    # An upsert on a shop's table is refused by the net; this one names the shop it writes for.
    found = db.session.execute(
        query.returning(Customer.id), execution_options={"unscoped": "an upsert that names its shop"}
    )
    return int(found.scalar_one())
