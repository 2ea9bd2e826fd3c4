"""The slip at the top of a shop's first page: when it delivers next, slot by slot."""

from datetime import date, time, timedelta

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from shopapp.delivery.promise import schedule_from
from shopapp.delivery.rules import earliest, open_slots
from shopapp.kernel import clock
from shopapp.platform.i18n import show_weekday
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_face


def next_slots(_shop: ShopRef, _subject: object = None) -> Markup:
    """The slots of the first day that can still be met; nothing for a shop without slots. No statement."""
    now, face = clock.now(), current_face()
    if not face.delivery:
        return Markup("")
    schedule = schedule_from(face.delivery, face.closures)
    first = earliest(schedule, now)
    if first is None or not schedule.slots:
        return Markup("")
    can_be_met = open_slots(schedule, first.day, now)
    is_today = first.day == clock.local_day(now)
    slip = render_template(
        "delivery/storefront/slip.html",
        day=_day_words(first.day, clock.local_day(now)),
        slots=[(slot.label or slot.span, slot.span, slot in can_be_met) for slot in schedule.slots],
        order_by=schedule.cut_off if is_today else None,
    )
    return Markup(slip)  # noqa: S704 - Jinja escaped it.


def _day_words(day: date, today: date) -> str:
    if day == today:
        return str(_("Delivered today"))
    if day == today + timedelta(days=1):
        return str(_("Delivered tomorrow"))
    return str(_("Delivered on %(day)s", day=show_weekday(clock.at_local(day, time(12)))))
