"""Reads of what a shop charges and when it delivers."""

from datetime import date, datetime, time

from sqlalchemy import and_, select

from shopapp.delivery import rules
from shopapp.delivery.models import DeliveryArea, DeliverySettings, DeliverySlot
from shopapp.kernel.clock import local_day
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import Closure, ShopRef
from shopapp.shops.models import ShopProfile


def list_areas(shop: ShopRef) -> list[rules.Area]:
    """Every area of the shop in its order."""
    query = select(DeliveryArea).where(DeliveryArea.shop_id == shop.id)
    rows = db.session.execute(query.order_by(DeliveryArea.position, DeliveryArea.id)).scalars()
    return [
        rules.Area(a.id, a.name, a.fee, a.free_from, frozenset(a.provinces), frozenset(a.wards), a.note) for a in rows
    ]


def get_schedule(shop: ShopRef) -> rules.Schedule:
    """When the shop delivers, in one statement; a shop that has set nothing delivers any day it is not closed."""
    settings_of = and_(DeliverySettings.shop_id == ShopProfile.shop_id, DeliverySettings.shop_id == shop.id)
    slots_of = and_(DeliverySlot.shop_id == DeliverySettings.shop_id, DeliverySlot.shop_id == shop.id)
    query = select(ShopProfile.closures, DeliverySettings, DeliverySlot)
    query = query.outerjoin(DeliverySettings, settings_of).outerjoin(DeliverySlot, slots_of)
    query = query.where(ShopProfile.shop_id == shop.id).order_by(DeliverySlot.position, DeliverySlot.id)
    rows = db.session.execute(query).all()
    closures = tuple(Closure(**closure) for closure in rows[0][0]) if rows else ()
    settings: DeliverySettings | None = rows[0][1] if rows else None
    if settings is None:
        return rules.Schedule(closures=closures)
    found: list[DeliverySlot | None] = [slot for _, _, slot in rows]
    return rules.Schedule(
        lead_minutes=settings.lead_minutes,
        cut_off=time.fromisoformat(settings.cut_off) if settings.cut_off else None,
        days_ahead=settings.days_ahead,
        closed_weekdays=frozenset(settings.closed_weekdays),
        closed_dates=frozenset(date.fromisoformat(day) for day in settings.closed_dates),
        slots=tuple(_slot(slot) for slot in found if slot is not None),
        closures=closures,
    )


def slots(shop: ShopRef, now: datetime) -> list[rules.Slot]:
    """The shop's slots that can still be met today."""
    return rules.open_slots(get_schedule(shop), local_day(now), now)


def fee_for(shop: ShopRef, province_code: str, ward_code: str, goods_total: int) -> rules.Fee | None:
    """What delivering goods of that worth to a ward costs, None where the shop does not deliver."""
    area = rules.find_area(list_areas(shop), province_code, ward_code)
    return rules.fee_in(area, goods_total) if area else None


def _slot(row: DeliverySlot) -> rules.Slot:
    return rules.Slot(row.id, row.label, time.fromisoformat(row.starts), time.fromisoformat(row.ends))
