"""Bags, shoes and what goes with them."""

from __future__ import annotations

from math import cos, pi, sin
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.mac.cuts import (
    BLACK,
    COBALT,
    DENIM,
    GREY,
    MID,
    SAND,
    STONE,
    blocks,
    lay,
    seam,
    stitch,
    straight,
)
from shopapp.operations.sample.draw.mac.tops import Scene
from shopapp.operations.sample.draw.paths import bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

def tote(c: Canvas, rng: Random) -> None:
    blocks(c, "right", COBALT)
    cut = "#e6d9bd"
    for dx, shade in ((0, 0.16), (0, 0.0)):
        lift = 0 if shade else 30
        c.line(bezier((330 + dx, 520), (330, 120 + lift * 2), (570, 120 + lift * 2), (570, 520), 60), 30,
            darker(cut, shade or 0.06))
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
    body = smooth([(134, 570), (280, 618), (450, 632), (620, 618), (766, 570), (800, 660), (720, 810),
        (450, 890), (180, 810), (100, 660)])
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
            sole = smooth([(0, -370), (92, -300), (116, -130), (96, 60), (100, 230), (64, 340), (0, 364),
                (-64, 340), (-100, 230), (-96, 60), (-116, -130), (-92, -300)])
            c.shadow(sole, down=22, right=12, blur=16, alpha=0.3)
            c.fill(sole, "#2a1a18")
            c.fill([(px * 0.93, py * 0.965) for px, py in sole], cut)
            c.fill(smooth([(0, -40), (62, -10), (76, 120), (70, 250), (0, 310), (-70, 250), (-76, 120),
                (-62, -10)]), darker(cut, 0.5))
            c.fill(smooth([(0, 20), (46, 40), (54, 140), (48, 236), (0, 280), (-48, 236), (-54, 140),
                (-46, 40)]), "#c9a982")
            c.line(smooth([(-70, -150), (-60, -270), (0, -310), (60, -270), (70, -150)], closed=False), 7,
                darker(cut, 0.3))
            c.fill(smooth([(-102, -110), (0, -84), (102, -110), (98, -30), (0, -4), (-98, -30)]), lighter(cut,
                0.1))
            c.fill(box(-30, -74, 30, -38, 10), darker(cut, 0.45))
            c.line(bezier((-60, -200), (-50, -280), (-20, -300), (10, -300)), 16, lighter(cut, 0.6),
                alpha=0.3)


def sneakers(c: Canvas, rng: Random) -> None:
    blocks(c, "band", COBALT)
    for y, size, shade in ((500, 0.94, 0.05), (800, 1.0, 0.0)):
        with c.at(450 if shade == 0 else 480, y, size=size):
            cut = darker("#fbfaf7", shade)
            c.fill(oval(0, 124, 350, 20), "#10131c", 0.35, blur=12)
            upper = smooth([(-306, 100), (-314, -20), (-292, -124), (-200, -136), (-130, -92), (-20, -18),
                (110, 4), (230, 12), (322, 54), (338, 112), (0, 118)])
            c.fill(upper, darker(cut, 0.1))
            c.fill([(px * 0.985, py * 0.97) for px, py in upper], cut)
            c.fill(smooth([(-282, -112), (-190, -124), (-130, -84), (-190, -92), (-262, -84)]), darker(cut,
                0.35))
            c.fill(smooth([(196, 10), (262, 18), (324, 58), (336, 106), (250, 112), (176, 104), (168, 50)]),
                darker(cut, 0.08))
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
            c.line(bezier((80 + k * 6, 800 - k * 28), (300, 880 - k * 34), (600, 880 - k * 34),
                (820 - k * 6, 800 - k * 28)), 2.6, lighter(cut, 0.3))
    crown = smooth([(262, 600), (280, 400), (330, 330), (450, 312), (570, 330), (620, 400), (638, 600),
        (450, 640)])
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
                        c.fill([*oval(x, y, 143, start=0, end=90), (x, y)], ink)
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
    wound = [(t / 20 * pi, 272 - t * 1.15) for t in range(124)]
    turns = [(450 + cos(angle) * far, 610 + sin(angle) * far) for angle, far in wound]
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
    "tui-vai-bo-lon-1": tote,
    "tui-kep-nach-1": shoulder_bag,
    "giay-luoi-1": loafers,
    "giay-vai-de-bang-1": sneakers,
    "mu-vanh-tron-1": bucket_hat,
    "khan-lua-vuong-1": scarf,
    "that-lung-da-1": belt,
    "dat-ho-theo-duong-dan-1": parcel,
}
