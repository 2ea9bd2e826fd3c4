"""Tables of delivery: what a shop charges for which places, and when it delivers."""

from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned

_OFFER = "what the shop offers, in its own words"
_CLOCK = "a time of day, such as 17:00"
_PLACES = "codes of administrative units"


class DeliverySettings(ShopOwned, Base):
    """How far ahead a shop needs and takes orders. One row a shop; `rules.Schedule` says what the values mean."""

    __tablename__ = "delivery_settings"
    __table_args__ = (UniqueConstraint("shop_id"),)

    lead_minutes: Mapped[int] = mapped_column(default=0)
    cut_off: Mapped[str] = not_personal(_CLOCK, String(5), default="")
    days_ahead: Mapped[int] = mapped_column(default=30)
    closed_weekdays: Mapped[list[Any]] = not_personal("days of the week, Monday is 0", JSON, default=list)
    closed_dates: Mapped[list[Any]] = not_personal("ISO dates", JSON, default=list)


class DeliveryArea(ShopOwned, Base):
    """Places that share one fee. Without wards it is whole provinces, less what another area names by ward."""

    __tablename__ = "delivery_area"
    __table_args__ = (
        CheckConstraint("fee >= 0", name="fee_not_negative"),
        Index(None, "shop_id", "position", "id"),
    )

    name: Mapped[str] = not_personal(_OFFER, String(120))
    note: Mapped[str] = not_personal(_OFFER, String(300), default="")
    fee: Mapped[int] = mapped_column(BigInteger)
    free_from: Mapped[int | None] = mapped_column(BigInteger)
    provinces: Mapped[list[Any]] = not_personal(_PLACES, JSON)
    wards: Mapped[list[Any]] = not_personal(_PLACES, JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)


class DeliverySlot(ShopOwned, Base):
    """A span of a day in which the shop delivers."""

    __tablename__ = "delivery_slot"
    __table_args__ = (Index(None, "shop_id", "position", "id"),)

    label: Mapped[str] = not_personal(_OFFER, String(60))
    starts: Mapped[str] = not_personal(_CLOCK, String(5))
    ends: Mapped[str] = not_personal(_CLOCK, String(5))
    position: Mapped[int] = mapped_column(default=0)
