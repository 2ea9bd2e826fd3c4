"""A puppy's coat and head: what its breed decides."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

from shopapp.operations.sample.draw.canvas import Canvas, darker, mix
from shopapp.operations.sample.draw.paths import Path, bezier, mirrored, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

NOSE = "#33272b"


@dataclass(frozen=True)
class Dog:
    """What makes one puppy look like itself; lengths are shares of the head's half width or height."""

    name: str
    coat: str
    light: str = "#fff8ec"
    tan: str = "#d9914f"
    fur: str = "smooth"  # smooth, fluffy or curly
    ears: str = "floppy"  # floppy, drop, prick, big, button or curly
    ear: str = ""
    face: str = "plain"  # plain, blaze, mask, cheeks, tan, pug, tri or merle
    width: float = 205
    height: float = 178
    jaw: float = 0.52
    muzzle: tuple[float, float] = (0.44, 0.34)
    muzzle_tone: str = ""
    eyes: tuple[str, str] = ("#3b2418", "#3b2418")
    nose: str = NOSE
    tongue: bool = False
    tilt: float = 0
    tail: str = "long"  # long, plume, curl, stub or none
    body: float = 1.0
    legs: float = 1.0
    paws: str = ""
    bib: bool = True
    ruff: float = 0
    collar: str = "#2f8f88"
    tag: str = "#f2c15c"
    ridge: bool = False


def outline(c: Canvas, path: Path, colour: str, fur: str, size: float = 1) -> None:
    """Fills a shape with its coat's edge: clean, tufted or curly."""
    if fur == "smooth":
        c.fill(path, colour)
        return
    cx = sum(x for x, _ in path) / len(path)
    cy = sum(y for _, y in path) / len(path)
    c.fill(path, colour)
    for i, (x, y) in enumerate(_spaced(path, (46 if fur == "fluffy" else 40) * size)):
        angle = atan2(y - cy, x - cx)
        if fur == "curly":
            c.disc(x - cos(angle) * 8 * size, y - sin(angle) * 8 * size, 30 * size, colour)
        else:
            _tuft(c, x, y, angle, (27 if i % 2 else 19) * size, 36 * size, colour)


def _spaced(path: Path, step: float) -> Path:
    """Points along an outline at even distances."""
    walked, found, last = 0.0, [], path[0]
    for point in [*path, path[0]]:
        walked += hypot(point[0] - last[0], point[1] - last[1])
        last = point
        if walked >= step:
            walked = 0
            found.append(point)
    return found


def _tuft(c: Canvas, x: float, y: float, angle: float, reach: float, half: float, colour: str) -> None:
    """One soft lock of fur that bends downwards, as gravity wants."""
    side = 1 if cos(angle) >= 0 else -1
    nx, ny = cos(angle + pi / 2) * half, sin(angle + pi / 2) * half
    tip = (x + cos(angle + side * 0.5) * reach, y + sin(angle + side * 0.5) * reach)
    inner = (x - cos(angle) * 14, y - sin(angle) * 14)
    one, two = (inner[0] + nx, inner[1] + ny), (inner[0] - nx, inner[1] - ny)
    swell = (x + nx * 0.3 + cos(angle) * reach * 0.5, y + ny * 0.3 + sin(angle) * reach * 0.5)
    back = (x - nx * 0.3 + cos(angle) * reach * 0.5, y - ny * 0.3 + sin(angle) * reach * 0.5)
    c.fill([*bezier(one, swell, swell, tip, 8), *bezier(tip, back, back, two, 8)], colour)


def curls(c: Canvas, path: Path, colour: str, size: float = 1) -> None:
    """Small crescents that make a coat look curly."""
    xs, ys = [x for x, _ in path], [y for _, y in path]
    with c.inside(path):
        row = 0
        y = min(ys)
        while y < max(ys):
            x = min(xs) + (row % 2) * 29 * size
            while x < max(xs):
                c.line(oval(x, y, 14 * size, start=200 + row * 37 % 90, end=420 + row * 37 % 90), 4 * size,
                    colour)
                x += 58 * size
            y += 44 * size
            row += 1


def ear_shape(kind: str, w: float, h: float) -> Path:
    """The left ear's outline."""
    if kind == "prick":
        return smooth([(-w * 0.98, -h * 0.2), (-w * 1.02, -h * 1.1), (-w * 0.9, -h * 1.62),
            (-w * 0.5, -h * 1.28), (-w * 0.12, -h * 0.8), (-w * 0.5, -h * 0.3)])
    if kind == "big":
        return smooth([(-w * 0.96, h * 0.02), (-w * 1.5, -h * 0.86), (-w * 1.5, -h * 1.36),
            (-w * 1.02, -h * 1.3), (-w * 0.3, -h * 0.82), (-w * 0.5, -h * 0.2)])
    if kind == "drop":
        return smooth([(-w * 0.62, -h * 0.86), (-w * 1.06, -h * 0.66), (-w * 1.3, h * 0.1),
            (-w * 1.22, h * 0.94), (-w * 0.86, h * 0.98), (-w * 0.78, h * 0.2), (-w * 0.66, -h * 0.3)])
    if kind == "button":
        return smooth([(-w * 0.5, -h * 0.92), (-w * 0.98, -h * 0.92), (-w * 1.08, -h * 0.5),
            (-w * 0.94, h * 0.08), (-w * 0.74, -h * 0.3)])
    if kind == "curly":
        return smooth([(-w * 0.7, -h * 0.66), (-w * 1.16, -h * 0.5), (-w * 1.36, h * 0.2),
            (-w * 1.24, h * 0.82), (-w * 0.92, h * 0.72), (-w * 0.82, h * 0.1)])
    return smooth([(-w * 0.56, -h * 0.9), (-w * 1.04, -h * 0.8), (-w * 1.26, -h * 0.1), (-w * 1.14, h * 0.46),
        (-w * 0.88, h * 0.34), (-w * 0.76, -h * 0.3)])


