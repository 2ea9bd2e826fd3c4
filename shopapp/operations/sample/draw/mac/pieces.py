"""Dresses, skirts, trousers, bags, shoes and what goes with them."""

from __future__ import annotations

from functools import partial
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.mac.cuts import (
    BLACK,
    COBALT,
    DENIM,
    GREY,
    MID,
    SAND,
    blocks,
    both,
    buttons,
    closed,
    fold,
    hanger,
    lay,
    legs,
    seam,
    shirt_collar,
    sleeve,
    sleeves,
    stitch,
    straight,
    torso,
)
from shopapp.operations.sample.draw.mac.tops import Scene
from shopapp.operations.sample.draw.paths import bezier, box, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def slip_dress(c: Canvas, rng: Random, *, cut: str = COBALT, plane: str = "top", tone: str = GREY,
    hung: bool = False) -> None:
    blocks(c, plane, tone)
    if hung:
        hanger(c, 210, 170)
    for side in (-1, 1):
        c.line(bezier((MID + side * 92, 350), (MID + side * 84, 290), (MID + side * 70, 240),
            (MID + side * (120 if hung else 40), 236 if hung else 214)), 6, darker(cut, 0.1))
    half = [(MID, 410), (MID - 50, 384), (MID - 98, 340), (MID - 116, 400), (MID - 134, 440),
        (MID - 118, 580), (MID - 142, 720), (MID - 176, 900), (MID - 204, 1046)]
    shape = [half[0], *half[1:3], *smooth(half[2:], closed=False), *bezier((MID - 204, 1046),
        (MID - 130, 1072), (MID - 60, 1076), (MID, 1076))]
    whole = closed(shape)
    lay(c, whole, cut)
    with c.inside(whole):
        for x0, x1 in ((-70, -110), (20, 30), (80, 140), (-20, -40)):
            fold(c, bezier((MID + x0, 600), (MID + x0 * 0.8, 760), (MID + x1, 900), (MID + x1 * 1.1, 1070)),
                cut, 24)
        c.line(bezier((MID - 60, 560), (MID - 20, 700), (MID - 70, 860), (MID - 60, 1040)), 30, lighter(cut,
            0.5), alpha=0.16)
    c.line(smooth([(MID - 98, 342), (MID - 50, 386), (MID, 410), (MID + 50, 386), (MID + 98, 342)],
        closed=False), 5, lighter(cut, 0.25))


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
    c.fill(smooth([(MID - 168, 540), (MID, 548), (MID + 168, 540), (MID + 170, 580), (MID, 590),
        (MID - 170, 580)]), COBALT)
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
    half = [(MID, 250), (MID - 132, 250), *bezier((MID - 132, 250), (MID - 160, 340), (MID - 196, 420),
        (MID - 196, 540)), *bezier((MID - 196, 540), (MID - 190, 740), (MID - 170, 880), (MID - 160, 980)),
        (MID, 990)]
    lay(c, closed(half), cut)
    c.fill(box(MID - 132, 250, MID + 132, 304), lighter(cut, 0.1))
    seam(c, [(MID, 304), (MID, 830)], lighter(cut, 0.16), 3)
    c.fill([(MID, 830), (MID + 8, 988), (MID - 8, 988)], lighter(COBALT, 0.1))
    for side in (-1, 1):
        seam(c, [(MID + side * 66, 304), (MID + side * 74, 430)], lighter(cut, 0.2), 3)
        fold(c, bezier((MID + side * 120, 500), (MID + side * 124, 640), (MID + side * 110, 760),
            (MID + side * 108, 940)), "#000000", 20)
        c.line(bezier((MID + side * 150, 480), (MID + side * 160, 640), (MID + side * 146, 760),
            (MID + side * 136, 940)), 14, lighter(cut, 0.3), alpha=0.16)


def trousers(c: Canvas, rng: Random, *, cut: str, plane: str, tone: str, style: str) -> None:
    blocks(c, plane, tone)
    jeans = style == "jeans"
    top, low = 130, 1090
    legs(c, cut, waist=142, hip=196, hem=216 if jeans else 176, gap=16 if jeans else 22, top=top, low=low,
        crotch=440)
    c.fill(box(MID - 144, top, MID + 144, top + 56, 4), darker(cut, 0.08))
    line = "#d19a52" if jeans else darker(cut, 0.22)
    seam(c, [(MID, top + 56), (MID, 436)], darker(cut, 0.28), 4)
    buttons(c, MID, (top + 28,), "#b9773a" if jeans else darker(cut, 0.3), 11)
    for side in (1, -1):
        with c.at(MID, 0, flip=side < 0):
            if jeans:
                stitch(c, bezier((-60, top + 58), (-70, top + 140), (-130, top + 150), (-176, top + 150), 40),
                    line)
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
        stitch(c, bezier((MID + 10, top + 58), (MID + 56, top + 120), (MID + 56, top + 220), (MID + 6, 400),
            40), line)


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


SCENES: dict[str, Scene] = {
    "dam-lua-hai-day-1": slip_dress,
    "dam-lua-hai-day-2": partial(slip_dress, cut="#f3ead8", plane="full", tone=COBALT, hung=True),
    "dam-so-mi-1": shirt_dress,
    "chan-vay-xep-ly-1": pleated_skirt,
    "chan-vay-but-chi-1": pencil_skirt,
    "quan-bo-ong-rong-1": partial(trousers, cut=DENIM, plane="right", tone=GREY, style="jeans"),
    "quan-tay-xep-ly-1": partial(trousers, cut=SAND, plane="left", tone=COBALT, style="pleats"),
    "quan-soc-kaki-1": shorts,
}
