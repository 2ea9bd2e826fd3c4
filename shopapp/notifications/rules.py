"""Pure decisions about messages: drafts, states, limits, waiting times, what went wrong and what of it is for good."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal

from shopapp.kernel.folding import plain_ascii
from shopapp.kernel.refusal import Refusal
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference

ChannelName = Literal["email", "sms"]
Audience = Literal["customer", "staff"]

JOBS: dict[str, str] = {"email": "message", "sms": "text_message"}
"""The kind of the dispatch row that asks for a message's delivery, by its medium; its row id is the message's.

Two kinds, so that a text gateway that lets us wait does not hold up the mails.
"""

LINK_PATHS: dict[str, str] = {"order": "/don-hang/{token}", "inquiry": "/yeu-cau/{token}"}
"""Where a link named in a message's facts leads; rooms above add theirs when they are attached."""


REPORT_PATH = "/tin-nhan/bao-phat"
"""Where each shop takes a gateway's delivery reports."""

DESK_PATHS: dict[str, str] = {"order": "/quan-tri/don-hang/{id}", "inquiry": "/quan-tri/hoi-dap/{id}"}
"""Where the back office shows what a message is about."""


Hold = Callable[[ShopRef, int], bool]
HOLDS: dict[str, Hold] = {}
"""Who knows whether messages to the customer about a row are held back; rooms above add theirs by the row's word."""


class State(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    WITHHELD = "withheld"


class Report(StrEnum):
    """What a gateway may report of a message it has taken."""

    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True)
class DeliveryReport:
    """One report: which message, what became of it, and the code of ours for why it did not arrive ("" if it did)."""

    reference: str
    outcome: Report
    reason: str


UNDER_WAY = frozenset({State.QUEUED, State.SENDING, State.RETRYING})
"""A worker has still to do with it."""

STOPPED = (State.FAILED, State.WITHHELD)
"""Somebody has to look: it will not go by itself."""

FOR_GOOD = (
    "recipient_5xx",
    "content_5xx",
    "bad_header",
    "number_refused",
    "text_refused",
    "message_refused",
    "receiver_not_allowed",
)
"""Reasons that trying once more does not change."""

RESEND_WITHIN = timedelta(days=7)
"""Older news than this would only confuse whoever gets it."""

MOST_AT_ONCE = 100
"""How many failed messages one press of the button sends again."""


class NothingToSend(Refusal):
    """What the message said was wiped after it was sent, or erased."""


class StillTooMany(Refusal):
    """The limit that held the message back is still reached."""


class OnHold(Refusal):
    """What the message is about is held; its customer hears nothing of it until staff have looked."""


class NotWaiting(Refusal):
    """Only a message that has not left can be stopped or put aside."""


class NoSuchMessage(Refusal):
    """The shop has no such message."""


@dataclass(frozen=True)
class MessageDraft:
    """One message to be. `to` is an e-mail address or a number in E.164.

    `facts` are plain JSON values for the template. `facts["links"]` may name links:
    `{"order": ["order", id, version]}`, with the stored hash as a fourth entry where a row keeps one, or a path of
    the shop (`{"desk": "/quan-tri/…"}`).
    `sensitive` facts (codes) are wiped once the message is gone.
    """

    kind: str
    channel: ChannelName
    to: str
    language: str
    audience: Audience
    purpose: Purpose
    about: Reference
    facts: Mapping[str, Any] = field(default_factory=dict)
    sensitive: bool = False


@dataclass(frozen=True)
class Cap:
    """At most `limit` messages in a window; `per` says whether each contact is counted or the whole shop."""

    name: str
    per: Literal["contact", "shop"]
    limit: int
    window: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A text message costs money and a stranger's number may be typed, so a number gets few; the shop's own addresses
# get one mail an order, so they get many; what a shop may send in a day bounds the harm of an abused form.
CAPS: dict[tuple[ChannelName, Audience], tuple[Cap, ...]] = {
    ("sms", "customer"): (
        Cap("sms_number_hour", "contact", 6, HOUR),
        Cap("sms_number_day", "contact", 15, DAY),
        Cap("sms_shop_day", "shop", 600, DAY),
    ),
    ("sms", "staff"): (Cap("sms_staff_day", "contact", 100, DAY), Cap("sms_shop_day", "shop", 600, DAY)),
    ("email", "customer"): (
        Cap("mail_address_hour", "contact", 12, HOUR),
        Cap("mail_address_day", "contact", 40, DAY),
        Cap("mail_shop_day", "shop", 3000, DAY),
    ),
    ("email", "staff"): (Cap("mail_staff_day", "contact", 1500, DAY), Cap("mail_shop_day", "shop", 3000, DAY)),
}


def caps_of(draft: MessageDraft) -> tuple[tuple[Cap, str], ...]:
    """The caps that concern a draft, each with whom it counts ("" for the whole shop)."""
    caps = CAPS[(draft.channel, draft.audience)]
    return tuple((cap, draft.to if cap.per == "contact" else "") for cap in caps)


# Half a minute outlives a restart of the mail server, four hours its bad night; after three days it is for people.
WAITS = (
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    HOUR,
    4 * HOUR,
    12 * HOUR,
    DAY,
    DAY,
)


def next_try(attempt: int, now: datetime) -> datetime | None:
    """When to try again after the `attempt`-th failure (from 1), None when that is enough."""
    return now + WAITS[attempt - 1] if attempt <= len(WAITS) else None


_TYPOGRAPHY = {
    "₫": "d",
    "\u00a0": " ",
    "\u202f": " ",
    "–": "-",
    "—": "-",
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "`": "'",
    "•": "*",
    "×": "x",
    "·": "-",
}
_TWO_PLACES = frozenset("^{}\\[~]|")


def sms_text(text: str) -> str:
    """One line that every phone and gateway carries in its narrow alphabet: without marks, without typography."""
    plain = plain_ascii("".join(_TYPOGRAPHY.get(c, c) for c in text))
    return " ".join(plain.split())


def sms_segments(text: str) -> int:
    """How many messages a gateway counts for `sms_text` output: 160 characters alone, else 153 each."""
    length = len(text) + sum(1 for c in text if c in _TWO_PLACES)
    return 1 if length <= 160 else -(-length // 153)
