"""Reads of customer records."""

from collections.abc import Collection

from sqlalchemy import select

from shopapp.customers.models import Customer
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
