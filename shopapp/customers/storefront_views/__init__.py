"""Account pages: the doors, proofs of a contact, one's own data. All of them hang on one blueprint."""

from shopapp.customers.storefront_views import addresses, contacts, doors, home, passwords, proofs
from shopapp.customers.storefront_views.base import blueprint

__all__ = ["addresses", "blueprint", "contacts", "doors", "home", "passwords", "proofs"]
