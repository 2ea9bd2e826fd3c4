"""The shop's side of orders: the desk, the entry of orders by telephone, decisions on what is on hold."""

from shopapp.orders.backoffice_views import deliveries, desk, entry, safety

blueprint = desk.blueprint

__all__ = ["blueprint", "deliveries", "desk", "entry", "safety"]
