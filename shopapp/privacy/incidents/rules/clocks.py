"""How long may be waited: the clocks that count from the moment an incident was found out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from shopapp.privacy.incidents.rules.kinds import ClockName, ClockOutcome

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
