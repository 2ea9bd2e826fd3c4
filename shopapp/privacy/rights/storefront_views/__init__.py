"""The visitors' side: proving a contact, seeing what is held, and each right as a page of its own."""

from shopapp.privacy.rights.storefront_views import choices, correct, delete, door, download, requests, see
from shopapp.privacy.rights.storefront_views.base import blueprint

__all__ = ["blueprint", "choices", "correct", "delete", "door", "download", "requests", "see"]
