"""Flower heads, each drawn around the origin so that an arrangement can put, turn and size it."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter, mix
from shopapp.operations.sample.draw.paths import bezier, leaf, oval, petal, ruffle, zigzag

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

GREEN = "#6f8a63"
DEEP = "#4d6b50"
SILVER = "#a9b8a2"


def ring(c: Canvas, count: int, length: float, width: float, colour: str, *, out: float = 0, turn: float = 0,
    belly: float = 0.6, tip: float = 0.35, edge: float = 0.12, shade: float = 0.0) -> None:
    """A wheel of petals; edge darkens each petal's rim so that neighbours stay apart."""
    for i in range(count):
        with c.at(0, 0, turn=turn + 360 * i / count):
            tone = darker(colour, shade * (0.5 + 0.5 * sin(i * 2.4)))
            path = [(x, y - out) for x, y in petal(length, width, belly=belly, tip=tip)]
            c.fill(path, darker(tone, edge))
            c.fill([(x * 0.9, (y + out) * 0.955 - out) for x, y in path], tone)


def rose(c: Canvas, r: float, colour: str) -> None:
    """A garden rose seen from above: rounds of petals that tighten to a swirl."""
    rounds = ((1.0, 5, 0.0), (0.8, 5, 36.0), (0.61, 4, 12.0), (0.44, 4, 55.0), (0.29, 3, 20.0))
    for depth, (size, count, turn) in enumerate(rounds):
        tone = mix(lighter(colour, 0.22), darker(colour, 0.16), depth / 4)
        for i in range(count):
            angle = (turn + 360 * i / count) * pi / 180
            x, y = cos(angle) * r * size * 0.46, sin(angle) * r * size * 0.46
            c.disc(x, y, r * size * 0.56, darker(tone, 0.2))
            c.disc(x * 0.93, y * 0.93, r * size * 0.535, tone)
    heart = darker(colour, 0.3)
    swirl = [(cos(t / 7) * r * (0.02 + t * 0.0042), sin(t / 7) * r * (0.02 + t * 0.0042)) for t in range(42)]
    c.disc(0, 0, r * 0.2, darker(colour, 0.14))
    c.line(swirl, r * 0.045, heart)


def peony(c: Canvas, r: float, colour: str) -> None:
    """A peony: many ruffled layers around a loose heart."""
    for depth, (size, waves) in enumerate(((1, 8), (0.84, 9), (0.68, 8), (0.5, 7), (0.34, 6), (0.2, 5))):
        tone = mix(lighter(colour, 0.42), darker(colour, 0.14), depth / 5)
        c.fill(ruffle(0, r * 0.02, r * size, waves, 0.13, turn=depth * 0.37), darker(tone, 0.15))
        c.fill(ruffle(0, 0, r * size * 0.955, waves, 0.13, turn=depth * 0.37), tone)
        if 0 < depth < 5:
            for i in range(waves):
                with c.at(0, 0, turn=360 * i / waves + depth * 31):
                    c.line([(0, -r * size * 0.6), (0, -r * size * 0.86)], r * 0.018, darker(tone, 0.12))
    for i in range(7):
        c.disc(cos(i * 0.9) * r * 0.08, sin(i * 0.9) * r * 0.08, r * 0.035, "#f2cf73")


def sunflower(c: Canvas, r: float, colour: str = "#f2b632") -> None:
    """A sunflower with two rings of rays and a seeded disc."""
    ring(c, 17, r, r * 0.36, darker(colour, 0.14), tip=0.06, belly=0.7, edge=0.12)
    ring(c, 17, r * 0.92, r * 0.34, colour, turn=10.6, tip=0.06, belly=0.7, edge=0.12, shade=0.06)
    c.disc(0, 0, r * 0.42, "#5a3a22")
    c.disc(0, 0, r * 0.37, "#6e4827")
    for i in range(95):
        angle, far = i * 2.39996, r * 0.355 * (i / 95) ** 0.5
        c.disc(cos(angle) * far, sin(angle) * far, r * 0.02, "#3d2618" if i % 3 else "#b07a38")


def gerbera(c: Canvas, r: float, colour: str) -> None:
    """A gerbera: long even rays, an inner fringe and an open eye."""
    ring(c, 20, r, r * 0.26, darker(colour, 0.12), belly=0.8, tip=0.5, edge=0.1)
    ring(c, 20, r * 0.88, r * 0.24, colour, turn=9, belly=0.8, tip=0.5, edge=0.12)
    ring(c, 22, r * 0.44, r * 0.12, lighter(colour, 0.3), belly=0.8, tip=0.4, edge=0.12)
    c.disc(0, 0, r * 0.22, "#7a4a2c")
    for i in range(26):
        angle, far = i * 2.39996, r * 0.2 * (i / 26) ** 0.5
        c.disc(cos(angle) * far, sin(angle) * far, r * 0.024, "#e2b04c")


