"""Leaves, branches and baby's breath, all growing upwards from the origin."""

from __future__ import annotations

from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.hoa.petals import DEEP, GREEN, SILVER
from shopapp.operations.sample.draw.paths import bezier, leaf, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def breath(c: Canvas, r: float, rng: Random, colour: str = "#fffefa", stems: int = 26) -> None:
    """A cloud of baby's breath: hair-thin stems with tiny white dots, growing upwards from the origin."""
    for _ in range(stems):
        turn, far = rng.uniform(-52, 52), r * rng.uniform(0.5, 1)
        with c.at(0, 0, turn=turn):
            c.line(bezier((0, 0), (0, -far * 0.4), (r * rng.uniform(-0.05, 0.05), -far * 0.7), (0, -far)),
                r * 0.008, SILVER)
            for _dot in range(5):
                x, y = rng.gauss(0, r * 0.05), -far + rng.gauss(0, r * 0.06)
                c.disc(x, y + r * 0.006, r * 0.03, "#ddd6c8")
                c.disc(x, y, r * 0.026, colour)


def eucalyptus(c: Canvas, length: float, colour: str = SILVER) -> None:
    """A branch with round leaves in pairs, growing upwards."""
    c.line(bezier((0, 0), (0, -length * 0.3), (length * 0.06, -length * 0.7), (0, -length)), length * 0.02,
        darker(colour, 0.25))
    for i in range(7):
        y, size = -length * (0.22 + i * 0.125), length * (0.115 - i * 0.009)
        for side in (-1, 1):
            with c.at(side * size * 0.85 + length * 0.02, y, turn=side * -28):
                c.disc(0, 0, size, darker(colour, 0.12), size * 0.8)
                c.disc(-size * 0.06, -size * 0.06, size * 0.88, colour if side < 0 else lighter(colour, 0.14),
                    size * 0.68)


def spray(c: Canvas, length: float, colour: str = GREEN, *, pairs: int = 6, width: float = 0.11) -> None:
    """A branch of pointed leaves, growing upwards."""
    c.line([(0, 0), (0, -length * 0.9)], length * 0.018, darker(colour, 0.2))
    for i in range(pairs):
        y = -length * (0.2 + 0.72 * i / pairs)
        for side in (-1, 1):
            with c.at(0, y, turn=side * (52 - i * 3)):
                c.fill(leaf(length * 0.3, length * width), darker(colour, 0.1) if side < 0 else colour)
    with c.at(0, -length * 0.86):
        c.fill(leaf(length * 0.24, length * width), lighter(colour, 0.1))


def palm(c: Canvas, length: float, colour: str = DEEP) -> None:
    """A fan-palm leaf, growing upwards."""
    for i in range(13):
        with c.at(0, 0, turn=-72 + i * 12):
            c.fill(leaf(length * (1 - abs(i - 6) * 0.035), length * 0.13), darker(colour,
                0.12) if i % 2 else colour)


def blade(c: Canvas, length: float, lean: float, colour: str = GREEN, width: float = 0.14) -> None:
    """A long bending leaf, as of tulip or orchid; lean moves its tip sideways in pixels."""
    w = length * width / 2
    c.fill([*bezier((-w, 0), (-w * 1.6, -length * 0.4), (lean * 0.3 - w, -length * 0.8), (lean, -length)),
        *bezier((lean, -length), (lean * 0.5 + w, -length * 0.75), (w * 2, -length * 0.35), (w, 0))], colour)
    c.line(smooth([(0, 0), (lean * 0.12, -length * 0.45), (lean * 0.75, -length * 0.9)], closed=False),
        length * 0.012, lighter(colour, 0.25))
