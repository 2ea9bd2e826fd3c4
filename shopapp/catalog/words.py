"""What differs between kinds of shop when goods are shown: facts on a card, words of buttons, what comes first."""

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from shopapp.catalog.queries import Card, CategoryView, ProductSheet, VariantView
from shopapp.catalog.rules import LOW, label_of
from shopapp.kernel.folding import fold
from shopapp.platform.i18n import readers_language
from shopapp.platform.wordings import Wordings, overlaid, worded


@dataclass(frozen=True)
class KindWords:
    """How one kind of shop speaks. `card_facts` are folded labels of facts; `quick_order` adds a button to cards."""

    order: Any
    ask: Any
    about: Any
    facts: Any
    related: Any
    promise: tuple[tuple[str, Any], ...]
    card_facts: tuple[str, ...] = ()
    quick_order: bool = False
    shows_summary: bool = False
    shows_facts_first: bool = False
    related_shown: int = 3


_CALLS_BACK = ("phone", _l("The shop calls to confirm before anything is prepared"))
_FEE_FIRST = ("truck", _l("Delivery fee and time slot are shown before you send the order"))

_GENERAL = KindWords(
    order=_l("Order this"),
    ask=_l("Ask about this product"),
    about=_l("About this product"),
    facts=_l("Details"),
    related=_l("Goes well with it"),
    promise=(_FEE_FIRST, _CALLS_BACK),
    quick_order=True,
    related_shown=4,
)

KINDS: dict[str, KindWords] = {
    "general": _GENERAL,
    "florist": KindWords(
        order=_l("Order these flowers"),
        ask=_l("Ask the florist"),
        about=_l("About these flowers"),
        facts=_l("Flowers and size"),
        related=_l("For the same occasion"),
        promise=(
            _FEE_FIRST,
            ("card", _l("A greeting card with your own words comes with the order form")),
            _CALLS_BACK,
        ),
    ),
    "puppies": KindWords(
        order=_l("Reserve this puppy"),
        ask=_l("Ask about this puppy"),
        about=_l("Character and care"),
        facts=_l("Profile"),
        related=_l("Brothers, sisters and friends"),
        promise=(
            ("heart", _l("Ask first, visit first: nothing is paid before you have met")),
            ("phone", _l("The shop calls back within its opening hours")),
        ),
        card_facts=("gioi tinh", "tuoi", "tiem phong"),
        shows_facts_first=True,
    ),
    "signs": KindWords(
        order=_l("Order this"),
        ask=_l("Ask the workshop"),
        about=_l("How it is made"),
        facts=_l("Measures and materials"),
        related=_l("Signs of the same type"),
        promise=(
            ("list", _l("You see a drawing and a price before work begins")),
            ("phone", _l("The workshop calls to confirm every word and measure")),
        ),
        card_facts=("gia tham khao", "thoi gian lam"),
    ),
    "clothes": KindWords(
        order=_l("Order this"),
        ask=_l("Ask about size or colour"),
        about=_l("About this piece"),
        facts=_l("Fabric and fit"),
        related=_l("To wear with it"),
        promise=(_FEE_FIRST, ("phone", _l("The shop calls to confirm size and colour"))),
        related_shown=4,
    ),
}


def words_of(kind: str) -> KindWords:
    """The words of a kind of shop."""
    return KINDS.get(kind, _GENERAL)


def address(path: str, **query: object) -> str:
    """A path with its query written out."""
    return f"{path}?{urlencode(query)}" if query else path


def card_arguments(card: Card, kind: str) -> dict[str, Any]:
    """What the macro `product_card` needs to show a product in a shop of this kind."""
    words = words_of(kind)
    # Which facts a card shows is told by their labels in the shop's own language.
    told = overlaid(list(card.facts), _told(card.wordings, "facts"))
    facts = [said for said, own in zip(told, card.facts, strict=True) if fold(own[0]) in words.card_facts]
    can_order = words.quick_order and card.price is not None and not card.is_unique
    return {
        "name": worded(card.name, card.wordings, "name"),
        "href": f"/san-pham/{card.slug}",
        "amount": card.price,
        "unit": worded(card.unit, card.wordings, "unit"),
        "least": card.least != card.most,
        "picture": card.picture,
        "state": card.state,
        "facts": facts,
        "note": worded(card.summary, card.wordings, "summary") if words.shows_summary else "",
        "order_href": address("/dat-hang", sp=card.slug) if can_order else "",
    }


