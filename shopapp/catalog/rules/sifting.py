"""Sifting and sorting a list of products: what there is to choose from, and what was chosen."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

# A shorter list is sooner looked through than sifted.
FEWEST_SIFTED = 3
MOST_VALUES = 12
MOST_GROUPS = 4
_MOST_BANDS = 4
# What only few products tell of themselves would hide all others.
_LEAST_SHARE = 0.4
SORTS = ("", "gia-tang", "gia-giam", "moi")
_NICE = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 10)
_SIZES = ("xxs", "xs", "s", "m", "l", "xl", "xxl", "3xl", "nho", "vua", "lon")
_UNITS = {"kg": 1000, "g": 1, "lit": 1000, "l": 1000, "ml": 1, "m": 100, "cm": 1, "mm": 0.1}
_FIGURE = re.compile(r"(\d+)(?:-(\d+))?-?([a-z]*)")


@dataclass(frozen=True)
class Band:
    """Prices from `low` up to, but without, `high` (None: no end), in đồng."""

    low: int
    high: int | None

    @property
    def key(self) -> str:
        """The band in an address."""
        return f"{self.low}-{self.high or ''}"


@dataclass(frozen=True)
class Value:
    """One value of a trait, in each language ("" the shop's own), and how many products bear it."""

    value: str
    shown: dict[str, str]
    count: int


@dataclass(frozen=True)
class Group:
    """A trait with the values to choose from."""

    word: str
    shown: dict[str, str]
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Sieve:
    """What a list can be sifted by. `count`: how many products it holds."""

    count: int = 0
    bands: tuple[Band, ...] = ()
    groups: tuple[Group, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON values; `sieve_from` reads them back."""
        return asdict(self)


@dataclass(frozen=True)
class Counted:
    """A value of a trait as the database counts it: how many products bear it, and how it is shown."""

    word: str
    value: str
    count: int
    shown: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Sifted:
    """What a visitor has chosen. `traits`: word → values, one of which a product has to bear."""

    sort: str = ""
    in_stock: bool = False
    band: Band | None = None
    traits: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many filters are set."""
        return self.in_stock + (self.band is not None) + sum(len(values) for values in self.traits.values())


def sieve_from(data: Mapping[str, Any] | None) -> Sieve:
    """The inverse of `Sieve.to_json`; an empty sieve where none was made."""
    if not data:
        return Sieve()
    groups = (
        Group(group["word"], group["shown"], tuple(Value(**value) for value in group["values"]))
        for group in data["groups"]
    )
    return Sieve(data["count"], tuple(Band(**band) for band in data["bands"]), tuple(groups))


def make_sieve(count: int, prices: Sequence[int], bearers: Mapping[str, int], counted: Iterable[Counted]) -> Sieve:
    """The sieve of a list of `count` products. `prices` ascend; `bearers`: word → how many products say it at all."""
    by_word: dict[str, list[Counted]] = {}
    for one in counted:
        by_word.setdefault(one.word, []).append(one)
    groups = [
        (bearers.get(word, 0), group)
        for word, values in by_word.items()
        if bearers.get(word, 0) >= _LEAST_SHARE * count and (group := _group(word, values, bearers[word]))
    ]
    groups.sort(key=lambda pair: (-pair[0], len(pair[1].values), pair[1].word))
    return Sieve(count, bands_of(prices), tuple(group for _, group in groups[:MOST_GROUPS]))


def _group(word: str, found: list[Counted], bearers: int) -> Group | None:
    """The values of a trait that are worth choosing from, None where nearly every product has one of its own."""
    common = sorted(found, key=lambda one: (-one.count, one.value))
    if len(common) > MOST_VALUES:
        common = [one for one in common if one.count > 1][:MOST_VALUES]
    if len(common) < 2 or common[0].count < 2 or sum(one.count for one in common) < bearers / 2:
        return None
    words = {code: pair[0] for one in reversed(common) for code, pair in one.shown.items()}
    values = [Value(one.value, {code: pair[1] for code, pair in one.shown.items()}, one.count) for one in common]
    return Group(word, words, tuple(sorted(values, key=_natural)))


def _natural(value: Value) -> tuple[int, float, float, str]:
    """Sizes from small to large, figures by their worth, else the most common first."""
    if value.value in _SIZES:
        return 0, _SIZES.index(value.value), 0, value.value
    if found := _FIGURE.match(value.value):
        number = float(f"{found[1]}.{found[2] or 0}")
        return 1, number * _UNITS.get(found[3], 1), 0, value.value
    return 2, -value.count, 0, value.value


def bands_of(prices: Sequence[int]) -> tuple[Band, ...]:
    """Two to four bands with round bounds that hold about as many of the ascending prices each; () for few prices."""
    wanted = min(_MOST_BANDS, len(set(prices)) // 2)
    if wanted < 2:
        return ()
    cuts: list[int] = []
    for number in range(1, wanted):
        cut = _round(prices[len(prices) * number // wanted])
        below = [price for price in prices if (cuts[-1] if cuts else 0) <= price < cut]
        if below and prices[-1] >= cut:
            cuts.append(cut)
    bounds = [0, *cuts]
    ends: list[int | None] = [*cuts, None]
    return tuple(Band(low, high) for low, high in zip(bounds, ends, strict=True)) if cuts else ()


def _round(price: int) -> int:
    """The nearest figure people would name: 1, 1.5, 2 … times a power of ten."""
    if price < 10:
        return max(1, price)
    power = 10 ** int(math.log10(price))
    return int(min((nice * power for nice in _NICE), key=lambda figure: (abs(figure - price), figure)))


_BAND = re.compile(r"([0-9]{1,12})-([0-9]{0,12})")


def read_band(text: str | None) -> Band | None:
    """The band an address names, None for anything else."""
    found = _BAND.fullmatch(text or "")
    if found is None:
        return None
    low, high = int(found[1]), int(found[2]) if found[2] else None
    return Band(low, high) if (high is None and low > 0) or (high is not None and low < high) else None
