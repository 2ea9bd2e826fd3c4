"""Core tables of tenancy (global) and the mixin every table of a shop wears."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import not_personal


class Shop(Base):
    """One shop of this instance. `face` is a copy of what its pages' frame shows, written by the shops room."""

    __tablename__ = "shop"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = not_personal("a name in addresses", String(63), unique=True)
    kind: Mapped[str] = not_personal("one of five trades", String(20))
    language: Mapped[str] = not_personal("a language code", String(5), default="vi")
    base_url: Mapped[str] = not_personal("the shop's own public address", String(300))
    status: Mapped[str] = not_personal("open or suspended", String(20), default="open")
    face: Mapped[dict[str, Any]] = not_personal("what the shop publishes about itself", JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]


class Domain(Base):
    """A host name that leads to a shop, in lower case without a port."""

    __tablename__ = "domain"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    host: Mapped[str] = not_personal("a public host name", String(253), unique=True)
    shop_id: Mapped[int] = mapped_column(ForeignKey("shop.id", ondelete="CASCADE"), index=True)


class ShopOwned:
    """Mixin of every table that belongs to a shop: the net filters it, composite keys fence it.

    Gives `shop_id` and `id`, `UNIQUE(shop_id, id)` for others to point at, and ids that are never used twice
    (evidence rows name them without a foreign key).
    """

    @declared_attr
    @classmethod
    def shop_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("shop.id", ondelete="CASCADE"), sort_order=-2)

    @declared_attr
    @classmethod
    def id(cls) -> Mapped[int]:
        return mapped_column(BigId, primary_key=True, sort_order=-1)

    __table_args__: Any

    def __init_subclass__(cls, **kwargs: Any) -> None:
        own = cls.__dict__.get("__table_args__", ())
        if "__tablename__" in cls.__dict__:
            options: dict[str, Any] = {"sqlite_autoincrement": True}
            if own and isinstance(own[-1], dict):
                options |= own[-1]
                own = own[:-1]
            cls.__table_args__ = (*own, UniqueConstraint("shop_id", "id"), options)
        super().__init_subclass__(**kwargs)


def shop_key(column: str, table: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A foreign key that cannot leave the shop: `(shop_id, column) → table(shop_id, id)`.

    `ondelete` may be CASCADE or None; SET NULL would empty shop_id too.
    """
    if ondelete not in (None, "CASCADE"):
        raise ValueError("a composite key may only cascade or restrict")
    return ForeignKeyConstraint(["shop_id", column], [f"{table}.shop_id", f"{table}.id"], ondelete=ondelete)
