"""What shopkeepers read of orders: states, events, ways in, steps as buttons."""

from flask_babel import gettext as _

from shopapp.orders.rules import Event, State

# The shape and colour of a state's badge; the word always stands with it.
SHAPES = {
    State.PLACED: "new",
    State.CONFIRMED: "wait",
    State.PREPARING: "wait",
    State.SENT_OUT: "warn",
    State.DELIVERED: "good",
    State.FAILED: "bad",
    State.CANCELLED: "plain",
}


def state_word(state: str) -> str:
    """Where an order stands, in one or two words."""
    words = {
        State.PLACED: _("Waiting to be confirmed"),
        State.CONFIRMED: _("Confirmed"),
        State.PREPARING: _("Being prepared"),
        State.SENT_OUT: _("On the way"),
        State.DELIVERED: _("Delivered"),
        State.FAILED: _("Delivery failed"),
        State.CANCELLED: _("Cancelled"),
    }
    return str(words[State(state)])


def step_word(step: State) -> str:
    """The button that moves an order to a state."""
    words = {
        State.CONFIRMED: _("Confirm the order"),
        State.PREPARING: _("Start preparing"),
        State.SENT_OUT: _("Hand over for delivery"),
        State.DELIVERED: _("Delivered"),
        State.FAILED: _("Delivery failed"),
        State.CANCELLED: _("Cancel the order"),
    }
    return str(words[step])


def event_word(kind: str) -> str:
    """What happened, as the history tells it."""
    words = {
        Event.PLACED: _("Order placed"),
        Event.CONFIRMED: _("Confirmed"),
        Event.PREPARING: _("Preparation started"),
        Event.SENT_OUT: _("Handed over for delivery"),
        Event.DELIVERED: _("Delivered"),
        Event.FAILED: _("Delivery failed"),
        Event.CANCELLED: _("Cancelled"),
        Event.CALLED: _("Called to confirm"),
        Event.CALL_MISSED: _("Called, nobody answered"),
        Event.PAID: _("Payment received"),
        Event.REFUNDED: _("Money given back"),
        Event.CHANGED: _("Changed by the customer"),
        Event.RECIPIENT_CHANGED: _("Corrected at the recipient's request"),
        Event.ASSIGNED: _("Put in charge"),
        Event.NOTE: _("Note"),
        Event.FROZEN: _("Put on hold: “this wasn't me”"),
        Event.UNFROZEN: _("Looked at, goes on"),
    }
    return str(words[Event(kind)])


def source_word(source: str) -> str:
    """By which way an order came."""
    words = {
        "web": _("Shop page"),
        "phone": _("Telephone"),
        "counter": _("At the counter"),
        "chat": _("Chat"),
    }
    return str(words.get(source, source))


def payment_word(payment: str) -> str:
    """How an order is paid."""
    return str(_("Bank transfer") if payment == "transfer" else _("Cash on delivery"))
