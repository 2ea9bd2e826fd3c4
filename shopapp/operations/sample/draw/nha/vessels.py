"""Packages and vessels of a grocery: bags, bottles, jars and tins with drawn labels instead of brands."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.paths import Path, Point, bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

LEAF = "#2e7d32"
INK = "#2c2a28"


def floor(c: Canvas, x: float, y: float, wide: float, tall: float = 26, alpha: float = 0.2) -> None:
    """The shadow a thing throws on the white table."""
    c.fill(oval(x + 14, y, wide, tall), "#3a3428", alpha, blur=14)


def outline(x: float, half: Sequence[Point], *, soft: bool = True) -> Path:
    """A turned shape around the axis x from its left profile (distance, height on the sheet)."""
    left = [(x - dx, y) for dx, y in half]
    if soft:
        left = smooth(left, closed=False)
    return [*left, *((2 * x - px, py) for px, py in reversed(left))]


def shine(c: Canvas, shape: Path, x: float, wide: float, *, alpha: float = 0.28) -> None:
    """Light from the left and shade on the right of a round body."""
    ys = [y for _, y in shape]
    with c.inside(shape):
        c.fill(box(x - wide * 0.72, min(ys) + 20, x - wide * 0.5, max(ys) - 20, 20), "#ffffff", alpha)
        c.fill(box(x + wide * 0.55, min(ys), x + wide * 1.2, max(ys)), "#201810", 0.12)


def grains(c: Canvas, places: Path, colour: str, rng: Random, *, long: float = 16, wide: float = 6) -> None:
    """Scattered grains."""
    for x, y in places:
        with c.at(x, y, turn=rng.uniform(0, 180)):
            c.fill(oval(0, 1.6, long, wide), darker(colour, 0.28))
            c.fill(oval(0, 0, long, wide), colour)


def strewn(rng: Random, x: float, y: float, wide: float, tall: float, count: int) -> Path:
    """Random places on the table around a point."""
    return [(x + rng.gauss(0, wide), y + rng.gauss(0, tall)) for _ in range(count)]


def pouch(c: Canvas, x: float, top: float, wide: float, tall: float, colour: str, *,
    crimp: bool = True) -> Path:
    """A standing bag with a sealed upper edge; returns its outline for labels and windows."""
    w = wide / 2
    body = [(x - w * 0.94, top), (x + w * 0.94, top), *bezier((x + w * 0.94, top),
        (x + w * 0.9, top + tall * 0.3), (x + w * 1.06, top + tall * 0.75), (x + w, top + tall), 16),
        *bezier((x + w, top + tall), (x + w * 0.4, top + tall + 26), (x - w * 0.4, top + tall + 26),
        (x - w, top + tall), 16), *bezier((x - w, top + tall), (x - w * 1.06, top + tall * 0.75),
        (x - w * 0.9, top + tall * 0.3), (x - w * 0.94, top), 16)]
    floor(c, x, top + tall + 14, w * 1.05)
    c.fade(body, lighter(colour, 0.08), darker(colour, 0.14), across=True)
    with c.inside(body):
        c.fill(box(x - w * 0.86, top, x - w * 0.68, top + tall), "#ffffff", 0.14)
        if crimp:
            c.fill(box(x - w, top, x + w, top + 50), darker(colour, 0.12))
            for k in range(int(wide / 16)):
                c.line([(x - w + 8 + k * 16, top + 4), (x - w + 8 + k * 16, top + 46)], 3, darker(colour,
                    0.24))
    return body


def sack(c: Canvas, x: float, top: float, wide: float, tall: float, colour: str) -> Path:
    """A full woven sack with a stitched top."""
    w = wide / 2
    body = smooth([(x - w * 0.84, top), (x, top + 8), (x + w * 0.84, top), (x + w * 0.92, top + tall * 0.2),
        (x + w * 1.04, top + tall * 0.6), (x + w * 0.92, top + tall), (x, top + tall + 16),
        (x - w * 0.92, top + tall), (x - w * 1.04, top + tall * 0.6), (x - w * 0.92, top + tall * 0.2)])
    floor(c, x, top + tall + 6, w * 1.05)
    c.fade(body, lighter(colour, 0.05), darker(colour, 0.14), across=True)
    with c.inside(body):
        for k in range(int(tall / 13)):
            c.line([(x - w * 1.1, top + k * 13), (x + w * 1.1, top + k * 13)], 1.6, darker(colour, 0.08))
        for k in range(int(wide / 13)):
            c.line([(x - w + k * 13, top), (x - w + k * 13, top + tall + 20)], 1.6, darker(colour, 0.05))
    for k in range(int(wide * 0.8 / 20)):
        c.line([(x - w * 0.8 + k * 20, top + 26), (x - w * 0.8 + k * 20 + 11, top + 26)], 5, LEAF)
    return body


def bottle(c: Canvas, x: float, half: Sequence[Point], colour: str, *, level: float = 0, liquid: str = "",
    cap: str = "#c0392b", glass: bool = False) -> Path:
    """A bottle from its left profile; glass shows the liquid up to its level."""
    shape = outline(x, half)
    low, wide = half[-1][1], max(dx for dx, _ in half)
    floor(c, x, low, wide * 1.2)
    if glass:
        c.fill(shape, "#e4ece8")
        with c.inside(shape):
            c.fade(box(x - wide, level, x + wide, low + 10), lighter(liquid, 0.14), darker(liquid, 0.25),
                across=True)
            c.fill(oval(x, level, wide, 8), lighter(liquid, 0.3))
        c.line(shape, 4, darker(liquid, 0.3), closed=True)
    else:
        c.fade(shape, lighter(colour, 0.1), darker(colour, 0.2), across=True)
    shine(c, shape, x, wide)
    top, neck = half[0][1], half[0][0]
    c.fade(box(x - neck - 7, top - 56, x + neck + 7, top + 8, 9), lighter(cap, 0.1), darker(cap, 0.2),
        across=True)
    for k in range(5):
        c.line([(x - neck + k * neck / 2, top - 44), (x - neck + k * neck / 2, top - 4)], 3, darker(cap, 0.2))
    return shape


def band(c: Canvas, shape: Path, top: float, low: float, colour: str, *, edge: str = "") -> None:
    """A label that wraps around the body, kept within its outline."""
    xs = [x for x, _ in shape]
    with c.inside(shape):
        c.fill(box(min(xs), top, max(xs), low), colour)
        for y in (top + 8, low - 8):
            c.line([(min(xs), y), (max(xs), y)], 4, edge or darker(colour, 0.2))
        wide = (max(xs) - min(xs)) / 2
        c.fill(box((min(xs) + max(xs)) / 2 + wide * 0.55, top, max(xs), low), "#201810", 0.1)


def jar(c: Canvas, x: float, top: float, wide: float, tall: float, *, lid: str, fill: str = "",
    level: float = 0.12) -> Path:
    """A glass jar with a lid; returns the inside for its contents."""
    w = wide / 2
    body = [*oval(x - w + 40, top + 40, 40, start=180, end=270), *oval(x + w - 40, top + 40, 40, start=270,
        end=360), *oval(x + w - 44, top + tall - 44, 44, start=0, end=90), *oval(x - w + 44, top + tall - 44,
        44, start=90, end=180)]
    floor(c, x, top + tall, w * 1.08)
    c.fill(body, "#e9f0ee")
    if fill:
        with c.inside(body):
            c.fade(box(x - w + 10, top + tall * level, x + w - 10, top + tall - 12, 34), lighter(fill, 0.14),
                darker(fill, 0.16), across=True)
    c.line(body, 5, "#b9cac6", closed=True)
    c.fade(box(x - w * 0.84, top - 70, x + w * 0.84, top + 12, 14), lighter(lid, 0.14), darker(lid, 0.2),
        across=True)
    c.line([(x - w * 0.8, top - 22), (x + w * 0.8, top - 22)], 4, darker(lid, 0.22))
    return body


def glint(c: Canvas, x: float, top: float, low: float) -> None:
    """The bright streak on glass, drawn over the contents."""
    c.line([(x, top), (x, low)], 15, "#ffffff", alpha=0.6)
    c.line([(x + 26, top + 10), (x + 26, top + (low - top) * 0.4)], 7, "#ffffff", alpha=0.5)


def ringed(x: float, y: float, r: float, count: int, start: float = 0) -> Path:
    """Places on a circle."""
    angles = [start + i * 6.28319 / count for i in range(count)]
    return [(x + cos(angle) * r, y + sin(angle) * r) for angle in angles]
