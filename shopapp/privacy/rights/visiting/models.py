"""The table of visits."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned


class DataVisit(ShopOwned, Base):
    """Somebody says that a contact is theirs and wants to see their data. The browser's cookie holds the token.

    The row is the same for a contact the shop knows and for one it does not. From `proven_at` on it opens what is bound
    to the contact, until `expires_at`. It goes with the data when that is erased.
    """

    __tablename__ = "data_visit"
    __table_args__ = (
        UniqueConstraint("shop_id", "token_hash"),
        Index(None, "shop_id", "contact"),
        Index(None, "shop_id", "expires_at"),
    )

    token_hash: Mapped[str] = not_personal("a hash of a random token", String(64))
    contact: Mapped[str] = personal(
        Subject.VISITOR,
        Kind.CONTACT,
        String(254),
        purposes={Purpose.SECURITY},
        keep=Keep.WHILE_VALID,
        erase=Erase.DELETE_ROW,
    )
    language: Mapped[str] = not_personal("a language code", String(5))
    proof_id: Mapped[int] = mapped_column(BigId, default=0)
    proven_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
