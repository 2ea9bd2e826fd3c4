"""What the catalogue can hold, how much of it there is, and how it is searched: decisions that need no database."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from shopapp.catalog.rules.drafts import CategoryDraft, ProductChange, ProductDraft
from shopapp.catalog.rules.options import MOST_VARIANTS
from shopapp.catalog.rules.refusals import BadDraft
from shopapp.kernel.folding import fold

PRICINGS = ("fixed", "quote")
# What a product made to order counts as having, so that sums over variants stay plain numbers.
UNLIMITED = 1_000_000_000
LOW = 3
LONGEST_SEARCH = 100
_MOST_WORDS = 8
HIGHEST_PRICE = 100_000_000_000
HIGHEST_STOCK = 1_000_000
LONGEST_DESCRIPTION = 8_000
LONGEST_UNIT = 20
MOST_FACTS = 20
MOST_PICTURES = 12
# Letters and digits alone: what is left holds nothing that a database could take for a wildcard.
_WORD = re.compile(r"[^\W_]+")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

State = Literal["in", "low", "one", "out", "sold"]


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
    check_texts(draft)
    if not 1 <= len(draft.variants) <= MOST_VARIANTS:
        raise BadDraft("a product has at least one variant and at most 100")
    for variant in draft.variants:
        if len(variant.values) != len(draft.option_names):
            raise BadDraft("each variant has one value for each option")
        check_offer(variant.price, variant.stock, is_unique=draft.is_unique)


def check_texts(draft: ProductDraft | ProductChange) -> None:
    """Raise BadDraft for what a product cannot say of itself."""
    if not draft.name.strip() or len(draft.name) > 160:
        raise BadDraft("a product needs a name of at most 160 characters")
    if len(draft.summary) > 300 or len(draft.description) > LONGEST_DESCRIPTION:
        raise BadDraft("a summary has at most 300 characters, a description 8,000")
    if len(draft.facts) > MOST_FACTS:
        raise BadDraft("too many facts")
    if len(draft.unit) > LONGEST_UNIT:
        raise BadDraft("a unit has at most 20 characters")
    if draft.pricing not in PRICINGS:
        raise BadDraft("pricing is fixed or quote")


def check_category(draft: CategoryDraft) -> None:
    """Raise BadDraft for a category the catalogue could not hold."""
    check_slug(draft.slug)
    if not draft.name.strip() or len(draft.name) > 120 or len(draft.intro) > 300:
        raise BadDraft("a category needs a name of at most 120 characters and an intro of at most 300")


def category_search_text(draft: CategoryDraft) -> str:
    """The name of a category in all its languages, folded."""
    return _words(" ".join([draft.name, *(said.get("name", "") for said in draft.wordings.values())]))[:400]


def check_offer(price: int | None, stock: int | None, *, is_unique: bool = False) -> None:
    """Raise BadDraft for a price or stock out of range."""
    if price is not None and not 0 <= price <= HIGHEST_PRICE:
        raise BadDraft("price out of range")
    if stock is not None and not 0 <= stock <= HIGHEST_STOCK:
        raise BadDraft("stock out of range")
    if is_unique and stock not in (0, 1):
        raise BadDraft("one of a kind has a stock of 0 or 1")


def label_of(values: Sequence[str]) -> str:
    """("Lớn", "Giấy kem") → "Lớn · Giấy kem"."""
    return " · ".join(values)


def searchable(draft: ProductDraft) -> str:
    """Everything of a product that a search looks through, folded: its names alone in the first line."""
    codes = [variant.code for variant in draft.variants]
    chosen = [variant.values for variant in draft.variants]
    told = [draft.wordings, *(variant.wordings for variant in draft.variants)]
    return search_text(draft.name, draft.summary, draft.facts, codes, chosen, told)


def search_text(
    name: str,
    summary: str,
    facts: Iterable[Sequence[str]],
    codes: Iterable[str],
    chosen: Iterable[Sequence[str]] = (),
    told: Sequence[Mapping[str, Mapping[str, Any]]] = (),
) -> str:
    """As `searchable`, of the parts. `facts` are (label, value) pairs, of which the values are looked through.

    `chosen`: the values of each variant. `told`: the wordings of the product, then of its variants.
    """
    names, parts = [name], [summary, *(value for _, value in facts)]
    parts += dict.fromkeys(value for values in chosen for value in values)
    for said in (texts for wordings in told for texts in wordings.values()):
        names.append(said.get("name", ""))
        parts += [said.get("summary", ""), *(pair[-1] for pair in said.get("facts", ()) if pair)]
        parts += said.get("values", ())
    # Variants share most of their values; each is looked through once.
    rest = dict.fromkeys(part for part in [*parts, *codes] if part)
    return _words(" ".join(filter(None, names))) + "\n " + _words(" ".join(rest))


def _words(text: str) -> str:
    """The folded words of a text with single spaces between, so that a search finds where each begins."""
    return " ".join(_WORD.findall(fold(text)))


def search_words(query: str) -> list[str]:
    """The folded words of what somebody typed, at most eight of its first hundred characters."""
    # Cut before folding: folding takes time in proportion, and what follows would not be looked for anyway.
    return _WORD.findall(fold(query[:LONGEST_SEARCH]))[:_MOST_WORDS]


def state_of(units: int | None, *, is_unique: bool) -> State:
    """How much there is, told in one word. `units` None or UNLIMITED and above: made to order."""
    if units is None or units >= UNLIMITED:
        return "in"
    if units == 0:
        return "sold" if is_unique else "out"
    if is_unique:
        return "one"
    return "low" if units <= LOW else "in"
