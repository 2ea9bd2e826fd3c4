"""Colours of a shop: parsed, measured by WCAG contrast, moved along their lightness until words can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import cbrt

Rgb = tuple[int, int, int]

TEXT_RATIO = 4.5
"""What WCAG 2.2 asks between words and what they stand on."""
SHAPE_RATIO = 3.0
"""What it asks between a control's outline and what surrounds it."""

_WHITE: Rgb = (255, 255, 255)
_BLACK: Rgb = (0, 0, 0)
_STEPS = 64


class BadColour(ValueError):
    """The text is not a colour written "#rrggbb"."""


@dataclass(frozen=True)
class BrandPair:
    """One brand colour made fit for one ground; every value is "#rrggbb".

    `fill` with `on_fill` as words on it, `edge` around the fill where it stands on paper, `text` as words on any
    ground.
    """

    fill: str
    on_fill: str
    edge: str
    text: str


def parse_colour(text: str) -> Rgb:
    """ "#C0392B" → (192, 57, 43). Names, short forms and alpha raise BadColour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise BadColour(text)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def show_colour(rgb: Rgb) -> str:
    """(192, 57, 43) → "#c0392b"."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def contrast(one: str, other: str) -> float:
    """WCAG contrast of two colours written "#rrggbb": 1.0 (alike) to 21.0 (black and white)."""
    return _contrast(parse_colour(one), parse_colour(other))


def mix(one: str, other: str, share: float) -> str:
    """`share` (0 to 1) of `one` stirred into `other`."""
    first, second = parse_colour(one), parse_colour(other)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in zip(first, second, strict=True))
    return show_colour((red, green, blue))


def readable(colour: str, grounds: Sequence[str], ratio: float = TEXT_RATIO) -> str:
    """The nearest lightness of `colour` that reaches `ratio` against each of `grounds`.

    All grounds have to lie on one side: colour gets darker on light ones, lighter on dark ones. Raises ValueError
    when not even black or white reaches the ratio.
    """
    start, against = parse_colour(colour), [parse_colour(ground) for ground in grounds]
    return show_colour(_readable(start, against, ratio))


def derive_pair(colour: str, *, paper: str, grounds: Sequence[str], ink: str) -> BrandPair:
    """The brand on one ground, light or dark. `grounds` are all surfaces its words may stand on; `ink` is dark.

    Words reach 4.5:1 on the fill and, in `text`, on each ground; `edge` reaches 3:1 on each. The fill keeps the
    owner's colour wherever it can: dark words on a pale colour rather than a colour nobody chose.
    """
    brand, page, dark_words = parse_colour(colour), parse_colour(paper), parse_colour(ink)
    if _luminance(page) > 0.18:
        fill, words = _fill_on_light(brand, dark_words)
    else:
        fill, words = _fill_on_dark(brand, page, dark_words)
    return BrandPair(
        fill=show_colour(fill),
        on_fill=show_colour(words),
        edge=show_colour(_readable(fill, [page, *map(parse_colour, grounds)], SHAPE_RATIO)),
        text=readable(colour, [paper, *grounds]),
    )


def _fill_on_light(brand: Rgb, dark_words: Rgb) -> tuple[Rgb, Rgb]:
    # Between 3 and 4.5 a slightly deeper fill with white words looks like the brand; below 3 only dark words do.
    if _contrast(brand, _WHITE) >= SHAPE_RATIO:
        return _readable(brand, [_WHITE], TEXT_RATIO), _WHITE
    return _lighter(brand, dark_words), dark_words


def _fill_on_dark(brand: Rgb, page: Rgb, dark_words: Rgb) -> tuple[Rgb, Rgb]:
    fill = _readable(brand, [page], SHAPE_RATIO)
    if _contrast(fill, _WHITE) >= TEXT_RATIO:
        return fill, _WHITE
    return _lighter(fill, dark_words), dark_words


def _lighter(colour: Rgb, dark_words: Rgb) -> Rgb:
    if _contrast(colour, dark_words) >= TEXT_RATIO:
        return colour
    return _readable(colour, [dark_words], TEXT_RATIO)


def _readable(colour: Rgb, grounds: Sequence[Rgb], ratio: float) -> Rgb:
    darker = min(_luminance(ground) for ground in grounds) > 0.18
    end = 0.0 if darker else 1.0
    lightness, green_red, blue_yellow = _to_oklab(colour)
    for step in range(_STEPS + 1):
        share = step / _STEPS
        # Colour fades with the way gone, since the last step is black or white, which has none.
        moved = lightness + (end - lightness) * share
        tone = _from_oklab(moved, green_red * (1 - share), blue_yellow * (1 - share)) if step else colour
        if all(_contrast(tone, ground) >= ratio for ground in grounds):
            return tone
    last = _BLACK if darker else _WHITE
    if all(_contrast(last, ground) >= ratio for ground in grounds):
        return last
    raise ValueError(f"no lightness of {show_colour(colour)} reaches {ratio}:1 on all its grounds")


def _contrast(one: Rgb, other: Rgb) -> float:
    first, second = _luminance(one), _luminance(other)
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (_to_linear(part) for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _to_linear(part: int) -> float:
    share = part / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _from_linear(share: float) -> int:
    clipped = min(max(share, 0.0), 1.0)
    curved = clipped * 12.92 if clipped <= 0.0031308 else 1.055 * clipped ** (1 / 2.4) - 0.055
    return round(curved * 255)


def _to_oklab(rgb: Rgb) -> tuple[float, float, float]:
    """Lightness and two colour axes; coefficients as published by Björn Ottosson.

    OKLab keeps the hue while lightness changes, where plain mixing with black turns orange into mud.
    """
    r, g, b = (_to_linear(part) for part in rgb)
    long = cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    middle = cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, green_red: float, blue_yellow: float) -> Rgb:
    long = (lightness + 0.3963377774 * green_red + 0.2158037573 * blue_yellow) ** 3
    middle = (lightness - 0.1055613458 * green_red - 0.0638541728 * blue_yellow) ** 3
    short = (lightness - 0.0894841775 * green_red - 1.2914855480 * blue_yellow) ** 3
    return (
        _from_linear(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
        _from_linear(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
        _from_linear(-0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short),
    )
