"""Every read of customers that has a name."""

from shopapp.customers.queries.accounts import (
    SignedInCustomer,
    find_account_id,
    find_claim,
    find_credentials,
    find_signed_in,
    get_own_account,
    is_contact_taken,
)
from shopapp.customers.queries.messages import find_received, list_received
from shopapp.customers.queries.persons import person_behind, person_of_account, proven_contacts
from shopapp.customers.queries.records import (
    find_address,
    find_customer,
    find_own_rows,
    get_customers,
    get_registered,
    list_addresses,
)

__all__ = [
    "SignedInCustomer",
    "find_account_id",
    "find_address",
    "find_claim",
    "find_credentials",
    "find_customer",
    "find_own_rows",
    "find_received",
    "find_signed_in",
    "get_customers",
    "get_own_account",
    "get_registered",
    "is_contact_taken",
    "list_addresses",
    "list_received",
    "person_behind",
    "person_of_account",
    "proven_contacts",
]
