"""The visitors' side: the policy, and a customer's own data and consents."""

from shopapp.privacy.storefront_views import own
from shopapp.privacy.storefront_views.policy import blueprint

__all__ = ["blueprint", "own"]
