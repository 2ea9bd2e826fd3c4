"""Opening hours in words: open now, or when next."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from flask_babel import format_date, gettext

from shopapp.kernel.clock import local
from shopapp.platform.tenancy.refs import OpeningHours


def opening_words(hours: Sequence[OpeningHours], now: datetime) -> dict[str, object] | None:
    """`{"is_open": bool, "text": str}` for the frame, None where a shop has no hours."""
    if not hours:
        return None
    here = local(now)
    for span in hours:
        opens, closes = time.fromisoformat(span.opens), time.fromisoformat(span.closes)
        if here.weekday() in span.days and opens <= here.time() < closes:
            return {"is_open": True, "text": gettext("Open until %(time)s", time=span.closes)}
    for ahead in range(8):
        day = here.date() + timedelta(days=ahead)
        starts = sorted(s.opens for s in hours if day.weekday() in s.days)
        starts = [s for s in starts if ahead or time.fromisoformat(s) > here.time()]
        if starts and ahead == 0:
            return {"is_open": False, "text": gettext("Opens at %(time)s today", time=starts[0])}
        if starts and ahead == 1:
            return {"is_open": False, "text": gettext("Opens at %(time)s tomorrow", time=starts[0])}
        if starts:
            weekday = format_date(day, "EEEE")
            return {"is_open": False, "text": gettext("Opens at %(time)s, %(day)s", time=starts[0], day=weekday)}
    return None
