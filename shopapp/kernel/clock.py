"""Time: stored in UTC, shown in Vietnam's time (one zone, no daylight saving)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a Vietnamese wall clock. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime has no moment")
    return moment.astimezone(VIETNAM)


def local_day(moment: datetime) -> date:
    """The Vietnamese calendar day a moment falls on."""
    return local(moment).date()


def at_local(day: date, clock_time: time) -> datetime:
    """The UTC moment of a Vietnamese wall-clock time on a day."""
    return datetime.combine(day, clock_time, tzinfo=VIETNAM).astimezone(UTC)


def start_of_local_day(day: date) -> datetime:
    """The UTC moment at which a Vietnamese day begins."""
    return at_local(day, time(0))


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
