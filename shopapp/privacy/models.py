"""The shop's own words beside its policy, and how far the telling of a changed policy has come."""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_PUBLISHED = "the shop publishes it"


class PolicyWords(ShopOwned, Base):
    """What the shop adds to its policy in its own name: light marks, one text a language.

    `edit` counts the changes, so that of two people who edit at once the second is told.
    """

    __tablename__ = "policy_words"
    __table_args__ = (UniqueConstraint("shop_id"),)

    vi: Mapped[str] = not_personal(_PUBLISHED, Text, default="")
    en: Mapped[str] = not_personal(_PUBLISHED, Text, default="")
    edit: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class PolicyNotice(ShopOwned, Base):
    """The telling of one changed policy: customers up to `last_customer_id` have been told, `told` of them by mail."""

    __tablename__ = "policy_notice"
    __table_args__ = (
        UniqueConstraint("shop_id", "policy_version_id"),
        shop_key("policy_version_id", "policy_version"),
    )

    policy_version_id: Mapped[int] = mapped_column(BigInteger)
    last_customer_id: Mapped[int] = mapped_column(BigInteger, default=0)
    told: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = not_personal("telling, told or superseded", String(12), default="telling")
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
