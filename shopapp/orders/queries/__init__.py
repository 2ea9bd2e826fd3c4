"""Every read of orders that has a name."""

from shopapp.orders.queries.deliveries import Delivery, count_deliveries, find_delivery, list_deliveries
from shopapp.orders.queries.desk import (
    PAGE,
    OrderFilter,
    Waiting,
    count_by_state,
    count_waiting,
    list_orders,
)
from shopapp.orders.queries.drafts import DraftRow, find_draft
from shopapp.orders.queries.orders import (
    find_by_code_and_phone,
    find_by_link,
    find_by_submission,
    find_code,
    find_order,
    has_own_word,
    list_events,
    list_lines,
    token_of,
)
from shopapp.orders.queries.own import OWN_PAGE, events_of, goods_of, list_own
from shopapp.orders.queries.safety import find_by_disown_link, find_case_of, list_linked_accounts
from shopapp.orders.queries.terms import Terms, get_form_terms, get_terms

__all__ = [
    "OWN_PAGE",
    "PAGE",
    "Delivery",
    "DraftRow",
    "OrderFilter",
    "Terms",
    "Waiting",
    "count_by_state",
    "count_deliveries",
    "count_waiting",
    "events_of",
    "find_by_code_and_phone",
    "find_by_disown_link",
    "find_by_link",
    "find_by_submission",
    "find_case_of",
    "find_code",
    "find_delivery",
    "find_draft",
    "find_order",
    "get_form_terms",
    "get_terms",
    "goods_of",
    "has_own_word",
    "list_deliveries",
    "list_events",
    "list_lines",
    "list_linked_accounts",
    "list_orders",
    "list_own",
    "token_of",
]
