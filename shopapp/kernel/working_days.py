"""Working days: Monday to Friday. Public holidays count, too, so that no term is longer than somebody was told."""

from datetime import date, datetime, time, timedelta

from shopapp.kernel.clock import at_local, local_day

_SATURDAY = 5


def working_day_after(day: date, count: int) -> date:
    """The `count`-th working day after a day; with 0 the day itself."""
    while count > 0:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY:
            count -= 1
    return day


def end_of_working_day_after(moment: datetime, count: int) -> datetime:
    """The last minute of the `count`-th working day after the Vietnamese day a moment falls on, in UTC."""
    return at_local(working_day_after(local_day(moment), count), time(23, 59))
