"""Preview cards: the picture that chat programs and social networks show of a shared link, in the look of the shop."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from shopapp.frames.theme import theme_tokens
from shopapp.platform.web.sharing import cut
from shopapp.site.icon import initial_of
from shopapp.site.lettering import Hand, Letters, lay_out, width_of, write

SIZE = (1200, 630)
# Raised when cards are drawn differently, so that networks which keep the old ones ask again.
_DESIGN = "1"
_LEFT = 72
_FOOT = 540
# Longer titles would be too small to read where cards are shown, a hand's breadth wide.
_LONGEST = 90
Box = tuple[int, int, int, int]
Tokens = dict[str, str]


@dataclass(frozen=True)
class CardWords:
    """What a card says. `line` stands below the title, `foot` is the shop's host name."""

    kind: str
    colour: str
    name: str
    title: str
    line: str
    foot: str

    def digest(self, picture: str, mark: str) -> str:
        """Twelve hexadecimal digits that change with everything on the card; the keys of picture and logo stand in."""
        parts = (_DESIGN, self.kind, self.colour, self.name, self.title, self.line, self.foot, picture, mark)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Style:
    """How a look draws its cards. `picture` is where the picture stands, `tone` the token of the ground."""

    title: Hand
    sizes: tuple[int, int]
    name: Hand
    picture: Box
    dress: Callable[[ImageDraw.ImageDraw, Tokens, "Style"], None]
    round: int = 0
    tone: str = "paper"
    top: int = 64
    begins: int = 164


_BOLD, _PLAIN = Hand(Letters.BOLD), Hand(Letters.PLAIN)


def _thin_rules(draw: ImageDraw.ImageDraw, tokens: Tokens, style: Style) -> None:
    draw.rectangle((24, 24, 1175, 605), outline=tokens["line"], width=2)
    draw.line((_LEFT, 140, 168, 140), fill=tokens["brand-ink"], width=2)


def _nothing(draw: ImageDraw.ImageDraw, tokens: Tokens, style: Style) -> None:
    """The look needs no ornament."""


def _ruler(draw: ImageDraw.ImageDraw, tokens: Tokens, style: Style) -> None:
    """A signboard's red edge, ruler ticks below, a dimension line above the picture and marks at its corners."""
    draw.rectangle((0, 0, 27, 629), fill=tokens["brand"])
    for number, x in enumerate(range(_LEFT, 1177, 24)):
        draw.line((x, 629, x, 611 if number % 5 else 599), fill=tokens["field"], width=2)
    left, top, right, bottom = style.picture
    line = top - 28
    draw.line((left, line, right, line), fill=tokens["ink"], width=2)
    for x in (left, right):
        draw.line((x, line - 10, x, line + 10), fill=tokens["ink"], width=2)
        for y, toward in ((top, 1), (bottom, -1)):
            inward = 1 if x == left else -1
            draw.line((x - 12 * inward, y - 12 * toward, x + 16 * inward, y - 12 * toward), fill=tokens["ink"], width=3)
            draw.line((x - 12 * inward, y - 12 * toward, x - 12 * inward, y + 16 * toward), fill=tokens["ink"], width=3)


def _counter(draw: ImageDraw.ImageDraw, tokens: Tokens, style: Style) -> None:
    """The shop's awning above, and the dashed line of a receipt above the address."""
    draw.rectangle((0, 0, 1199, 103), fill=tokens["brand"])
    for x in range(_LEFT, style.picture[0] - 56, 20):
        draw.line((x, 516, x + 10, 516), fill=tokens["field"], width=3)


STYLES: dict[str, Style] = {
    "florist": Style(Hand(Letters.SERIF), (84, 48), Hand(Letters.SERIF), (704, 56, 1120, 574), _thin_rules, begins=168),
    "puppies": Style(_BOLD, (76, 44), _BOLD, (664, 55, 1148, 575), _nothing, round=72, tone="tint"),
    "signs": Style(
        Hand(Letters.BOLD, 0.8, 1.34, True), (92, 48), Hand(Letters.BOLD, 0.85), (612, 124, 1140, 516), _ruler
    ),
    "clothes": Style(Hand(Letters.PLAIN, 0.96, 1.28), (100, 52), _PLAIN, (728, 0, 1200, 630), _nothing),
    "general": Style(_BOLD, (68, 40), _BOLD, (704, 144, 1128, 568), _counter, round=12, top=24, begins=136),
}
_ON_BAND = "general"
_AS_TAG = "puppies"


