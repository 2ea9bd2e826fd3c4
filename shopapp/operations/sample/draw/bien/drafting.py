"""The drawing board of the sign workshop: sheet, ruler, dimension lines, walls, lettering, pictograms."""

from __future__ import annotations

from math import cos, pi, sin

from shopapp.operations.sample.draw.canvas import Canvas, darker, face_width, lighter
from shopapp.operations.sample.draw.paths import Path, bezier, box, oval, petal, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

CONCRETE = "#e9e7e3"
INK = "#26272b"
RED = "#c8102e"
RULE = "#8d8b87"
BOLD = "DejaVuSansCondensed-Bold.ttf"
PLAIN = "DejaVuSans.ttf"
SERIF = "DejaVuSerif-Bold.ttf"
NIGHT = "#23252c"


def board(c: Canvas, ground: str = CONCRETE, *, ink: str = RULE) -> None:
    """A fresh ground with the sheet's marks."""
    c.fill(box(0, 0, 1200, 800), ground)
    ticks(c, ink)


def ticks(c: Canvas, ink: str = RULE) -> None:
    """Corner marks and ruler ticks along the left and lower edges."""
    for x in range(60, 1150, 18):
        tall = (x - 60) % 90 == 0
        c.line([(x, 800), (x, 800 - (22 if tall else 11))], 2, ink, alpha=0.75)
    for y in range(50, 760, 18):
        tall = (y - 50) % 90 == 0
        c.line([(0, y), (22 if tall else 11, y)], 2, ink, alpha=0.75)
    for x, y, sx, sy in ((44, 40, 1, 1), (1156, 40, -1, 1), (1156, 760, -1, -1), (44, 760, 1, -1)):
        c.line([(x, y + 26 * sy), (x, y), (x + 26 * sx, y)], 4, RED)


def across(c: Canvas, left: float, right: float, y: float, words: str, *, ground: str = CONCRETE,
    ink: str = INK, foot: float = 0) -> None:
    """A horizontal dimension line; foot is how far its end strokes reach down (or up) to the thing."""
    for x in (left, right):
        c.line([(x, y - 10 if foot >= 0 else y + 10), (x, y + foot)], 2, ink)
        c.line([(x - 8, y + 8), (x + 8, y - 8)], 4, RED)
    c.line([(left, y), (right, y)], 2, ink)
    w = face_width(words, 24, PLAIN) / 2 + 12
    c.fill(box((left + right) / 2 - w, y - 16, (left + right) / 2 + w, y + 16), ground)
    c.text((left + right) / 2, y, words, 24, ink, face=PLAIN)


def upright(c: Canvas, top: float, bottom: float, x: float, words: str, *, ground: str = CONCRETE,
    ink: str = INK, foot: float = 0) -> None:
    """A vertical dimension line; foot reaches sideways to the thing measured."""
    with c.at(x, (top + bottom) / 2, turn=-90):
        across(c, (top - bottom) / 2, (bottom - top) / 2, 0, words, ground=ground, ink=ink, foot=foot)


def person(c: Canvas, x: float, foot: float, tall: float, colour: str = "#a29e97") -> None:
    """A plain figure that shows how large the sign is; tall is 170 cm in pixels."""
    u = tall / 170
    c.fill(oval(x, foot, 34 * u, 5 * u), INK, 0.12)
    for side in (-1, 1):
        c.fill(box(x + side * 10 * u - 8 * u, foot - 86 * u, x + side * 10 * u + 8 * u, foot, 7 * u), colour)
        with c.at(x + side * 21 * u, foot - 140 * u, turn=side * -7):
            c.fill(box(-6 * u, 0, 6 * u, 62 * u, 6 * u), darker(colour, 0.06))
    c.fill(box(x - 20 * u, foot - 144 * u, x + 20 * u, foot - 74 * u, 12 * u), colour)
    c.disc(x, foot - 158 * u, 12 * u, colour, 13 * u)


def relief(c: Canvas, x: float, y: float, words: str, size: float, face_colour: str, side: str, depth: int, *,
    face: str = BOLD, track: float = 0, bottom: str = "", shadow: float = 0.3, room: float = 0) -> None:
    """Raised letters with a lit front, a visible side and a shadow on the wall."""
    if shadow:
        c.text(x + depth + 8, y + depth + 12, words, size, "#16130f", face=face, track=track, alpha=shadow,
            blur=8, room=room)
    for step in range(depth, 0, -1):
        c.text(x + step, y + step, words, size, side, face=face, track=track, room=room)
    c.text(x, y, words, size, face_colour, face=face, track=track, bottom=bottom, room=room)


def glow(c: Canvas, x: float, y: float, words: str, size: float, colour: str, *, face: str, track: float = 0,
    reach: float = 26) -> None:
    """Light around letters, near and far."""
    c.text(x, y, words, size, colour, face=face, track=track, alpha=0.55, blur=reach, outline=10)
    c.text(x, y, words, size, colour, face=face, track=track, alpha=0.6, blur=reach * 0.35, outline=5)


