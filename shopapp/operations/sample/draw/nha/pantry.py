"""Things to eat and to drink."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.nha.morsels import chilli, ears_of_rice, fish, nest, peanut, puck, spoon, sprig
from shopapp.operations.sample.draw.nha.vessels import (
    INK,
    LEAF,
    band,
    bottle,
    floor,
    glint,
    grains,
    jar,
    pouch,
    ringed,
    sack,
    shine,
    strewn,
)
from shopapp.operations.sample.draw.paths import bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

Scene = Callable[[Canvas, Random], None]


def rice_sack(c: Canvas, rng: Random) -> None:
    sack(c, 500, 160, 560, 690, "#f6f1e4")
    c.disc(500, 500, 176, "#fffdf6")
    c.line(oval(500, 500, 176), 8, LEAF, closed=True)
    ears_of_rice(c, 500, 610, 200)
    c.fill(box(340, 724, 660, 768, 22), LEAF)
    grains(c, strewn(rng, 780, 890, 60, 14, 26), "#f4ecd6", rng)


def rice_bowl(c: Canvas, rng: Random) -> None:
    floor(c, 500, 560, 380, 300, 0.12)
    c.disc(500, 500, 360, "#2f6f86")
    c.disc(500, 500, 346, "#f7f5ef")
    c.line(oval(500, 500, 322), 8, "#4a86b8", closed=True)
    c.disc(500, 500, 290, "#e2dccb")
    for k in range(560):
        far, angle = 270 * (k / 560) ** 0.5, k * 2.39996
        grains(c, ringed(500, 500, far, 1, angle), "#fbf7ea" if k % 3 else "#f1e9d2", rng, long=19, wide=7)


def sticky_rice(c: Canvas, rng: Random) -> None:
    body = pouch(c, 500, 170, 470, 690, "#e8c25a")
    window = oval(500, 600, 150, 170)
    c.fill(window, "#fffaf0")
    with c.inside(window):
        for k in range(300):
            grains(c, ringed(500, 600, 200 * (k / 300) ** 0.5, 1, k * 2.39996),
                "#fffdf7" if k % 2 else "#efe8d6", rng, long=13, wide=10)
    c.line(window, 7, darker("#e8c25a", 0.3), closed=True)
    c.fill(box(350, 300, 650, 364, 32), "#a5481f")
    ears_of_rice(c, 500, 420, 90, "#7a8c2e")
    grains(c, strewn(rng, 800, 890, 46, 10, 16), "#fbf7ea", rng, long=12, wide=9)
    shine(c, body, 500, 235, alpha=0.16)


def red_rice(c: Canvas, rng: Random) -> None:
    kraft = "#b98a5c"
    body = [(290, 240), (710, 240), (730, 860), (270, 860)]
    floor(c, 500, 864, 250)
    c.fade(body, lighter(kraft, 0.08), darker(kraft, 0.1), across=True)
    c.fill([(290, 240), (710, 240), (704, 170), (296, 170)], darker(kraft, 0.14))
    c.fill([(296, 170), (704, 170), (706, 206), (294, 206)], darker(kraft, 0.24))
    c.line([(270, 860), (310, 250)], 4, darker(kraft, 0.18))
    c.line([(730, 860), (690, 250)], 4, darker(kraft, 0.18))
    c.fill(box(356, 340, 644, 700, 12), "#fbf5ea")
    ears_of_rice(c, 500, 600, 170, "#9d3b2c")
    c.fill(box(400, 628, 600, 640, 6), "#9d3b2c")
    c.fill(box(430, 656, 570, 666, 5), "#cbb59a")
    grains(c, strewn(rng, 780, 892, 60, 13, 40), "#9d3b2c", rng, long=13, wide=5)


def egg_noodles(c: Canvas, rng: Random) -> None:
    body = pouch(c, 440, 190, 480, 640, "#d8502f")
    window = box(270, 430, 610, 740, 40)
    c.fill(window, "#fbe7b0")
    with c.inside(window):
        for x, y in ((356, 520), (530, 520), (356, 668), (530, 668)):
            nest(c, x, y, 86, "#eab63f")
    c.fill(box(300, 300, 580, 372, 36), "#fff6df")
    shine(c, body, 440, 240, alpha=0.14)
    floor(c, 790, 850, 110)
    nest(c, 790, 780, 112, "#eab63f")


def rice_paper(c: Canvas, rng: Random) -> None:
    floor(c, 500, 800, 360, 40)
    for k in range(12):
        rim = 664 - k * 7
        c.disc(500, rim + 8, 350, "#d9d0bd", 128)
        c.disc(500, rim, 350, "#f7f2e6" if k % 2 else "#efe8d8", 128)
    c.line(oval(500, 587, 300, 104), 3, "#ded5c2", closed=True)
    for k in range(30):
        x, y = ringed(500, 587, 250 * (k / 30) ** 0.5, 1, k * 2.39996)[0]
        c.disc(x, 587 + (y - 587) * 0.36, 5, "#e5dcc9", 3)
    for k in (-1, 1):
        c.line(bezier((500 + k * 20, 460), (500 + k * 26, 560), (500 + k * 24, 660), (500 + k * 18, 752)), 11,
            "#b7a05a")
    c.line(bezier((152, 600), (300, 690), (700, 690), (848, 600)), 11, "#c6b06a")
    c.line(bezier((500, 668), (420, 600), (430, 560), (500, 640)), 10, "#b7a05a")
    c.line(bezier((500, 668), (580, 600), (570, 560), (500, 640)), 10, "#b7a05a")
    sprig(c, 800, 880, 180, "#4f9a4a", 62)


def mung_beans(c: Canvas, rng: Random) -> None:
    body = jar(c, 500, 280, 430, 580, lid="#8a6a48")
    with c.inside(body):
        c.fill(box(300, 380, 700, 850), "#d9a92c")
        for _ in range(620):
            x, y = rng.uniform(292, 708), rng.uniform(372, 850)
            c.disc(x, y + 2, 13, "#c39320", 9)
            c.disc(x, y, 12, rng.choice(("#f0c64d", "#e9bb3d", "#f5d267")), 8)
    c.line(body, 5, "#b9cac6", closed=True)
    c.fill(box(392, 560, 608, 700, 12), "#fffdf6")
    sprig(c, 500, 684, 90, LEAF)
    glint(c, 322, 360, 780)
    grains(c, strewn(rng, 800, 884, 46, 10, 20), "#f0c64d", rng, long=10, wide=8)


def fish_sauce(c: Canvas, rng: Random) -> None:
    shape = bottle(c, 500, [(40, 150), (40, 290), (66, 350), (128, 430), (134, 560), (132, 760), (126, 860)],
        "", glass=True, level=330, liquid="#a4501c", cap="#c8102e")
    band(c, shape, 520, 770, "#fbf3df", edge="#a4501c")
    fish(c, 494, 640, 100, "#6f8794")
    c.line(bezier((408, 706), (450, 690), (540, 722), (592, 706)), 6, "#4a86b8")
    c.line(bezier((408, 728), (450, 712), (540, 744), (592, 728)), 6, "#4a86b8")
    glint(c, 402, 460, 510)
    chilli(c, 740, 838, 110, 78)
    chilli(c, 806, 866, 90, 108, "#e2552b")


def peanut_oil(c: Canvas, rng: Random) -> None:
    c.line(bezier((600, 330), (760, 330), (780, 560), (636, 600)), 40, "#e7b23a")
    c.line(bezier((600, 330), (740, 336), (756, 540), (630, 580)), 12, lighter("#e7b23a", 0.3))
    shape = bottle(c, 490, [(52, 170), (54, 230), (96, 300), (170, 390), (176, 520), (170, 740), (160, 860)],
        "#efbf45", cap="#2e7d32")
    band(c, shape, 480, 740, "#fff8e4", edge="#2e7d32")
    peanut(c, 446, 610, 74, -24)
    peanut(c, 536, 622, 64, 30)
    peanut(c, 790, 866, 56, 70)
    peanut(c, 240, 874, 50, 110)


def soy_sauce(c: Canvas, rng: Random) -> None:
    shape = bottle(c, 500, [(36, 160), (36, 320), (60, 380), (112, 450), (116, 640), (114, 760), (106, 860)],
        "#3b221a", cap="#c8102e")
    band(c, shape, 540, 780, "#f6ecd6", edge="#c8102e")
    for k, (x, y) in enumerate(((470, 630), (530, 640), (500, 690))):
        c.fill(oval(x, y + 3, 32, 27), "#b88d42")
        c.fill(oval(x, y, 31, 26), ("#e3c274", "#d9b562", "#ebcd86")[k])
        c.line([(x - 6, y + 10), (x + 8, y + 8)], 4, "#a57c36")
    c.fill(box(440, 736, 560, 746, 5), "#c8102e")
    floor(c, 740, 872, 90, 14)
    c.disc(740, 850, 100, "#e9e5dc", 36)
    c.disc(740, 842, 92, "#fbfaf6", 30)
    c.disc(740, 844, 66, "#43251a", 18)


def chilli_sauce(c: Canvas, rng: Random) -> None:
    shape = bottle(c, 500, [(26, 190), (40, 260), (92, 340), (118, 430), (116, 560), (118, 760), (106, 860)],
        "#d2301f", cap="#2e7d32")
    c.fill([(484, 134), (516, 134), (508, 86), (492, 86)], "#2e7d32")
    with c.inside(shape):
        c.disc(500, 620, 96, "#fff4e2", 120)
    chilli(c, 486, 550, 140, 14)
    chilli(c, 540, 570, 120, -26, "#e2552b")
    chilli(c, 240, 840, 120, 74)
    chilli(c, 770, 850, 110, 100)
    shine(c, shape, 500, 118, alpha=0.24)


def coarse_salt(c: Canvas, rng: Random) -> None:
    body = pouch(c, 460, 200, 430, 640, "#dbe9f1")
    c.fill(box(300, 310, 620, 400, 45), "#3f7fa8")
    window = smooth([(310, 520), (460, 470), (610, 520), (620, 700), (460, 780), (300, 700)])
    c.fill(window, "#ffffff")
    with c.inside(window):
        for _ in range(190):
            x, y = rng.uniform(300, 620), rng.uniform(470, 780)
            with c.at(x, y, turn=rng.uniform(0, 90)):
                c.fill(box(-14, -14, 14, 14, 4), "#c4d7e2")
                c.fill(box(-14, -14, 10, 10, 4), "#f6fbfd")
    shine(c, body, 460, 215, alpha=0.2)
    spoon(c, 760, 830, 250, 64)
    for x, y in strewn(rng, 690, 884, 44, 9, 16):
        c.fill(box(x - 9, y - 8, x + 9, y + 8, 3), "#d5e3eb")
        c.fill(box(x - 9, y - 8, x + 5, y + 4, 3), "#f3f9fc")


def palm_sugar(c: Canvas, rng: Random) -> None:
    floor(c, 500, 800, 400, 40)
    for turn, tone in ((-70, "#5d8c4a"), (-38, "#6fa058"), (38, "#6fa058"), (70, "#5d8c4a")):
        with c.at(500, 800, turn=turn):
            c.fill(smooth([(0, 20), (-90, -120), (-70, -380), (0, -470), (70, -380), (90, -120)]), tone)
            c.line([(0, 0), (0, -430)], 5, lighter(tone, 0.3))
    for x, y, s in ((350, 720, 1.0), (650, 726, 1.0), (500, 760, 1.06), (424, 610, 0.96), (584, 606, 0.96),
        (504, 500, 0.94)):
        puck(c, x, y, 104 * s, "#b9702c")


def pepper(c: Canvas, rng: Random) -> None:
    body = jar(c, 500, 360, 340, 490, lid=INK)
    with c.inside(body):
        c.fill(box(300, 440, 700, 850), "#2b2622")
        for _ in range(430):
            x, y = rng.uniform(338, 662), rng.uniform(440, 846)
            c.disc(x, y, 13, "#1c1815")
            c.disc(x - 2, y - 2, 11, rng.choice(("#453b34", "#3a322d", "#54473d")))
            c.disc(x - 4, y - 5, 3, "#7d6d60")
    c.line(body, 5, "#b9cac6", closed=True)
    c.fill(box(420, 590, 580, 720, 10), "#fbf5e6")
    for x, y in ((476, 660), (506, 640), (526, 670), (492, 686)):
        c.disc(x, y, 13, "#3a322d")
    glint(c, 360, 430, 780)
    for x, y in strewn(rng, 760, 868, 52, 10, 18):
        c.disc(x, y + 2, 12, "#c9c3bb", 9)
        c.disc(x, y, 12, "#3a322d")
        c.disc(x - 3, y - 4, 3, "#8a7a6c")


SCENES: dict[str, Scene] = {
    "gao-thom-hat-dai-1": rice_sack,
    "gao-thom-hat-dai-2": rice_bowl,
    "nep-hat-tron-1": sticky_rice,
    "gao-lut-do-1": red_rice,
    "mi-trung-vat-1": egg_noodles,
    "banh-trang-cuon-1": rice_paper,
    "dau-xanh-ca-vo-1": mung_beans,
    "nuoc-mam-40-dam-1": fish_sauce,
    "dau-phong-ep-1": peanut_oil,
    "nuoc-tuong-dau-nanh-1": soy_sauce,
    "tuong-ot-vuon-1": chilli_sauce,
    "muoi-hot-bien-1": coarse_salt,
    "duong-thot-not-1": palm_sugar,
    "tieu-den-nguyen-hat-1": pepper,
}
