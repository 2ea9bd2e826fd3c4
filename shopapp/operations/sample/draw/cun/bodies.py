"""The rest of a puppy: its face's features, its sitting body, tail, collar and name tag."""

from __future__ import annotations

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter, mix
from shopapp.operations.sample.draw.cun.coats import NOSE, Dog, both, curls, ears, head_shape, markings, outline
from shopapp.operations.sample.draw.paths import bezier, mirrored, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




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
    pale = dog.light if dog.face in ("blaze", "mask", "cheeks", "tri", "merle") else lighter(dog.coat, 0.32)
    tone = dog.muzzle_tone or pale
    c.fill(oval(0, y + 5, mw * 1.02, mh * 1.04), darker(tone, 0.1))
    c.disc(0, y, mw, tone, mh)
    ny = y - mh * 0.52
    lip = ny + mh * 0.62
    if dog.tongue:
        c.fill(smooth([(-w * 0.12, lip + 8), (w * 0.12, lip + 8), (w * 0.11, lip + h * 0.3),
            (0, lip + h * 0.38), (-w * 0.11, lip + h * 0.3)]), "#e8808a")
        c.line([(0, lip + 20), (0, lip + h * 0.24)], 4, "#cf6672")
    ink = NOSE if sum(int(tone[i : i + 2], 16) for i in (1, 3, 5)) > 230 else lighter(tone, 0.25)
    c.line([(0, ny), (0, lip)], 5, ink)
    for sign in (-1, 1):
        c.line(bezier((0, lip), (sign * mw * 0.1, lip + mh * 0.34), (sign * mw * 0.5, lip + mh * 0.34),
            (sign * mw * 0.58, lip + mh * 0.04)), 5, ink)
    nw = w * 0.15
    nose = smooth([(-nw, ny - nw * 0.35), (0, ny - nw * 0.62), (nw, ny - nw * 0.35),
        (nw * 0.55, ny + nw * 0.4), (0, ny + nw * 0.66), (-nw * 0.55, ny + nw * 0.4)])
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
            c.line(bezier((-w * 0.24, -h * (0.3 + k * 0.15)), (-w * 0.1, -h * (0.38 + k * 0.15)),
                (w * 0.1, -h * (0.38 + k * 0.15)), (w * 0.24, -h * (0.3 + k * 0.15))), 5, darker(dog.coat,
                0.22))
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
        c.line(bezier((x - 60, y + 20), (x + 60, y + 20), (x + 110, y - 60), (x + 96, y - 140)), 44,
            darker(dog.coat, 0.1), thin=20)
    elif dog.tail == "plume":
        outline(c, smooth([(x - 60, y + 30), (x + 90, y - 10), (x + 130, y - 150), (x + 60, y - 230),
            (x, y - 100)]), darker(dog.coat, 0.08), "fluffy", 1.1)
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
    torso = smooth(mirrored([(0, 520), (-96 * b, 560), (-150 * b, 680), (-186 * b, 800), (-190 * b, 900),
        (-90, 936), (0, 938)]))
    for sign in (-1, 1):
        outline(c, oval(sign * 168 * b, 846, 82 * b, 96), shade, dog.fur, 0.8)
        c.disc(sign * 196 * b, 922, 62, darker(paws, 0.08), 30)
    outline(c, torso, dog.coat, dog.fur, 0.9)
    if dog.fur == "curly":
        curls(c, torso, darker(dog.coat, 0.13))
    if dog.bib:
        bib = smooth(mirrored([(0, 540), (-80 * b, 600), (-92 * b, 700), (-50 * b, 800), (0, 830)]))
        with c.inside(torso):
            outline(c, bib, dog.light if dog.face != "plain" else lighter(dog.coat, 0.35),
                "smooth" if dog.fur == "smooth" else "fluffy", 0.8)
    top = 760 + (1 - dog.legs) * 130
    for sign in (-1, 1):
        x = sign * 66 * b
        leg = smooth([(x - 46, top), (x + 46, top), (x + 48, 870), (x + 56, 936), (x - 56, 936),
            (x - 48, 870)])
        outline(c, leg, lighter(dog.coat, 0.05), "smooth" if dog.fur == "fluffy" else dog.fur, 0.55)
        c.line([(x + sign * 47, top + 20), (x + sign * 48, 890)], 5, darker(dog.coat, 0.15))
        c.disc(x, 922, 64, darker(paws, 0.1), 34)
        c.disc(x, 917, 61, lighter(paws, 0.06), 31)
        for k in (-18, 18):
            c.line([(x + k, 916), (x + k, 940)], 5, darker(paws, 0.3))


def collar(c: Canvas, dog: Dog, y: float = 598) -> None:
    """A collar with the puppy's name on its tag."""
    w = 118 * dog.body
    band = [*bezier((-w, y - 34), (-w * 0.5, y + 26), (w * 0.5, y + 26), (w, y - 34)), *bezier((w, y - 2),
        (w * 0.5, y + 58), (-w * 0.5, y + 58), (-w, y - 2))]
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
        outline(c, oval(0, 600, 190 * dog.body, 120), dog.light if dog.face != "plain" else lighter(dog.coat,
            0.2), "fluffy")
    collar(c, dog, 610 if dog.height < 200 else 620)
    with c.at(0, 396, turn=dog.tilt):
        head(c, dog)
