"""Words drawn into pictures: the letters there are, how large a text may be in its room, and where its lines end."""

import threading
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

_FOLDER = Path(__file__).with_name("letters")
# FreeType keeps state in an opened font; it is used by one thread at a time.
DRAWING = threading.RLock()
# What the fonts in the folder hold; see its README.
_HELD = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *(0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0),
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2016),
    *(0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026, 0x2032, 0x2033),
    *(0x20AB, 0x20AC, 0x2122, 0x2212),
)
# More would not fit a picture at any size that can be read.
_LONGEST = 300
_KNOWN = frozenset(map(chr, _HELD)) - {"\xad"}


class Letters(Enum):
    """The fonts, by their files."""

    BOLD = "NotoSans-Bold.ttf"
    PLAIN = "NotoSansDisplay-Regular.ttf"
    SERIF = "NotoSerifDisplay-Regular.ttf"


@dataclass(frozen=True)
class Hand:
    """How a text is written. `width` below 1 makes letters narrow; `line` is the height of a line in sizes."""

    letters: Letters
    width: float = 1.0
    line: float = 1.3
    capitals: bool = False


@dataclass(frozen=True)
class Setting:
    """A text laid into its room: its size in pixels and its lines."""

    hand: Hand
    size: int
    lines: tuple[str, ...]

    @property
    def line_height(self) -> int:
        """Pixels from one line to the next; room enough for two marks above a capital."""
        return round(self.size * self.hand.line)

    @property
    def height(self) -> int:
        """Pixels that all lines take up."""
        return self.line_height * len(self.lines)


def drawable(text: str) -> str:
    """The text in one line of letters that can be drawn; "" where none can."""
    known = "".join(c if c in _KNOWN else " " for c in unicodedata.normalize("NFC", text))
    return " ".join(known.split())


@lru_cache(maxsize=128)
def _font(letters: Letters, size: int) -> ImageFont.FreeTypeFont:
    # The plain engine is the same on every machine, and Vietnamese in composed letters needs no other.
    return ImageFont.truetype(str(_FOLDER / letters.value), size, layout_engine=ImageFont.Layout.BASIC)


def width_of(text: str, hand: Hand, size: int) -> float:
    """How many pixels a line takes up."""
    return _font(hand.letters, size).getlength(text) * hand.width


def lay_out(text: str, hand: Hand, *, room: tuple[int, int], sizes: tuple[int, int], most_lines: int) -> Setting:
    """The text as large as its room (width, height) allows, between two sizes; what does not fit ends with "…"."""
    words = drawable(text.upper() if hand.capitals else text)[:_LONGEST]
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -4):
        lines = _broken(words, hand, size, room[0])
        setting = Setting(hand, size, tuple(lines))
        # A word is rather written smaller than torn.
        is_whole = max((width_of(w, hand, size) for w in words.split()), default=0) <= room[0]
        if len(lines) <= most_lines and setting.height <= room[1] and is_whole:
            return Setting(hand, size, tuple(_balanced(words, lines, hand, size, room[0])))
    lines = _broken(words, hand, smallest, room[0])
    fitting = max(1, min(most_lines, room[1] // round(smallest * hand.line)))
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], _ended(lines[fitting - 1], hand, smallest, room[0])]
    return Setting(hand, smallest, tuple(lines))


def _balanced(words: str, lines: list[str], hand: Hand, size: int, width: int) -> list[str]:
    """As many lines of more even length, so that no word stands alone on the last."""
    for share in (0.6, 0.7, 0.8, 0.9):
        narrower = _broken(words, hand, size, round(width * share))
        if len(narrower) == len(lines):
            return narrower
    return lines


def _broken(words: str, hand: Hand, size: int, width: int) -> list[str]:
    """Lines no wider than `width`; a word wider than that is torn."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, hand, size) <= width:
            lines[-1] = longer
            continue
        rest = word
        while width_of(rest, hand, size) > width and len(rest) > 1:
            fitting = bisect_right(range(2, len(rest)), width, key=lambda n: ceil(width_of(rest[:n], hand, size))) + 1
            lines.append(rest[:fitting])
            rest = rest[fitting:]
        lines.append(rest)
    return lines


def _ended(line: str, hand: Hand, size: int, width: int) -> str:
    while line and width_of(line + "…", hand, size) > width:
        line = line[:-1].rstrip()
    return line + "…"


def write(image: Image.Image, setting: Setting, at: tuple[int, int], colour: str) -> None:
    """Write the lines with their upper left corner at a place of the picture."""
    font = _font(setting.hand.letters, setting.size)
    # Capitals with two marks reach above their line, and tails below it: what is drawn is taller than a line.
    over = setting.size // 2
    baseline = over + round(setting.line_height * 0.76)
    tall = setting.line_height + 2 * over
    for number, line in enumerate(setting.lines):
        wide = round(font.getlength(line)) + setting.size
        mask = Image.new("L", (wide, tall), 0)
        ImageDraw.Draw(mask).text((0, baseline), line, fill=255, font=font, anchor="ls")
        if setting.hand.width != 1:
            mask = mask.resize((round(wide * setting.hand.width), tall), Image.Resampling.LANCZOS)
        image.paste(colour, (at[0], at[1] + number * setting.line_height - over), mask)