def _told(wordings: Wordings, field: str) -> Any:
    """A list in the reader's language, None where it was not worded; `overlaid` puts it over the shop's own."""
    return wordings.get(readers_language() or "", {}).get(field)


def worded_category(category: CategoryView) -> CategoryView:
    """A category in the reader's language."""
    said = category.wordings
    return dataclasses.replace(
        category, name=worded(category.name, said, "name"), intro=worded(category.intro, said, "intro")
    )


def by_letter(categories: Sequence[CategoryView]) -> list[tuple[str, list[CategoryView]]]:
    """Categories under the letter their names begin with, accents aside; "0" for what begins with none."""
    letters: dict[str, list[CategoryView]] = {}
    for category in sorted(categories, key=lambda c: (fold(c.name), c.id)):
        first = fold(category.name)[:1]
        letters.setdefault(first if "a" <= first <= "z" else "0", []).append(category)
    return list(letters.items())


def worded_sheet(sheet: ProductSheet) -> ProductSheet:
    """A product in the reader's language; what was not worded in it stays as the shop wrote it."""
    said = sheet.wordings
    facts = overlaid(list(sheet.facts), _told(said, "facts"))
    names = overlaid(list(sheet.option_names), _told(said, "option_names"))
    return dataclasses.replace(
        sheet,
        name=worded(sheet.name, said, "name"),
        summary=worded(sheet.summary, said, "summary"),
        description=worded(sheet.description, said, "description"),
        unit=worded(sheet.unit, said, "unit"),
        facts=tuple((label, value) for label, value in facts),
        option_names=tuple(names),
        category_name=worded(sheet.category_name, sheet.category_wordings, "name"),
        variants=tuple(_worded_variant(variant) for variant in sheet.variants),
    )


def _worded_variant(variant: VariantView) -> VariantView:
    values = overlaid(list(variant.values), _told(variant.wordings, "values"))
    if list(variant.values) == values:
        return variant
    return dataclasses.replace(variant, values=tuple(values), label=label_of(values))


@dataclass(frozen=True)
class Way:
    """One button of a product page."""

    text: str
    href: str


@dataclass(frozen=True)
class Buying:
    """How one gets a product: a form to the order page, or links; `ways` are the links, the main one first."""

    has_form: bool
    form_is_main: bool
    order_text: str
    ways: tuple[Way, ...]


def buying(sheet: ProductSheet, kind: str) -> Buying:
    """What can be done about a product, and what comes first: of an animal one asks, a quote one requests."""
    words = words_of(kind)
    ask = Way(str(words.ask), address("/lien-he", sp=sheet.slug))
    if sheet.pricing == "quote":
        quote = Way(gettext("Ask for a quote"), address("/bao-gia", sp=sheet.slug))
        gone = sheet.state in ("sold", "out")
        ways = (ask,) if gone else (ask, quote) if sheet.is_unique else (quote, ask)
        return Buying(False, False, "", ways)
    return Buying(sheet.is_orderable, sheet.is_orderable and not sheet.is_unique, str(words.order), (ask,))


@dataclass(frozen=True)
class ChoiceGroup:
    """Variants that share the value of the last option, as radio taps."""

    legend: str
    options: tuple[dict[str, object], ...] = field(default=())


def choice_groups(sheet: ProductSheet) -> list[ChoiceGroup]:
    """The chooser of a product with several variants; [] where there is nothing to choose."""
    if len(sheet.variants) < 2:
        return []
    names = sheet.option_names
    tells_price = len(sheet.prices) > 1
    if len(names) < 2:
        legend = names[0] if names else gettext("Choice")
        return [ChoiceGroup(legend, tuple(_option(v, v.label, tells_price) for v in sheet.variants))]
    groups: dict[str, list[VariantView]] = {}
    for variant in sheet.variants:
        groups.setdefault(variant.values[-1], []).append(variant)
    return [
        ChoiceGroup(
            f"{names[-1]}: {value}",
            tuple(_option(v, " · ".join(v.values[:-1]), tells_price) for v in its),
        )
        for value, its in groups.items()
    ]


def first_choice(variants: Sequence[VariantView]) -> int | None:
    """The variant to begin with: the first that can be had for a known price."""
    return next((v.id for v in variants if v.is_available and v.price is not None), None)


def _option(variant: VariantView, label: str, tells_price: bool) -> dict[str, object]:
    return {
        "value": variant.id,
        "label": label,
        "price": variant.price if tells_price else None,
        "left": variant.stock if variant.stock is not None and 0 < variant.stock <= LOW else None,
        "disabled": not variant.is_available or variant.price is None,
        "asks": variant.price is None,
    }
