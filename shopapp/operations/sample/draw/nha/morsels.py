"""Small things that stand beside or on the goods."""

from __future__ import annotations

from math import cos, sin

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.nha.vessels import LEAF
from shopapp.operations.sample.draw.paths import Path, bezier, box, leaf, oval, petal, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def ears_of_rice(c: Canvas, x: float, y: float, size: float, colour: str = LEAF) -> None:
    """A bending ear of rice."""
    for side in (-1, 1):
        with c.at(x, y, flip=side < 0):
            stem = bezier((0, 0), (0, -size * 0.6), (size * 0.1, -size * 0.95), (size * 0.5, -size * 0.9))
            c.line(stem, size * 0.035, colour)
            for k in range(9, 24, 2):
                px, py = stem[k]
                for turn in (50 + k * 3, 130 + k * 2):
                    with c.at(px, py, turn=turn):
                        c.fill(leaf(size * 0.19, size * 0.1), colour if turn < 110 else lighter(colour, 0.25))


def sprig(c: Canvas, x: float, y: float, size: float, colour: str = LEAF, turn: float = 0) -> None:
    """A few leaves on a stem."""
    with c.at(x, y, turn=turn):
        c.line([(0, 0), (0, -size)], size * 0.035, darker(colour, 0.15))
        for k, side in ((0.3, -1), (0.5, 1), (0.72, -1)):
            with c.at(0, -size * k, turn=side * 52):
                c.fill(leaf(size * 0.46, size * 0.24), colour if side > 0 else darker(colour, 0.14))
        with c.at(0, -size * 0.86):
            c.fill(leaf(size * 0.46, size * 0.24), lighter(colour, 0.12))


def chilli(c: Canvas, x: float, y: float, size: float, turn: float, colour: str = "#cf2f24") -> None:
    """A chilli pepper."""
    with c.at(x, y, turn=turn):
        c.fill(smooth([(-size * 0.14, 0), (size * 0.14, 0), (size * 0.16, size * 0.4),
            (size * 0.02, size * 0.98), (-size * 0.1, size * 0.5)]), colour)
        c.line([(-size * 0.05, size * 0.1), (-size * 0.02, size * 0.6)], size * 0.04, lighter(colour, 0.5),
            thin=1)
        c.fill(smooth([(-size * 0.16, 0.02 * size), (0, -size * 0.08), (size * 0.16, size * 0.02),
            (0, size * 0.1)]), LEAF)
        c.line([(0, -size * 0.04), (size * 0.06, -size * 0.26)], size * 0.06, LEAF)


def bean(c: Canvas, x: float, y: float, size: float, turn: float, colour: str) -> None:
    """A coffee bean."""
    with c.at(x, y, turn=turn):
        c.fill(oval(0, 2, size * 0.62, size), darker(colour, 0.3))
        c.fill(oval(0, 0, size * 0.6, size * 0.97), colour)
        c.line(bezier((0, -size * 0.9), (size * 0.3, -size * 0.3), (-size * 0.3, size * 0.3),
            (0, size * 0.9)), size * 0.13, darker(colour, 0.5))


def egg_outline(r: float) -> Path:
    """An egg around the origin, its narrower end up."""
    angles = [i * 6.28319 / 60 for i in range(60)]
    return [(r * sin(a) * (1 - 0.15 * cos(a)), -1.24 * r * cos(a)) for a in angles]


def egg(c: Canvas, x: float, y: float, r: float, colour: str, turn: float = 0) -> None:
    """An egg."""
    with c.at(x, y, turn=turn):
        shape = egg_outline(r)
        c.fill(shape, darker(colour, 0.16))
        c.fill([(px * 0.95 - r * 0.03, py * 0.96 - r * 0.02) for px, py in shape], colour)
        c.fill(oval(-r * 0.34, -r * 0.46, r * 0.16, r * 0.3), "#ffffff", 0.45)


