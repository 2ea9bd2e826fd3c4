"""How an order moves along, and the codes by which people name one."""

import re
from collections.abc import Mapping
from enum import StrEnum

from shopapp.kernel.codes import ALPHABET, human_code
from shopapp.kernel.folding import plain_ascii

CODE_PREFIX = "DH"
_RANDOM_PART = 6


class State(StrEnum):
    """Where an order stands. That the shop has called, and that it was paid, are told beside it."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    SENT_OUT = "sent_out"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


# A delivery that failed is tried again or given up; whatever has not left the house may still be cancelled.
STEPS: Mapping[State, tuple[State, ...]] = {
    State.PLACED: (State.CONFIRMED, State.CANCELLED),
    State.CONFIRMED: (State.PREPARING, State.CANCELLED),
    State.PREPARING: (State.SENT_OUT, State.CANCELLED),
    State.SENT_OUT: (State.DELIVERED, State.FAILED),
    State.FAILED: (State.SENT_OUT, State.CANCELLED),
    State.DELIVERED: (),
    State.CANCELLED: (),
}
ENDED = frozenset({State.DELIVERED, State.CANCELLED})
# Steps of which the customer is told by a message.
TOLD_STATES = frozenset({State.CONFIRMED, State.CANCELLED, State.SENT_OUT, State.DELIVERED, State.FAILED})


class Event(StrEnum):
    """What may happen to an order; every step to a state is an event of the state's name."""

    PLACED = "placed"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    SENT_OUT = "sent_out"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"
    CALLED = "called"
    CALL_MISSED = "call_missed"
    PAID = "paid"
    REFUNDED = "refunded"
    CHANGED = "changed"
    RECIPIENT_CHANGED = "recipient_changed"
    ASSIGNED = "assigned"
    NOTE = "note"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"


def next_steps(state: str) -> tuple[State, ...]:
    """The states an order may move to from `state`."""
    return STEPS[State(state)]


def places_from(step: State) -> tuple[str, ...]:
    """The states from which an order may make this step."""
    return tuple(state.value for state, steps in STEPS.items() if step in steps)


def new_code() -> str:
    """A code for a new order, such as "DH7K4XQ9": random, so that nobody counts the shop's orders by it."""
    return CODE_PREFIX + human_code(_RANDOM_PART)


def code_from(typed: str) -> str:
    """The code somebody means: case, spaces, hyphens and a forgotten prefix do not matter; "" when it is none."""
    compact = re.sub(r"[^A-Z0-9]", "", plain_ascii(typed[:40]).upper())
    if len(compact) == _RANDOM_PART:
        compact = CODE_PREFIX + compact
    body = compact[len(CODE_PREFIX) :]
    is_code = compact.startswith(CODE_PREFIX) and len(body) == _RANDOM_PART and set(body) <= set(ALPHABET)
    return compact if is_code else ""
