"""What the catalogue says in further languages than the shop's own, as it is stored."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from shopapp.catalog.rules.drafts import Wordings
from shopapp.catalog.rules.options import Option


def stored(wordings: Wordings) -> dict[str, dict[str, Any]]:
    """Wordings as plain values without what says nothing, so that a text left empty falls back to the shop's own."""
    kept = {code: {field: text for field, text in said.items() if text} for code, said in wordings.items()}
    return {code: said for code, said in kept.items() if said}


def names_of(wordings: Wordings) -> dict[str, str]:
    """Language → name, of what has one in it."""
    return {code: str(said["name"]) for code, said in wordings.items() if said.get("name")}


def without_name(wordings: Wordings) -> dict[str, dict[str, Any]]:
    """The wordings of a copy, which bears another name."""
    return stored({code: {**said, "name": ""} for code, said in wordings.items()})


def with_option_names(wordings: Wordings, options: Sequence[Option]) -> dict[str, dict[str, Any]]:
    """A product's wordings with the names of its options in place of those it had; "" where one is not worded."""
    codes = {*wordings, *(code for option in options for code in option.wordings)}
    return stored({code: {**wordings.get(code, {}), "option_names": _names(options, code)} for code in codes})


def _names(options: Sequence[Option], code: str) -> list[str]:
    names = [option.wordings[code][0] if code in option.wordings else "" for option in options]
    return names if any(names) else []


def with_words(
    options: Sequence[Option], wordings: Wordings, variants: Sequence[tuple[Sequence[str], Wordings]]
) -> tuple[Option, ...]:
    """The options of a product with what they are called in further languages, gathered from it and its variants."""
    worded = []
    for place, option in enumerate(options):
        told = {}
        for code, said in wordings.items():
            names = said.get("option_names", ())
            if len(names) != len(options) or not names[place]:
                continue
            values = {own[place]: _at(words.get(code, {}).get("values", ()), place) for own, words in variants}
            told[code] = (str(names[place]), tuple(values.get(value, "") for value in option.values))
        worded.append(replace(option, wordings=told))
    return tuple(worded)


def _at(texts: Sequence[Any], place: int) -> str:
    return str(texts[place]) if place < len(texts) else ""


def worded_values(options: Sequence[Option], values: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The wordings of the variant that has these values."""
    codes = {code for option in options for code in option.wordings}
    told: dict[str, dict[str, Any]] = {}
    for code in codes:
        said = [_value(option, value, code) for option, value in zip(options, values, strict=True)]
        told[code] = {"values": said if any(said) else []}
    return stored(told)


def _value(option: Option, value: str, code: str) -> str:
    """A value in a further language, "" where it is not worded."""
    if code not in option.wordings or value not in option.values:
        return ""
    said = option.wordings[code][1]
    place = option.values.index(value)
    return said[place] if place < len(said) else ""
