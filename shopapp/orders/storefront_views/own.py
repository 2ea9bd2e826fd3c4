"""What a signed-in customer brings along: details and addresses for the form, and orders that are theirs."""

from collections.abc import Sequence

from shopapp.customers.models import CustomerAddress
from shopapp.customers.queries import find_address, find_own_rows, get_registered, list_addresses
from shopapp.kernel.contacts import show_phone
from shopapp.orders.models import Order
from shopapp.platform.web.gate import current_shop, find_current_customer


def is_own(order: Order) -> bool:
    """Whether the order belongs to the customer who is signed in."""
    me = find_current_customer()
    return me is not None and order.customer_id in find_own_rows(current_shop(), me.account_id).customer_ids


def own_details() -> dict[str, str]:
    """Fields of the order form as the customer's account fills them; nothing when nobody is signed in."""
    me = find_current_customer()
    if me is None:
        return {}
    customer = get_registered(current_shop(), me.account_id)
    return {
        "sender_name": customer.name,
        "sender_phone": show_phone(customer.phone) if customer.phone else "",
        "sender_email": customer.email,
        "language": customer.language,
    }


def own_addresses() -> Sequence[CustomerAddress]:
    """The customer's address book, to choose from."""
    me = find_current_customer()
    return list_addresses(current_shop(), me.account_id) if me else ()


def chosen_address(button: str) -> dict[str, str]:
    """Fields of the order form as the address behind the button "address-<id>" fills them."""
    verb, _, number = button.partition("-")
    me = find_current_customer() if verb == "address" else None
    if me is None or not (number.isascii() and number.isdigit() and len(number) <= 15):
        return {}
    address = find_address(current_shop(), me.account_id, int(number))
    if address is None:
        return {}
    place = {"province": address.province_code, "ward": address.ward_code, "street": address.street}
    if not address.recipient_name:
        return place
    phone = show_phone(address.recipient_phone) if address.recipient_phone else ""
    return place | {"for_whom": "gift", "recipient_name": address.recipient_name, "recipient_phone": phone}
