"""Tables of the shop's own settings: the profile, one row a shop, and what is remembered of each saved section."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned

_PUBLISHED = "the shop publishes it about itself"


class ShopProfile(ShopOwned, Base):
    """What a shop says about itself."""

    __tablename__ = "shop_profile"
    __table_args__ = (UniqueConstraint("shop_id"),)

    name: Mapped[str] = not_personal(_PUBLISHED, String(120))
    tagline: Mapped[str] = not_personal(_PUBLISHED, String(200))
    colour: Mapped[str] = not_personal("a colour", String(7))
    hotline: Mapped[str] = not_personal(_PUBLISHED, String(20))
    email: Mapped[str] = not_personal(_PUBLISHED, String(254))
    zalo: Mapped[str] = not_personal(_PUBLISHED, String(20))
    address: Mapped[str] = not_personal(_PUBLISHED, String(300))
    legal: Mapped[dict[str, Any]] = not_personal("the law has the shop publish it", JSON)
    hours: Mapped[list[Any]] = not_personal("opening hours", JSON)
    closures: Mapped[list[Any]] = not_personal("closed days the shop announces", JSON, server_default="[]")
    departments: Mapped[list[Any]] = not_personal("the shop's published business contacts", JSON)
    hosting: Mapped[dict[str, Any]] = not_personal("who hosts the shop", JSON)
    hero: Mapped[dict[str, Any]] = not_personal("words of the home page", JSON)
    reasons: Mapped[list[Any]] = not_personal("words of the home page", JSON)
    payment_methods: Mapped[list[Any]] = not_personal("names of payment methods", JSON)
    bank: Mapped[dict[str, Any] | None] = not_personal("the shop's own account, shown to every customer", JSON)
    texts: Mapped[dict[str, Any]] = not_personal("words of the shop's pages", JSON)
    inquiry_required: Mapped[list[Any]] = not_personal("names of form fields", JSON)
    complaint_times: Mapped[dict[str, Any]] = not_personal(
        "how soon the shop answers complaints", JSON, server_default="{}"
    )
    logo: Mapped[dict[str, Any] | None] = not_personal("the shop's own mark", JSON(none_as_null=True))
    look: Mapped[dict[str, Any]] = not_personal("what the shop chose of its look", JSON, server_default="{}")
    languages: Mapped[list[Any]] = not_personal("language codes", JSON, server_default='["en"]')
    wordings: Mapped[dict[str, Any]] = not_personal("the same words in further languages", JSON, server_default="{}")
    complaint_first: Mapped[list[Any]] = not_personal("which complaints come first", JSON, server_default="[]")
    returns: Mapped[dict[str, Any] | None] = not_personal("how goods go back", JSON(none_as_null=True))
    pricing: Mapped[dict[str, Any] | None] = not_personal("what a price holds", JSON(none_as_null=True))
    receiving: Mapped[dict[str, Any] | None] = not_personal("how goods are handed over", JSON(none_as_null=True))
    note: Mapped[str] = not_personal("the hosting provider's own remark on the shop", Text, default="")


class LogoFile(ShopOwned, Base):
    """A logo that was uploaded: its row is committed before its files are written and goes after them."""

    __tablename__ = "logo_file"
    __table_args__ = (UniqueConstraint("shop_id", "key"),)

    key: Mapped[str] = not_personal("a random name of files", String(12))
    facts: Mapped[dict[str, Any]] = not_personal("format, sizes and plate of the shop's own mark", JSON)
    is_going: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class SettingSection(ShopOwned, Base):
    """One section of the shop's settings as it was saved last: how often, when, by whom, and what stood there before.

    `version` is what a form was filled from, so that nobody overwrites what somebody else saved meanwhile; `before`
    is what one press of "undo" brings back, None where there is nothing to bring back.
    """

    __tablename__ = "setting_section"
    __table_args__ = (UniqueConstraint("shop_id", "name"),)

    name: Mapped[str] = not_personal("which section of the settings", String(40))
    version: Mapped[int] = mapped_column(default=0)
    before: Mapped[Any | None] = not_personal("what the shop published about itself before", JSON(none_as_null=True))
    saved_at: Mapped[datetime | None]
    account_id: Mapped[int | None] = mapped_column(BigInteger)
