"""The address book of a registered customer."""

from datetime import datetime

from sqlalchemy import delete

from shopapp.customers.models import CustomerAddress
from shopapp.customers.queries import find_address, get_registered, list_addresses
from shopapp.customers.rules import MOST_ADDRESSES, AddressDraft, NoSuchAddress, TooManyAddresses
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def add_address(shop: ShopRef, account_id: int, draft: AddressDraft, *, now: datetime) -> int:
    """Keep one more address; returns its id. Raises TooManyAddresses."""
    if len(list_addresses(shop, account_id)) >= MOST_ADDRESSES:
        raise TooManyAddresses
    address = CustomerAddress(shop_id=shop.id, customer_id=get_registered(shop, account_id).id, created_at=now)
    _fill(address, draft)
    db.session.add(address)
    db.session.flush()
    return address.id


def change_address(shop: ShopRef, account_id: int, address_id: int, draft: AddressDraft) -> None:
    """Change one of the account's own addresses; orders keep theirs. Raises NoSuchAddress."""
    address = find_address(shop, account_id, address_id)
    if address is None:
        raise NoSuchAddress
    _fill(address, draft)


def delete_address(shop: ShopRef, account_id: int, address_id: int) -> None:
    """Forget one of the account's own addresses; one that is gone already is no error."""
    customer_id = get_registered(shop, account_id).id
    query = delete(CustomerAddress).where(
        CustomerAddress.shop_id == shop.id, CustomerAddress.customer_id == customer_id, CustomerAddress.id == address_id
    )
    db.session.execute(query.execution_options(synchronize_session=False))


def _fill(address: CustomerAddress, draft: AddressDraft) -> None:
    address.label, address.street = draft.label, draft.street
    address.recipient_name, address.recipient_phone = draft.recipient_name, draft.recipient_phone
    address.ward_code, address.ward_name = draft.ward_code, draft.ward_name
    address.province_code, address.province_name = draft.province_code, draft.province_name
