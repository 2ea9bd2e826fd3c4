"""Sifting and sorting as a visitor's page shows them: plain links and a plain form, all of it in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from shopapp.catalog.rules import FEWEST_SIFTED, SORTS, Band, Sieve, Sifted, read_band
from shopapp.kernel.money import format_money
from shopapp.platform.i18n import language

_MOST_CHOSEN = 48


@dataclass(frozen=True)
class Tap:
    """One thing to choose; `count` None where it is not told."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@dataclass(frozen=True)
class Taps:
    """What is chosen of together: one of them (`is_one`), or several."""

    legend: str
    name: str
    is_one: bool
    taps: tuple[Tap, ...]


@dataclass(frozen=True)
class SiftView:
    """All of it. `sorts`: (label, address, whether it is this); `chips`: (label, address without it)."""

    path: str
    count: int
    sort: str
    sorts: tuple[tuple[str, str, bool], ...]
    groups: tuple[Taps, ...]
    chips: tuple[tuple[str, str], ...]

    @property
    def is_plain(self) -> bool:
        """Whether the list stands as the shop arranged it, in full."""
        return not self.count and not self.sort


def read_sifted(args: MultiDict[str, str], sieve: Sieve) -> Sifted:
    """What an address asks for; what the list does not hold (any more) is passed over."""
    known = {(group.word, value.value) for group in sieve.groups for value in group.values}
    traits: dict[str, tuple[str, ...]] = {}
    for text in dict.fromkeys(args.getlist("loc")[:_MOST_CHOSEN]):
        word, _dot, value = text.partition(".")
        if (word, value) in known:
            traits[word] = (*traits.get(word, ()), value)
    sort = args.get("xep", "")
    return Sifted(
        sort=sort if sort in SORTS else "",
        in_stock=args.get("con") == "1",
        band=read_band(args.get("gia")),
        traits=traits,
    )


def address_of(path: str, sifted: Sifted, **more: str) -> str:
    """The address of a list sifted so; `more` parameters without a value are left out."""
    pairs = [("loc", f"{word}.{value}") for word, values in sifted.traits.items() for value in values]
    if sifted.band is not None:
        pairs.append(("gia", sifted.band.key))
    if sifted.in_stock:
        pairs.append(("con", "1"))
    if sifted.sort:
        pairs.append(("xep", sifted.sort))
    pairs += [(name, value) for name, value in more.items() if value]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def sift_view(path: str, sieve: Sieve, sifted: Sifted) -> SiftView | None:
    """What stands above a list; None where it is so short that one sees everything at once."""
    if sieve.count < FEWEST_SIFTED and not sifted.count:
        return None
    words = {
        "": _("Recommended"),
        "gia-tang": _("Price: low to high"),
        "gia-giam": _("Price: high to low"),
        "moi": _("Newest"),
    }
    sorts = [(words[sort], address_of(path, replace(sifted, sort=sort)), sort == sifted.sort) for sort in SORTS]
    return SiftView(path, sifted.count, sifted.sort, tuple(sorts), _groups(sieve, sifted), _chips(path, sieve, sifted))


def _groups(sieve: Sieve, sifted: Sifted) -> tuple[Taps, ...]:
    groups = [
        Taps(
            in_words(group.shown),
            "loc",
            False,
            tuple(
                Tap(
                    f"{group.word}.{value.value}",
                    in_words(value.shown),
                    value.count,
                    value.value in sifted.traits.get(group.word, ()),
                )
                for value in group.values
            ),
        )
        for group in sieve.groups
    ]
    # A band of an older address stays to be seen and taken away, though the shop's prices have moved on.
    bands = [*sieve.bands, *([sifted.band] if sifted.band and sifted.band not in sieve.bands else [])]
    if bands:
        taps = [Tap("", _("Any price"), None, sifted.band is None)]
        taps += [Tap(band.key, band_words(band), None, band == sifted.band) for band in bands]
        groups.insert(0, Taps(_("Price"), "gia", True, tuple(taps)))
    stock = Tap("1", _("Only what can be had now"), None, sifted.in_stock)
    return (*groups, Taps(_("Availability"), "con", False, (stock,)))


def _chips(path: str, sieve: Sieve, sifted: Sifted) -> tuple[tuple[str, str], ...]:
    """Each filter that is set, with the address of the list without it."""
    chips = []
    if sifted.band is not None:
        chips.append((band_words(sifted.band), address_of(path, replace(sifted, band=None))))
    for group in sieve.groups:
        for value in group.values:
            chosen = sifted.traits.get(group.word, ())
            if value.value in chosen:
                rest = {**sifted.traits, group.word: tuple(other for other in chosen if other != value.value)}
                words = f"{in_words(group.shown)}: {in_words(value.shown)}"
                chips.append((words, address_of(path, replace(sifted, traits=rest))))
    if sifted.in_stock:
        chips.append((_("Only what can be had now"), address_of(path, replace(sifted, in_stock=False))))
    return tuple(chips)


def band_words(band: Band) -> str:
    """A price band as people say it."""
    low, high = (format_money(amount, language()) if amount else "" for amount in (band.low, band.high))
    if not high:
        return str(_("From %(price)s", price=low))
    if not low:
        return str(_("Below %(price)s", price=high))
    return f"{low} – {high}"


def in_words(shown: Mapping[str, str]) -> str:
    """A word or value in the reader's language, else in the shop's."""
    return shown.get(language()) or shown[""]
