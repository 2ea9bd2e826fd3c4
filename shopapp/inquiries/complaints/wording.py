"""How a complaint's times are said on screen."""

from datetime import datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from shopapp.inquiries.complaints.rules import Clocks, Standing
from shopapp.platform.i18n import show_moment


def clock_lines(clocks: Clocks | None, now: datetime) -> list[tuple[str, str]]:
    """(word, value) pairs: by when the first answer and the end are due, or when they came and whether in time."""
    if clocks is None:
        return []
    return [
        (str(_("First answer")), _line(clocks.answer(now), clocks.answer_due_at, clocks.answered_at)),
        (str(_("Settled")), _line(clocks.end(now), clocks.resolve_due_at, clocks.closed_at)),
    ]


def _line(standing: Standing, due_at: datetime, done_at: datetime | None) -> str:
    if done_at is None and standing is Standing.RUNNING:
        return str(_("by %(when)s", when=show_moment(due_at)))
    if done_at is None:
        return str(_("overdue since %(when)s", when=show_moment(due_at)))
    if standing is Standing.KEPT:
        return str(_("%(when)s, in time", when=show_moment(done_at)))
    return str(_("%(when)s, late; promised by %(due)s", when=show_moment(done_at), due=show_moment(due_at)))


def late_words(clocks: Clocks | None, now: datetime) -> str:
    """What is overdue of an open complaint, "" where nothing is."""
    if clocks is None or clocks.closed_at is not None:
        return ""
    if clocks.answered_at is None and clocks.answer(now) is Standing.MISSED:
        return str(_("Answer overdue"))
    return str(_("Overdue")) if clocks.end(now) is Standing.MISSED else ""


def lasting(time: timedelta | None) -> str:
    """A length of time in the largest unit that says enough; "" for none."""
    if time is None:
        return ""
    hours = round(time.total_seconds() / 3600)
    if hours < 1:
        minutes = max(1, round(time.total_seconds() / 60))
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    if hours < 48:
        return str(ngettext("%(num)s hour", "%(num)s hours", hours))
    return str(ngettext("%(num)s day", "%(num)s days", round(hours / 24)))
