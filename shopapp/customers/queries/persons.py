"""Who a contact or an account stands for, when data about somebody is looked for."""

from sqlalchemy import select

from shopapp.accounts.models import Account
from shopapp.customers.queries.accounts import by_contact
from shopapp.customers.queries.records import get_registered
from shopapp.platform.database import db
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef


def person_behind(shop: ShopRef, contact: str) -> Person:
    """Whoever owns a contact (E.164 or e-mail); with the account, open or closed, that it signs in with.

    A code to the contact would open that account as well, so its other proven contacts belong to the same person.
    """
    query = select(Account.id).where(*by_contact(shop, contact))
    account_id = db.session.execute(query).scalar_one_or_none()
    if account_id is None:
        return Person(frozenset({contact}))
    return Person(frozenset({contact, *proven_contacts(shop, account_id)}), account_id)


def person_of_account(shop: ShopRef, account_id: int) -> Person:
    """A signed-in customer with every contact they have proven."""
    return Person(frozenset(proven_contacts(shop, account_id)), account_id)


def proven_contacts(shop: ShopRef, account_id: int) -> list[str]:
    """The contacts of an account that were proven, the phone first. Raises NoResultFound."""
    customer = get_registered(shop, account_id)
    found = ((customer.phone, customer.phone_proven_at), (customer.email, customer.email_proven_at))
    return [contact for contact, proven_at in found if contact and proven_at is not None]
