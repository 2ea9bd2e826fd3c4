"""Puppies: one body plan with breed-specific coats, ears, markings and tails, seen from the front."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

from .canvas import Canvas, darker, lighter, mix
from .paths import Path, bezier, mirrored, oval, smooth

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
                c.line(oval(x, y, 14 * size, start=200 + row * 37 % 90, end=420 + row * 37 % 90), 4 * size, colour)
                x += 58 * size
            y += 44 * size
            row += 1


def ear_shape(kind: str, w: float, h: float) -> Path:
    """The left ear's outline."""
    if kind == "prick":
        return smooth(
            [
                (-w * 0.98, -h * 0.2),
                (-w * 1.02, -h * 1.1),
                (-w * 0.9, -h * 1.62),
                (-w * 0.5, -h * 1.28),
                (-w * 0.12, -h * 0.8),
                (-w * 0.5, -h * 0.3),
            ]
        )
    if kind == "big":
        return smooth(
            [
                (-w * 0.96, h * 0.02),
                (-w * 1.5, -h * 0.86),
                (-w * 1.5, -h * 1.36),
                (-w * 1.02, -h * 1.3),
                (-w * 0.3, -h * 0.82),
                (-w * 0.5, -h * 0.2),
            ]
        )
    if kind == "drop":
        return smooth(
            [
                (-w * 0.62, -h * 0.86),
                (-w * 1.06, -h * 0.66),
                (-w * 1.3, h * 0.1),
                (-w * 1.22, h * 0.94),
                (-w * 0.86, h * 0.98),
                (-w * 0.78, h * 0.2),
                (-w * 0.66, -h * 0.3),
            ]
        )
    if kind == "button":
        return smooth(
            [
                (-w * 0.5, -h * 0.92),
                (-w * 0.98, -h * 0.92),
                (-w * 1.08, -h * 0.5),
                (-w * 0.94, h * 0.08),
                (-w * 0.74, -h * 0.3),
            ]
        )
    if kind == "curly":
        return smooth(
            [
                (-w * 0.7, -h * 0.66),
                (-w * 1.16, -h * 0.5),
                (-w * 1.36, h * 0.2),
                (-w * 1.24, h * 0.82),
                (-w * 0.92, h * 0.72),
                (-w * 0.82, h * 0.1),
            ]
        )
    return smooth(
        [
            (-w * 0.56, -h * 0.9),
            (-w * 1.04, -h * 0.8),
            (-w * 1.26, -h * 0.1),
            (-w * 1.14, h * 0.46),
            (-w * 0.88, h * 0.34),
            (-w * 0.76, -h * 0.3),
        ]
    )


def head_shape(dog: Dog) -> Path:
    """The head's outline around the origin."""
    w, h = dog.width, dog.height
    half = [
        (0.0, -h),
        (-w * 0.55, -h * 0.92),
        (-w * 0.9, -h * 0.46),
        (-w, h * 0.12),
        (-w * 0.84, h * 0.6),
        (-w * dog.jaw, h * 0.93),
        (0, h * 1.02),
    ]
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
        both(c, [(cx + (x - cx) * 0.6, cy + (y - cy) * 0.66) for x, y in shape], mix("#efb7a4", dog.coat, 0.2))
    elif dog.ears == "curly":
        for sign in (1, -1):
            curls(c, [(x * sign, y) for x, y in shape], darker(tone, 0.16), 0.75)


