"""Changes to customer records."""

from datetime import datetime

from shopapp.customers.models import IS_GUEST, Customer
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert


def remember_guest(
    shop: ShopRef, *, name: str, phone: str, email: str, language: str, source: str, now: datetime
) -> int:
    """The id of the guest with this phone (E.164 or "") and e-mail (or ""); a new one when the shop knows none.

    A known guest keeps the name and source it first came with: nobody has proven yet to be that person. Two orders at
    once give one guest, which a read followed by an insert could not promise.
    """
    values = {
        "name": name,
        "phone": phone,
        "email": email,
        "language": language,
        "source": source,
        "created_at": now,
        "last_seen_at": now,
    }
    known = {"last_seen_at": now}
    found = upsert(
        shop,
        Customer,
        values,
        unique=["phone", "email"],
        change=known,
        returning=Customer.id,
        where=IS_GUEST,
    )
    return int(found)