def draw_card(words: CardWords, picture: bytes | None, mark: bytes | None) -> bytes:
    """A JPEG of 1200 × 630. `picture` are the bytes of what is shared, `mark` those of the shop's logo, if any."""
    style = STYLES[words.kind]
    tokens = theme_tokens(words.kind, words.colour)[0]
    card = Image.new("RGB", SIZE, tokens[style.tone])
    draw = ImageDraw.Draw(card)
    style.dress(draw, tokens, style)
    _show(card, _opened(picture), words, tokens, style, mark)
    _write_name(card, draw, words, tokens, style)
    _write_words(card, words, tokens, style)
    target = io.BytesIO()
    card.save(target, "JPEG", quality=86, optimize=True, progressive=True)
    return target.getvalue()


def _show(
    card: Image.Image, shown: Image.Image | None, words: CardWords, tokens: Tokens, style: Style, mark: bytes | None
) -> None:
    """The picture in its place, or the shop's logo or initial on its colour where there is none."""
    left, top, right, bottom = style.picture
    size = right - left, bottom - top
    if shown is not None:
        panel = ImageOps.fit(shown, size, Image.Resampling.LANCZOS)
    else:
        panel = _emblem(size, words, tokens, style, _opened(mark))
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), style.round, fill=255)
    card.paste(panel, (left, top), mask)


def _emblem(
    size: tuple[int, int], words: CardWords, tokens: Tokens, style: Style, mark: Image.Image | None
) -> Image.Image:
    if mark is not None:
        panel = Image.new("RGB", size, tokens["surface"])
        mark = ImageOps.contain(mark, (round(size[0] * 0.7), round(size[1] * 0.7)), Image.Resampling.LANCZOS)
        panel.paste(
            mark, ((size[0] - mark.width) // 2, (size[1] - mark.height) // 2), mark if mark.mode == "RGBA" else None
        )
        return panel
    panel = Image.new("RGB", size, tokens["brand"])
    letter = initial_of(words.name)
    setting = lay_out(letter, style.title, room=(size[0], size[1]), sizes=(280, 280), most_lines=1)
    wide = width_of(setting.lines[0], style.title, setting.size) if setting.lines else 0
    write(panel, setting, (round((size[0] - wide) / 2), (size[1] - setting.height) // 2), tokens["on-brand"])
    return panel


def _write_name(card: Image.Image, draw: ImageDraw.ImageDraw, words: CardWords, tokens: Tokens, style: Style) -> None:
    """The shop's name above the title: on the band, as a tag, or plain."""
    is_tag, is_on_band = words.kind == _AS_TAG, words.kind == _ON_BAND
    room = 1056 if is_on_band else style.picture[0] - _LEFT - (112 if is_tag else 56)
    name = lay_out(words.name, style.name, room=(room, 60), sizes=(40, 28), most_lines=1)
    if is_tag:
        wide = round(width_of(name.lines[0], style.name, name.size)) if name.lines else 0
        tag = (_LEFT, style.top, _LEFT + wide + 56, style.top + name.height + 8)
        draw.rounded_rectangle(tag, 40, fill=tokens["brand"])
    at = (_LEFT + 28, style.top + 4) if is_tag else (_LEFT, style.top + (56 - name.height) // 2)
    write(card, name, at, tokens["on-brand" if is_tag or is_on_band else "brand-ink"])


def _write_words(card: Image.Image, words: CardWords, tokens: Tokens, style: Style) -> None:
    """Title and line in the middle of the room between name and foot."""
    wide, high = style.picture[0] - _LEFT - 56, _FOOT - style.begins - 24
    line = lay_out(words.line, _PLAIN, room=(wide, 88), sizes=(32, 32), most_lines=2)
    below = line.height + 16 if line.lines else 0
    title = lay_out(cut(words.title, _LONGEST), style.title, room=(wide, high - below), sizes=style.sizes, most_lines=4)
    top = style.begins + (high - title.height - below) // 2
    write(card, title, (_LEFT, top), tokens["ink"])
    write(card, line, (_LEFT, top + title.height + 16), tokens["soft"])
    foot = lay_out(words.foot, _PLAIN, room=(wide, 44), sizes=(28, 24), most_lines=1)
    write(card, foot, (_LEFT, _FOOT), tokens["brand-ink"])


def _opened(content: bytes | None) -> Image.Image | None:
    """The picture in bytes that the program itself has written; None where they cannot be read."""
    if not content:
        return None
    try:
        with Image.open(io.BytesIO(content)) as file:
            return file.convert("RGBA" if file.has_transparency_data else "RGB")
    except (OSError, ValueError):
        return None
