"""Tables of what a shop tells: its news, its own pages, and the pictures in them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_TOLD = "what the shop publishes about itself"


class Told:
    """What news and pages have in common; `body` is Markdown.

    Shown from `published_at` on: in the future it is planned, None means a draft or hidden. `removed_at`: thrown away,
    to be forgotten a day later. `version` counts what people save; `before` is what the last save replaced, so that it
    can be taken back. `wordings` holds title, summary, body and alt in further languages.
    """

    slug: Mapped[str] = not_personal("a name in addresses", String(80))
    title: Mapped[str] = not_personal(_TOLD, String(160))
    summary: Mapped[str] = not_personal(_TOLD, String(300), default="")
    body: Mapped[str] = not_personal(_TOLD, Text, default="")
    wordings: Mapped[dict[str, dict[str, Any]]] = not_personal(_TOLD, JSON, default=dict, server_default="{}")
    published_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    picture_id: Mapped[int | None] = mapped_column(BigId)
    picture_alt: Mapped[str] = not_personal(_TOLD, String(200), default="", server_default="")
    views: Mapped[int] = mapped_column(default=0, server_default="0")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    before: Mapped[dict[str, Any] | None] = not_personal(_TOLD, JSON(none_as_null=True))


class Post(Told, ShopOwned, Base):
    """One piece of news."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("shop_id", "slug"),
        shop_key("picture_id", "told_picture"),
        Index(None, "shop_id", "published_at", "id"),
    )


class Page(Told, ShopOwned, Base):
    """A page of the shop's own, such as "About us". `place` says where a link to it stands: menu, footer or none."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("shop_id", "slug"),
        shop_key("picture_id", "told_picture"),
        Index(None, "shop_id", "published_at", "id"),
    )

    place: Mapped[str] = not_personal("menu, footer or none", String(6), default="footer")
    position: Mapped[int] = mapped_column(default=0)


class ToldPicture(ShopOwned, Base):
    """A picture of news or of a page. `format` is how the original is kept; `widths` are the sizes the worker has made.

    It is uploaded before its form is saved; what nothing names a day later is forgotten.
    """

    __tablename__ = "told_picture"
    __table_args__ = (UniqueConstraint("shop_id", "key"),)

    key: Mapped[str] = not_personal("a random name of a public file", String(16))
    format: Mapped[str] = not_personal("jpg, png or webp", String(4))
    width: Mapped[int]
    height: Mapped[int]
    colour: Mapped[str] = not_personal("its dominant colour", String(7), default="")
    widths: Mapped[list[int]] = not_personal("sizes in pixels", JSON, default=list)
    kept_at: Mapped[datetime]


class UsageCount(ShopOwned, Base):
    """How often something public was looked at or tapped on one Vietnamese day. Nothing tells by whom."""

    __tablename__ = "usage_count"
    __table_args__ = (
        UniqueConstraint("shop_id", "kind", "key", "day"),
        Index(None, "shop_id", "day"),
    )

    kind: Mapped[str] = not_personal("which kind of page, link, browser or way here", String(20))
    key: Mapped[str] = not_personal("which version, piece of news, product, …", String(80))
    day: Mapped[date]
    count: Mapped[int]
