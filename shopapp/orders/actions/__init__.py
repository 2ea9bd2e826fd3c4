"""Every change of orders and drafts. Nothing here commits; rows are locked in the order of docs/locking.md."""

from shopapp.orders.actions.deliver import deliver
from shopapp.orders.actions.drafts import delete_expired_drafts, save_draft
from shopapp.orders.actions.phone import take_phone_order
from shopapp.orders.actions.place import Placed, place_order
from shopapp.orders.actions.safety import decide, disown
from shopapp.orders.actions.steps import add_note, advance, assign, mark_called, mark_paid, mark_refunded
from shopapp.orders.actions.store import searchable
from shopapp.orders.actions.visitor import cancel_by_visitor, change_by_visitor

__all__ = [
    "Placed",
    "add_note",
    "advance",
    "assign",
    "cancel_by_visitor",
    "change_by_visitor",
    "decide",
    "delete_expired_drafts",
    "deliver",
    "disown",
    "mark_called",
    "mark_paid",
    "mark_refunded",
    "place_order",
    "save_draft",
    "searchable",
    "take_phone_order",
]
