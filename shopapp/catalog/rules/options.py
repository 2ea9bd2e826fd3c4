"""Choices of a product (size, colour) and what a change of them means for the variants there are."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shopapp.catalog.rules.refusals import BadDraft
from shopapp.kernel.folding import fold

MOST_OPTIONS = 3
MOST_VARIANTS = 100
LONGEST_VALUE = 40


@dataclass(frozen=True)
class Option:
    """One thing to choose, such as ("Cỡ", ("S", "M")). `wordings`: language → (name, values in the same order)."""

    name: str
    values: tuple[str, ...]
    wordings: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Planned:
    """A variant as it shall be. `id` is the existing one that becomes it; a new one starts `like` another."""

    values: tuple[str, ...]
    id: int | None
    like: int | None


def options_of(names: Sequence[str], variants: Sequence[Sequence[str]]) -> tuple[Option, ...]:
    """The options behind variants, values in the order in which they first appear."""
    columns = [tuple(dict.fromkeys(values[place] for values in variants)) for place in range(len(names))]
    return tuple(Option(name, values) for name, values in zip(names, columns, strict=True))


def count_combinations(options: Sequence[Option]) -> int:
    """How many variants the options make."""
    total = 1
    for option in options:
        total *= len(option.values)
    return total


def check_options(options: Sequence[Option]) -> None:
    """Raise BadDraft for options that cannot be offered."""
    if len(options) > MOST_OPTIONS or count_combinations(options) > MOST_VARIANTS:
        raise BadDraft("too many options")
    if has_twins([option.name for option in options]):
        raise BadDraft("two options bear one name")
    for option in options:
        if not option.values or has_twins(option.values):
            raise BadDraft("an option has values, each once")
        if any(not 0 < len(text.strip()) <= LONGEST_VALUE for text in (option.name, *option.values)):
            raise BadDraft("names and values of options are short")


def has_twins(texts: Sequence[str]) -> bool:
    """Whether two texts differ in nothing but case and accents' spelling."""
    return len({text.casefold() for text in texts}) < len(texts)


def plan_variants(
    old: Sequence[Option], known: Sequence[tuple[int, Sequence[str]]], new: Sequence[Option]
) -> list[Planned]:
    """Every combination of the new options with the variant (id, values) that becomes it, if one does.

    Options are known again by name, else by a value they share; values by name, else in their order where as many went
    as came. Whatever id does not appear in the plan is no longer offered.
    """
    places = _counterparts(old, new)
    renamed = [
        _renamings(old[place], option) if place is not None else {} for place, option in zip(places, new, strict=True)
    ]
    moved: dict[int, list[str | None]] = {}
    for variant_id, values in known:
        became = [
            names.get(values[place]) if place is not None else None
            for place, names in zip(places, renamed, strict=True)
        ]
        if all(value is not None for value, place in zip(became, places, strict=True) if place is not None):
            moved[variant_id] = became
    plan: list[Planned] = []
    free = dict(moved)
    for combination in itertools.product(*(option.values for option in new)):
        taken = next((i for i, values in free.items() if _agree(values, combination)), None)
        if taken is not None:
            del free[taken]
        plan.append(Planned(combination, taken, taken if taken is not None else _nearest(moved, combination, known)))
    return plan


def _counterparts(old: Sequence[Option], new: Sequence[Option]) -> list[int | None]:
    """For each new option the place of the old one it continues."""
    left = dict(enumerate(old))
    places: list[int | None] = [None] * len(new)

    def settle(index: int, place: int | None) -> None:
        if place is not None:
            places[index] = place
            del left[place]

    for index, option in enumerate(new):
        settle(index, next((p for p, o in left.items() if fold(o.name) == fold(option.name)), None))
    for index, option in enumerate(new):
        if places[index] is None:
            settle(index, next((p for p, o in left.items() if set(o.values) & set(option.values)), None))
    for index in range(len(new)):
        if places[index] is None and len(old) == len(new):
            settle(index, next(iter(left), None))
    return places


def _renamings(old: Option, new: Option) -> dict[str, str]:
    same = {fold(value): value for value in new.values}
    known = {value: same[fold(value)] for value in old.values if fold(value) in same}
    gone = [value for value in old.values if value not in known]
    came = [value for value in new.values if value not in known.values()]
    return known | (dict(zip(gone, came, strict=True)) if len(gone) == len(came) else {})


def _agree(values: Sequence[str | None], combination: Sequence[str]) -> bool:
    return all(value is None or value == wanted for value, wanted in zip(values, combination, strict=True))


def _nearest(
    moved: dict[int, list[str | None]], combination: Sequence[str], known: Sequence[tuple[int, Sequence[str]]]
) -> int | None:
    """The variant that shares most with a new one; its price is the best guess."""
    if not moved:
        return known[0][0] if known else None
    return max(moved, key=lambda i: sum(v == w for v, w in zip(moved[i], combination, strict=True)))