def markings(c: Canvas, dog: Dog) -> None:
    """The colours of the face, kept within the head by the caller."""
    w, h = dog.width, dog.height
    cheeks = smooth(
        mirrored(
            [
                (0, -h * 0.06),
                (-w * 0.2, h * 0.04),
                (-w * 0.42, h * 0.24),
                (-w * 0.66, h * 0.2),
                (-w * 1.1, -h * 0.12),
                (-w * 1.1, h * 1.2),
                (0, h * 1.2),
            ]
        )
    )
    if dog.face in ("blaze", "tri"):
        if dog.face == "tri":
            c.fill(cheeks, dog.tan)
            both(c, oval(-w * 0.36, -h * 0.34, w * 0.1, h * 0.09), dog.tan)
        c.fill(
            smooth(
                mirrored(
                    [
                        (0, -h * 1.05),
                        (-w * 0.12, -h * 0.8),
                        (-w * 0.09, -h * 0.2),
                        (-w * 0.4, h * 0.24),
                        (-w * 0.46, h * 0.8),
                        (0, h * 1.1),
                    ]
                )
            ),
            dog.light,
        )
    elif dog.face == "mask":
        c.fill(smooth(mirrored([(0, -h * 0.36), (-w * 0.1, -h * 0.3), (-w * 0.34, -h * 0.62), (-w * 0.66, -h * 0.42), (-w * 0.8, h * 0.0),
                                (-w * 1.1, h * 0.2), (-w, h * 1.2), (0, h * 1.2)])), dog.light)  # fmt: skip
        c.fill(smooth(mirrored([(0, -h * 0.7), (-w * 0.07, -h * 0.4), (-w * 0.055, h * 0.16), (0, h * 0.3)])), dog.coat)
    elif dog.face == "cheeks":
        c.fill(cheeks, dog.light)
        both(c, oval(-w * 0.36, -h * 0.36, w * 0.11, h * 0.08), dog.light)
    elif dog.face == "tan":
        c.fill(cheeks, dog.tan)
        both(c, oval(-w * 0.35, -h * 0.37, w * 0.1, h * 0.085), dog.tan)
    elif dog.face == "pug":
        c.fill(
            smooth(
                mirrored(
                    [(0, -h * 0.16), (-w * 0.3, -h * 0.02), (-w * 0.62, h * 0.3), (-w * 0.56, h * 0.9), (0, h * 1.1)]
                )
            ),
            dog.tan,
        )
        both(c, oval(-w * 0.45, -h * 0.02, w * 0.24, h * 0.24), mix(dog.coat, dog.tan, 0.72))
    elif dog.face == "merle":
        for x, y, rx, ry in (
            (-0.6, -0.5, 0.3, 0.24),
            (0.5, -0.66, 0.26, 0.2),
            (0.74, 0.1, 0.24, 0.3),
            (-0.82, 0.28, 0.2, 0.22),
        ):
            c.fill(
                smooth(
                    [
                        (w * (x - rx), h * y),
                        (w * x, h * (y - ry)),
                        (w * (x + rx * 0.8), h * (y - ry * 0.3)),
                        (w * (x + rx * 0.5), h * (y + ry)),
                        (w * (x - rx * 0.6), h * (y + ry * 0.6)),
                    ]
                ),
                dog.tan,
            )
        c.fill(
            smooth(
                mirrored(
                    [
                        (0, -h * 1.05),
                        (-w * 0.1, -h * 0.7),
                        (-w * 0.08, -h * 0.1),
                        (-w * 0.42, h * 0.3),
                        (-w * 0.44, h * 0.8),
                        (0, h * 1.1),
                    ]
                )
            ),
            dog.light,
        )


def eye(c: Canvas, x: float, y: float, r: float, colour: str) -> None:
    """A round eye with a gleam; a pale iris gets a pupil of its own."""
    dark = colour == "#3b2418"
    c.disc(x, y, r, "#2b1b17")
    c.disc(x, y, r * 0.84, colour)
    if not dark:
        c.disc(x, y, r * 0.46, "#22191c")
    c.disc(x - r * 0.28, y - r * 0.34, r * 0.3, "#ffffff")
    c.disc(x + r * 0.3, y + r * 0.34, r * 0.14, "#ffffff", alpha=0.75)


