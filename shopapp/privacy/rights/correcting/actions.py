"""Corrections a person makes themselves."""

from sqlalchemy import update

from shopapp.accounts.models import Account
from shopapp.customers.models import Customer
from shopapp.platform.database import db
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.correcting.queries import wholly_own


def correct_name(shop: ShopRef, person: Person, plain: frozenset[str], name: str) -> None:
    """Give the shop's records of the person, and their account, another name. Orders keep what was agreed."""
    query = update(Customer).where(wholly_own(shop, person, plain)).values(name=name)
    db.session.execute(query.execution_options(synchronize_session=False))
    if person.account_id is not None:
        mine = (Account.shop_id == shop.id, Account.id == person.account_id, Account.kind == "customer")
        changed = update(Account).where(*mine).values(name=name)
        db.session.execute(changed.execution_options(synchronize_session=False))
