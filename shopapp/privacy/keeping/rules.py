"""Periods for which data is kept: what a shop may choose, what it begins with, and when a purge is due. Pure."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shopapp.kernel.clock import local, local_day
from shopapp.kernel.refusal import Refusal
from shopapp.platform.personal_data import Keep
from shopapp.records.law import the_law

DAYS_OF_YEAR = 365
# Between two and six in the morning hardly anybody orders.
NIGHT_BEGINS, NIGHT_ENDS = timedelta(hours=2), timedelta(hours=6)
# A purge nobody has worked on for so long was left behind by a machine that died.
LEFT_BEHIND = timedelta(minutes=15)
# From the warning of an inactive account to its end.
GRACE = timedelta(days=30)


class Unit(StrEnum):
    """What a period is counted in."""

    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True)
class Period:
    """So many days or calendar months."""

    count: int
    unit: Unit

    @property
    def days(self) -> int:
        """About how many days that is, to compare two periods."""
        return self.count if self.unit is Unit.DAYS else round(self.count * DAYS_OF_YEAR / 12)

    def before(self, now: datetime) -> datetime:
        """The moment a period that ends now began; a month ends on the same day of the month, or on its last day."""
        if self.unit is Unit.DAYS:
            return now - timedelta(days=self.count)
        here = local(now)
        year, month = divmod(here.year * 12 + here.month - 1 - self.count, 12)
        day = min(here.day, calendar.monthrange(year, month + 1)[1])
        return here.replace(year=year, month=month + 1, day=day).astimezone(now.tzinfo)

    @property
    def code(self) -> str:
        """The period in few letters: "30d", "24m"."""
        return f"{self.count}{self.unit.value[0]}"


# None means: until the person asks.
Choice = Period | None
Rules = Mapping[Keep, Choice]


@dataclass(frozen=True)
class Limits:
    """Within what a shop may choose a period. A provider whose counsel says otherwise changes them here."""

    lowest: Period
    highest: Period
    until_asked: bool


def days(count: int) -> Period:
    """A period of days."""
    return Period(count, Unit.DAYS)


def months(count: int) -> Period:
    """A period of calendar months."""
    return Period(count, Unit.MONTHS)


# What the law is reported to ask of contracts is one to three years, so an order keeps its sender for a year at least.
# A recipient was never asked, so nothing of theirs stays until they happen to hear of it. Messages of the last seven
# days may be sent again, so they are not purged while that is so.
LIMITS: Mapping[Keep, Limits] = {
    Keep.AFTER_DELIVERY: Limits(days(3), days(365), until_asked=False),
    Keep.UNTIL_PURPOSE_ENDS: Limits(months(12), months(120), until_asked=True),
    Keep.AFTER_ANSWER: Limits(days(30), months(60), until_asked=True),
    Keep.AFTER_SENT: Limits(days(14), months(24), until_asked=False),
}
# The rest is not a shop's to choose: what is kept until somebody asks is said by its name, the program sweeps drafts,
# codes and sessions by itself, and the law has terms of its own.
RULED: tuple[Keep, ...] = tuple(LIMITS)

_USUAL: Rules = {
    Keep.AFTER_DELIVERY: days(30),
    Keep.UNTIL_PURPOSE_ENDS: months(36),
    Keep.AFTER_ANSWER: months(12),
    Keep.AFTER_SENT: days(90),
}
# Kinds of shop whose customers come back for years to the same file; they keep it until somebody asks.
_UNTIL_ASKED: Rules = {**_USUAL, Keep.UNTIL_PURPOSE_ENDS: None, Keep.AFTER_ANSWER: None}
_BY_KIND: Mapping[str, Rules] = {
    "florist": _UNTIL_ASKED,
    # A sign is repaired and extended by the address and the drawing of its order.
    "signs": {**_UNTIL_ASKED, Keep.AFTER_DELIVERY: days(180), Keep.AFTER_SENT: months(12)},
    "clothes": {**_USUAL, Keep.UNTIL_PURPOSE_ENDS: months(24), Keep.AFTER_DELIVERY: days(60)},
    # An animal's papers and guarantee are asked for long after the sale.
    "puppies": {**_USUAL, Keep.UNTIL_PURPOSE_ENDS: months(60), Keep.AFTER_DELIVERY: days(90)},
}


def defaults(kind: str) -> Rules:
    """What a shop of a kind begins with."""
    return _BY_KIND.get(kind, _USUAL)


class RuleFault(StrEnum):
    """What is wrong with a choice."""

    NOT_UNTIL_ASKED = "not_until_asked"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    LONGER_THAN_SENDER = "longer_than_sender"


class EditedMeanwhile(Refusal):
    """Somebody else has saved the periods since this page was opened; theirs stand."""


class BadRules(Refusal):
    """A choice lies outside its limits. `faults` says which, and why."""

    def __init__(self, faults: Mapping[Keep, RuleFault]) -> None:
        super().__init__(", ".join(f"{keep.value}: {fault.value}" for keep, fault in faults.items()))
        self.faults = faults


def faults_of(rules: Rules) -> dict[Keep, RuleFault]:
    """What is wrong with a shop's choices; nothing when all of them may stand."""
    found = {keep: fault for keep, choice in rules.items() if (fault := _fault(keep, choice)) is not None}
    recipient, sender = rules.get(Keep.AFTER_DELIVERY), rules.get(Keep.UNTIL_PURPOSE_ENDS)
    if recipient is not None and sender is not None and recipient.days > sender.days:
        found.setdefault(Keep.AFTER_DELIVERY, RuleFault.LONGER_THAN_SENDER)
    return found


