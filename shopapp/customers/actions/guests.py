"""Guests: remembered by what they typed, and joined to an account once their contact was proven."""

from datetime import datetime

from sqlalchemy import or_, update

from shopapp.customers.models import IS_GUEST, Customer
from shopapp.customers.queries import get_registered
from shopapp.platform.database import db
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


def remember_customer(
    shop: ShopRef,
    *,
    account_id: int | None,
    name: str,
    phone: str,
    email: str,
    language: str,
    source: str,
    now: datetime,
) -> int:
    """The id of the customer an order or inquiry belongs to: of the account that sent it, else of a guest.

    Raises NoResultFound for an account that is no customer's of this shop.
    """
    if account_id is not None:
        customer = get_registered(shop, account_id)
        customer.last_seen_at = now
        return customer.id
    return remember_guest(shop, name=name, phone=phone, email=email, language=language, source=source, now=now)


def join_guests(shop: ShopRef, account_id: int, contact: str) -> int:
    """Join every guest who gave this contact to the account that has just proven it; how many there were.

    Only what came before the proof: a number may pass to somebody else later.
    """
    query = (
        update(Customer)
        .where(
            Customer.shop_id == shop.id,
            Customer.account_id.is_(None),
            or_(Customer.phone == contact, Customer.email == contact),
        )
        .values(account_id=account_id)
        .returning(Customer.id)
    )
    return len(db.session.execute(query.execution_options(synchronize_session=False)).all())
