"""Which of the next days a form offers for delivery, and why not the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import takewhile

from shopapp.delivery.rules import Appointment, Schedule, appointments
from shopapp.kernel.clock import local_day

# With "another day" they fill two rows of four on a phone.
OFFERED = 7
# So many days that cannot be had are shown in front of the first that can, to say why; a longer wait is said in words.
SHOWN_BEFORE = 2


class NotOn(StrEnum):
    """Why a day cannot be had."""

    CLOSED = "closed"
    TOO_SOON = "too_soon"


@dataclass(frozen=True)
class OfferedDay:
    """A day of the calendar with the ids of the slots that can still be met; `reason` is None when it can be had."""

    day: date
    slot_ids: frozenset[int]
    reason: NotOn | None


def offered_days(schedule: Schedule, now: datetime) -> list[OfferedDay]:
    """The next days from today on, or from shortly before the first that can be had; none when none can."""
    coming = appointments(schedule, now)
    earliest = next(coming, None)
    if earliest is None:
        return []
    today, last = local_day(now), schedule.last_day(now)
    first = max(today, earliest.day - timedelta(days=SHOWN_BEFORE))
    beyond = first + timedelta(days=OFFERED)
    met = _met([earliest, *takewhile(lambda appointment: appointment.day < beyond, coming)])
    days = [first + timedelta(days=ahead) for ahead in range(OFFERED)]
    return [_offered(schedule, day, met) for day in days if day <= last]


def _met(found: Sequence[Appointment]) -> dict[date, set[int]]:
    met: dict[date, set[int]] = {}
    for appointment in found:
        met.setdefault(appointment.day, set()).update({appointment.slot.id} if appointment.slot else ())
    return met


def _offered(schedule: Schedule, day: date, met: dict[date, set[int]]) -> OfferedDay:
    if day in met:
        return OfferedDay(day, frozenset(met[day]), None)
    return OfferedDay(day, frozenset(), NotOn.CLOSED if schedule.is_closed(day) else NotOn.TOO_SOON)
