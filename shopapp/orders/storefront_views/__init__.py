"""What visitors see of orders: the form, the review, the order behind its link, the look-up."""

from shopapp.orders.storefront_views import account, change, choose, disown, form, lookup, order, proof, review, stale
from shopapp.orders.storefront_views.base import blueprint

__all__ = ["account", "blueprint", "change", "choose", "disown", "form", "lookup", "order", "proof", "review", "stale"]
