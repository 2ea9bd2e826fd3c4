"""By what a product may be found among others: its short facts and the choices it comes in, in every language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopapp.kernel.folding import slug

# Longer texts tell of one product; nobody looks for others by them.
LONGEST_TRAIT = 40
Wordings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class TraitDraft:
    """One trait. `word` and `value` are made for addresses; `shown` is language → (word, value), "" the shop's own."""

    word: str
    value: str
    shown: dict[str, list[str]]


def traits_of(
    facts: Sequence[Sequence[str]],
    option_names: Sequence[str],
    variants: Iterable[tuple[Sequence[str], Wordings]],
    wordings: Wordings,
) -> list[TraitDraft]:
    """The traits of a product. `variants`: (values, wordings) of each that is offered."""
    found: dict[tuple[str, str], TraitDraft] = {}

    def note(word: str, value: str, further: Mapping[str, list[str]]) -> None:
        key = slug(word, LONGEST_TRAIT), slug(value, LONGEST_TRAIT)
        if all(key) and key not in found and max(len(word), len(value)) <= LONGEST_TRAIT:
            found[key] = TraitDraft(*key, {"": [word, value], **further})

    for place, (word, value) in enumerate(facts):
        note(word, value, {code: pair for code, said in wordings.items() if (pair := _pair(said, place, len(facts)))})
    for values, own in variants:
        for place, (word, value) in enumerate(zip(option_names, values, strict=False)):
            further = {}
            for code in wordings.keys() & own.keys():
                names, told = wordings[code].get("option_names", ()), own[code].get("values", ())
                if len(names) == len(option_names) and len(told) == len(values) and names[place] and told[place]:
                    further[code] = [str(names[place]), str(told[place])]
            note(word, value, further)
    return list(found.values())


def _pair(said: Mapping[str, Any], place: int, count: int) -> list[str]:
    """A fact in a further language; [] where those facts belong to an earlier text or this one was left out."""
    facts = said.get("facts", ())
    if len(facts) != count or len(facts[place]) != 2 or not all(facts[place]):
        return []
    return [str(part) for part in facts[place]]