def tube(c: Canvas, path: Path, colour: str, width: float = 9, *, closed: bool = False) -> None:
    """A neon tube along a path: halo, coloured glass, white heart."""
    c.line(path, width * 7, colour, alpha=0.07, closed=closed)
    c.line(path, width * 4.4, colour, alpha=0.1, closed=closed)
    c.line(path, width * 2.6, colour, alpha=0.2, closed=closed)
    c.line(path, width, colour, closed=closed)
    c.line(path, width * 0.42, lighter(colour, 0.85), closed=closed)


def bricks(c: Canvas, colour: str, *, top: float = 0, bottom: float = 800, tall: float = 50,
    wide: float = 130) -> None:
    """A brick wall in quiet tones."""
    c.fill(box(0, top, 1200, bottom), darker(colour, 0.1))
    row, y = 0, top
    while y < bottom:
        x = -wide + (row % 2) * wide / 2
        column = 0
        while x < 1200:
            tone = lighter(colour, 0.05) if (row * 3 + column * 5) % 7 == 0 else darker(colour,
                0.03 * ((row + column * 2) % 3))
            c.fill(box(x + 2, y + 2, x + wide - 2, min(y + tall - 2, bottom), 2), tone)
            x += wide
            column += 1
        y += tall
        row += 1
    ticks(c)


def star(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A five-pointed star."""
    c.fill([(x + cos(-pi / 2 + i * pi / 5) * r * (1 if i % 2 == 0 else 0.42),
        y + sin(-pi / 2 + i * pi / 5) * r * (1 if i % 2 == 0 else 0.42)) for i in range(10)], colour)


def leaf_mark(c: Canvas, x: float, y: float, size: float, colours: tuple[str, str]) -> None:
    """A sprout of two leaves, as a firm's mark."""
    for turn, tone in ((-34, colours[0]), (40, colours[1])):
        with c.at(x, y, turn=turn):
            c.fill(petal(size, size * 0.62, tip=0.05), tone)
            c.line([(0, -size * 0.08), (0, -size * 0.72)], size * 0.035, lighter(tone, 0.5))


def cup(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A coffee cup with steam."""
    c.fill([(x - size * 0.5, y - size * 0.1), (x + size * 0.5, y - size * 0.1),
        (x + size * 0.36, y + size * 0.42), (x - size * 0.36, y + size * 0.42)], colour)
    c.line(oval(x + size * 0.5, y + size * 0.1, size * 0.18, start=-90, end=90), size * 0.08, colour)
    c.fill(box(x - size * 0.56, y + size * 0.5, x + size * 0.56, y + size * 0.58, size * 0.04), colour)
    for dx in (-0.22, 0, 0.22):
        c.line(bezier((x + size * dx, y - size * 0.2), (x + size * (dx + 0.12), y - size * 0.34),
            (x + size * (dx - 0.12), y - size * 0.44), (x + size * dx, y - size * 0.6)), size * 0.05, colour)


def loaf(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A bread roll."""
    shape = smooth([(x - size, y + size * 0.1), (x - size * 0.6, y - size * 0.34), (x, y - size * 0.42),
        (x + size * 0.6, y - size * 0.34), (x + size, y + size * 0.1), (x, y + size * 0.36)])
    c.fill(shape, colour)
    for dx in (-0.42, 0, 0.42):
        c.line([(x + size * (dx - 0.1), y + size * 0.02), (x + size * (dx + 0.08), y - size * 0.26)],
            size * 0.07, lighter(colour, 0.6))


def scissors(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """Open scissors."""
    for side in (-1, 1):
        c.line([(x - side * size * 0.34, y - size * 0.8), (x + side * size * 0.2, y + size * 0.34)],
            size * 0.12, colour)
        c.line(oval(x + side * size * 0.3, y + size * 0.56, size * 0.2, size * 0.24), size * 0.09, colour,
            closed=True)
    c.disc(x, y - size * 0.08, size * 0.05, INK)


def panel(c: Canvas, left: float, top: float, right: float, bottom: float, colour: str, *, edge: float = 8,
    radius: float = 4) -> None:
    """A flat sign body with a returned edge and its shadow on the wall."""
    c.shadow(box(left, top, right, bottom, radius), down=16, right=8, blur=14, alpha=0.28)
    c.fill(box(left, top, right, bottom, radius), darker(colour, 0.25))
    c.fill(box(left, top, right, bottom - edge, radius), colour)


def shopfront(c: Canvas, top: float, bottom: float, *, wall: str = "#dcd8d0", door: str = "#6d7178") -> None:
    """The ground floor of a town house below a sign."""
    c.fill(box(110, 80, 1090, bottom), wall)
    c.fill(box(150, top, 1050, bottom), darker(wall, 0.14))
    for left, right in ((180, 420), (780, 1020)):
        c.fill(box(left, top + 24, right, bottom - 70), "#a9bcc4")
        c.fill([(left, bottom - 70), (left + 150, top + 24), (left + 200, top + 24),
            (left + 50, bottom - 70)], "#c3d2d8")
    c.fill(box(470, top + 24, 730, bottom), door)
    c.fill(box(486, top + 40, 594, bottom - 12), "#93a9b2")
    c.fill(box(606, top + 40, 714, bottom - 12), "#93a9b2")
    c.fill(box(60, bottom, 1140, bottom + 18), "#b3afa8")
