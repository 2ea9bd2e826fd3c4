"""What a shop says in a further language beside its own words: what is kept of it, and what is not worded yet."""

from collections.abc import Mapping
from typing import Any

from shopapp.shops.rules import SECTIONS, TEXTS, Profile, stored

# What a shop writes in its own words and visitors read; the rest is names, figures and lists of the program's.
_TOLD: Mapping[str, tuple[str, ...]] = {
    "tagline": (),
    "hero": ("title", "text"),
    "reasons": ("title", "text"),
    "texts": TEXTS,
    "departments": ("name",),
    "closures": ("name",),
}


def unsaid(profile: Profile, code: str) -> dict[str, int]:
    """How many texts of each section are not worded in that language; sections without any are left out."""
    values, said = stored(profile), profile.wordings.get(code, {})
    counts: dict[str, int] = {}
    for section, parts in SECTIONS.items():
        told = [part for part in parts if part in _TOLD]
        missing = sum(_unsaid(values[part], said.get(part), _TOLD[part]) for part in told)
        if missing:
            counts[section] = missing
    return counts


def _unsaid(own: Any, said: Any, names: tuple[str, ...]) -> int:
    if isinstance(own, list):
        places = said if isinstance(said, list | tuple) and len(said) == len(own) else [None] * len(own)
        return sum(_unsaid(mine, theirs, names) for mine, theirs in zip(own, places, strict=True))
    if isinstance(own, Mapping):
        worded = said if isinstance(said, Mapping) else {}
        return sum(_unsaid(own.get(name, ""), worded.get(name), ()) for name in names)
    return int(bool(own) and not said)


def pruned(said: Any) -> Any:
    """Words in a further language without those left empty; a list keeps its places while one of them is filled."""
    if isinstance(said, Mapping):
        kept = {name: pruned(value) for name, value in said.items()}
        return {name: value for name, value in kept.items() if value}
    if isinstance(said, list | tuple):
        places = [pruned(value) for value in said]
        return places if any(places) else []
    return str(said or "").strip()
