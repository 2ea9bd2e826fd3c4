"""Opening hours and closed days in words: open now, or when next; closed for Tết from when to when."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from flask_babel import format_date, gettext

from shopapp.kernel.clock import at_local, local, local_day
from shopapp.platform.i18n import show_date
from shopapp.platform.tenancy.refs import Closure, OpeningHours

# Long enough for who orders ahead, short enough that nobody reads of Tết in summer.
TOLD_BEFORE = timedelta(days=21)
# A shop may be closed for weeks; further ahead nothing is promised.
LOOKED_AHEAD = 60


def opening_words(
    hours: Sequence[OpeningHours], now: datetime, closures: Sequence[Closure] = ()
) -> dict[str, object] | None:
    """`{"is_open": bool, "text": str}` for the frame, None where a shop has no hours."""
    if not hours:
        return None
    here = local(now)
    if not _is_closed(closures, here.date()):
        for span in hours:
            opens, closes = time.fromisoformat(span.opens), time.fromisoformat(span.closes)
            if here.weekday() in span.days and opens <= here.time() < closes:
                return {"is_open": True, "text": gettext("Open until %(time)s", time=span.closes)}
    for ahead in range(LOOKED_AHEAD):
        day = here.date() + timedelta(days=ahead)
        starts = sorted(s.opens for s in hours if day.weekday() in s.days and not _is_closed(closures, day))
        starts = [s for s in starts if ahead or time.fromisoformat(s) > here.time()]
        if starts:
            return {"is_open": False, "text": _opens(starts[0], day, ahead)}
    return None


def _opens(opens: str, day: date, ahead: int) -> str:
    if ahead == 0:
        return str(gettext("Opens at %(time)s today", time=opens))
    if ahead == 1:
        return str(gettext("Opens at %(time)s tomorrow", time=opens))
    named = format_date(day, "EEEE") if ahead < 7 else day_words(day)
    return str(gettext("Opens at %(time)s, %(day)s", time=opens, day=named))


def _is_closed(closures: Sequence[Closure], day: date) -> bool:
    return any(closure.holds(day) for closure in closures)


def told_closure(closures: Sequence[Closure], now: datetime) -> Closure | None:
    """The closed days visitors are told about now: those that are, else those that begin soon."""
    today = local_day(now)
    near = [c for c in closures if c.last_day >= today and c.first_day <= today + TOLD_BEFORE]
    return min(near, key=lambda closure: closure.first) if near else None


def closing_words(closures: Sequence[Closure], now: datetime) -> str:
    """The sentence that tells of closed days, empty when there are none soon."""
    closure = told_closure(closures, now)
    return closure_words(closure, is_now=closure.holds(local_day(now))) if closure else ""


def closure_words(closure: Closure, *, is_now: bool) -> str:
    """One closure as visitors read it."""
    back = day_words(closure.last_day + timedelta(days=1))
    days = {"name": closure.name, "first": day_words(closure.first_day), "last": day_words(closure.last_day)}
    if is_now:
        words = gettext(
            "%(name)s: the shop is closed until %(last)s. Orders placed now are confirmed and delivered from %(back)s.",
            back=back,
            **days,
        )
        return str(words)
    if closure.first == closure.last:
        return str(gettext("%(name)s: the shop is closed on %(first)s. It opens again on %(back)s.", back=back, **days))
    words = gettext(
        "%(name)s: the shop is closed from %(first)s to %(last)s. It opens again on %(back)s.", back=back, **days
    )
    return str(words)


def day_words(day: date) -> str:
    """A calendar day as people write it."""
    return show_date(at_local(day, time(12)))