def _fault(keep: Keep, choice: Choice) -> RuleFault | None:
    limits = LIMITS[keep]
    if choice is None:
        return None if limits.until_asked else RuleFault.NOT_UNTIL_ASKED
    if choice.days < limits.lowest.days:
        return RuleFault.TOO_SHORT
    return RuleFault.TOO_LONG if choice.days > limits.highest.days else None


def cut_off(rules: Rules, keep: Keep, now: datetime) -> datetime | None:
    """What is counted from before this moment is no longer kept; None where nothing ends by itself.

    Of a recipient never more stays than of the sender, whatever the rows of the two rules say.
    """
    choice = rules.get(keep)
    if choice is None:
        return None
    moment, sender = choice.before(now), rules.get(Keep.UNTIL_PURPOSE_ENDS)
    if keep is Keep.AFTER_DELIVERY and sender is not None:
        return max(moment, sender.before(now))
    return moment


def removes_more(new: Rules, old: Rules) -> bool:
    """Whether some choice of `new` ends sooner than in `old`, so that a look at what would go is due before saving."""
    return any(
        choice is not None and ((before := old.get(keep)) is None or choice.days < before.days)
        for keep, choice in new.items()
    )


def evidence_period(kind: str) -> Period:
    """How long the law has evidence of a kind ("consent", "disclosure") kept; the longest term where it names none."""
    years = the_law().evidence_years
    return months(12 * years.get(kind, max(years.values())))


def fingerprint(rules: Rules) -> str:
    """Choices in few letters, by which two sets of them are told apart."""
    return " ".join(f"{keep.value}:{choice.code if choice else '-'}" for keep, choice in sorted(rules.items()))


def night_of(now: datetime) -> date:
    """The day whose night's purge is the latest that should have begun."""
    return local_day(now - NIGHT_BEGINS)


def is_due(now: datetime, last_night: date | None) -> bool:
    """Whether a purge should begin: at night when tonight's has not been, by day only to make up for a missed one."""
    tonight = night_of(now)
    if last_night is not None and last_night >= tonight:
        return False
    here = local(now)
    is_night = NIGHT_BEGINS <= timedelta(hours=here.hour, minutes=here.minute) < NIGHT_ENDS
    return is_night or last_night is not None
