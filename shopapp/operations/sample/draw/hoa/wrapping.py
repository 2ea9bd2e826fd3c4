"""What holds a florist's flowers: paper, ribbons, baskets, vases, pots and easels, and how heads are massed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import cos, pi, sin
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.hoa.greenery import breath, eucalyptus, palm, spray
from shopapp.operations.sample.draw.hoa.petals import DEEP, GREEN, hydrangea
from shopapp.operations.sample.draw.paths import Path, Point, bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

Head = Callable[[Canvas, float], None]
PAPER = "#f6efe6"
WOOD = "#a97c50"


def ground(c: Canvas, kind: str, tint: str) -> None:
    """The quiet shape behind an arrangement: an arch, a sun, a table edge, or plain paper."""
    if kind == "arch":
        c.fill([*oval(480, 500, 330, 330, start=180, end=360), (810, 1060), (150, 1060)], tint)
    elif kind == "sun":
        c.disc(480, 520, 350, tint)
    elif kind == "table":
        c.fill(box(0, 960, 960, 1200), tint)
    elif kind == "wall":
        c.fill(box(0, 0, 960, 960), tint)
    elif kind == "side":
        c.fill(box(0, 0, 400, 1200), tint)


def scatter(count: int, rx: float, ry: float) -> list[Point]:
    """Evenly sown places in an ellipse, from the rim to the middle, so that middle heads lie on top."""
    places = []
    for i in range(count):
        far = ((i + 0.35) / count) ** 0.5
        angle = i * 2.39996 + 0.6
        places.append((cos(angle) * rx * far, sin(angle) * ry * far))
    return places[::-1]


def dome(c: Canvas, x: float, y: float, rx: float, ry: float, heads: Sequence[Head], count: int, r: float,
    rng: Random, leaves: Sequence[Head] = (), reach: float = 1.3) -> None:
    """A rounded mass of flower heads with leaves looking out behind them."""
    for i in range(15 if leaves else 0):
        turn = -100 + 200 * i / 14 + rng.uniform(-5, 5)
        with c.at(x + sin(turn * pi / 180) * rx * 0.35, y + ry * 0.25 - cos(turn * pi / 180) * ry * 0.2,
            turn=turn):
            leaves[i % len(leaves)](c, max(rx, ry) * reach * rng.uniform(0.84, 1))
    for i, (dx, dy) in enumerate(scatter(count, rx, ry)):
        lift = 1 - 0.16 * (abs(dx) / rx + abs(dy) / ry) / 2
        with c.at(x + dx, y + dy, turn=rng.uniform(-35, 35)):
            c.fill(oval(0, r * 0.16, r * 0.92), "#3a2a24", 0.13, blur=r * 0.1)
            heads[i % len(heads)](c, r * lift * rng.uniform(0.93, 1.05))


def paper_back(c: Canvas, x: float, top: float, tie: float, spread: float, colour: str) -> None:
    """The sheet of wrapping paper behind the flowers."""
    depth = tie - top
    sheet: Path = [(x - 26, tie), (x - spread * 0.86, top + depth * 0.46),
        (x - spread * 1.06, top + depth * 0.16), (x - spread * 0.62, top + depth * 0.1),
        (x - spread * 0.36, top - depth * 0.06), (x, top + depth * 0.03),
        (x + spread * 0.4, top - depth * 0.05), (x + spread * 0.66, top + depth * 0.12),
        (x + spread * 1.04, top + depth * 0.18), (x + spread * 0.86, top + depth * 0.46), (x + 26, tie)]
    c.shadow(sheet, down=26, blur=22, alpha=0.1)
    c.fill(sheet, darker(colour, 0.1))
    c.fill([(x - 20, tie), *sheet[1:5], (x, top + depth * 0.03)], darker(colour, 0.05))


def paper_front(c: Canvas, x: float, lip: float, tie: float, spread: float, colour: str) -> None:
    """The folded front of the wrapping, and its tail below the tie."""
    tail = 190
    c.fill([(x - 22, tie), (x - 105, tie + tail), (x - 40, tie + tail - 22), (x + 12, tie + tail + 6),
        (x + 60, tie + tail - 18), (x + 112, tie + tail - 6), (x + 22, tie)], darker(colour, 0.08))
    c.fill([(x - 16, tie), (x - 70, tie + tail - 10), (x - 40, tie + tail - 22), (x + 6, tie)], darker(colour,
        0.16))
    c.fill([(x + 10, tie), (x + 40, tie + tail - 10), (x + 112, tie + tail - 6), (x + 22, tie)], colour)
    right = [(x + spread * 0.93, lip - 60), (x + spread * 0.5, lip + 34), (x - 10, lip + 92), (x - 24, tie),
        (x + 26, tie)]
    left = [(x - spread * 0.93, lip - 60), (x - spread * 0.46, lip + 60), (x + 30, lip + 150), (x + 26, tie),
        (x - 26, tie)]
    c.shadow(right, down=-8, blur=14, alpha=0.14)
    c.fade(right, lighter(colour, 0.12), darker(colour, 0.1))
    c.shadow(left, down=-6, right=6, blur=14, alpha=0.16)
    c.fade(left, lighter(colour, 0.2), darker(colour, 0.04))
    for share in (0.25, 0.5, 0.75):
        edge = (x - spread * 0.93 + (spread * 0.93 + 30) * share, lip - 60 + 210 * share)
        c.line([edge, (x - 20 + 30 * share, tie)], 2.2, darker(colour, 0.12))


def bow(c: Canvas, x: float, y: float, size: float, colour: str, tails: float = 1.9) -> None:
    """A ribbon bow."""
    for side in (-1, 1):
        with c.at(x, y, flip=side < 0):
            c.fill([(0, 0), (size * 0.42, size * tails * 0.9), (size * 0.64, size * tails * 0.8),
                (size * 0.78, size * tails * 0.96), (size * 0.16, 0)], darker(colour, 0.14))
            c.fill(bezier((0, 0), (size * 0.5, -size * 0.95), (size * 1.6, -size * 0.5), (0, size * 0.12)),
                darker(colour, 0.06))
            c.fill(bezier((size * 0.1, 0), (size * 0.55, -size * 0.55), (size * 1.15, -size * 0.3),
                (size * 0.1, size * 0.06)), darker(colour, 0.3))
            c.fill(bezier((0, size * 0.14), (size * 0.5, -size * 0.5), (size * 1.5, -size * 0.1),
                (0, size * 0.16)), colour)
    c.fill(box(x - size * 0.17, y - size * 0.16, x + size * 0.17, y + size * 0.2, size * 0.09),
        lighter(colour, 0.1))


def bouquet(c: Canvas, heads: Sequence[Head], count: int, r: float, rng: Random, *, paper: str, ribbon: str,
    leaves: Sequence[Head] = (), rx: float = 200, ry: float = 170, y: float = 450,
    reach: float = 1.3) -> None:
    """A hand-tied bouquet in two sheets of paper with a bow."""
    # Drawn around its own middle and a little larger than planned, so that it fills the sheet.
    with c.at(480, 560, size=1.13):
        spread, middle = rx + r * 0.95, y - 560
        tie = middle + ry + 300
        paper_back(c, 0, middle - ry - r * 0.45, tie, spread, paper)
        dome(c, 0, middle, rx, ry, heads, count, r, rng, leaves, reach)
        paper_front(c, 0, middle + ry * 0.72, tie, spread, paper)
        bow(c, 0, tie, 92, ribbon)


def basket(c: Canvas, x: float, top: float, width: float, height: float, colour: str = "#c39a68",
    handle: float = 0) -> None:
    """A woven basket; a handle rises that many pixels above the rim. Draw the flowers after it."""
    w = width / 2
    body = [(x - w, top), (x + w, top), (x + w * 0.78, top + height), (x - w * 0.78, top + height)]
    c.shadow(oval(x, top + height, w * 0.9, 20), down=8, blur=16, alpha=0.3)
    c.fill(body, darker(colour, 0.2))
    with c.inside(body):
        rows, columns = round(height / 26), round(width / 34)
        for row in range(rows):
            for column in range(-1, columns + 1):
                cx = x - w + (column + 0.5 + row % 2 * 0.5) * 34
                tone = lighter(colour, 0.14) if (row + column) % 2 else colour
                c.fill(box(cx - 16, top + row * 26 + 2, cx + 16, top + row * 26 + 24, 10), tone)
    c.fill(box(x - w - 12, top - 14, x + w + 12, top + 18, 16), darker(colour, 0.1))
    for i in range(round(width / 22) + 1):
        c.line([(x - w - 6 + i * 22, top + 14), (x - w + 6 + i * 22, top - 10)], 4, darker(colour, 0.28))
    if handle:
        c.line(bezier((x - w + 14, top), (x - w * 0.9, top - handle * 1.3), (x + w * 0.9, top - handle * 1.3),
            (x + w - 14, top), 60), 16, colour)


def vase(c: Canvas, x: float, top: float, profile: Sequence[Point], colour: str, *,
    glass: bool = False) -> None:
    """A vase from its left outline (distance from the axis, distance from the top)."""
    half = smooth([(x - dx, top + dy) for dx, dy in profile], closed=False)
    shape = [*half, *((2 * x - px, py) for px, py in reversed(half))]
    low = top + profile[-1][1]
    c.shadow(oval(x + 20, low, profile[-1][0] + 46, 20), down=2, blur=16, alpha=0.26)
    if glass:
        c.fill(shape, "#dfeaec", 0.55)
        with c.inside(shape):
            c.fill(box(x - 400, top + (low - top) * 0.36, x + 400, low), "#b9d5da", 0.55)
        c.line(half, 4, "#9fbcc2")
        c.line([(2 * x - px, py) for px, py in half], 4, "#9fbcc2")
        c.line([(px + 22, py) for px, py in half[len(half) // 3 : len(half) * 3 // 4]], 7, "#ffffff",
            alpha=0.8)
        return
    c.fade(shape, lighter(colour, 0.14), darker(colour, 0.2), across=True)
    c.disc(x, top, profile[0][0], darker(colour, 0.42), 11)


def pot(c: Canvas, x: float, top: float, width: float, height: float, colour: str) -> None:
    """A plain pot with a moss cushion."""
    vase(c, x, top, [(width / 2, 0), (width / 2, height * 0.3), (width * 0.45, height * 0.75),
        (width * 0.34, height)], colour)
    for i in range(9):
        c.disc(x - width * 0.42 + i * width * 0.105, top + (i % 2) * 4 - 4, width * 0.085, darker(DEEP,
            0.1) if i % 2 else GREEN, width * 0.06)


def easel(c: Canvas, x: float, top: float, foot: float, spread: float = 190) -> None:
    """The wooden legs of a standing arrangement."""
    c.fill(oval(x, foot + 4, spread * 1.15, 18), "#3a2a24", 0.14, blur=14)
    c.line([(x, top), (x + 10, foot - 34)], 20, darker(WOOD, 0.3))
    for side in (-1, 1):
        c.line([(x + side * 24, top), (x + side * spread, foot)], 22, WOOD if side < 0 else darker(WOOD, 0.1))
    y = foot - (foot - top) * 0.22
    c.line([(x - spread * 0.8, y), (x + spread * 0.8, y)], 16, darker(WOOD, 0.16))


def sash(c: Canvas, x: float, y: float, width: float, height: float, colour: str) -> None:
    """A plain ribbon band with swallow-tailed ends, where the words will be printed."""
    w, h = width / 2, height / 2
    for side in (-1, 1):
        with c.at(x, y, flip=side < 0):
            c.fill([(w - 60, -h + 22), (w + 70, -h + 30), (w + 38, 24), (w + 70, h + 38), (w - 60, h + 30)],
                darker(colour, 0.28))
    body = [*bezier((x - w, y - h), (x - w / 3, y - h + 20), (x + w / 3, y - h + 20), (x + w, y - h)),
        *bezier((x + w, y + h), (x + w / 3, y + h + 20), (x - w / 3, y + h + 20), (x - w, y + h))]
    c.shadow(body, down=10, blur=10, alpha=0.22)
    c.fill(body, colour)
    inner = [(px, py) for px, py in body]
    c.line([(x + (px - x) * 0.965, y + 5 + (py - y - 5) * 0.76) for px, py in inner], 3, lighter(colour, 0.5),
        closed=True)


def fans(c: Canvas, x: float, y: float, size: float, turns: Sequence[float], colour: str = DEEP) -> None:
    """Palm leaves behind a standing arrangement."""
    for turn in turns:
        with c.at(x, y, turn=turn):
            palm(c, size, colour)


def wreath(c: Canvas, x: float, y: float, radius: float, heads: Sequence[Head], count: int, r: float,
    rng: Random) -> None:
    """A ring of leaves and flowers."""
    for i in range(34):
        with c.at(x + cos(i * pi / 17) * radius, y + sin(i * pi / 17) * radius,
            turn=i * 360 / 34 + (118 if i % 2 else 62)):
            spray(c, radius * 0.52, DEEP if i % 3 else GREEN, pairs=4, width=0.14)
    for i in range(count):
        angle = 2 * pi * i / count
        far = radius * (1 + (0.07 if i % 2 else -0.07))
        with c.at(x + cos(angle) * far, y + sin(angle) * far, turn=rng.uniform(0, 90)):
            c.fill(oval(0, r * 0.14, r * 0.95), "#24301f", 0.25, blur=r * 0.12)
            heads[i % len(heads)](c, r)


def head(draw: Callable[..., None], *colours: str) -> Head:
    """A flower with its colours fixed, ready for an arrangement."""
    return lambda c, r: draw(c, r, *colours)


def cloud(rng: Random) -> Head:
    """Baby's breath as a filler."""
    return lambda c, r: breath(c, r * 1.02, rng)


def blue_ball(c: Canvas, r: float, *, rng: Random) -> None:
    """A hydrangea among smaller flowers."""
    hydrangea(c, r * 1.35, "#86a9d2", rng)

LEAVES: tuple[Head, ...] = (eucalyptus, partial(spray, colour=GREEN))
