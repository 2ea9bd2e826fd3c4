"""Tables of what a shop sells. `wordings` holds its texts in further languages: see `platform/wordings.py`."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_OFFER = "what the shop offers, in its own words"


def _wordings() -> Any:
    return not_personal("what the shop offers, in further languages", JSON, default=dict, server_default="{}")


class Category(ShopOwned, Base):
    """A way into the shop: an occasion, a breed, a shelf. `folded` is its name in all languages, for search."""

    __tablename__ = "category"
    __table_args__ = (
        UniqueConstraint("shop_id", "slug"),
        Index(None, "shop_id", "active", "position", "id"),
    )

    slug: Mapped[str] = not_personal("a name in addresses", String(80))
    name: Mapped[str] = not_personal(_OFFER, String(120))
    folded: Mapped[str] = not_personal("the name in all languages, folded for search", String(400))
    intro: Mapped[str] = not_personal(_OFFER, String(300), default="")
    wordings: Mapped[dict[str, dict[str, Any]]] = _wordings()
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")


class Product(ShopOwned, Base):
    """One thing on offer. Prices and stock stand on its variants, of which there is always at least one.

    `facts` is a list of [label, value]; `option_names` names the values of each variant in order; `pricing` is
    "fixed" (orderable where a variant has a price) or "quote"; `unit` is what a price buys, such as "bó" or "m²".
    `price_from` is the lowest price of its offered variants, kept so that lists can be sorted and searched by it.
    `is_unique`: one of its kind, such as an animal.
    Visitors see it while `active`; never published it is a draft; `archived_at` puts it away. `version` counts what
    people save of it, stock aside, so that nobody overwrites what another has saved meanwhile.
    """

    __tablename__ = "product"
    __table_args__ = (
        UniqueConstraint("shop_id", "slug"),
        shop_key("category_id", "category"),
        CheckConstraint("pricing IN ('fixed', 'quote')", name="pricing_known"),
        Index(None, "shop_id", "active", "position", "id"),
        Index(None, "shop_id", "category_id", "active", "position", "id"),
        Index("ix_product_by_price", "shop_id", "category_id", "active", "price_from", "id"),
    )

    category_id: Mapped[int | None] = mapped_column(BigId)
    slug: Mapped[str] = not_personal("a name in addresses", String(80))
    name: Mapped[str] = not_personal(_OFFER, String(160))
    folded: Mapped[str] = not_personal("name, summary, facts and codes, folded for search", Text)
    summary: Mapped[str] = not_personal(_OFFER, String(300), default="")
    description: Mapped[str] = not_personal(_OFFER, Text, default="")
    facts: Mapped[list[list[str]]] = not_personal(_OFFER, JSON, default=list)
    wordings: Mapped[dict[str, dict[str, Any]]] = _wordings()
    pricing: Mapped[str] = not_personal("fixed or quote", String(10), default="fixed")
    unit: Mapped[str] = not_personal(_OFFER, String(20), default="", server_default="")
    price_from: Mapped[int | None] = mapped_column(BigInteger)
    is_unique: Mapped[bool] = mapped_column(default=False)
    option_names: Mapped[list[str]] = not_personal(_OFFER, JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    featured: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    published_at: Mapped[datetime | None]
    archived_at: Mapped[datetime | None]


class OldAddress(ShopOwned, Base):
    """Where a product or category could be found before its address was changed; visitors are sent on."""

    __tablename__ = "old_address"
    __table_args__ = (
        UniqueConstraint("shop_id", "kind", "slug"),
        shop_key("product_id", "product"),
        shop_key("category_id", "category"),
        CheckConstraint("(product_id IS NULL) <> (category_id IS NULL)", name="leads_to_one"),
    )

    kind: Mapped[str] = not_personal("product or category", String(10))
    slug: Mapped[str] = not_personal("a name in addresses", String(80))
    product_id: Mapped[int | None] = mapped_column(BigId)
    category_id: Mapped[int | None] = mapped_column(BigId)


class Variant(ShopOwned, Base):
    """What is really ordered: one choice of a product's options, with its price in đồng and its stock.

    `price` None: on request. `stock` None: made to order, never runs out. Not `active`: not offered. `retired_at`: its
    choice no longer exists; the row stays because orders name it.
    """

    __tablename__ = "variant"
    __table_args__ = (
        shop_key("product_id", "product"),
        CheckConstraint("price IS NULL OR price >= 0", name="price_not_negative"),
        CheckConstraint("stock IS NULL OR stock >= 0", name="stock_not_negative"),
        Index(None, "shop_id", "product_id", "position", "id"),
    )

    product_id: Mapped[int] = mapped_column(BigId)
    values: Mapped[list[str]] = not_personal(_OFFER, JSON, default=list)
    label: Mapped[str] = not_personal(_OFFER, String(200), default="")
    wordings: Mapped[dict[str, dict[str, Any]]] = _wordings()
    code: Mapped[str] = not_personal("the shop's own stock code", String(60), default="")
    price: Mapped[int | None] = mapped_column(BigInteger)
    stock: Mapped[int | None]
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    retired_at: Mapped[datetime | None]


class Trait(ShopOwned, Base):
    """Something by which a visitor may sift products: a short fact or a choice of one, made of the product's own texts.

    `word` and `value` are folded, for addresses; `shown` holds both as people read them, in each language:
    {"": [word, value], "en": […]}.
    """

    __tablename__ = "trait"
    __table_args__ = (
        shop_key("product_id", "product", ondelete="CASCADE"),
        UniqueConstraint("shop_id", "product_id", "word", "value"),
    )

    product_id: Mapped[int] = mapped_column(BigId)
    word: Mapped[str] = not_personal("made of what the shop offers, for addresses", String(40))
    value: Mapped[str] = not_personal("made of what the shop offers, for addresses", String(40))
    shown: Mapped[dict[str, list[str]]] = not_personal(_OFFER, JSON)


class Listing(ShopOwned, Base):
    """What can be sifted in the list of a category, or of the whole shop (`category_id` None): see `rules/sifting.py`.

    Made anew with every change of what the list holds, so that a page reads one row and counts nothing.
    """

    __tablename__ = "listing"
    __table_args__ = (
        shop_key("category_id", "category", ondelete="CASCADE"),
        UniqueConstraint("shop_id", "category_id"),
    )

    category_id: Mapped[int | None] = mapped_column(BigId)
    sieve: Mapped[dict[str, Any]] = not_personal("counts and words made of what the shop offers", JSON)


class Picture(ShopOwned, Base):
    """A picture of a product. `format` is how the original is kept; `widths` are the sizes the worker has made.

    `loose`: uploaded with a form (`form_key`) that has not been saved yet, of no product. `removed`: taken away, to be
    forgotten soon. Both go by a dispatch row, their files before them.
    """

    __tablename__ = "picture"
    __table_args__ = (
        UniqueConstraint("shop_id", "key"),
        shop_key("product_id", "product"),
        Index(None, "shop_id", "product_id", "position", "id"),
    )

    product_id: Mapped[int | None] = mapped_column(BigId)
    form_key: Mapped[str] = not_personal("a random name of a form", String(64), default="", server_default="")
    key: Mapped[str] = not_personal("a random name of a public file", String(16))
    format: Mapped[str] = not_personal("jpg, png or webp", String(4))
    alt: Mapped[str] = not_personal("what the picture of a product shows", String(200))
    width: Mapped[int]
    height: Mapped[int]
    colour: Mapped[str] = not_personal("its dominant colour", String(7), default="")
    widths: Mapped[list[int]] = not_personal("sizes in pixels", JSON, default=list)
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = not_personal("waiting, ready, failed, loose or removed", String(10), default="waiting")
