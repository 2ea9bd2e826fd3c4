"""The pictures of the clothes shop: tall, garments laid flat on white, grey and cobalt planes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import cos, pi, sin
from random import Random

from .canvas import Canvas, darker, lighter
from .cloth import (BLACK, COBALT, DENIM, GREY, MID, PALE_DENIM, SAND, STONE, blocks, both, buttons, closed, fold, hanger, lapels, lay, legs, pocket,
                    seam, shirt_collar, sleeve, sleeves, stitch, straight, torso)  # fmt: skip
from .paths import bezier, box, oval, smooth

SIZE = (900, 1200)
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
    neck = [(MID - 66, 190), (MID + 66, 190), (MID + 78, 306), (MID - 78, 306)]
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
        leg = [(MID + side * 10, 620), (MID + side * 150, 640), *bezier((MID + side * 176, 800), (MID + side * 190, 900), (MID + side * 214, 1000), (MID + side * 226, 1092)), (MID + side * 52, 1100)]
        lay(c, leg, trousers)
        fold(c, bezier((MID + side * 110, 760), (MID + side * 120, 880), (MID + side * 136, 960), (MID + side * 150, 1080)), trousers)
    sleeves(c, sleeve(146, 288, 404, 140, 66), silk)
    half = [(MID, 240), (MID - 46, 236), (MID - 54, 226), (MID - 158, 270), (MID - 140, 400), (MID - 132, 520), (MID - 150, 640), (MID - 176, 980), (MID - 150, 1000), (MID, 1010)]
    lay(c, closed(half), silk)
    for side in (-1, 1):
        seam(c, bezier((MID + side * 140, 560), (MID + side * 130, 700), (MID + side * 150, 860), (MID + side * 150, 998)), darker(silk, 0.3), 4)
    c.fill(box(MID - 52, 196, MID + 52, 238, 12), lighter(silk, 0.1))
    c.fill(oval(MID, 198, 46, 10), darker(silk, 0.4))
    seam(c, bezier((MID + 10, 238), (MID + 60, 290), (MID + 110, 320), (MID + 146, 400)), lighter(silk, 0.45), 4)
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
    hood = smooth([(MID - 152, 320), (MID - 150, 200), (MID - 70, 120), (MID + 70, 120), (MID + 150, 200), (MID + 152, 320), (MID, 400)])
    lay(c, hood, darker(cut, 0.04))
    c.fill(smooth([(MID - 100, 300), (MID - 92, 220), (MID, 168), (MID + 92, 220), (MID + 100, 300), (MID, 372)]), darker(cut, 0.3))
    lay(c, torso(110, 220, 222, 214, 290, 900, dip=110), cut)
    c.fill(box(MID - 212, 862, MID + 212, 916), darker(cut, 0.12))
    for i in range(36):
        seam(c, [(MID - 206 + i * 12, 866), (MID - 206 + i * 12, 912)], darker(cut, 0.2), 2)
    shape = [(MID - 130, 850), (MID - 160, 760), (MID - 104, 640), (MID + 104, 640), (MID + 160, 760), (MID + 130, 850)]
    c.fill(shape, darker(cut, 0.04))
    c.line(shape, 4, darker(cut, 0.2), closed=True)
    for side in (-1, 1):
        c.line(bezier((MID + side * 44, 386), (MID + side * 50, 440), (MID + side * 36, 480), (MID + side * 46, 540)), 8, "#fbfaf6")
        c.fill(box(MID + side * 46 - 6, 536, MID + side * 46 + 6, 566, 3), "#8d9198")


def slip_dress(c: Canvas, rng: Random, *, cut: str = COBALT, plane: str = "top", tone: str = GREY, hung: bool = False) -> None:
    blocks(c, plane, tone)
    if hung:
        hanger(c, 210, 170)
    for side in (-1, 1):
        c.line(bezier((MID + side * 92, 350), (MID + side * 84, 290), (MID + side * 70, 240), (MID + side * (120 if hung else 40), 236 if hung else 214)), 6, darker(cut, 0.1))
    half = [(MID, 410), (MID - 50, 384), (MID - 98, 340), (MID - 116, 400), (MID - 134, 440), (MID - 118, 580), (MID - 142, 720), (MID - 176, 900), (MID - 204, 1046)]
    shape = [half[0], *half[1:3], *smooth(half[2:], closed=False), *bezier((MID - 204, 1046), (MID - 130, 1072), (MID - 60, 1076), (MID, 1076))]
    whole = closed(shape)
    lay(c, whole, cut)
    with c.inside(whole):
        for x0, x1 in ((-70, -110), (20, 30), (80, 140), (-20, -40)):
            fold(c, bezier((MID + x0, 600), (MID + x0 * 0.8, 760), (MID + x1, 900), (MID + x1 * 1.1, 1070)), cut, 24)
        c.line(bezier((MID - 60, 560), (MID - 20, 700), (MID - 70, 860), (MID - 60, 1040)), 30, lighter(cut, 0.5), alpha=0.16)
    c.line(smooth([(MID - 98, 342), (MID - 50, 386), (MID, 410), (MID + 50, 386), (MID + 98, 342)], closed=False), 5, lighter(cut, 0.25))


def shirt_dress(c: Canvas, rng: Random) -> None:
    blocks(c, "window", "#e9ebef")
    cut = "#f6f7fb"
    sleeves(c, sleeve(186, 250, 300, 104, 96), cut)
    shape = torso(62, 196, 184, 286, 190, 1060, dip=44, waist=150, round_hem=26)
    lay(c, shape, cut)
    for piece in (sleeve(186, 250, 300, 104, 96), both(sleeve(186, 250, 300, 104, 96))):
        with c.inside(piece):
            for i in range(46):
                seam(c, [(i * 20, 200), (i * 20, 700)], "#7f9ad6", 4)
    with c.inside(shape):
        for i in range(-18, 19):
            seam(c, [(MID + i * 15, 180), (MID + i * 13, 560), (MID + i * 17, 1100)], "#7f9ad6", 4)
        c.fill(box(MID - 22, 230, MID + 22, 1100), "#f6f7fb")
    buttons(c, MID, [y for y in range(296, 1050, 80) if abs(y - 560) > 50], COBALT, 8)
    shirt_collar(c, 190, "#f6f7fb")
    c.fill(smooth([(MID - 168, 540), (MID, 548), (MID + 168, 540), (MID + 170, 580), (MID, 590), (MID - 170, 580)]), COBALT)
    c.fill([(MID + 30, 580), (MID + 62, 580), (MID + 96, 760), (MID + 56, 766)], darker(COBALT, 0.15))
    c.fill([(MID + 16, 580), (MID + 44, 580), (MID + 40, 720), (MID + 4, 716)], COBALT)
    c.fill(box(MID + 8, 536, MID + 62, 594, 14), lighter(COBALT, 0.14))


def pleated_skirt(c: Canvas, rng: Random) -> None:
    blocks(c, "right", COBALT)
    cut = "#9ea2ab"
    shape = [(MID - 128, 190), (MID + 128, 190), (MID + 270, 1010), (MID - 270, 1010)]
    c.shadow(shape, down=16, right=10, blur=14, alpha=0.24)
    pleats = 17
    for i in range(pleats):
        a, b = i / pleats, (i + 1) / pleats
        x = [MID - 128 + 256 * a, MID - 128 + 256 * b, MID - 270 + 540 * b, MID - 270 + 540 * a]
        low = 1010 + (12 if i % 2 else 0)
        c.fill([(x[0], 190), (x[1], 190), (x[2], low), (x[3], low)], darker(cut, 0.12) if i % 2 else cut)
        c.fill([(x[1] - 3, 190), (x[1], 190), (x[2], low), (x[2] - 10, low)], darker(cut, 0.3))
        c.fill([(x[0], 190), (x[0] + 3, 190), (x[3] + 9, low), (x[3], low)], lighter(cut, 0.25))
    lay(c, box(MID - 132, 168, MID + 132, 226, 6), darker(cut, 0.06), shadow=0.1)


def pencil_skirt(c: Canvas, rng: Random) -> None:
    blocks(c, "window", COBALT)
    cut = BLACK
    half = [(MID, 250), (MID - 132, 250), *bezier((MID - 132, 250), (MID - 160, 340), (MID - 196, 420), (MID - 196, 540)), *bezier((MID - 196, 540), (MID - 190, 740), (MID - 170, 880), (MID - 160, 980)), (MID, 990)]
    lay(c, closed(half), cut)
    c.fill(box(MID - 132, 250, MID + 132, 304), lighter(cut, 0.1))
    seam(c, [(MID, 304), (MID, 830)], lighter(cut, 0.16), 3)
    c.fill([(MID, 830), (MID + 8, 988), (MID - 8, 988)], lighter(COBALT, 0.1))
    for side in (-1, 1):
        seam(c, [(MID + side * 66, 304), (MID + side * 74, 430)], lighter(cut, 0.2), 3)
        fold(c, bezier((MID + side * 120, 500), (MID + side * 124, 640), (MID + side * 110, 760), (MID + side * 108, 940)), "#000000", 20)
        c.line(bezier((MID + side * 150, 480), (MID + side * 160, 640), (MID + side * 146, 760), (MID + side * 136, 940)), 14, lighter(cut, 0.3), alpha=0.16)


def trousers(c: Canvas, rng: Random, *, cut: str, plane: str, tone: str, style: str) -> None:
    blocks(c, plane, tone)
    jeans = style == "jeans"
    top, low = 130, 1090
    legs(c, cut, waist=142, hip=196, hem=216 if jeans else 176, gap=16 if jeans else 22, top=top, low=low, crotch=440)
    c.fill(box(MID - 144, top, MID + 144, top + 56, 4), darker(cut, 0.08))
    line = "#d19a52" if jeans else darker(cut, 0.22)
    seam(c, [(MID, top + 56), (MID, 436)], darker(cut, 0.28), 4)
    buttons(c, MID, (top + 28,), "#b9773a" if jeans else darker(cut, 0.3), 11)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            if jeans:
                stitch(c, bezier((-60, top + 58), (-70, top + 140), (-130, top + 150), (-176, top + 150), 40), line)
                stitch(c, straight((-188, 460), (-214, low - 20), 60), line)
                stitch(c, straight((-226, low - 18), (-24, low - 12), 30), line)
                c.fill(box(-112, top - 8, -96, top + 62, 3), darker(cut, 0.14))
                c.line([(-120, 520), (-126, 900)], 60, lighter(cut, 0.4), alpha=0.16, thin=20)
            else:
                seam(c, [(-104, top + 62), (-150, top + 190)], line, 4)
                for dx in (-70, -96):
                    c.line([(dx, top + 58), (dx - 6, top + 170)], 5, darker(cut, 0.24), thin=1)
                c.line([(-86, top + 170), (-112, low - 10)], 4, darker(cut, 0.16))
                c.fill(box(-122, top - 6, -110, top + 60, 3), darker(cut, 0.16))
    if jeans:
        stitch(c, bezier((MID + 10, top + 58), (MID + 56, top + 120), (MID + 56, top + 220), (MID + 6, 400), 40), line)


def shorts(c: Canvas, rng: Random) -> None:
    blocks(c, "band", GREY)
    cut = "#6f7a58"
    legs(c, cut, waist=190, hip=248, hem=238, gap=26, top=330, low=850, crotch=640)
    c.fill(box(MID - 192, 330, MID + 192, 394, 4), darker(cut, 0.1))
    buttons(c, MID, (362,), darker(cut, 0.4), 12)
    seam(c, [(MID, 394), (MID, 636)], darker(cut, 0.28), 4)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            seam(c, bezier((-132, 396), (-150, 470), (-200, 500), (-240, 510)), darker(cut, 0.28), 5)
            c.fill([(-268, 788), (-22, 796), (-24, 862), (-268, 856)], lighter(cut, 0.08))
            seam(c, [(-268, 788), (-22, 796)], darker(cut, 0.25), 4)
            c.fill(box(-150, 322, -134, 402, 3), darker(cut, 0.2))


def tote(c: Canvas, rng: Random) -> None:
    blocks(c, "right", COBALT)
    cut = "#e6d9bd"
    for dx, shade in ((0, 0.16), (0, 0.0)):
        lift = 0 if shade else 30
        c.line(bezier((330 + dx, 520), (330, 120 + lift * 2), (570, 120 + lift * 2), (570, 520), 60), 30, darker(cut, shade or 0.06))
    lay(c, [(218, 500), (682, 500), (706, 1010), (676, 1040), (224, 1040), (194, 1010)], cut)
    seam(c, [(214, 548), (686, 548)], darker(cut, 0.2), 4)
    for x in (330, 570):
        c.fill(box(x - 22, 500, x + 22, 640), darker(cut, 0.08))
        stitch(c, straight((x - 16, 560), (x + 16, 632), 12), darker(cut, 0.35))
        stitch(c, straight((x + 16, 560), (x - 16, 632), 12), darker(cut, 0.35))
    c.disc(450, 800, 84, COBALT)
    c.fill(oval(450, 800, 84, start=0, end=180), darker(cut, 0.0))
    c.line(oval(450, 800, 84), 6, COBALT, closed=True)


def shoulder_bag(c: Canvas, rng: Random) -> None:
    blocks(c, "left", GREY)
    cut = COBALT
    c.line(bezier((168, 600), (230, 220), (670, 220), (732, 600), 60), 30, darker(cut, 0.16))
    c.line(bezier((168, 600), (230, 212), (670, 212), (732, 600), 60), 8, lighter(cut, 0.14))
    body = smooth([(134, 570), (280, 618), (450, 632), (620, 618), (766, 570), (800, 660), (720, 810), (450, 890), (180, 810), (100, 660)])
    lay(c, body, cut, shadow=0.3)
    seam(c, bezier((150, 622), (320, 690), (580, 690), (750, 622)), darker(cut, 0.36), 9)
    seam(c, bezier((150, 616), (320, 684), (580, 684), (750, 616)), "#d9dbe0", 4)
    c.fill(box(676, 644, 702, 710, 6), "#d9dbe0")
    for x in (168, 732):
        c.line(oval(x, 596, 24), 9, "#d9dbe0", closed=True)
    c.line(bezier((180, 730), (320, 840), (580, 840), (720, 730)), 36, lighter(cut, 0.4), alpha=0.14)


def loafers(c: Canvas, rng: Random) -> None:
    blocks(c, "low", STONE)
    cut = "#6d2b2e"
    for x, turn in ((300, -7), (600, 7)):
        with c.at(x, 620, turn=turn):
            sole = smooth([(0, -370), (92, -300), (116, -130), (96, 60), (100, 230), (64, 340), (0, 364), (-64, 340), (-100, 230), (-96, 60), (-116, -130), (-92, -300)])
            c.shadow(sole, down=22, right=12, blur=16, alpha=0.3)
            c.fill(sole, "#2a1a18")
            c.fill([(px * 0.93, py * 0.965) for px, py in sole], cut)
            c.fill(smooth([(0, -40), (62, -10), (76, 120), (70, 250), (0, 310), (-70, 250), (-76, 120), (-62, -10)]), darker(cut, 0.5))
            c.fill(smooth([(0, 20), (46, 40), (54, 140), (48, 236), (0, 280), (-48, 236), (-54, 140), (-46, 40)]), "#c9a982")
            c.line(smooth([(-70, -150), (-60, -270), (0, -310), (60, -270), (70, -150)], closed=False), 7, darker(cut, 0.3))
            c.fill(smooth([(-102, -110), (0, -84), (102, -110), (98, -30), (0, -4), (-98, -30)]), lighter(cut, 0.1))
            c.fill(box(-30, -74, 30, -38, 10), darker(cut, 0.45))
            c.line(bezier((-60, -200), (-50, -280), (-20, -300), (10, -300)), 16, lighter(cut, 0.6), alpha=0.3)


def sneakers(c: Canvas, rng: Random) -> None:
    blocks(c, "band", COBALT)
    for y, size, shade in ((500, 0.94, 0.05), (800, 1.0, 0.0)):
        with c.at(450 if shade == 0 else 480, y, size=size):
            cut = darker("#fbfaf7", shade)
            c.fill(oval(0, 124, 350, 20), "#10131c", 0.35, blur=12)
            upper = smooth([(-306, 100), (-314, -20), (-292, -124), (-200, -136), (-130, -92), (-20, -18), (110, 4), (230, 12), (322, 54), (338, 112), (0, 118)])
            c.fill(upper, darker(cut, 0.1))
            c.fill([(px * 0.985, py * 0.97) for px, py in upper], cut)
            c.fill(smooth([(-282, -112), (-190, -124), (-130, -84), (-190, -92), (-262, -84)]), darker(cut, 0.35))
            c.fill(smooth([(196, 10), (262, 18), (324, 58), (336, 106), (250, 112), (176, 104), (168, 50)]), darker(cut, 0.08))
            c.line(smooth([(-150, 100), (-120, 20), (-40, -24)], closed=False), 4, darker(cut, 0.22))
            for i in range(5):
                x, yy = -118 + i * 50, -84 + i * 23
                c.line([(x, yy), (x - 34, yy + 50)], 11, "#ffffff")
                c.line([(x, yy), (x - 34, yy + 50)], 3, darker(cut, 0.25))
                c.disc(x - 36, yy + 54, 5, darker(cut, 0.45))
            c.fill(box(-318, 84, 342, 132, 24), "#ffffff")
            c.line([(-306, 104), (330, 104)], 4, COBALT)
            c.line(box(-318, 84, 342, 132, 24), 3, darker(cut, 0.2), closed=True)


def bucket_hat(c: Canvas, rng: Random) -> None:
    blocks(c, "corner", GREY)
    cut = DENIM
    c.fill(oval(450, 800, 360, 44), "#10131c", 0.26, blur=18)
    brim = smooth([(250, 560), (120, 740), (150, 800), (450, 850), (750, 800), (780, 740), (650, 560)])
    c.fill(brim, cut)
    with c.inside(brim):
        for k in range(8):
            c.line(bezier((80 + k * 6, 800 - k * 28), (300, 880 - k * 34), (600, 880 - k * 34), (820 - k * 6, 800 - k * 28)), 2.6, lighter(cut, 0.3))
    crown = smooth([(262, 600), (280, 400), (330, 330), (450, 312), (570, 330), (620, 400), (638, 600), (450, 640)])
    c.fill(crown, darker(cut, 0.1))
    c.fill(smooth([(280, 590), (296, 400), (340, 344), (430, 326), (430, 620)]), cut)
    c.line(bezier((262, 600), (330, 650), (570, 650), (638, 600)), 12, darker(cut, 0.3))
    c.line(bezier((330, 350), (400, 380), (500, 380), (570, 350)), 3, lighter(cut, 0.3))
    c.line(bezier((450, 378), (446, 460), (446, 540), (450, 634)), 3, lighter(cut, 0.3))
    for x in (520, 570):
        c.disc(x, 470, 9, "#c9ccd2")
        c.disc(x, 470, 5, darker(cut, 0.5))


def scarf(c: Canvas, rng: Random) -> None:
    blocks(c, "left", GREY)
    with c.at(450, 600, turn=-9):
        square = box(-310, -310, 310, 310, 8)
        c.shadow(square, down=18, right=12, blur=18, alpha=0.24)
        c.fill(square, COBALT)
        inner = box(-286, -286, 286, 286)
        c.fill(inner, "#fbfaf6")
        with c.inside(inner):
            for gx in range(4):
                for gy in range(4):
                    x, y = -286 + gx * 143, -286 + gy * 143
                    kind = (gx * 3 + gy * 5) % 4
                    ink = (COBALT, BLACK, "#b9bec8", COBALT)[(gx + gy * 2) % 4]
                    if kind == 0:
                        c.fill(oval(x, y, 143, start=0, end=90) + [(x, y)], ink)
                    elif kind == 1:
                        c.disc(x + 71, y + 71, 52, ink)
                    elif kind == 2:
                        c.fill([(x, y), (x + 143, y), (x, y + 143)], ink)
                    else:
                        for k in range(4):
                            c.fill(box(x, y + k * 36, x + 143, y + k * 36 + 18), ink)
            c.line([(-286, 90), (286, -40)], 60, "#ffffff", alpha=0.14)
            c.line([(-120, -286), (60, 286)], 40, "#0c1030", alpha=0.06)


def belt(c: Canvas, rng: Random) -> None:
    blocks(c, "window", SAND)
    cut = BLACK
    c.fill(oval(460, 650, 290), "#10131c", 0.26, blur=22)
    turns = [(450 + cos(t / 40 * 2 * pi) * (272 - t * 1.15), 610 + sin(t / 40 * 2 * pi) * (272 - t * 1.15)) for t in range(124)]
    c.line(turns, 44, lighter(cut, 0.08))
    c.line(turns, 34, cut)
    c.line(turns, 3, "#55565e")
    c.line([(722, 610), (722, 860), (700, 930)], 46, lighter(cut, 0.08))
    c.line([(722, 610), (722, 860), (700, 930)], 36, cut)
    for k in range(4):
        c.disc(720 - max(0, k - 2) * 4, 680 + k * 52, 7, "#7a7c85")
    with c.at(690, 960, turn=18):
        c.line(box(-58, -44, 58, 56, 10), 15, "#c9ccd2", closed=True)
        c.line([(0, -44), (0, 50)], 9, "#e3e5e9")


def parcel(c: Canvas, rng: Random) -> None:
    blocks(c, "top", COBALT)
    kraft = "#c79a66"
    c.fill(oval(450, 1000, 360, 40), "#10131c", 0.26, blur=18)
    c.fill([(170, 560), (730, 560), (690, 640), (210, 640)], darker(kraft, 0.4))
    for k, tone in enumerate(("#fbfaf6", "#9db6cf", COBALT)):
        y = 500 + k * 44
        c.fill(box(236, y, 664, y + 70, 20), darker(tone, 0.12))
        c.fill(box(236, y, 664, y + 58, 20), tone)
    with c.at(MID, 484):
        c.fill([(-70, 24), (0, 56), (70, 24), (44, -2), (-44, -2)], "#fbfaf6")
        c.line([(-70, 24), (0, 56), (70, 24)], 4, "#cfd2d8")
    c.line(oval(450, 330, 30, start=-200, end=90), 9, "#e9ebef")
    c.line([(450, 360), (450, 392)], 9, "#e9ebef")
    c.line(smooth([(290, 462), (370, 428), (450, 392), (530, 428), (610, 462)], closed=False), 18, "#b78d5f")
    c.fill([(150, 600), (60, 660), (116, 740), (206, 660)], lighter(kraft, 0.16))
    c.fill([(750, 600), (840, 660), (784, 740), (694, 660)], lighter(kraft, 0.1))
    c.fill([(170, 640), (730, 640), (730, 1000), (170, 1000)], kraft)
    c.fill([(170, 640), (730, 640), (690, 730), (210, 730)], lighter(kraft, 0.14))
    c.fill(box(414, 730, 486, 1000), "#e4c79b", 0.75)
    c.fill(box(550, 850, 690, 950, 4), "#fbfaf6")
    for k, width in enumerate((100, 70, 84)):
        c.fill(box(568, 872 + k * 22, 568 + width, 882 + k * 22, 4), "#8d9198")


SCENES: dict[str, Scene] = {
    "ao-so-mi-linen-1": linen_shirt, "ao-so-mi-linen-2": shirt_close, "ao-thun-tron-1": tee, "ao-len-co-lo-1": roll_neck, "ao-polo-det-kim-1": polo,
    "ao-dai-cach-tan-1": ao_dai, "ao-khoac-blazer-1": blazer, "ao-khoac-blazer-2": blazer_close, "ao-khoac-bo-1": denim_jacket, "ao-mang-to-1": trench,
    "ao-ni-co-mu-1": hoodie, "dam-lua-hai-day-1": slip_dress,
    "dam-lua-hai-day-2": partial(slip_dress, cut="#f3ead8", plane="full", tone=COBALT, hung=True), "dam-so-mi-1": shirt_dress, "chan-vay-xep-ly-1": pleated_skirt,
    "chan-vay-but-chi-1": pencil_skirt, "quan-bo-ong-rong-1": partial(trousers, cut=DENIM, plane="right", tone=GREY, style="jeans"),
    "quan-tay-xep-ly-1": partial(trousers, cut=SAND, plane="left", tone=COBALT, style="pleats"), "quan-soc-kaki-1": shorts, "tui-vai-bo-lon-1": tote,
    "tui-kep-nach-1": shoulder_bag, "giay-luoi-1": loafers, "giay-vai-de-bang-1": sneakers, "mu-vanh-tron-1": bucket_hat, "khan-lua-vuong-1": scarf,
    "that-lung-da-1": belt, "dat-ho-theo-duong-dan-1": parcel,
}  # fmt: skip


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(*SIZE, "#ffffff")
