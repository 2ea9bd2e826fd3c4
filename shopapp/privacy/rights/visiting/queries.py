"""Reads of visits, and whose data a proven contact opens."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from shopapp.customers.queries import find_account_id, get_registered
from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db
from shopapp.platform.holdings import Person, holding
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.holdings import NAME as REQUESTS
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.visiting.models import DataVisit
from shopapp.privacy.rights.visiting.rules import Visit

MOST_REQUESTS = 50


def find_visit(shop: ShopRef, token: str, *, now: datetime) -> Visit | None:
    """The visit of the browser that holds this token, while it lasts."""
    if not token:
        return None
    query = select(DataVisit).where(
        DataVisit.shop_id == shop.id, DataVisit.token_hash == hash_token(token), DataVisit.expires_at > now
    )
    row = db.session.execute(query).scalars().one_or_none()
    return Visit(row.id, row.contact, row.proven_at is not None, row.expires_at) if row else None


def person_of_contact(shop: ShopRef, contact: str) -> Person:
    """Whoever has proven a contact; with the account that signs in with it, which a code to it would open as well."""
    account_id = find_account_id(shop, contact)
    if account_id is None:
        return Person(frozenset({contact}))
    return Person(frozenset({contact, *own_contacts(shop, account_id)}), account_id)


def person_of_account(shop: ShopRef, account_id: int) -> Person:
    """A signed-in customer with every contact they have proven."""
    return Person(frozenset(own_contacts(shop, account_id)), account_id)


def own_contacts(shop: ShopRef, account_id: int) -> list[str]:
    """The contacts of an account that were proven, the phone first."""
    customer = get_registered(shop, account_id)
    found = ((customer.phone, customer.phone_proven_at), (customer.email, customer.email_proven_at))
    return [contact for contact, proven_at in found if contact and proven_at is not None]


def list_own_requests(shop: ShopRef, person: Person) -> Sequence[DataRequest]:
    """The requests a person has made, the latest first; the latest fifty."""
    mine = holding(REQUESTS).found(shop, person)
    query = select(DataRequest).where(DataRequest.shop_id == shop.id, DataRequest.id.in_(mine))
    return db.session.execute(query.order_by(DataRequest.id.desc()).limit(MOST_REQUESTS)).scalars().all()