def nest(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A nest of dried noodles."""
    c.disc(x, y, r, darker(colour, 0.2), r * 0.8)
    for k in range(13):
        far = r * (0.96 - k * 0.068)
        c.line(oval(x + sin(k * 2.1) * r * 0.05, y + cos(k * 1.7) * r * 0.05, far, far * 0.8), r * 0.045,
            lighter(colour, 0.1 + 0.3 * (k % 3) / 2), closed=True)


def fish(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A small anchovy."""
    c.fill(smooth([(x - size, y), (x - size * 0.4, y - size * 0.26), (x + size * 0.4, y - size * 0.2),
        (x + size * 0.74, y), (x + size * 0.4, y + size * 0.18), (x - size * 0.4, y + size * 0.24)]), colour)
    c.fill([(x + size * 0.66, y), (x + size, y - size * 0.26), (x + size * 0.92, y),
        (x + size, y + size * 0.26)], colour)
    c.line(bezier((x - size * 0.5, y + size * 0.04), (x, y - size * 0.04), (x + size * 0.3, y),
        (x + size * 0.66, y)), size * 0.06, lighter(colour, 0.5))
    c.disc(x - size * 0.72, y - size * 0.04, size * 0.07, "#ffffff")
    c.disc(x - size * 0.72, y - size * 0.04, size * 0.035, "#22262a")


def peanut(c: Canvas, x: float, y: float, size: float, turn: float) -> None:
    """A peanut in its shell."""
    with c.at(x, y, turn=turn):
        shape = smooth([(0, -size), (size * 0.44, -size * 0.7), (size * 0.3, -size * 0.06),
            (size * 0.5, size * 0.5), (0, size), (-size * 0.5, size * 0.5), (-size * 0.3, -size * 0.06),
            (-size * 0.44, -size * 0.7)])
        c.fill(shape, "#b98447")
        c.fill([(px * 0.93 - 2, py * 0.95 - 2) for px, py in shape], "#d6a566")
        for k in (-0.2, 0.04, 0.26):
            c.line(bezier((size * k, -size * 0.84), (size * k * 1.4, -size * 0.3),
                (size * k * 0.8, size * 0.2), (size * k * 1.3, size * 0.8)), 3, "#b98447")


def spoon(c: Canvas, x: float, y: float, size: float, turn: float) -> None:
    """A wooden spoon."""
    with c.at(x, y, turn=turn):
        c.fill(box(-11, -size, 11, 0, 11), "#b98247")
        c.fill(oval(0, 40, 50, 68), "#a8713a")
        c.fill(oval(0, 36, 38, 54), "#c8955a")


def puck(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A round cake of palm sugar."""
    c.fill(oval(x + 6, y + r * 0.5, r, r * 0.3), "#3a2a14", 0.2, blur=8)
    c.fade([*oval(x, y, r, r * 0.42, start=180, end=0), *oval(x, y + r * 0.42, r * 0.94, r * 0.4, start=0,
        end=180)], colour, darker(colour, 0.3))
    c.disc(x, y, r, lighter(colour, 0.22), r * 0.42)
    c.line(oval(x, y, r * 0.72, r * 0.29), 4, lighter(colour, 0.05), closed=True)


def jasmine(c: Canvas, x: float, y: float, r: float) -> None:
    """A jasmine flower."""
    for i in range(7):
        with c.at(x, y, turn=i * 360 / 7):
            c.fill(petal(r, r * 0.62, tip=0.2), "#d8d4c3")
            c.fill([(px * 0.88, py * 0.96) for px, py in petal(r, r * 0.62, tip=0.2)], "#fffef8")
    c.disc(x, y, r * 0.18, "#e7c95a")


def drop(c: Canvas, x: float, y: float, size: float, colour: str) -> None:
    """A drop."""
    c.fill(bezier((x, y - size), (x + size * 0.3, y - size * 0.3), (x + size * 1.1, y + size * 0.9),
        (x, y + size * 0.8)), colour)
    c.fill(bezier((x, y - size), (x - size * 0.3, y - size * 0.3), (x - size * 1.1, y + size * 0.9),
        (x, y + size * 0.8)), colour)
    c.fill(oval(x - size * 0.2, y + size * 0.3, size * 0.12, size * 0.24), "#ffffff", 0.7)