def mum(c: Canvas, r: float, colour: str) -> None:
    """A chrysanthemum: slender petals in many tightening layers."""
    rounds = ((1, 22), (0.84, 20), (0.68, 18), (0.52, 15), (0.36, 11), (0.21, 7))
    for depth, (size, count) in enumerate(rounds):
        tone = mix(colour, lighter(colour, 0.5), depth / 6)
        ring(c, count, r * size, r * 0.2, tone, turn=depth * 8.5, belly=0.85, tip=0.45, edge=0.13)
    c.disc(0, 0, r * 0.07, mix(colour, "#d9c94f", 0.55))


def daisy(c: Canvas, r: float, colour: str = "#fffdf7") -> None:
    """A small daisy with a yellow eye."""
    ring(c, 13, r, r * 0.34, colour, belly=0.8, tip=0.5, edge=0.1)
    c.disc(0, 0, r * 0.3, "#d99a2b")
    c.disc(-r * 0.03, -r * 0.04, r * 0.24, "#f1bd3f")


def carnation(c: Canvas, r: float, colour: str) -> None:
    """A carnation: pinked petals, layer upon layer."""
    for depth, size in enumerate((1, 0.82, 0.65, 0.47, 0.3)):
        tone = mix(lighter(colour, 0.25), darker(colour, 0.1), depth / 4)
        for i in range(6 - depth // 2):
            angle = i * 2 * pi / (6 - depth // 2) + depth * 0.5
            x, y = cos(angle) * r * size * 0.42, sin(angle) * r * size * 0.42
            c.fill(zigzag(x, y, r * size * 0.58, 16, 0.1, turn=angle), darker(tone, 0.16))
            c.fill(zigzag(x * 0.93, y * 0.93, r * size * 0.545, 16, 0.1, turn=angle), tone)


def lily(c: Canvas, r: float, colour: str) -> None:
    """An open lily: six pointed petals with a pale midrib, freckles and stamens."""
    for turn, shade in ((0, 0.1), (120, 0.1), (240, 0.1), (60, 0), (180, 0), (300, 0)):
        with c.at(0, 0, turn=turn + 14):
            tone = darker(colour, shade)
            c.fill(petal(r, r * 0.56, belly=0.62, tip=0.03), darker(tone, 0.14))
            c.fill([(x * 0.9, y * 0.97) for x, y in petal(r, r * 0.56, belly=0.62, tip=0.03)], tone)
            c.line([(0, -r * 0.1), (0, -r * 0.82)], r * 0.05, lighter(colour, 0.65), thin=r * 0.01)
            for i in range(6):
                c.disc((-1) ** i * r * (0.05 + 0.012 * i), -r * (0.22 + 0.055 * i), r * 0.013, darker(colour,
                    0.5))
    c.disc(0, 0, r * 0.1, "#b9c48f")
    for i in range(6):
        with c.at(0, 0, turn=i * 60 + 40):
            c.line(bezier((0, 0), (r * 0.05, -r * 0.15), (r * 0.04, -r * 0.25), (-r * 0.02, -r * 0.4)),
                r * 0.022, "#dfe3b8")
            c.fill(oval(-r * 0.02, -r * 0.42, r * 0.06, r * 0.026), "#a4582a")


def bud(c: Canvas, r: float, colour: str) -> None:
    """A closed bud, pointing up."""
    c.fill(petal(r, r * 0.42, tip=0.1), darker(colour, 0.1))
    c.fill([(x - r * 0.05, y) for x, y in petal(r * 0.96, r * 0.24, tip=0.1)], lighter(colour, 0.15))
    c.fill(leaf(r * 0.4, r * 0.28), GREEN)


def tulip(c: Canvas, r: float, colour: str) -> None:
    """A tulip seen from the side, its cup above the origin."""
    for side in (-1, 1):
        with c.at(side * r * 0.1, r * 0.75, turn=side * 8):
            c.fill(petal(r * 1.62, r * 1.15, belly=0.62, tip=0.12), darker(colour, 0.2))
    for side in (-1, 1):
        with c.at(side * r * 0.16, r * 0.8, turn=side * 13):
            c.fill(petal(r * 1.5, r * 1.25, belly=0.5, tip=0.08), darker(colour, 0.1))
            c.fill([(x * 0.93, y * 0.97) for x, y in petal(r * 1.5, r * 1.25, belly=0.5, tip=0.08)], colour)
    with c.at(0, r * 0.82):
        c.fill(petal(r * 1.42, r * 1.3, belly=0.48, tip=0.06), darker(colour, 0.08))
        c.fill([(x * 0.92, y * 0.97) for x, y in petal(r * 1.42, r * 1.3, belly=0.48, tip=0.06)],
            lighter(colour, 0.16))
        c.line([(0, -r * 0.25), (0, -r * 1.1)], r * 0.03, lighter(colour, 0.4), thin=r * 0.008)


def orchid(c: Canvas, r: float, colour: str, lip: str) -> None:
    """A moth orchid: three sepals, two wide wings and a small bright lip."""
    for turn in (0, 128, 232):
        with c.at(0, 0, turn=turn):
            c.fill(petal(r * 0.95, r * 0.66, belly=0.62, tip=0.25), darker(colour, 0.12))
            c.fill([(x * 0.9, y * 0.97) for x, y in petal(r * 0.95, r * 0.66, belly=0.62, tip=0.25)],
                darker(colour, 0.04))
    for side in (-1, 1):
        with c.at(0, -r * 0.06, turn=side * 84):
            c.fill(petal(r, r * 1.18, belly=0.72, tip=0.6), darker(colour, 0.12))
            c.fill([(x * 0.95, y * 0.97) for x, y in petal(r, r * 1.18, belly=0.72, tip=0.6)], colour)
            for fan in (-22, 0, 22):
                with c.at(0, 0, turn=fan):
                    c.line([(0, -r * 0.2), (0, -r * 0.68)], r * 0.02, darker(colour, 0.13), thin=r * 0.006)
    with c.at(0, r * 0.1, turn=180):
        c.fill(petal(r * 0.44, r * 0.36, belly=0.7, tip=0.5), lip)
    c.disc(0, r * 0.06, r * 0.12, lighter(lip, 0.35))
    c.disc(0, r * 0.1, r * 0.055, darker(lip, 0.35))


def hydrangea(c: Canvas, r: float, colour: str, rng: Random) -> None:
    """A hydrangea: a ball of four-petalled florets."""
    c.disc(0, 0, r * 0.93, darker(colour, 0.22))
    far = [r * 0.9 * (i / 46) ** 0.5 for i in range(46)]
    spots = [(cos(i * 2.39996) * far[i], sin(i * 2.39996) * far[i]) for i in range(46)]
    for x, y in reversed(spots):
        tone = mix(colour, rng.choice((lighter(colour, 0.55), darker(colour, 0.12), "#b9a7d8")),
            rng.uniform(0.1, 0.6))
        tone = lighter(tone, max(0.0, -y / r) * 0.25)
        with c.at(x, y, turn=rng.uniform(0, 90)):
            ring(c, 4, r * 0.21, r * 0.21, tone, tip=0.55, belly=0.75, edge=0.14)
            c.disc(0, 0, r * 0.028, lighter(tone, 0.7))


def lotus(c: Canvas, r: float, colour: str) -> None:
    """A lotus seen from the side: petals with rosy tips around a golden heart."""
    for turn, length, pale in ((-78, 0.98, 0.1), (78, 0.98, 0.1), (-52, 1.08, 0.15), (52, 1.08, 0.15),
        (-26, 1.16, 0.2), (26, 1.16, 0.2), (0, 1.2, 0.25)):
        with c.at(0, 0, turn=turn):
            _lotus_petal(c, r * length, darker(colour, 0.12), pale)
    c.disc(0, -r * 0.3, r * 0.24, "#e7b84d", r * 0.16)
    for turn, length, pale in ((-62, 0.86, 0.5), (62, 0.86, 0.5), (-34, 0.86, 0.55), (34, 0.86, 0.55),
        (0, 0.72, 0.62)):
        with c.at(0, r * 0.04, turn=turn):
            _lotus_petal(c, r * length, colour, pale)


def _lotus_petal(c: Canvas, length: float, colour: str, pale: float) -> None:
    c.fill(petal(length, length * 0.5, belly=0.6, tip=0.04), darker(colour, 0.1))
    c.fade([(x * 0.92, y * 0.975) for x, y in petal(length, length * 0.5, belly=0.6, tip=0.04)], colour,
        lighter(colour, pale + 0.25))


def blossom(c: Canvas, r: float, colour: str = "#f4c430") -> None:
    """A five-petalled blossom such as mai or peach."""
    ring(c, 5, r, r * 0.92, colour, belly=0.75, tip=0.6, edge=0.14)
    for i in range(10):
        angle = i * pi / 5
        c.line([(0, 0), (cos(angle) * r * 0.34, sin(angle) * r * 0.34)], r * 0.03, darker(colour, 0.25))
        c.disc(cos(angle) * r * 0.36, sin(angle) * r * 0.36, r * 0.045, "#b5651d")
    c.disc(0, 0, r * 0.09, "#c8801e")
