"""What a product's page promises of its delivery: the first day, and until when to order for it."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from shopapp.catalog.queries import ProductSheet
from shopapp.delivery.rules import Promise, Schedule, Slot, promise_of
from shopapp.kernel import clock
from shopapp.kernel.clock import at_local, local_day
from shopapp.platform.i18n import show_weekday
from shopapp.platform.tenancy.refs import Closure, ShopRef
from shopapp.platform.web.gate import current_face


def schedule_from(data: Mapping[str, Any], closures: tuple[Closure, ...]) -> Schedule:
    """The schedule as the shop's face carries it: what `actions.stored_schedule` gave."""
    return Schedule(
        lead_minutes=data["lead_minutes"],
        cut_off=time.fromisoformat(data["cut_off"]) if data["cut_off"] else None,
        days_ahead=data["days_ahead"],
        closed_weekdays=frozenset(data["closed_weekdays"]),
        closed_dates=frozenset(date.fromisoformat(day) for day in data["closed_dates"]),
        slots=tuple(
            Slot(slot["id"], slot["label"], time.fromisoformat(slot["starts"]), time.fromisoformat(slot["ends"]))
            for slot in data["slots"]
        ),
        closures=closures,
    )


def find_promise(now: datetime) -> Promise | None:
    """What the shop of this request can promise now, None where it has set nothing or can meet no day."""
    face = current_face()
    return promise_of(schedule_from(face.delivery, face.closures), now) if face.delivery else None


def product_panel(_shop: ShopRef, subject: object) -> Markup:
    """A line of a product's page; none for what is quoted first, and none where the shop has set nothing."""
    now = clock.now()
    found = find_promise(now)
    if found is None or not isinstance(subject, ProductSheet) or not subject.is_orderable:
        return Markup("")
    today = local_day(now)
    text = render_template(
        "delivery/storefront/promise.html",
        is_today=found.day == today,
        is_tomorrow=found.day == today + timedelta(days=1),
        named=show_weekday(at_local(found.day, time(12))),
        before=f"{found.before:%H:%M}" if found.before else "",
    )
    return Markup(text)  # noqa: S704 - Jinja escaped it.
