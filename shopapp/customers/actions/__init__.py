"""Every change to customers: guests remembered, accounts made and kept, contacts proven, addresses."""

from shopapp.customers.actions.accounts import (
    change_password,
    rename,
    secure_account,
    sign_in,
)
from shopapp.customers.actions.addresses import add_address, change_address, delete_address
from shopapp.customers.actions.claims import (
    claim_for_change,
    claim_for_join,
    claim_for_password,
    claim_for_registration,
    send_again,
    sweep,
)
from shopapp.customers.actions.fulfil import Fulfilled, fulfil, set_new_password
from shopapp.customers.actions.guests import join_guests, remember_customer, remember_guest

__all__ = [
    "Fulfilled",
    "add_address",
    "change_address",
    "change_password",
    "claim_for_change",
    "claim_for_join",
    "claim_for_password",
    "claim_for_registration",
    "delete_address",
    "fulfil",
    "join_guests",
    "remember_customer",
    "remember_guest",
    "rename",
    "secure_account",
    "send_again",
    "set_new_password",
    "sign_in",
    "sweep",
]
