"""The shop's side of orders: the desk and the entry of orders by telephone."""

from shopapp.orders.backoffice_views import desk, entry

blueprint = desk.blueprint

__all__ = ["blueprint", "desk", "entry"]
