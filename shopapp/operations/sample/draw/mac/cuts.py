"""Garments laid flat: a few cuts that differ by length, width, sleeve and detail."""

from __future__ import annotations

from collections.abc import Sequence

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.paths import Path, Point, bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

COBALT = "#2140c8"
BLACK = "#1c1d22"
GREY = "#dfe1e6"
STONE = "#c6c9cf"
SAND = "#d9c6a5"
DENIM = "#45648f"
PALE_DENIM = "#9db6cf"
MID = 450.0


def blocks(c: Canvas, kind: str, tone: str) -> None:
    """The coloured planes of an editorial page."""
    planes = {"left": (0, 0, 300, 1200), "right": (560, 0, 900, 1200), "top": (0, 0, 900, 420),
        "low": (0, 860, 900, 1200), "full": (0, 0, 900, 1200), "window": (110, 130, 790, 1070),
        "corner": (430, 0, 900, 700), "band": (0, 380, 900, 900)}
    c.fill(box(*planes[kind]), tone)


def both(path: Sequence[Point]) -> Path:
    """The mirror image of a left part."""
    return [(2 * MID - x, y) for x, y in path]


def closed(half: Sequence[Point]) -> Path:
    """A whole garment part from its left outline, top to bottom."""
    return [*half, *reversed(both(half))]


def lay(c: Canvas, path: Path, colour: str, *, shadow: float = 0.22) -> None:
    """A piece of cloth on the ground: shadow, body, and a slightly darker rim."""
    if shadow:
        c.shadow(path, down=16, right=10, blur=14, alpha=shadow, colour="#14161c")
    c.fill(path, darker(colour, 0.13))
    cx = sum(x for x, _ in path) / len(path)
    cy = sum(y for _, y in path) / len(path)
    c.fill([(cx + (x - cx) * 0.988, cy + (y - cy) * 0.992) for x, y in path], colour)


def fold(c: Canvas, path: Path, colour: str, width: float = 16) -> None:
    """A soft crease."""
    c.line(path, width, darker(colour, 0.5), alpha=0.1, thin=2)


def seam(c: Canvas, path: Path, colour: str, width: float = 2.5) -> None:
    """A sewn line."""
    c.line(path, width, colour)


def stitch(c: Canvas, path: Path, colour: str) -> None:
    """A visible, broken stitch line."""
    for a, b in zip(path[::2], path[1::2], strict=False):
        c.line([a, b], 2.6, colour)


def straight(a: Point, b: Point, steps: int = 40) -> Path:
    """A straight run of points, for stitches."""
    return [(a[0] + (b[0] - a[0]) * i / steps, a[1] + (b[1] - a[1]) * i / steps) for i in range(steps + 1)]


def sleeve(shoulder: float, top: float, length: float, out: float, wide: float = 92) -> Path:
    """A left sleeve that goes on from the shoulder's corner; out is how far it stands off at its end."""
    s = MID - shoulder
    return [(s + 60, top - 30), *bezier((s - 12, top - 17), (s - 66, top + 4),
        (s - out * 0.74, top + length * 0.45), (s - out, top + length), 20),
        (s - out + wide, top + length + wide * 0.18), *bezier((s - out + wide, top + length + wide * 0.18),
        (s - out * 0.4 + wide, top + length * 0.6), (s + 30, top + 260), (s + 40, top + 190), 16)]


def torso(neck: float, shoulder: float, chest: float, hem: float, top: float, low: float, *, dip: float = 44,
    round_hem: float = 14, waist: float | None = None) -> Path:
    """The body of a top, dress or coat, from half widths at neck, shoulder, chest, waist and hem."""
    middle = (chest + hem) / 2 if waist is None else waist
    half = [*bezier((MID, top + dip), (MID - neck * 0.6, top + dip), (MID - neck, top + dip * 0.4),
        (MID - neck, top), 12), *bezier((MID - neck, top), (MID - neck - 30, top + 8),
        (MID - shoulder + 30, top + 28), (MID - shoulder, top + 44), 10), *bezier((MID - shoulder, top + 44),
        (MID - shoulder + 10, top + 130), (MID - chest, top + 160), (MID - chest, top + 236), 10),
        *bezier((MID - chest, top + 236), (MID - middle, top + 300), (MID - middle, low - (low - top) * 0.45),
        (MID - hem, low - 10), 20), *bezier((MID - hem, low - 10), (MID - hem * 0.6, low + round_hem),
        (MID - hem * 0.3, low + round_hem), (MID, low + round_hem), 12)]
    return closed(half)