def muzzle(c: Canvas, dog: Dog) -> None:
    """Muzzle, nose, mouth and perhaps a tongue."""
    w, h = dog.width, dog.height
    mw, mh = w * dog.muzzle[0], h * dog.muzzle[1]
    y = h * 0.46
    tone = dog.muzzle_tone or (
        dog.light if dog.face in ("blaze", "mask", "cheeks", "tri", "merle") else lighter(dog.coat, 0.32)
    )
    c.fill(oval(0, y + 5, mw * 1.02, mh * 1.04), darker(tone, 0.1))
    c.disc(0, y, mw, tone, mh)
    ny = y - mh * 0.52
    lip = ny + mh * 0.62
    if dog.tongue:
        c.fill(
            smooth(
                [
                    (-w * 0.12, lip + 8),
                    (w * 0.12, lip + 8),
                    (w * 0.11, lip + h * 0.3),
                    (0, lip + h * 0.38),
                    (-w * 0.11, lip + h * 0.3),
                ]
            ),
            "#e8808a",
        )
        c.line([(0, lip + 20), (0, lip + h * 0.24)], 4, "#cf6672")
    ink = NOSE if sum(int(tone[i : i + 2], 16) for i in (1, 3, 5)) > 230 else lighter(tone, 0.25)
    c.line([(0, ny), (0, lip)], 5, ink)
    for sign in (-1, 1):
        c.line(
            bezier(
                (0, lip),
                (sign * mw * 0.1, lip + mh * 0.34),
                (sign * mw * 0.5, lip + mh * 0.34),
                (sign * mw * 0.58, lip + mh * 0.04),
            ),
            5,
            ink,
        )
    nw = w * 0.15
    nose = smooth(
        [
            (-nw, ny - nw * 0.35),
            (0, ny - nw * 0.62),
            (nw, ny - nw * 0.35),
            (nw * 0.55, ny + nw * 0.4),
            (0, ny + nw * 0.66),
            (-nw * 0.55, ny + nw * 0.4),
        ]
    )
    c.fill(nose, dog.nose)
    c.disc(-nw * 0.3, ny - nw * 0.28, nw * 0.26, lighter(dog.nose, 0.5), nw * 0.14)


def head(c: Canvas, dog: Dog) -> None:
    """The whole head around the origin."""
    w, h = dog.width, dog.height
    shape = head_shape(dog)
    if dog.ruff:
        outline(c, oval(0, h * 0.2, w * dog.ruff, h * dog.ruff), darker(dog.coat, 0.07), "fluffy")
    ears(c, dog, front=False)
    outline(c, shape, dog.coat, dog.fur)
    if dog.fur == "curly":
        outline(c, oval(0, -h * 0.86, w * 0.6, h * 0.36), dog.coat, "curly")
        curls(c, oval(0, -h * 0.66, w * 0.84, h * 0.58), darker(dog.coat, 0.13))
    with c.inside(shape):
        markings(c, dog)
        c.fill(oval(0, h * 1.22, w * 0.9, h * 0.26), darker(dog.coat, 0.4), 0.16, blur=16)
    ears(c, dog, front=True)
    if dog.face == "pug":
        for k in range(3):
            c.line(
                bezier(
                    (-w * 0.24, -h * (0.3 + k * 0.15)),
                    (-w * 0.1, -h * (0.38 + k * 0.15)),
                    (w * 0.1, -h * (0.38 + k * 0.15)),
                    (w * 0.24, -h * (0.3 + k * 0.15)),
                ),
                5,
                darker(dog.coat, 0.22),
            )
    muzzle(c, dog)
    for sign, colour in ((-1, dog.eyes[0]), (1, dog.eyes[1])):
        eye(c, sign * w * 0.42, -h * 0.02, w * 0.135, colour)
    blush = mix(dog.coat, "#ef9a86", 0.6)
    if dog.face not in ("pug", "tan"):
        both(c, oval(-w * 0.7, h * 0.36, w * 0.12, h * 0.08), blush)


def tail(c: Canvas, dog: Dog) -> None:
    """The tail, to the right of the body."""
    x, y = 190 * dog.body, 820
    if dog.tail == "long":
        c.line(
            bezier((x - 60, y + 20), (x + 60, y + 20), (x + 110, y - 60), (x + 96, y - 140)),
            44,
            darker(dog.coat, 0.1),
            thin=20,
        )
    elif dog.tail == "plume":
        outline(
            c,
            smooth([(x - 60, y + 30), (x + 90, y - 10), (x + 130, y - 150), (x + 60, y - 230), (x, y - 100)]),
            darker(dog.coat, 0.08),
            "fluffy",
            1.1,
        )
    elif dog.tail == "curl":
        outline(c, oval(x + 22, y - 90, 78), darker(dog.coat, 0.1), dog.fur, 0.8)
        c.line(oval(x + 22, y - 90, 34, start=-60, end=200), 12, darker(dog.coat, 0.24))
    elif dog.tail == "stub":
        outline(c, oval(x + 6, y - 20, 40, 34), darker(dog.coat, 0.1), dog.fur, 0.6)
    elif dog.tail == "pom":
        c.line([(x - 50, y), (x + 50, y - 100)], 26, darker(dog.coat, 0.1))
        outline(c, oval(x + 62, y - 122, 46), darker(dog.coat, 0.06), "curly", 0.8)


