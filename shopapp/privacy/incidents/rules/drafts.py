"""What is written about an incident before it is stored: facts, reports, rules and lists of people, notices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from shopapp.privacy.incidents.rules.kinds import ClockOutcome, GroupRule, IncidentKind, Way

LONGEST_TEXT = 4000
LONGEST_NOTICE = 3000
LONGEST_SMS = 300
LONGEST_LIST = 100_000
MOST_LINES = 3000
CODE_PREFIX = "SC"


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
