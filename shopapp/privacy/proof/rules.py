"""What of a count may be shown, and how promised times were kept. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shopapp.kernel.clock import local, local_day

# Below this many, who knows that somebody asked or complained would learn something about that person.
FEW = 5
PERIOD = timedelta(days=365)
READS_PERIOD = timedelta(days=30)


def is_few(count: int) -> bool:
    """Whether a count of people's matters is so small that it would point at one of them; none points at nobody."""
    return 0 < count < FEW


@dataclass(frozen=True)
class Kept:
    """Of `due` matters whose time is over or that were done, `in_time` were done in time; `running` are neither."""

    in_time: int = 0
    due: int = 0
    running: int = 0


@dataclass(frozen=True)
class Asked:
    """One request about data, by its days: when it had to be answered and done, and when it was (None: not yet)."""

    answer_due_on: date
    due_on: date
    answered_at: datetime | None
    ended_at: datetime | None


def kept_answers(requests: Iterable[Asked], today: date) -> Kept:
    """How the first answers kept their day. What was ended without one was answered by its end."""
    return _kept([(r.answer_due_on, _first(r.answered_at, r.ended_at)) for r in requests], today)


def kept_ends(requests: Iterable[Asked], today: date) -> Kept:
    """How requests were carried out, or refused with a ground, by their day."""
    return _kept([(r.due_on, r.ended_at) for r in requests], today)


def by_year(moments: Iterable[datetime]) -> dict[int, int]:
    """How many moments fall into each year of Vietnam's calendar, the latest year first."""
    years = [local(moment).year for moment in moments]
    return {year: years.count(year) for year in sorted(set(years), reverse=True)}


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


def _kept(found: Collection[tuple[date, datetime | None]], today: date) -> Kept:
    in_time = sum(done is not None and local_day(done) <= due for due, done in found)
    running = sum(done is None and today <= due for due, done in found)
    return Kept(in_time, len(found) - running, running)
