"""Changes to how a shop delivers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import delete

from shopapp.delivery import places
from shopapp.delivery.models import DeliveryArea, DeliverySettings, DeliverySlot
from shopapp.kernel.refusal import Refusal
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import touch

MOST_DAYS_AHEAD = 365


class BadDelivery(Refusal):
    """A value of the draft is one no delivery could work with; the text names it."""


def set_up(shop: ShopRef, draft: Mapping[str, Any], *, now: datetime) -> None:
    """Replace how the shop delivers.

    `draft`: `lead_minutes`, `cut_off` ("17:00" or ""), `days_ahead`, and if need be `closed_weekdays` (Monday is 0)
    and `closed_dates` (ISO); `areas` of `name`, `fee`, `free_from`, `provinces`, `wards`, `note`; `slots` of `label`,
    `starts`, `ends`. Raises BadDelivery.
    """
    _check(draft)
    for model in (DeliverySettings, DeliveryArea, DeliverySlot):
        gone = delete(model).where(model.shop_id == shop.id)
        db.session.execute(gone.execution_options(synchronize_session=False))
    db.session.add(
        DeliverySettings(
            shop_id=shop.id,
            lead_minutes=int(draft["lead_minutes"]),
            cut_off=draft.get("cut_off") or "",
            days_ahead=int(draft["days_ahead"]),
            closed_weekdays=sorted(draft.get("closed_weekdays", ())),
            closed_dates=sorted(draft.get("closed_dates", ())),
        )
    )
    _add_areas(shop, draft["areas"])
    _add_slots(shop, draft["slots"])
    db.session.flush()
    touch(shop)


def _add_areas(shop: ShopRef, areas: Sequence[Mapping[str, Any]]) -> None:
    for position, area in enumerate(areas):
        db.session.add(
            DeliveryArea(
                shop_id=shop.id,
                name=area["name"],
                note=area.get("note", ""),
                fee=area["fee"],
                free_from=area.get("free_from"),
                provinces=list(area["provinces"]),
                wards=list(area.get("wards", ())),
                position=position,
            )
        )


def _add_slots(shop: ShopRef, slots: Sequence[Mapping[str, Any]]) -> None:
    for position, slot in enumerate(slots):
        db.session.add(
            DeliverySlot(
                shop_id=shop.id,
                label=slot["label"],
                starts=slot["starts"],
                ends=slot["ends"],
                position=position,
            )
        )


def _check(draft: Mapping[str, Any]) -> None:
    if not 0 <= int(draft["days_ahead"]) <= MOST_DAYS_AHEAD:
        raise BadDelivery(f"days_ahead is from 0 to {MOST_DAYS_AHEAD}")
    if int(draft["lead_minutes"]) < 0:
        raise BadDelivery("lead_minutes is not negative")
    for area in draft["areas"]:
        _check_area(area)
    for slot in draft["slots"]:
        if time.fromisoformat(slot["starts"]) >= time.fromisoformat(slot["ends"]):
            raise BadDelivery(f"the slot {slot['label']} must start before it ends")


def _check_area(area: Mapping[str, Any]) -> None:
    known = {code for code, _ in places.provinces()}
    if not area["provinces"] or not set(area["provinces"]) <= known:
        raise BadDelivery(f"the area {area['name']} names an unknown province")
    inside = {code for province in area["provinces"] for code, _ in places.wards(province)}
    if not set(area.get("wards", ())) <= inside:
        raise BadDelivery(f"the area {area['name']} names a ward outside its provinces")
    if area["fee"] < 0 or (area.get("free_from") or 0) < 0:
        raise BadDelivery(f"the area {area['name']} has a negative amount")
