"""Pieces of delivery's settings pages: the forms, and the page that tries them."""

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from flask import render_template
from markupsafe import Markup

from shopapp.delivery import places, queries
from shopapp.delivery.forms import AreaForm, ScheduleForm
from shopapp.delivery.rules import Area, Schedule, Slot, open_slots, ready_at
from shopapp.kernel import clock
from shopapp.platform.i18n import relative, show_weekday
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.platform.web.preview import preview_bar, typed
from shopapp.shops.rules import SavedSection

FOLDER = "/quan-tri/cua-hang/giao-hang"
SHOWN_DAYS = 8


def area_page(form: AreaForm, area: Area | None, **more: Any) -> str:
    """The form of an area."""
    names = dict(places.provinces())
    chosen = [code for code in names if code in (form.provinces.data or ())]
    # Going through the boxes once for each province would take seconds where somebody ticks the whole country.
    boxes = {option.data: option for option in form.wards}
    wards = {names[code]: [boxes[ward] for ward, _name in places.wards(code)] for code in chosen}
    return render_template(
        "delivery/backoffice/area.html",
        form=form,
        area=area,
        wards=wards,
        action=f"{FOLDER}/khu-vuc/{area.id if area else 'moi'}",
        **more,
    )


def schedule_page(form: ScheduleForm, saved: SavedSection, **more: Any) -> str:
    """The form of the schedule."""
    return render_template(
        "delivery/backoffice/schedule.html",
        form=form,
        saved=saved,
        saved_when=relative(saved.saved_at) if saved.saved_at else "",
        is_own=saved.account_id == current_principal().account_id,
        action=f"{FOLDER}/lich",
        **more,
    )


def preview(
    action: str,
    *,
    area: Mapping[str, Any] | None = None,
    others: Sequence[Area] = (),
    schedule: Mapping[str, Any] | None = None,
) -> str:
    """What visitors would be offered: the fees of every area, and the next days with their slots."""
    shop = current_shop()
    present = queries.get_schedule(shop)
    tried = present if schedule is None else _schedule(schedule, present)
    areas = list(others) if area is not None else queries.list_areas(shop)
    mine = [] if area is None else [_area(area)]
    return render_template(
        "delivery/storefront/preview.html",
        preview_bar=preview_bar(action, typed()),
        areas=[*mine, *areas],
        days=_days(tried),
        schedule=tried,
    )


def _area(values: Mapping[str, Any]) -> Area:
    provinces, wards = frozenset(values["provinces"]), frozenset(values["wards"])
    return Area(0, values["name"], values["fee"], values["free_from"], provinces, wards, values["note"])


def _schedule(values: Mapping[str, Any], present: Schedule) -> Schedule:
    slots = tuple(
        Slot(at, s["label"], time.fromisoformat(s["starts"]), time.fromisoformat(s["ends"]))
        for at, s in enumerate(values["slots"])
    )
    return Schedule(
        lead_minutes=values["lead_minutes"],
        cut_off=time.fromisoformat(values["cut_off"]) if values["cut_off"] else None,
        days_ahead=values["days_ahead"],
        closed_weekdays=frozenset(values["closed_weekdays"]),
        closed_dates=frozenset(date.fromisoformat(day) for day in values["closed_dates"]),
        slots=slots,
        closures=present.closures,
    )


def _days(schedule: Schedule) -> list[tuple[str, list[Slot], bool]]:
    """The next days in words, the slots that can still be met, and whether anything can."""
    now = clock.now()
    found = []
    for ahead in range(min(SHOWN_DAYS, schedule.days_ahead + 1)):
        day = clock.local_day(now) + timedelta(days=ahead)
        slots = open_slots(schedule, day, now)
        free = not schedule.slots and not schedule.is_closed(day) and day >= clock.local_day(ready_at(schedule, now))
        found.append((show_weekday(clock.at_local(day, time(12))), slots, bool(slots) or free))
    return found


def panel(shop: ShopRef, _subject: object) -> Markup:
    """How the shop delivers, in two lines; on the shop's place of the back office."""
    words = render_template(
        "delivery/backoffice/panel.html", areas=queries.list_areas(shop), schedule=queries.get_schedule(shop)
    )
    return Markup(words)  # noqa: S704 - Jinja escaped it.
