"""Prices as people type them in Vietnam: "350.000 ₫", "1.500.000đ", "150k", "1tr5", "2 triệu rưỡi"."""

import re
from fractions import Fraction
from typing import Literal

from shopapp.kernel.folding import fold

_UNITS = {
    "ty": 1_000_000_000,
    "ti": 1_000_000_000,
    "trieu": 1_000_000,
    "tr": 1_000_000,
    "nghin": 1_000,
    "ngan": 1_000,
    "ng": 1_000,
    "k": 1_000,
}
_NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
_PART = re.compile(rf"({_NUMBER})({'|'.join(_UNITS)})")
_CURRENCY = re.compile(r"(?:₫|vnd|dong|d)$")
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+")
_DECIMAL = re.compile(r"([0-9]{1,12})[.,]([0-9]{1,2})")
_LONGEST = 60


class BadPrice(ValueError):
    """The text names no amount of money; `reason` is "unreadable", or "zeros" where zeros seem to be missing."""

    def __init__(self, reason: Literal["unreadable", "zeros"] = "unreadable") -> None:
        super().__init__(reason)
        self.reason = reason


def parse_price(text: str) -> int:
    """The whole đồng a text means. Raises BadPrice.

    A figure below 1,000 without a unit is taken for a slip ("350" for "350k"), unless the currency stands behind it.
    """
    if len(text) > _LONGEST:
        raise BadPrice
    # A space between digits groups them like a dot; any other space says nothing.
    said = re.sub(r"\s+", "", re.sub(r"(?<=[0-9])\s+(?=[0-9])", ".", fold(text)))
    bare = _CURRENCY.sub("", said)
    if _PART.match(bare):
        return _sum_of_parts(bare)
    amount = _whole(bare)
    if 0 < amount < 1_000 and bare == said:
        raise BadPrice("zeros")
    return amount


def _sum_of_parts(text: str) -> int:
    """ "1tr5", "1tr250k", "2trieuruoi": each unit smaller than the one before; a bare end counts tenths of the last."""
    total, unit, rest = Fraction(0), 0, text
    while found := _PART.match(rest):
        smaller = _UNITS[found[2]]
        if unit and smaller >= unit:
            raise BadPrice
        total, unit, rest = total + _figure(found[1], smaller) * smaller, smaller, rest[found.end() :]
    if rest == "ruoi":
        total += Fraction(unit, 2)
    elif re.fullmatch(r"[0-9]{1,3}", rest):
        total += Fraction(int(rest) * unit, 10 ** len(rest))
    elif rest:
        raise BadPrice
    if total.denominator != 1:
        raise BadPrice
    return int(total)


def _figure(text: str, unit: int) -> Fraction:
    """The figure before a unit. "1.500tr" could mean two very different things, so it is not guessed."""
    if found := _DECIMAL.fullmatch(text):
        return int(found[1]) + Fraction(int(found[2]), 10 ** len(found[2]))
    if unit > 1_000 and not text.isdigit():
        raise BadPrice
    return Fraction(_whole(text))


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", text) and not _GROUPED.fullmatch(text):
        raise BadPrice
    return int(re.sub(r"[.,]", "", text))