def head_shape(dog: Dog) -> Path:
    """The head's outline around the origin."""
    w, h = dog.width, dog.height
    half = [(0.0, -h), (-w * 0.55, -h * 0.92), (-w * 0.9, -h * 0.46), (-w, h * 0.12), (-w * 0.84, h * 0.6),
        (-w * dog.jaw, h * 0.93), (0, h * 1.02)]
    return smooth([*half, *((-x, y) for x, y in half[-2:0:-1])])


def both(c: Canvas, path: Path, colour: str, fur: str = "smooth", size: float = 1) -> None:
    """Draws a left part and its mirror image."""
    for sign in (1, -1):
        outline(c, [(x * sign, y) for x, y in path], colour, fur, size)


def ears(c: Canvas, dog: Dog, *, front: bool) -> None:
    """Standing ears belong behind the head, hanging ones before it."""
    standing = dog.ears in ("prick", "big")
    if standing == front:
        return
    w, h = dog.width, dog.height
    tone = dog.ear or darker(dog.coat, 0.12)
    shape = ear_shape(dog.ears, w, h)
    fur = "smooth" if standing else dog.fur
    if front:
        both(c, [(x, y + 8) for x, y in shape], darker(tone, 0.2), fur, 0.7)
    both(c, shape, tone, fur, 0.7)
    if standing:
        cx, cy = (-w * 0.62, -h * 0.8) if dog.ears == "prick" else (-w * 1.04, -h * 0.72)
        both(c, [(cx + (x - cx) * 0.6, cy + (y - cy) * 0.66) for x, y in shape], mix("#efb7a4", dog.coat,
            0.2))
    elif dog.ears == "curly":
        for sign in (1, -1):
            curls(c, [(x * sign, y) for x, y in shape], darker(tone, 0.16), 0.75)


def markings(c: Canvas, dog: Dog) -> None:
    """The colours of the face, kept within the head by the caller."""
    w, h = dog.width, dog.height
    cheeks = smooth(mirrored([(0, -h * 0.06), (-w * 0.2, h * 0.04), (-w * 0.42, h * 0.24),
        (-w * 0.66, h * 0.2), (-w * 1.1, -h * 0.12), (-w * 1.1, h * 1.2), (0, h * 1.2)]))
    if dog.face in ("blaze", "tri"):
        if dog.face == "tri":
            c.fill(cheeks, dog.tan)
            both(c, oval(-w * 0.36, -h * 0.34, w * 0.1, h * 0.09), dog.tan)
        c.fill(smooth(mirrored([(0, -h * 1.05), (-w * 0.12, -h * 0.8), (-w * 0.09, -h * 0.2),
            (-w * 0.4, h * 0.24), (-w * 0.46, h * 0.8), (0, h * 1.1)])), dog.light)
    elif dog.face == "mask":
        c.fill(smooth(mirrored([(0, -h * 0.36), (-w * 0.1, -h * 0.3), (-w * 0.34, -h * 0.62),
            (-w * 0.66, -h * 0.42), (-w * 0.8, h * 0.0), (-w * 1.1, h * 0.2), (-w, h * 1.2), (0, h * 1.2)])),
            dog.light)
        c.fill(smooth(mirrored([(0, -h * 0.7), (-w * 0.07, -h * 0.4), (-w * 0.055, h * 0.16), (0, h * 0.3)])),
            dog.coat)
    elif dog.face == "cheeks":
        c.fill(cheeks, dog.light)
        both(c, oval(-w * 0.36, -h * 0.36, w * 0.11, h * 0.08), dog.light)
    elif dog.face == "tan":
        c.fill(cheeks, dog.tan)
        both(c, oval(-w * 0.35, -h * 0.37, w * 0.1, h * 0.085), dog.tan)
    elif dog.face == "pug":
        c.fill(smooth(mirrored([(0, -h * 0.16), (-w * 0.3, -h * 0.02), (-w * 0.62, h * 0.3),
            (-w * 0.56, h * 0.9), (0, h * 1.1)])), dog.tan)
        both(c, oval(-w * 0.45, -h * 0.02, w * 0.24, h * 0.24), mix(dog.coat, dog.tan, 0.72))
    elif dog.face == "merle":
        for x, y, rx, ry in ((-0.6, -0.5, 0.3, 0.24), (0.5, -0.66, 0.26, 0.2), (0.74, 0.1, 0.24, 0.3),
            (-0.82, 0.28, 0.2, 0.22)):
            c.fill(smooth([(w * (x - rx), h * y), (w * x, h * (y - ry)),
                (w * (x + rx * 0.8), h * (y - ry * 0.3)), (w * (x + rx * 0.5), h * (y + ry)),
                (w * (x - rx * 0.6), h * (y + ry * 0.6))]), dog.tan)
        c.fill(smooth(mirrored([(0, -h * 1.05), (-w * 0.1, -h * 0.7), (-w * 0.08, -h * 0.1),
            (-w * 0.42, h * 0.3), (-w * 0.44, h * 0.8), (0, h * 1.1)])), dog.light)
