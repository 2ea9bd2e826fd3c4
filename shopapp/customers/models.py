"""The table of customers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, String, literal_column
from sqlalchemy.orm import Mapped, MappedColumn

from shopapp.platform.database import Base
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned

# An erased customer has neither contact, and there may be many of them.
HAS_CONTACT = literal_column("(phone <> '' OR email <> '')", Boolean)


def _contact(kind: Kind, length: int) -> MappedColumn[Any]:
    """Kept so that the shop knows who it deals with, until the customer asks or has long been away."""
    return personal(
        Subject.CUSTOMER,
        kind,
        String(length),
        purposes={Purpose.ORDER, Purpose.CARE},
        keep=Keep.UNTIL_PURPOSE_ENDS,
        erase=Erase.BLANK,
        default="",
    )


class Customer(ShopOwned, Base):
    """Somebody who ordered or asked without an account. The same phone and e-mail are the same guest."""

    __tablename__ = "customer"
    __table_args__ = (
        Index(
            "uq_customer_shop_id_phone_email",
            "shop_id",
            "phone",
            "email",
            unique=True,
            sqlite_where=HAS_CONTACT,
            postgresql_where=HAS_CONTACT,
        ),
        Index(None, "shop_id", "email"),
    )

    name: Mapped[str] = _contact(Kind.NAME, 120)
    phone: Mapped[str] = _contact(Kind.PHONE, 20)
    email: Mapped[str] = _contact(Kind.EMAIL, 254)
    language: Mapped[str] = not_personal("a language code", String(5))
    source: Mapped[str] = not_personal("by which way the shop first heard of them", String(20))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
