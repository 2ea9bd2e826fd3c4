"""Tables of what a shop tells."""

from datetime import date, datetime

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned

_NEWS = "news the shop publishes about itself"


class Post(ShopOwned, Base):
    """One piece of news; `body` is Markdown. Shown from `published_at` on, never while that is None."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("shop_id", "slug"),
        Index(None, "shop_id", "published_at", "id"),
    )

    slug: Mapped[str] = not_personal("a name in addresses", String(80))
    title: Mapped[str] = not_personal(_NEWS, String(160))
    summary: Mapped[str] = not_personal(_NEWS, String(300), default="")
    body: Mapped[str] = not_personal(_NEWS, Text, default="")
    published_at: Mapped[datetime | None]


class UsageCount(ShopOwned, Base):
    """How often something public was looked at on one Vietnamese day. Nothing tells by whom."""

    __tablename__ = "usage_count"
    __table_args__ = (UniqueConstraint("shop_id", "kind", "key", "day"),)

    kind: Mapped[str] = not_personal("policy or post", String(20))
    key: Mapped[str] = not_personal("which version or piece of news", String(80))
    day: Mapped[date]
    count: Mapped[int]
