"""What may be sold and how its state is told: drafts, refusals, and decisions that need no database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from shopapp.kernel.folding import fold
from shopapp.kernel.refusal import Refusal

PRICINGS = ("fixed", "quote")
# What a product made to order counts as having, so that sums over variants stay plain numbers.
UNLIMITED = 1_000_000_000
LOW = 3
LONGEST_SEARCH = 100
_MOST_WORDS = 8
HIGHEST_PRICE = 100_000_000_000
HIGHEST_STOCK = 1_000_000
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

State = Literal["in", "low", "one", "out", "sold"]


class SoldOut(Refusal):
    """Less is left of a variant than was asked for; `left` says how much (0 when it is no longer offered)."""

    def __init__(self, variant_id: int, left: int) -> None:
        super().__init__(f"variant {variant_id} has {left} left")
        self.variant_id, self.left = variant_id, left


class StockMoved(Refusal):
    """The stock is no longer what the shopkeeper saw when typing a new one; `left` is what it is now."""

    def __init__(self, variant_id: int, left: int | None) -> None:
        super().__init__(f"variant {variant_id} moved to {left}")
        self.variant_id, self.left = variant_id, left


class NoSuchProduct(Refusal):
    """The shop has no such product or variant."""


class SlugTaken(Refusal):
    """Another category or product of this shop has this slug."""


class BadDraft(Refusal):
    """A value of a draft is one the catalogue cannot hold; the text names it."""


class NotAPicture(Refusal):
    """The bytes are no picture that can be shown; `reason` is "format", "broken" or "pixels"."""

    def __init__(self, reason: Literal["format", "broken", "pixels"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class CategoryDraft:
    """A category to be added at the end of the shop's."""

    slug: str
    name: str
    intro: str = ""


@dataclass(frozen=True)
class VariantDraft:
    """`price` in đồng, None: on request. `stock` None: made to order. `values` in the order of the option names."""

    values: tuple[str, ...] = ()
    price: int | None = None
    stock: int | None = None
    code: str = ""


@dataclass(frozen=True)
class PictureDraft:
    """The bytes of a picture file and what it shows."""

    content: bytes
    alt: str


@dataclass(frozen=True)
class ProductDraft:
    """A product to be added at the end of its shop's, with its variants (at least one) and pictures."""

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


@dataclass(frozen=True)
class VariantChange:
    """What the shopkeeper typed for one variant; `seen_stock` is what the page showed while it was typed."""

    variant_id: int
    price: int | None
    stock: int | None
    seen_stock: int | None


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
            VariantDraft(tuple(v["values"]), v["price"], v["stock"], v.get("code", "")) for v in data["variants"]
        ),
        pictures=tuple(pictures),
        featured=bool(data.get("featured", False)),
    )


def is_slug(text: str) -> bool:
    """Whether a text could be a slug at all; others need not be looked up (a database may choke on them)."""
    return len(text) <= 80 and _SLUG.fullmatch(text) is not None


def check_slug(slug: str) -> None:
    """Raise BadDraft unless the slug can stand in an address."""
    if not is_slug(slug):
        raise BadDraft("a slug is lower-case letters and digits joined by single hyphens, at most 80")


def check_product(draft: ProductDraft) -> None:
    """Raise BadDraft at the first value the catalogue could not hold."""
    check_slug(draft.slug)
    if not draft.name.strip() or len(draft.name) > 160:
        raise BadDraft("a product needs a name of at most 160 characters")
    if len(draft.summary) > 300:
        raise BadDraft("a summary has at most 300 characters")
    if draft.pricing not in PRICINGS:
        raise BadDraft("pricing is fixed or quote")
    if not draft.variants:
        raise BadDraft("a product has at least one variant")
    for variant in draft.variants:
        if len(variant.values) != len(draft.option_names):
            raise BadDraft("each variant has one value for each option")
        check_offer(variant.price, variant.stock)
        if draft.is_unique and variant.stock not in (0, 1):
            raise BadDraft("one of a kind has a stock of 0 or 1")


def check_offer(price: int | None, stock: int | None) -> None:
    """Raise BadDraft for a price or stock out of range."""
    if price is not None and not 0 <= price <= HIGHEST_PRICE:
        raise BadDraft("price out of range")
    if stock is not None and not 0 <= stock <= HIGHEST_STOCK:
        raise BadDraft("stock out of range")


def label_of(values: Sequence[str]) -> str:
    """("Lớn", "Giấy kem") → "Lớn · Giấy kem"."""
    return " · ".join(values)


def searchable(draft: ProductDraft) -> str:
    """Everything of a product that a search looks through, folded; its name stands alone in the first line."""
    parts = [draft.summary, *(value for _, value in draft.facts), *(v.code for v in draft.variants)]
    return fold(draft.name) + "\n" + fold(" ".join(part for part in parts if part))


def search_words(query: str) -> list[str]:
    """The folded words of what somebody typed, at most eight of its first hundred characters."""
    # Cut before folding: folding takes time in proportion, and what follows would not be looked for anyway.
    return fold(query[:LONGEST_SEARCH]).split()[:_MOST_WORDS]


def search_rank(name: str, words: Sequence[str]) -> int:
    """0 for a product whose name holds every word, 1 for one that is found by the rest of its text."""
    folded = fold(name)
    return 0 if all(word in folded for word in words) else 1


def state_of(units: int | None, *, is_unique: bool) -> State:
    """How much there is, told in one word. `units` None or UNLIMITED and above: made to order."""
    if units is None or units >= UNLIMITED:
        return "in"
    if units == 0:
        return "sold" if is_unique else "out"
    if is_unique:
        return "one"
    return "low" if units <= LOW else "in"
