"""Shirts, knitwear, jackets and coats."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.mac.cuts import (
    BLACK,
    COBALT,
    GREY,
    MID,
    PALE_DENIM,
    SAND,
    STONE,
    blocks,
    buttons,
    closed,
    fold,
    lapels,
    lay,
    pocket,
    seam,
    shirt_collar,
    sleeve,
    sleeves,
    stitch,
    straight,
    torso,
)
from shopapp.operations.sample.draw.paths import Path, bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

Scene = Callable[[Canvas, Random], None]


def linen_shirt(c: Canvas, rng: Random) -> None:
    blocks(c, "right", COBALT)
    cut = "#fbfaf6"
    sleeves(c, sleeve(196, 300, 400, 130, 104), cut)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.fill([(-330, 690), (-222, 712), (-214, 668), (-318, 644)], darker(cut, 0.1))
    lay(c, torso(66, 206, 214, 232, 240, 960, dip=60, round_hem=34), cut)
    seam(c, [(MID - 20, 296), (MID - 20, 990)], darker(cut, 0.16))
    seam(c, [(MID + 20, 296), (MID + 20, 990)], darker(cut, 0.16))
    buttons(c, MID, range(340, 960, 88), "#d9d2c2")
    pocket(c, 500, 440, 108, 126, cut)
    for x, top in ((300, 560), (360, 640), (590, 660)):
        fold(c, bezier((x, top), (x + 16, top + 110), (x - 14, top + 220), (x + 6, top + 330)), cut, 20)
    shirt_collar(c, 240, cut)


def shirt_close(c: Canvas, rng: Random) -> None:
    blocks(c, "full", GREY)
    cut = "#a9c4e6"
    with c.at(-480, -520, size=2.1):
        lay(c, torso(66, 240, 260, 300, 320, 1200, dip=60), cut)
        seam(c, [(MID - 20, 380), (MID - 20, 900)], darker(cut, 0.2))
        seam(c, [(MID + 20, 380), (MID + 20, 900)], darker(cut, 0.2))
        buttons(c, MID, range(430, 900, 92), "#fbfaf6", 8)
        pocket(c, 506, 560, 108, 126, cut)
        shirt_collar(c, 322, cut)


def tee(c: Canvas, rng: Random) -> None:
    blocks(c, "left", GREY)
    cut = COBALT
    sleeves(c, sleeve(206, 312, 188, 118, 138), cut)
    c.fill(oval(MID, 270, 80, 48), darker(cut, 0.4))
    lay(c, torso(78, 218, 220, 224, 250, 930, dip=64), cut)
    c.line(bezier((MID - 78, 252), (MID - 62, 330), (MID + 62, 330), (MID + 78, 252)), 20, darker(cut, 0.16))
    c.line(bezier((MID - 74, 246), (MID - 40, 268), (MID + 40, 268), (MID + 74, 246)), 14, darker(cut, 0.34))
    seam(c, [(MID - 222, 904), (MID + 222, 904)], darker(cut, 0.24))
    for x in (330, 560):
        fold(c, bezier((x, 520), (x + 26, 640), (x - 10, 740), (x + 14, 880)), cut, 26)


def roll_neck(c: Canvas, rng: Random) -> None:
    blocks(c, "top", STONE)
    cut = "#8f9299"
    sleeves(c, sleeve(190, 342, 498, 112, 84), cut)
    shape = torso(62, 200, 196, 196, 280, 960, dip=10)
    lay(c, shape, cut)
    with c.inside(shape):
        for i in range(27):
            x = MID - 208 + i * 16
            seam(c, [(x, 280), (x, 990)], darker(cut, 0.1), 3)
        c.fill(box(200, 900, 700, 1000), darker(cut, 0.06))
        for i in range(54):
            seam(c, [(MID - 212 + i * 8, 900), (MID - 212 + i * 8, 990)], darker(cut, 0.2), 2.4)
    neck: Path = [(MID - 66, 190), (MID + 66, 190), (MID + 78, 306), (MID - 78, 306)]
    lay(c, neck, lighter(cut, 0.06), shadow=0.12)
    for i in range(15):
        seam(c, [(MID - 60 + i * 8.6, 196), (MID - 70 + i * 10, 302)], darker(cut, 0.16), 2.4)
    c.fill(oval(MID, 192, 66, 13), darker(cut, 0.4))


def polo(c: Canvas, rng: Random) -> None:
    blocks(c, "corner", GREY)
    cut = "#243255"
    sleeves(c, sleeve(196, 312, 178, 96, 124), cut)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.line([(-288, 484), (-168, 506)], 18, "#f4f3ee")
    shape = torso(68, 206, 204, 206, 250, 910, dip=40)
    lay(c, shape, cut)
    with c.inside(shape):
        for i in range(22):
            seam(c, [(MID - 210 + i * 20, 240), (MID - 210 + i * 20, 940)], lighter(cut, 0.05), 4)
        c.fill(box(200, 882, 700, 940), "#f4f3ee")
    c.fill(box(MID - 24, 290, MID + 24, 470), lighter(cut, 0.08))
    buttons(c, MID, (344, 394, 444), "#f4f3ee", 8)
    shirt_collar(c, 248, "#f4f3ee", inner=darker(cut, 0.3), spread=120)


def ao_dai(c: Canvas, rng: Random) -> None:
    blocks(c, "left", STONE)
    silk, trousers = COBALT, "#fbf8f1"
    for side in (-1, 1):
        leg = [(MID + side * 10, 620), (MID + side * 150, 640), *bezier((MID + side * 176, 800),
            (MID + side * 190, 900), (MID + side * 214, 1000), (MID + side * 226, 1092)),
            (MID + side * 52, 1100)]
        lay(c, leg, trousers)
        fold(c, bezier((MID + side * 110, 760), (MID + side * 120, 880), (MID + side * 136, 960),
            (MID + side * 150, 1080)), trousers)
    sleeves(c, sleeve(146, 288, 404, 140, 66), silk)
    half = [(MID, 240), (MID - 46, 236), (MID - 54, 226), (MID - 158, 270), (MID - 140, 400),
        (MID - 132, 520), (MID - 150, 640), (MID - 176, 980), (MID - 150, 1000), (MID, 1010)]
    lay(c, closed(half), silk)
    for side in (-1, 1):
        seam(c, bezier((MID + side * 140, 560), (MID + side * 130, 700), (MID + side * 150, 860),
            (MID + side * 150, 998)), darker(silk, 0.3), 4)
    c.fill(box(MID - 52, 196, MID + 52, 238, 12), lighter(silk, 0.1))
    c.fill(oval(MID, 198, 46, 10), darker(silk, 0.4))
    seam(c, bezier((MID + 10, 238), (MID + 60, 290), (MID + 110, 320), (MID + 146, 400)), lighter(silk, 0.45),
        4)
    for x, y in ((MID + 36, 268), (MID + 82, 308), (MID + 124, 352)):
        c.disc(x, y, 8, "#f4e4b8")
    for k, (x, y) in enumerate(((410, 880), (470, 920), (540, 860), (380, 960), (500, 820))):
        for i in range(5):
            angle = i * 2 * pi / 5 + k
            c.disc(x + cos(angle) * 13, y + sin(angle) * 13, 10, "#f4f1e6")
        c.disc(x, y, 6, "#f2c14a")


def blazer(c: Canvas, rng: Random, *, cut: str = BLACK, plane: str = "window") -> None:
    blocks(c, plane, GREY)
    sleeves(c, sleeve(206, 290, 540, 104, 92), cut)
    lay(c, torso(66, 218, 206, 226, 230, 960, dip=20, waist=190), cut)
    seam(c, [(MID + 8, 600), (MID + 8, 968)], lighter(cut, 0.16), 3)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.fill(box(-176, 704, -64, 742, 4), lighter(cut, 0.1))
            seam(c, bezier((-120, 480), (-116, 560), (-124, 640), (-118, 700)), lighter(cut, 0.13))
    lapels(c, 232, 600, cut, wide=128)
    c.fill([(520, 430), (596, 420), (600, 444), (524, 456)], lighter(cut, 0.16))
    buttons(c, MID, (640, 724), lighter(cut, 0.28), 12)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            buttons(c, -252, (768, 792), lighter(cut, 0.25), 6)


def blazer_close(c: Canvas, rng: Random) -> None:
    blocks(c, "full", COBALT)
    cut = "#8d9097"
    with c.at(-420, -420, size=2.05):
        lay(c, torso(66, 240, 250, 260, 232, 1200, dip=20), cut)
        lapels(c, 232, 620, cut, wide=128, inner="#fbfaf6")
        c.fill([(536, 452), (622, 440), (626, 468), (540, 480)], lighter(cut, 0.16))
        c.fill([(548, 450), (576, 410), (592, 440), (608, 414), (614, 442)], "#fbfaf6")
        buttons(c, MID, (664,), darker(cut, 0.5), 13)


def denim_jacket(c: Canvas, rng: Random) -> None:
    blocks(c, "right", GREY)
    cut, thread = PALE_DENIM, "#c9823c"
    sleeves(c, sleeve(200, 310, 460, 112, 98), cut)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.fill([(-312, 728), (-214, 748), (-212, 790), (-314, 770)], darker(cut, 0.1))
    lay(c, torso(68, 212, 214, 206, 250, 830, dip=30, round_hem=4), cut)
    c.fill(box(MID - 208, 782, MID + 208, 834), darker(cut, 0.1))
    stitch(c, straight((MID - 206, 788), (MID + 206, 788), 60), thread)
    stitch(c, straight((MID - 206, 412), (MID + 206, 412), 60), thread)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            stitch(c, straight((-74, 480), (-46, 780)), thread)
            stitch(c, straight((-150, 480), (-118, 780)), thread)
            pocket(c, -168, 424, 112, 104, cut, flap=True)
            buttons(c, -112, (446,), "#b9773a", 7)
    c.fill(box(MID - 22, 300, MID + 22, 832), lighter(cut, 0.08))
    stitch(c, straight((MID - 18, 306), (MID - 18, 828), 60), thread)
    buttons(c, MID, range(346, 830, 92), "#b9773a", 10)
    shirt_collar(c, 252, cut, spread=128)


def trench(c: Canvas, rng: Random) -> None:
    blocks(c, "left", COBALT)
    cut = SAND
    sleeves(c, sleeve(196, 240, 520, 118, 90), cut)
    lay(c, torso(64, 208, 196, 262, 180, 1090, dip=20, waist=190, round_hem=10), cut)
    fold(c, bezier((330, 690), (310, 820), (300, 940), (290, 1070)), cut, 22)
    fold(c, bezier((580, 690), (600, 820), (606, 940), (620, 1070)), cut, 22)
    seam(c, [(MID + 60, 420), (MID + 70, 1096)], darker(cut, 0.26), 4)
    lapels(c, 182, 470, cut, wide=142, inner="#fbfaf6")
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.fill([(-196, 230), (-104, 206), (-100, 226), (-190, 254)], lighter(cut, 0.1))
            buttons(c, -62, (500, 570, 760, 850), "#6d4f34", 12)
            c.fill([(-176, 730), (-118, 700), (-108, 830), (-166, 850)], darker(cut, 0.07))
            c.line([(-306, 690), (-214, 712)], 18, darker(cut, 0.13))
    c.fill(box(MID - 200, 620, MID + 200, 668, 6), darker(cut, 0.14))
    c.line(box(MID - 34, 612, MID + 34, 676, 8), 9, "#6d4f34", closed=True)
    c.fill([(MID + 40, 640), (MID + 96, 640), (MID + 130, 820), (MID + 92, 826)], darker(cut, 0.2))


def hoodie(c: Canvas, rng: Random) -> None:
    blocks(c, "low", COBALT)
    cut = "#c8ccd3"
    sleeves(c, sleeve(206, 352, 448, 108, 100), cut)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            c.fill([(-318, 764), (-212, 786), (-216, 836), (-312, 814)], darker(cut, 0.14))
    hood = smooth([(MID - 152, 320), (MID - 150, 200), (MID - 70, 120), (MID + 70, 120), (MID + 150, 200),
        (MID + 152, 320), (MID, 400)])
    lay(c, hood, darker(cut, 0.04))
    c.fill(smooth([(MID - 100, 300), (MID - 92, 220), (MID, 168), (MID + 92, 220), (MID + 100, 300),
        (MID, 372)]), darker(cut, 0.3))
    lay(c, torso(110, 220, 222, 214, 290, 900, dip=110), cut)
    c.fill(box(MID - 212, 862, MID + 212, 916), darker(cut, 0.12))
    for i in range(36):
        seam(c, [(MID - 206 + i * 12, 866), (MID - 206 + i * 12, 912)], darker(cut, 0.2), 2)
    shape = [(MID - 130, 850), (MID - 160, 760), (MID - 104, 640), (MID + 104, 640), (MID + 160, 760),
        (MID + 130, 850)]
    c.fill(shape, darker(cut, 0.04))
    c.line(shape, 4, darker(cut, 0.2), closed=True)
    for side in (-1, 1):
        c.line(bezier((MID + side * 44, 386), (MID + side * 50, 440), (MID + side * 36, 480),
            (MID + side * 46, 540)), 8, "#fbfaf6")
        c.fill(box(MID + side * 46 - 6, 536, MID + side * 46 + 6, 566, 3), "#8d9198")


SCENES: dict[str, Scene] = {
    "ao-so-mi-linen-1": linen_shirt,
    "ao-so-mi-linen-2": shirt_close,
    "ao-thun-tron-1": tee,
    "ao-len-co-lo-1": roll_neck,
    "ao-polo-det-kim-1": polo,
    "ao-dai-cach-tan-1": ao_dai,
    "ao-khoac-blazer-1": blazer,
    "ao-khoac-blazer-2": blazer_close,
    "ao-khoac-bo-1": denim_jacket,
    "ao-mang-to-1": trench,
    "ao-ni-co-mu-1": hoodie,
}
