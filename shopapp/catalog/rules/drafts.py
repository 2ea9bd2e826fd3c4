"""What forms and files hand to the catalogue's actions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Wordings = Mapping[str, Mapping[str, Any]]
"""Texts in further languages: {"en": {"name": …}}; see `platform/wordings.py`."""


@dataclass(frozen=True)
class CategoryDraft:
    """A category to be added at the end of the shop's."""

    slug: str
    name: str
    intro: str = ""
    wordings: Wordings = field(default_factory=dict)


@dataclass(frozen=True)
class VariantDraft:
    """`price` in đồng, None: on request. `stock` None: made to order. `values` in the order of the option names.

    `wordings` may hold "values" in further languages.
    """

    values: tuple[str, ...] = ()
    price: int | None = None
    stock: int | None = None
    code: str = ""
    active: bool = True
    wordings: Wordings = field(default_factory=dict)


@dataclass(frozen=True)
class PictureDraft:
    """The bytes of a picture file and what it shows."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class ProductDraft:
    """A product to be added at the end of its shop's, with its variants (at least one) and pictures.

    `unit`: what the price buys, such as "bó". `wordings` may hold name, summary, description, unit, facts and
    option_names, the last two in the order and number of the shop's own.
    """

    slug: str
    name: str
    category_id: int | None = None
    summary: str = ""
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pricing: str = "fixed"
    is_unique: bool = False
    option_names: tuple[str, ...] = ()
    variants: tuple[VariantDraft, ...] = (VariantDraft(),)
    pictures: tuple[PictureDraft, ...] = ()
    featured: bool = False
    active: bool = True
    unit: str = ""
    wordings: Wordings = field(default_factory=dict)


@dataclass(frozen=True)
class VariantChange:
    """What the shopkeeper typed for one variant; `seen_stock` is what the page showed while it was typed.

    `code` and `active` None: not asked for on that page, so they stay.
    """

    variant_id: int
    price: int | None
    stock: int | None
    seen_stock: int | None
    code: str | None = None
    active: bool | None = None


@dataclass(frozen=True)
class ProductChange:
    """What a product shall say of itself. `slug` "": its address stays. `offer`: the variant of one without options.

    `wordings` None: what it says in further languages stays.
    """

    name: str
    slug: str = ""
    category_id: int | None = None
    summary: str = ""
    description: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pricing: str = "fixed"
    is_unique: bool = False
    featured: bool = False
    offer: VariantChange | None = None
    unit: str = ""
    wordings: Wordings | None = None


@dataclass(frozen=True)
class LoosePicture:
    """A picture file as it is kept: `key` names it, `format` is its ending, sizes in pixels, colour "#rrggbb"."""

    key: str
    format: str
    width: int
    height: int
    colour: str
    alt: str = ""


@dataclass(frozen=True)
class AltChange:
    """What the shopkeeper typed of a picture; `seen` is what the page showed before."""

    picture_id: int
    alt: str
    seen: str


def product_draft_from(
    data: Mapping[str, Any], category_ids: Mapping[str, int], pictures: Sequence[PictureDraft] = ()
) -> ProductDraft:
    """One product of a sample or import file. `category_ids`: slug → id of the shop's categories.

    Raises KeyError where the file lacks a field or names an unknown category.
    """
    return ProductDraft(
        slug=data["slug"],
        name=data["name"],
        category_id=category_ids[data["category"]] if data.get("category") else None,
        summary=data.get("summary", ""),
        description=data.get("description", ""),
        facts=tuple((str(label), str(value)) for label, value in data.get("facts", ())),
        pricing=data["pricing"],
        is_unique=bool(data.get("unique", False)),
        option_names=tuple(data.get("options", ())),
        variants=tuple(
            VariantDraft(tuple(v["values"]), v["price"], v["stock"], v.get("code", ""), wordings=v.get("wordings", {}))
            for v in data["variants"]
        ),
        unit=data.get("unit", ""),
        wordings=data.get("wordings", {}),
        pictures=tuple(pictures),
        featured=bool(data.get("featured", False)),
    )
