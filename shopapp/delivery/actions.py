"""Changes to how a shop delivers: all at once by a sample file, or by sections from the back office."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from sqlalchemy import delete, select

from shopapp.delivery import places
from shopapp.delivery.models import DeliveryArea, DeliverySettings, DeliverySlot
from shopapp.delivery.rules import AREAS, MOST_DAYS_AHEAD, SCHEDULE, NoSuchArea
from shopapp.kernel.refusal import Refusal
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import close_section, open_for_undo, open_section, set_delivery, touch

_AREA = ("name", "note", "fee", "free_from", "provinces", "wards")
_WHEN = ("lead_minutes", "cut_off", "days_ahead", "closed_weekdays", "closed_dates")
_UNSET = {"lead_minutes": 0, "cut_off": "", "days_ahead": 30, "closed_weekdays": [], "closed_dates": []}


class BadDelivery(Refusal):
    """A value of the draft is one no delivery could work with; the text names it."""


def set_up(shop: ShopRef, draft: Mapping[str, Any], *, now: datetime) -> None:
    """Replace how the shop delivers.

    `draft`: `lead_minutes`, `cut_off` ("17:00" or ""), `days_ahead`, and if need be `closed_weekdays` (Monday is 0)
    and `closed_dates` (ISO); `areas` of `name`, `fee`, `free_from`, `provinces`, `wards`, `note`; `slots` of `label`,
    `starts`, `ends`. Raises BadDelivery.
    """
    _check(draft)
    _write_schedule(shop, draft)
    _write_areas(shop, draft["areas"])
    publish_schedule(shop)


def save_area(
    shop: ShopRef, area_id: int | None, values: Mapping[str, Any], *, seen: int, account_id: int, now: datetime
) -> int:
    """Replace an area, or add one (`area_id` None); returns the version of the areas. Raises SectionMoved,
    NoSuchArea, BadDelivery.
    """
    _check_area(values)
    section = open_section(shop, AREAS, seen=seen)
    before = stored_areas(shop)
    if area_id is not None and all(area["id"] != area_id for area in before):
        raise NoSuchArea(str(area_id))
    mine = {"id": area_id, **values}
    wanted = [mine if area["id"] == area_id else area for area in before]
    wanted += [mine] if area_id is None else []
    if wanted == before:
        return section.version
    _write_areas(shop, wanted)
    touch(shop)
    return close_section(section, before=before, account_id=account_id, now=now)


def remove_area(shop: ShopRef, area_id: int, *, seen: int, account_id: int, now: datetime) -> int:
    """Deliver there no longer; returns the version of the areas. Raises SectionMoved, NoSuchArea."""
    section = open_section(shop, AREAS, seen=seen)
    before = stored_areas(shop)
    rest = [area for area in before if area["id"] != area_id]
    if len(rest) == len(before):
        raise NoSuchArea(str(area_id))
    _write_areas(shop, rest)
    touch(shop)
    return close_section(section, before=before, account_id=account_id, now=now)


def save_schedule(shop: ShopRef, values: Mapping[str, Any], *, seen: int, account_id: int, now: datetime) -> int:
    """Replace when the shop delivers; returns the schedule's version. Raises SectionMoved, BadDelivery."""
    _check_schedule(values)
    section = open_section(shop, SCHEDULE, seen=seen)
    before = stored_schedule(shop)
    if before == values:
        return section.version
    _write_schedule(shop, values)
    publish_schedule(shop)
    return close_section(section, before=before, account_id=account_id, now=now)


def undo_delivery(shop: ShopRef, name: str, *, seen: int, account_id: int, now: datetime) -> int:
    """Bring back areas or schedule (AREAS, SCHEDULE) as before their last save. Raises NothingToUndo."""
    section = open_for_undo(shop, name, seen=seen)
    wanted: Any = section.before
    if name == AREAS:
        before: Any = stored_areas(shop)
        _write_areas(shop, wanted)
    else:
        before = stored_schedule(shop)
        _write_schedule(shop, wanted)
    publish_schedule(shop)
    return close_section(section, before=before, account_id=account_id, now=now)


