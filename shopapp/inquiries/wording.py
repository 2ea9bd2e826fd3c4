"""What inquiries are called on screen, and the sentence of agreement."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopapp.accounts.signals import MisuseKind
from shopapp.inquiries.attachments import (
    BadFile,
    EmptyFile,
    FileTooLarge,
    PhoneFormat,
    PictureBroken,
    PictureTooLarge,
)
from shopapp.inquiries.cases.rules import Outcome
from shopapp.inquiries.rules import Kind, Source, State
from shopapp.kernel.clock import at_local
from shopapp.kernel.money import format_money
from shopapp.platform.i18n import language, show_date

_NOON = time(12)

KINDS: Mapping[str, Any] = {
    Kind.QUESTION: _l("Question"),
    Kind.QUOTE: _l("Quote request"),
    Kind.COMPLAINT: _l("Complaint"),
    Kind.SECURITY: _l("Safety report"),
}
STATES: Mapping[str, Any] = {
    State.NEW: _l("New"),
    State.WAITING: _l("Customer waits"),
    State.ANSWERED: _l("Answered"),
    State.CLOSED: _l("Closed"),
}
# What whoever asked reads; "new" and "waits" are the shop's view of them.
VISITOR_STATES: Mapping[str, Any] = {
    State.NEW: _l("Received by the shop"),
    State.WAITING: _l("The shop will answer"),
    State.ANSWERED: _l("The shop has answered"),
    State.CLOSED: _l("Brought to an end"),
}
# The shape and colour of a state's badge; the word always stands beside it.
STATE_LOOKS: Mapping[str, str] = {
    State.NEW: "new",
    State.WAITING: "wait",
    State.ANSWERED: "good",
    State.CLOSED: "plain",
}
VISITOR_LOOKS: Mapping[str, str] = {
    State.NEW: "wait",
    State.WAITING: "wait",
    State.ANSWERED: "good",
    State.CLOSED: "plain",
}
MISUSES: Mapping[str, Any] = {
    MisuseKind.UNAUTHORISED_USE: _l("Somebody uses my name, number or account"),
    MisuseKind.CREDENTIALS: _l("Somebody has my password, code or link"),
    MisuseKind.ABUSE: _l("The shop's pages are being misused"),
    MisuseKind.BREACH: _l("A weakness, or data seen that should be hidden"),
    MisuseKind.NOT_ME: _l("“This wasn't me” about an order"),
    MisuseKind.ACCOUNT_SECURED: _l("A customer has secured their account"),
}
# Where a button was all that was pressed, the thread says this in place of a text.
UNSAID: Mapping[str, Any] = {
    MisuseKind.NOT_ME: _l("I did not place this order."),
    MisuseKind.ACCOUNT_SECURED: _l("I have secured my account because somebody else may have used it."),
}
OUTCOMES: Mapping[str, Any] = {
    Outcome.RELEASED: _l("Looked at: the order goes on"),
    Outcome.CANCELLED: _l("Looked at: the order was cancelled"),
    Outcome.SETTLED: _l("Looked at and settled"),
}
SOURCES: Mapping[str, Any] = {
    Source.WEB: _l("Website"),
    Source.PHONE: _l("Telephone"),
    Source.COUNTER: _l("At the shop"),
    Source.EMAIL: _l("E-mail"),
    Source.ZALO: _l("Zalo"),
}
LIGHTS: Mapping[str, Any] = {
    "none": _l("No light"),
    "led": _l("LED light"),
    "unsure": _l("Please advise"),
}
FACTS: Mapping[str, Any] = {
    "type": _l("Kind of sign"),
    "width_cm": _l("Width (cm)"),
    "height_cm": _l("Height (cm)"),
    "quantity": _l("Quantity"),
    "material": _l("Material"),
    "light": _l("Light"),
    "deadline": _l("Needed by"),
    "budget": _l("Budget (đồng)"),
    "link": _l("Link to the product"),
}


def show_facts(quote: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The facts of a quote request as (word, value) pairs, in the order of the form."""
    return [(str(FACTS[name]), _show_fact(name, quote[name])) for name in FACTS if quote.get(name)]


def _show_fact(name: str, value: Any) -> str:
    if name == "light":
        return str(LIGHTS.get(value, value))
    if name == "budget":
        return format_money(int(value), language())
    if name == "deadline":
        return show_date(at_local(date.fromisoformat(value), _NOON))
    return str(value)


def agreement() -> str:
    """The sentence above the send button; kept word for word with what was sent."""
    return str(
        _("By sending you agree that the shop uses what you entered here to answer you, as its privacy policy says.")
    )


def word_bad_file(error: BadFile, name: str, megabytes: int) -> str:
    """Why a file was not taken and what to send instead."""
    if isinstance(error, EmptyFile):
        return str(_("“%(name)s” is empty. Please choose the file once more.", name=name))
    if isinstance(error, FileTooLarge):
        return str(
            _(
                "“%(name)s” is larger than %(megabytes)s MB. Please send a smaller version.",
                name=name,
                megabytes=megabytes,
            )
        )
    if isinstance(error, PictureTooLarge):
        return str(
            _("“%(name)s” has more than 40 million pixels. Please send the picture in a smaller size.", name=name)
        )
    if isinstance(error, PictureBroken):
        return str(_("“%(name)s” cannot be opened as a picture. Please save it as JPEG and send it again.", name=name))
    if isinstance(error, PhoneFormat):
        return str(_("“%(name)s” is a HEIC picture. Please send it as JPEG.", name=name))
    return str(_("“%(name)s” is neither a picture (JPEG, PNG, WebP) nor a PDF.", name=name))