def sleeves(c: Canvas, path: Path, colour: str) -> None:
    """Both sleeves, laid before the body."""
    for side in (path, both(path)):
        lay(c, side, darker(colour, 0.05))


def shirt_collar(c: Canvas, top: float, colour: str, *, inner: str = "", spread: float = 96) -> None:
    """A folded collar with two points."""
    c.fill(oval(MID, top + 10, 66, 26), inner or darker(colour, 0.28))
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            point = [(-66, top - 8), (-74, top + 26), (-spread * 0.62, top + 96), (0, top + 44),
                (-20, top + 30)]
            c.shadow(point, down=6, blur=6, alpha=0.2)
            c.fill(point, lighter(colour, 0.16))
            c.line([*point[1:4]], 2.5, darker(colour, 0.22))
    c.line(bezier((MID - 64, top - 4), (MID - 30, top - 22), (MID + 30, top - 22), (MID + 64, top - 4)), 16,
        lighter(colour, 0.1))


def buttons(c: Canvas, x: float, ys: Sequence[float], colour: str, r: float = 7) -> None:
    """A row of buttons."""
    for y in ys:
        c.disc(x, y + 2, r, darker(colour, 0.4))
        c.disc(x, y, r, colour)
        c.disc(x - 1.8, y, 1.3, darker(colour, 0.5))
        c.disc(x + 1.8, y, 1.3, darker(colour, 0.5))


def pocket(c: Canvas, left: float, top: float, wide: float, tall: float, colour: str, *,
    flap: bool = False) -> None:
    """A patch pocket, with a flap if wanted."""
    shape = [(left, top), (left + wide, top), (left + wide, top + tall * 0.82), (left + wide / 2, top + tall),
        (left, top + tall * 0.82)]
    c.fill(shape, darker(colour, 0.04))
    c.line(shape, 2.5, darker(colour, 0.24), closed=True)
    if flap:
        lid = [(left - 5, top - 8), (left + wide + 5, top - 8), (left + wide + 5, top + 26),
            (left + wide / 2, top + 46), (left - 5, top + 26)]
        c.fill(lid, lighter(colour, 0.05))
        c.line(lid, 2.5, darker(colour, 0.26), closed=True)


def lapels(c: Canvas, top: float, low: float, colour: str, *, wide: float = 108,
    inner: str = "#f4f5f7") -> None:
    """A V-shaped opening with notched lapels."""
    c.fill([(MID - 66, top - 4), (MID + 66, top - 4), (MID, low)], inner)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            fall = [(-70, top - 6), (-wide, top + 110), (-wide + 26, top + 126), (-wide - 8, top + 150),
                (0, low + 4), (-50, top + 90)]
            c.shadow(fall, down=5, blur=8, alpha=0.3)
            c.fill(fall, lighter(colour, 0.1))
            c.line([(-wide + 26, top + 126), (-46, top + 102)], 3, darker(colour, 0.3))
            c.line([(-wide - 8, top + 150), (0, low + 4)], 3, darker(colour, 0.25))
    c.line(bezier((MID - 70, top - 2), (MID - 34, top - 26), (MID + 34, top - 26), (MID + 70, top - 2)), 24,
        lighter(colour, 0.06))


def legs(c: Canvas, colour: str, *, waist: float, hip: float, hem: float, gap: float, top: float, low: float,
    crotch: float) -> Path:
    """Trousers: half widths at waist and hip, one leg's width at the hem, half the gap between the legs."""
    half = [(MID, top), (MID - waist, top), *bezier((MID - waist, top), (MID - hip, top + 70),
        (MID - hip, top + 150), (MID - hip, crotch), 12), *bezier((MID - hip, crotch),
        (MID - hip - 4, (crotch + low) / 2), (MID - gap - hem, low - 120), (MID - gap - hem, low), 16),
        (MID - gap, low + 6), (MID - 4, crotch + 24), (MID, crotch)]
    shape = closed(half)
    lay(c, shape, colour)
    return shape


def hanger(c: Canvas, top: float, wide: float = 190) -> None:
    """A wooden hanger on its hook."""
    c.line(oval(MID, top - 84, 26, start=-200, end=90), 7, "#8d9198")
    c.line([(MID, top - 58), (MID, top - 20)], 7, "#8d9198")
    c.line(smooth([(MID - wide, top + 54), (MID - wide * 0.5, top + 16), (MID, top - 20),
        (MID + wide * 0.5, top + 16), (MID + wide, top + 54)], closed=False), 18, "#b78d5f")