def publish_schedule(shop: ShopRef) -> None:
    """Let the shop's pages know when it delivers; they are other pages from now on."""
    db.session.flush()
    set_delivery(shop, stored_schedule(shop))


def stored_areas(shop: ShopRef) -> list[dict[str, Any]]:
    """The areas in their order, as plain values."""
    rows = _areas(shop)
    return [{"id": row.id, **{name: getattr(row, name) for name in _AREA}} for row in rows]


def stored_schedule(shop: ShopRef) -> dict[str, Any]:
    """When the shop delivers, as plain values; the usual ones for a shop that has set nothing yet."""
    query = select(DeliverySettings).where(DeliverySettings.shop_id == shop.id)
    row = db.session.execute(query).scalar_one_or_none()
    slots = [{"id": s.id, "label": s.label, "starts": s.starts, "ends": s.ends} for s in _slots(shop)]
    return (_UNSET if row is None else {name: getattr(row, name) for name in _WHEN}) | {"slots": slots}


def _areas(shop: ShopRef) -> Sequence[DeliveryArea]:
    query = select(DeliveryArea).where(DeliveryArea.shop_id == shop.id)
    return db.session.execute(query.order_by(DeliveryArea.position, DeliveryArea.id)).scalars().all()


def _slots(shop: ShopRef) -> Sequence[DeliverySlot]:
    query = select(DeliverySlot).where(DeliverySlot.shop_id == shop.id)
    return db.session.execute(query.order_by(DeliverySlot.position, DeliverySlot.id)).scalars().all()


def _write_areas(shop: ShopRef, areas: Sequence[Mapping[str, Any]]) -> None:
    """Let the shop have these areas; a row whose id is known stays the same row."""
    rows = {row.id: row for row in _areas(shop)}
    kept = {area.get("id") for area in areas}
    for row_id in rows.keys() - kept:
        db.session.delete(rows[row_id])
    for position, area in enumerate(areas):
        row = rows.get(area.get("id") or 0) or DeliveryArea(shop_id=shop.id)
        row.name, row.note, row.fee = area["name"], area.get("note", ""), area["fee"]
        row.free_from = area.get("free_from")
        row.provinces, row.wards = list(area["provinces"]), list(area.get("wards", ()))
        row.position = position
        db.session.add(row)
    db.session.flush()


def _write_schedule(shop: ShopRef, values: Mapping[str, Any]) -> None:
    """Let the shop deliver then; a slot whose id is known stays the same row, so that drafts find it."""
    gone = delete(DeliverySettings).where(DeliverySettings.shop_id == shop.id)
    db.session.execute(gone.execution_options(synchronize_session=False))
    settings = DeliverySettings(
        shop_id=shop.id,
        lead_minutes=int(values["lead_minutes"]),
        cut_off=values.get("cut_off") or "",
        days_ahead=int(values["days_ahead"]),
        closed_weekdays=sorted(values.get("closed_weekdays", ())),
        closed_dates=sorted(values.get("closed_dates", ())),
    )
    db.session.add(settings)
    rows = {row.id: row for row in _slots(shop)}
    kept = {slot.get("id") for slot in values["slots"]}
    for row_id in rows.keys() - kept:
        db.session.delete(rows[row_id])
    for position, slot in enumerate(values["slots"]):
        row = rows.get(slot.get("id") or 0) or DeliverySlot(shop_id=shop.id)
        row.label, row.starts, row.ends, row.position = slot["label"], slot["starts"], slot["ends"], position
        db.session.add(row)
    db.session.flush()


def _check(draft: Mapping[str, Any]) -> None:
    _check_schedule(draft)
    for area in draft["areas"]:
        _check_area(area)


def _check_schedule(draft: Mapping[str, Any]) -> None:
    if not 0 <= int(draft["days_ahead"]) <= MOST_DAYS_AHEAD:
        raise BadDelivery(f"days_ahead is from 0 to {MOST_DAYS_AHEAD}")
    if int(draft["lead_minutes"]) < 0:
        raise BadDelivery("lead_minutes is not negative")
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
