"""Pure decisions about a complaint's two clocks: what is late, what is soon due, when to remind the shop."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shopapp.kernel.refusal import Refusal

REMIND_BEFORE_END = timedelta(hours=24)


class NotAnswered(Refusal):
    """Nobody has answered the complaint yet, so it cannot be closed as settled."""


class NoComplaint(Refusal):
    """The inquiry is not a complaint, or nothing of it is measured."""


class Alarm(StrEnum):
    """Why the shop is reminded of a complaint, the later the more serious."""

    ANSWER_SOON = "answer_soon"
    RESOLVE_SOON = "resolve_soon"
    ANSWER_LATE = "answer_late"
    RESOLVE_LATE = "resolve_late"


class Standing(StrEnum):
    """How a promised time stands: not over yet, kept, or missed."""

    RUNNING = "running"
    KEPT = "kept"
    MISSED = "missed"


@dataclass(frozen=True)
class Clocks:
    """The two times of one complaint and what has come of them; `closed_at` None while it is open."""

    begun_at: datetime
    answer_due_at: datetime
    resolve_due_at: datetime
    answered_at: datetime | None = None
    closed_at: datetime | None = None

    def answer(self, now: datetime) -> Standing:
        """How the time for the first answer stands."""
        return standing(self.answer_due_at, self.answered_at, now)

    def end(self, now: datetime) -> Standing:
        """How the time for settling it stands."""
        return standing(self.resolve_due_at, self.closed_at, now)


def standing(due_at: datetime, done_at: datetime | None, now: datetime) -> Standing:
    """What was done at the very moment it was due was done in time."""
    if done_at is not None:
        return Standing.KEPT if done_at <= due_at else Standing.MISSED
    return Standing.MISSED if now > due_at else Standing.RUNNING


def alarm_at(clocks: Clocks, now: datetime) -> Alarm | None:
    """The most serious reason there is now; None where nothing is due soon or the complaint is closed."""
    if clocks.closed_at is not None:
        return None
    reached = [alarm for alarm, moment in _moments(clocks) if moment <= now]
    return max(reached, key=list(Alarm).index, default=None)


def next_alarm(clocks: Clocks, now: datetime) -> datetime | None:
    """When to remind the shop next, after `now`; None where nothing is left to remind of."""
    if clocks.closed_at is not None:
        return None
    return min((moment for _alarm, moment in _moments(clocks) if moment > now), default=None)


def _moments(clocks: Clocks) -> list[tuple[Alarm, datetime]]:
    """Before the first answer a quarter of its time is left; before the end, a day. Late begins a minute after."""
    minute = timedelta(minutes=1)
    end = clocks.resolve_due_at
    found = [
        (Alarm.RESOLVE_SOON, max(clocks.begun_at, end - REMIND_BEFORE_END)),
        (Alarm.RESOLVE_LATE, end + minute),
    ]
    if clocks.answered_at is None:
        answer = clocks.answer_due_at
        found += [
            (Alarm.ANSWER_SOON, answer - (answer - clocks.begun_at) / 4),
            (Alarm.ANSWER_LATE, answer + minute),
        ]
    return found


def renewed_end(clocks: Clocks, fresh: datetime) -> datetime:
    """By when a closed complaint is to be settled whose sender wrote on: a fresh time, unless it was late already.

    So a word of thanks makes no late complaint of one that was settled in time, and no new word heals a late one.
    """
    in_time = clocks.closed_at is not None and clocks.closed_at <= clocks.resolve_due_at
    return max(fresh, clocks.resolve_due_at) if in_time else clocks.resolve_due_at
