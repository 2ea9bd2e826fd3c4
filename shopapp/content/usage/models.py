"""Tables of today's visits, of which tomorrow only their number is left."""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal, short_lived
from shopapp.platform.tenancy.models import ShopOwned


class VisitSalt(ShopOwned, Base):
    """The random key of one day's marks; thrown away when the day is over, with the marks."""

    __tablename__ = "visit_salt"
    __table_args__ = (UniqueConstraint("shop_id", "day"),)

    day: Mapped[date]
    salt: Mapped[str] = not_personal("random", String(64))


class Visit(ShopOwned, Base):
    """That the same browser was here before today. `mark` is made of address and browser with the day's salt and the
    instance's own secret, so it fits no other shop and no other day; `looks` counts how often it was written."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("shop_id", "day", "mark"),
        Index(None, "shop_id", "seen_at"),
    )

    day: Mapped[date]
    mark: Mapped[str] = short_lived(
        "a keyed hash of network address and browser, for counting alone; its key is of one shop and one day and "
        "thrown away with the hash when the day is over",
        String(64),
    )
    seen_at: Mapped[datetime]
    looks: Mapped[int]


class VisitTally(ShopOwned, Base):
    """All visits of a shop so far, one for each browser and day; and whether its pages show the figures."""

    __tablename__ = "visit_tally"
    __table_args__ = (UniqueConstraint("shop_id"),)

    total: Mapped[int] = mapped_column(default=0)
    is_shown: Mapped[bool] = mapped_column(default=True)
