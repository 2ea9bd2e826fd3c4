"""The key of a project's made-up names."""

from datetime import datetime

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key


class ResearchKey(ShopOwned, Base):
    """What turns a contact into the made-up name of one project. Once it is gone, nobody can tell who was who."""

    __tablename__ = "research_key"
    __table_args__ = (UniqueConstraint("shop_id", "receiver_id"), shop_key("receiver_id", "receiver"))

    receiver_id: Mapped[int] = mapped_column(BigInteger)
    key: Mapped[str] = not_personal("a random key", String(64))
    created_at: Mapped[datetime]
