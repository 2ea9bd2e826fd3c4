"""Pure decisions about incidents: kinds, clocks, who may be concerned, what a notice holds, when one may be closed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from shopapp.kernel.refusal import Refusal

LONGEST_TEXT = 4000
LONGEST_NOTICE = 3000
LONGEST_SMS = 300
LONGEST_LIST = 100_000
MOST_LINES = 3000
CODE_PREFIX = "SC"


class IncidentKind(StrEnum):
    """What sort of thing has happened."""

    ATTACK = "attack"
    LOSS = "loss"
    WRONG_RECIPIENT = "wrong_recipient"
    THEFT = "theft"
    OTHER = "other"


class ClockName(StrEnum):
    """The two duties to report: an attack on the system, and a violation that may harm people."""

    ATTACK = "attack"
    VIOLATION = "violation"


class ClockOutcome(StrEnum):
    """How a clock was stopped."""

    REPORTED = "reported"
    NOT_NEEDED = "not_needed"


class DataKind(StrEnum):
    """Kinds of data an incident may touch, as the report to the authority names them."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    RECIPIENT = "recipient"
    ORDERS = "orders"
    MESSAGES = "messages"
    FILES = "files"
    PASSWORDS = "passwords"
    PAYMENTS = "payments"
    OTHER = "other"


class GroupRule(StrEnum):
    """By which rule people concerned are found."""

    ALL = "all"
    ORDERS = "orders"
    PRODUCT = "product"
    INQUIRIES = "inquiries"
    SESSIONS = "sessions"
    LIST = "list"


NEEDS_DAYS = frozenset({GroupRule.ORDERS, GroupRule.INQUIRIES, GroupRule.SESSIONS})


class Way(StrEnum):
    """How people are told: by mail and those without an address by text message, or by one of the two alone."""

    BOTH = "both"
    EMAIL = "email"
    SMS = "sms"


class NoticeState(StrEnum):
    """How far the telling has come."""

    DRAFT = "draft"
    TELLING = "telling"
    STOPPED = "stopped"
    TOLD = "told"


class Paper(StrEnum):
    """Documents filled from the register: the report to the authority, the confirmation record, the closing report."""

    REPORT = "bao-cao"
    RECORD = "bien-ban"
    CLOSING = "tong-ket"


class EntryKind(StrEnum):
    """What was done about an incident."""

    OPENED = "opened"
    CHANGED = "changed"
    SETTLED = "settled"
    GROUP_ADDED = "group_added"
    GROUP_COUNTED = "group_counted"
    GROUP_REMOVED = "group_removed"
    NOTICE_BEGUN = "notice_begun"
    NOTICE_STOPPED = "notice_stopped"
    NOTICE_DONE = "notice_done"
    CALLED = "called"
    NOTE = "note"
    CLOSED = "closed"


class NoSuchIncident(Refusal):
    """The shop has no such incident, or no such part of it."""


class AlreadyClosed(Refusal):
    """A closed incident is only added to."""


class ChangedMeanwhile(Refusal):
    """Somebody else has changed it since the page was opened; their words stand."""


class StillRunning(Refusal):
    """A clock has neither been reported in time nor said to be needless, so the incident is not at its end."""


class StillTelling(Refusal):
    """People are being counted or told at this moment."""


class AlreadyTold(Refusal):
    """Telling has begun: who is concerned and what they are told stands."""


class NobodyToTell(Refusal):
    """Nobody concerned can be told by the chosen way."""


class NoWords(Refusal):
    """The notice has no text for the chosen way."""


@dataclass(frozen=True)
class IncidentDraft:
    """What is written down about an incident. `detected_at` is aware UTC and not after now."""

    kind: IncidentKind
    detected_at: datetime
    what: str
    happened: str = ""
    place: str = ""
    data_kinds: tuple[str, ...] = ()
    consequences: str = ""
    measures: str = ""
    charge_name: str = ""
    charge_contact: str = ""


@dataclass(frozen=True)
class Settlement:
    """How a clock is stopped. `reported_at` only where it was reported."""

    outcome: ClockOutcome
    note: str
    reported_at: datetime | None = None
    late_reason: str = ""


