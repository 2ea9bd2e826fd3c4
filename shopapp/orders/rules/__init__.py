"""Pure decisions about orders: what is asked, what is typed, what it costs, how an order moves along."""

from shopapp.orders.rules.asked import AskedField, AskSettings, asked_fields
from shopapp.orders.rules.consents import WORDINGS, offered_purposes
from shopapp.orders.rules.drafts import (
    Agreement,
    ConsentAnswer,
    DraftLine,
    OrderChange,
    OrderDraftData,
    fingerprint,
    merge_lines,
)
from shopapp.orders.rules.pricing import PricedLine, Quote
from shopapp.orders.rules.refusals import (
    ContentDiffers,
    NoLongerOffered,
    NoPolicy,
    NotDelivered,
    NothingOrdered,
    OrderGone,
    PaymentNotOffered,
    PriceChanged,
    StepNotAllowed,
    TooLate,
)
from shopapp.orders.rules.states import (
    ENDED,
    STEPS,
    TOLD_STATES,
    Event,
    State,
    code_from,
    new_code,
    next_steps,
    places_from,
)

__all__ = [
    "ENDED",
    "STEPS",
    "TOLD_STATES",
    "WORDINGS",
    "Agreement",
    "AskSettings",
    "AskedField",
    "ConsentAnswer",
    "ContentDiffers",
    "DraftLine",
    "Event",
    "NoLongerOffered",
    "NoPolicy",
    "NotDelivered",
    "NothingOrdered",
    "OrderChange",
    "OrderDraftData",
    "OrderGone",
    "PaymentNotOffered",
    "PriceChanged",
    "PricedLine",
    "Quote",
    "State",
    "StepNotAllowed",
    "TooLate",
    "asked_fields",
    "code_from",
    "fingerprint",
    "merge_lines",
    "new_code",
    "next_steps",
    "offered_purposes",
    "places_from",
]
