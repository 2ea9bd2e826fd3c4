"""Requests about one's own data: kinds, states, steps, and when each has to be answered and done. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from shopapp.kernel.refusal import Refusal
from shopapp.kernel.working_days import working_day_after
from shopapp.platform.personal_data import ReceiverKind
from shopapp.records.law import Law

LONGEST_DETAILS = 2000
LONGEST_ANSWER = 4000
LONGEST_REASON = 1000
# How many days before its last day a request is spoken of again.
REMIND_BEFORE = 2


class RequestKind(StrEnum):
    """What somebody may ask about their own data. The words are those of the terms in `records/data/law.json`."""

    SEE = "see"
    CORRECT = "correct"
    PROVIDE = "provide"
    WITHDRAW = "withdraw"
    RESTRICT = "restrict"
    OBJECT = "object"
    DELETE = "delete"


AT_ONCE = frozenset({RequestKind.SEE, RequestKind.WITHDRAW, RequestKind.RESTRICT, RequestKind.OBJECT})
"""Kinds the program carries out in the transaction that takes a proven request in."""

BY_WORKER = frozenset({RequestKind.PROVIDE, RequestKind.DELETE})
"""Kinds the worker carries out in several steps."""

REACHES_OTHERS = frozenset({RequestKind.CORRECT, RequestKind.WITHDRAW, RequestKind.RESTRICT, RequestKind.DELETE})
"""Kinds that those outside who hold a copy have to follow too."""

ASKED_OF_OTHERS = frozenset({ReceiverKind.CARRIER, ReceiverKind.SUPPLIER, ReceiverKind.PAYMENT, ReceiverKind.RESEARCH})
"""Receivers that keep a copy for the shop; gateways only carry messages, authorities follow their own law."""


class RequestState(StrEnum):
    """Where a request stands: with the staff, with the worker, carried out, or refused."""

    OPEN = "open"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"


RUNNING = (RequestState.OPEN, RequestState.WORKING)


class Channel(StrEnum):
    """How a request came in."""

    WEB = "web"
    PHONE = "phone"
    EMAIL = "email"
    COUNTER = "counter"


class Identity(StrEnum):
    """How it was made sure that the person is who the contact belongs to.

    Of what comes by telephone, by e-mail or at the counter staff say later how it was checked, among the last three.
    Nothing of a paper that was seen is copied.
    """

    UNPROVEN = "unproven"
    CODE = "code"
    SIGNED_IN = "signed_in"
    CALLED_BACK = "called_back"
    CODE_READ_BACK = "code_read_back"
    ID_SEEN = "id_seen"


BY_STAFF = (Identity.CALLED_BACK, Identity.CODE_READ_BACK, Identity.ID_SEEN)


class Happened(StrEnum):
    """One line of a request's history."""

    OPENED = "opened"
    RECEIPT_SENT = "receipt_sent"
    CODE_SENT = "code_sent"
    IDENTIFIED = "identified"
    ANSWERED = "answered"
    EXTENDED = "extended"
    CORRECTED = "corrected"
    BEGUN = "begun"
    WAITING = "waiting"
    ORDERED = "ordered"
    ORDER_SENT = "order_sent"
    ORDER_DONE = "order_done"
    REMINDED = "reminded"
    READY = "ready"
    DONE = "done"
    REFUSED = "refused"
    OVERTAKEN = "overtaken"


class RefusalGround(StrEnum):
    """The closed list of grounds on which a request may be refused; the law behind each is in `law.json`."""

    LAW_KEEPS = "law_keeps"
    NO_CONSENT_NEEDED = "no_consent_needed"
    OTHERS_RIGHTS = "others_rights"
    NOT_PROVEN = "not_proven"


class ExportState(StrEnum):
    """Where a copy of somebody's data stands on its way to them."""

    WAITING = "waiting"
    RUNNING = "running"
    READY = "ready"
    EXPIRED = "expired"
    FAILED = "failed"


class NoSuchRequest(Refusal):
    """The shop has no such request."""


class AlreadyEnded(Refusal):
    """The request has been carried out or refused; nothing is added to it."""


class AlreadyExtended(Refusal):
    """The law knows one extension, and it has been used."""


class TooLate(Refusal):
    """The time is over; an extension must be told while it still runs."""


class IdentityUnproven(Refusal):
    """Nobody has made sure yet whose data it is; until then nothing is carried out."""


class NothingToCorrect(Refusal):
    """No value differs from what is kept."""


class ContactTaken(Refusal):
    """Another record of the shop has just this phone and e-mail."""


@dataclass(frozen=True)
class Dues:
    """The last days, in Vietnam's calendar: for the first answer, and for what was asked to be done."""

    answer_on: date
    due_on: date


def dues(
    kind: RequestKind, received_on: date, law: Law, *, with_others: bool = False, is_extended: bool = False
) -> Dues:
    """When a request received on a day is due; the day of receipt is not counted.

    `with_others`: somebody outside holds a copy and has to act too. Days are calendar days, because the law does not
    say working days and the shorter reading is the safe one.
    """
    term = law.terms[kind.value]
    days = term.days_with_others if with_others else term.days
    days += term.extension_days if is_extended else 0
    return Dues(
        working_day_after(received_on, law.answer_working_days),
        received_on + timedelta(days=days),
    )


def is_overdue(state: RequestState, answered: bool, due: Dues, today: date) -> bool:
    """Whether a running request has missed its first answer or its end."""
    return state in RUNNING and (today > due.due_on or (not answered and today > due.answer_on))


def next_due(answered: bool, due: Dues) -> date:
    """The day that matters next: the first answer while there is none, then the end."""
    return due.due_on if answered else min(due.answer_on, due.due_on)


def joined(contacts: Collection[str]) -> str:
    """Contacts as one column holds them: one a line, in order."""
    return "\n".join(sorted(contacts))


def parted(contacts: str) -> frozenset[str]:
    """The contacts of such a column."""
    return frozenset(contacts.split("\n")) - {""}


def total(counts: Mapping[str, int]) -> int:
    """How many records, of whatever sort."""
    return sum(counts.values())
