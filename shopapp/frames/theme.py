"""A shop's look: its kind's type, rhythm and picture treatment, and its one colour made readable in light and dark.

The result is one style sheet per (kind, colour, choices), served as /theme-<hash>.css. Looks are data: no template is
chosen per shop.
"""

import hashlib
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib import resources

from shopapp.frames.choices import choices_css
from shopapp.kernel.colour import SHAPE_RATIO, BadColour, derive_pair, mix, parse_colour, readable
from shopapp.platform.tenancy.refs import LookChoices
from shopapp.platform.web.static import read_static, shrink

__all__ = ["BadColour", "page_css", "theme_css", "theme_hash", "theme_tokens"]


Parts = tuple[tuple[str, tuple[str, ...]], ...]
"""Style sheets, and the files of each that are left out."""
_NO_GOODS = ("storefront.css", ("50-goods.css",))
EVERY_PART: Parts = (("storefront.css", ()), ("papers.css", ()), ("texts.css", ()))
# Each sort of page loads the parts it is made of: where one looks around, where one fills in, where one reads.
PAGES: dict[str, Parts] = {
    "window": (("storefront.css", ()),),
    "form": (_NO_GOODS, ("papers.css", ())),
    "order": (_NO_GOODS, ("papers.css", ("25-placed.css", "30-threads.css"))),
    "text": (_NO_GOODS, ("texts.css", ())),
}


@dataclass(frozen=True)
class Ground:
    """What a page is made of in one mode; every value is "#rrggbb"."""

    paper: str
    surface: str
    ink: str
    soft: str
    line: str
    field: str


@dataclass(frozen=True)
class Look:
    """The two modes of one kind of shop, and how much of the brand is stirred into tinted areas."""

    light: Ground
    dark: Ground
    tint: float = 0.1
    board: str = ""
    """What the look paints its head, opening and foot with, by day and by night; most have none."""


LOOKS: dict[str, Look] = {
    "florist": Look(
        light=Ground("#faf5ef", "#f3eae0", "#2c2320", "#6a5a53", "#e3d7ca", "#8b786e"),
        dark=Ground("#1a1513", "#251e1b", "#f1e8e0", "#b9a89d", "#3f3530", "#94837b"),
    ),
    "puppies": Look(
        light=Ground("#fff8ec", "#fdeed8", "#2f2318", "#6b5946", "#f0dcc0", "#8f7a63"),
        dark=Ground("#1d1712", "#2a211a", "#f7ecdd", "#c0ad97", "#46392d", "#98856f"),
        tint=0.2,
    ),
    "signs": Look(
        light=Ground("#f1f0ed", "#e3e1dc", "#15171a", "#52555a", "#c8c6c1", "#75777a"),
        dark=Ground("#121315", "#1e2023", "#f0efec", "#abadaf", "#3a3d41", "#888c91"),
        board="#15171a",
    ),
    "clothes": Look(
        light=Ground("#ffffff", "#f3f3f5", "#0a0a0b", "#5a5a60", "#e1e1e5", "#808087"),
        dark=Ground("#0c0c0e", "#19191c", "#f4f4f5", "#a8a8af", "#323238", "#87878f"),
    ),
    "general": Look(
        light=Ground("#ffffff", "#f1f5ee", "#1b201a", "#546051", "#dbe3d6", "#7a8576"),
        dark=Ground("#131712", "#1e241c", "#e9eee6", "#a7b2a2", "#353e32", "#858f80"),
    ),
}

_AS_DRAWN = LookChoices()
# Words on a pale brand are near-black in both modes: the fill, not the page, is what they stand on.
_DARK_WORDS = "#17120f"


@lru_cache(maxsize=256)
def theme_css(kind: str, colour: str, choices: LookChoices = _AS_DRAWN) -> str:
    """The style sheet of a shop of `kind` (a key of LOOKS) with the brand `colour` ("#rrggbb") and its own choices.

    Raises BadColour for any other way to write a colour and KeyError for an unknown kind.
    """
    light, dark = (_tokens(values) for values in theme_tokens(kind, colour))
    modes = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return f"@layer theme{{{modes}}}{_look_css(kind)}{choices_css(choices)}"


def page_css(kind: str, colour: str, choices: LookChoices = _AS_DRAWN, page: str = "") -> str:
    """What pages load: the parts that all shops share, dressed in the shop's look. Raises as `theme_css` does.

    `page` is one of PAGES; any other holds every part. In one sheet they take a tenth less than in two, and one
    request less before anything can be painted.
    """
    shared = "".join(read_static(name, without) for name, without in PAGES.get(page, EVERY_PART))
    return _joined(shared, theme_css(kind, colour, choices))


def theme_hash(kind: str, colour: str, choices: LookChoices = _AS_DRAWN) -> str:
    """Twelve hexadecimal digits that change with every byte of `page_css(kind, colour, choices)`."""
    return _digest(page_css(kind, colour, choices))


@lru_cache(maxsize=256)
def _joined(shared: str, look: str) -> str:
    return shared + look


@lru_cache(maxsize=256)
def _digest(css: str) -> str:
    return hashlib.sha256(css.encode()).hexdigest()[:12]


def theme_tokens(kind: str, colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """The values of a shop's look by their names, in light and in dark; every one is "#rrggbb".

    Raises BadColour and KeyError as `theme_css` does.
    """
    parse_colour(colour)
    look = LOOKS[kind]
    return _values(look, look.light, colour), _values(look, look.dark, colour)


def head_grounds(kind: str, colour: str) -> tuple[str, str]:
    """What the head of a page is painted with in light and in dark, as the look's own rules for `.top` say."""
    light, dark = theme_tokens(kind, colour)
    if board := LOOKS[kind].board:
        return board, board
    if kind == "general":
        return light["brand"], dark["tint"]
    return light["paper"], dark["paper"]


def _values(look: Look, ground: Ground, colour: str) -> dict[str, str]:
    tint = mix(colour, ground.paper, look.tint)
    grounds = [ground.paper, ground.surface, tint]
    pair = derive_pair(colour, paper=ground.paper, grounds=grounds[1:], ink=_DARK_WORDS)
    values = {field.name: str(getattr(ground, field.name)) for field in fields(ground)}
    return (
        values
        | {
            # A strong brand makes a deep tint: what stands on it must be seen there, too.
            "soft": readable(ground.soft, grounds),
            "field": readable(ground.field, grounds, SHAPE_RATIO),
            "brand": pair.fill,
            "on-brand": pair.on_fill,
            "edge": pair.edge,
            "brand-ink": pair.text,
            "tint": tint,
        }
        | ({"board-edge": readable(pair.fill, [look.board], SHAPE_RATIO)} if look.board else {})
    )


def _tokens(values: dict[str, str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in values.items())


@lru_cache(maxsize=8)
def _look_css(kind: str) -> str:
    """The hand-written part of a look."""
    return shrink(resources.files("shopapp.frames").joinpath("looks", f"{kind}.css").read_text(encoding="utf-8"))