def body(c: Canvas, dog: Dog) -> None:
    """A sitting body, feet at y = 940, neck at y = 560."""
    b = dog.body
    shade = darker(dog.coat, 0.09)
    paws = dog.paws or dog.coat
    torso = smooth(
        mirrored([(0, 520), (-96 * b, 560), (-150 * b, 680), (-186 * b, 800), (-190 * b, 900), (-90, 936), (0, 938)])
    )
    for sign in (-1, 1):
        outline(c, oval(sign * 168 * b, 846, 82 * b, 96), shade, dog.fur, 0.8)
        c.disc(sign * 196 * b, 922, 62, darker(paws, 0.08), 30)
    outline(c, torso, dog.coat, dog.fur, 0.9)
    if dog.fur == "curly":
        curls(c, torso, darker(dog.coat, 0.13))
    if dog.bib:
        bib = smooth(mirrored([(0, 540), (-80 * b, 600), (-92 * b, 700), (-50 * b, 800), (0, 830)]))
        with c.inside(torso):
            outline(
                c,
                bib,
                dog.light if dog.face != "plain" else lighter(dog.coat, 0.35),
                "smooth" if dog.fur == "smooth" else "fluffy",
                0.8,
            )
    top = 760 + (1 - dog.legs) * 130
    for sign in (-1, 1):
        x = sign * 66 * b
        leg = smooth([(x - 46, top), (x + 46, top), (x + 48, 870), (x + 56, 936), (x - 56, 936), (x - 48, 870)])
        outline(c, leg, lighter(dog.coat, 0.05), "smooth" if dog.fur == "fluffy" else dog.fur, 0.55)
        c.line([(x + sign * 47, top + 20), (x + sign * 48, 890)], 5, darker(dog.coat, 0.15))
        c.disc(x, 922, 64, darker(paws, 0.1), 34)
        c.disc(x, 917, 61, lighter(paws, 0.06), 31)
        for k in (-18, 18):
            c.line([(x + k, 916), (x + k, 940)], 5, darker(paws, 0.3))


def collar(c: Canvas, dog: Dog, y: float = 598) -> None:
    """A collar with the puppy's name on its tag."""
    w = 118 * dog.body
    band = [
        *bezier((-w, y - 34), (-w * 0.5, y + 26), (w * 0.5, y + 26), (w, y - 34)),
        *bezier((w, y - 2), (w * 0.5, y + 58), (-w * 0.5, y + 58), (-w, y - 2)),
    ]
    c.fill(band, dog.collar)
    c.disc(0, y + 46, 11, darker(dog.tag, 0.3))
    c.shadow(oval(0, y + 100, 58), down=6, blur=7, alpha=0.25)
    c.disc(0, y + 100, 58, darker(dog.tag, 0.14))
    c.disc(0, y + 97, 56, dog.tag)
    c.line(oval(0, y + 97, 48), 2.5, darker(dog.tag, 0.2), closed=True)
    size = 34 if len(dog.name) < 4 else 27
    c.text(0, y + 98, dog.name, size, "#4a3420")


def sitting(c: Canvas, dog: Dog) -> None:
    """The puppy sits and looks at us; the caller puts it with its middle at x = 0."""
    c.fill(oval(0, 940, 300 * dog.body, 26), "#6b4a3a", 0.2, blur=12)
    tail(c, dog)
    body(c, dog)
    if dog.ruff:
        outline(
            c, oval(0, 600, 190 * dog.body, 120), dog.light if dog.face != "plain" else lighter(dog.coat, 0.2), "fluffy"
        )
    collar(c, dog, 610 if dog.height < 200 else 620)
    with c.at(0, 396, turn=dog.tilt):
        head(c, dog)