@dataclass(frozen=True)
class GroupDraft:
    """A rule by which people are found; days are both included. `with_recipients`: who receives gifts, too."""

    rule: GroupRule
    first: date | None = None
    last: date | None = None
    product_id: int | None = None
    with_recipients: bool = True

    def to_facts(self) -> dict[str, object]:
        """As plain JSON values."""
        return {
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
            "product_id": self.product_id,
            "with_recipients": self.with_recipients,
        }


def draft_from(rule: GroupRule, facts: Mapping[str, object]) -> GroupDraft:
    """The inverse of `GroupDraft.to_facts`."""

    def day(name: str) -> date | None:
        return date.fromisoformat(str(facts[name])) if facts.get(name) else None

    product_id = facts.get("product_id")
    return GroupDraft(
        rule,
        day("first"),
        day("last"),
        product_id if isinstance(product_id, int) else None,
        bool(facts.get("with_recipients")),
    )


@dataclass(frozen=True)
class NoticeDraft:
    """What people are told: a mail and a text message, in each language; an empty English text means the Vietnamese."""

    way: Way
    vi: str
    en: str = ""
    sms_vi: str = ""
    sms_en: str = ""

    def text(self, channel: str, language: str) -> str:
        """The words for a medium ("email", "sms") in a language."""
        vi, en = (self.sms_vi, self.sms_en) if channel == "sms" else (self.vi, self.en)
        return (en if language == "en" else vi) or vi

    @property
    def is_worded(self) -> bool:
        """Whether every medium that will be used has its words."""
        return bool((self.vi or self.way is Way.SMS) and (self.sms_vi or self.way is Way.EMAIL))


@dataclass(frozen=True)
class Reach:
    """By what somebody may be reached: an address, a number in E.164, or neither."""

    email: str
    phone: str
    language: str


def channel_for(way: Way, *, has_email: bool, phone: str) -> str:
    """By which medium somebody is told: "email", "sms", or "" where only a call or nothing is left."""
    if has_email and way is not Way.SMS:
        return "email"
    return "sms" if phone and way is not Way.EMAIL else ""


# How long before a clock's end the owners are reminded: enough of a working day to write the report.
REMIND_BEFORE = {ClockName.ATTACK: timedelta(hours=6), ClockName.VIOLATION: timedelta(hours=24)}


def ends_at(detected_at: datetime, hours: int) -> datetime:
    """When a clock that counts from the detection ends."""
    return detected_at + timedelta(hours=hours)


@dataclass(frozen=True)
class Clock:
    """A clock as pages and lists see it."""

    name: ClockName
    hours: int
    detected_at: datetime
    outcome: ClockOutcome | None
    reported_at: datetime | None = None
    note: str = ""
    late_reason: str = ""
    settled_at: datetime | None = None
    settled_by_id: int | None = None

    @property
    def ends_at(self) -> datetime:
        """The last moment in time."""
        return ends_at(self.detected_at, self.hours)

    @property
    def is_running(self) -> bool:
        """Nobody has reported, or said that nothing has to be reported."""
        return self.outcome is None

    @property
    def was_late(self) -> bool:
        """Reported after the end."""
        return self.reported_at is not None and self.reported_at > self.ends_at

    def is_over(self, now: datetime) -> bool:
        """Running on after its end: the alarm."""
        return self.is_running and now > self.ends_at

    def is_near(self, now: datetime) -> bool:
        """Running, and the end so near that the owners have been reminded."""
        return self.is_running and now >= self.ends_at - REMIND_BEFORE[self.name]


@dataclass(frozen=True)
class Span:
    """A length of time in whole hours and minutes."""

    hours: int
    minutes: int


def span_between(start: datetime, end: datetime) -> Span:
    """The time from one moment to another, whichever comes first."""
    minutes = int(abs((end - start).total_seconds()) // 60)
    return Span(minutes // 60, minutes % 60)


@dataclass(frozen=True)
class Junk:
    """A line of a pasted list that is no contact and no code of this shop; `number` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class ReadList:
    """A pasted list, sorted: contacts in their stored form, codes as they were typed in their one form, the rest."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    codes: Mapping[str, int] = field(default_factory=dict)
    junk: tuple[Junk, ...] = ()
