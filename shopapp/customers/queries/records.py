"""Reads of customer records and address books."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, select

from shopapp.customers.models import Customer, CustomerAddress
from shopapp.customers.rules import OwnRows
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def find_customer(shop: ShopRef, customer_id: int) -> Customer | None:
    """One customer of the shop."""
    query = select(Customer).where(Customer.shop_id == shop.id, Customer.id == customer_id)
    return db.session.execute(query).scalars().one_or_none()


def get_customers(shop: ShopRef, ids: Collection[int]) -> dict[int, Customer]:
    """The customers of these ids, for lists; unknown ids are left out."""
    query = select(Customer).where(Customer.shop_id == shop.id, Customer.id.in_(ids))
    return {customer.id: customer for customer in db.session.execute(query).scalars()}


def get_registered(shop: ShopRef, account_id: int) -> Customer:
    """The account's own customer row. Raises NoResultFound."""
    query = select(Customer).where(
        Customer.shop_id == shop.id, Customer.account_id == account_id, Customer.is_registered.is_(True)
    )
    return db.session.execute(query).scalars().one()


def find_own_rows(shop: ShopRef, account_id: int) -> OwnRows:
    """Every customer row the account may see: its own, and those of guests whose contact it has proven."""
    query = select(Customer.id).where(Customer.shop_id == shop.id, Customer.account_id == account_id)
    return OwnRows(account_id, tuple(db.session.execute(query.order_by(Customer.id)).scalars()))


def list_addresses(shop: ShopRef, account_id: int) -> Sequence[CustomerAddress]:
    """The address book, oldest first."""
    query = _addresses(shop, account_id).order_by(CustomerAddress.id)
    return db.session.execute(query).scalars().all()


def find_address(shop: ShopRef, account_id: int, address_id: int) -> CustomerAddress | None:
    """One of the account's own addresses."""
    query = _addresses(shop, account_id).where(CustomerAddress.id == address_id)
    return db.session.execute(query).scalars().one_or_none()


def _addresses(shop: ShopRef, account_id: int) -> Select[CustomerAddress]:
    own = and_(Customer.shop_id == CustomerAddress.shop_id, Customer.id == CustomerAddress.customer_id)
    return (
        select(CustomerAddress)
        .join(Customer, own)
        .where(CustomerAddress.shop_id == shop.id, Customer.account_id == account_id, Customer.is_registered.is_(True))
    )
