"""Owns a shop's customers: who ordered or asked, by which contact, their accounts, addresses and account pages.

Offers: `actions.remember_customer` and `remember_guest`; `queries.find_own_rows` (all customer rows an account may
see), `get_registered`, `list_addresses`; panels at "customer.orders" and "customer.inquiries", whose subject is
`rules.OwnRows`.
"""
