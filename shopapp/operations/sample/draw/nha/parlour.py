"""Drinks, eggs and biscuits."""

from __future__ import annotations

from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.nha.morsels import bean, drop, egg, egg_outline, jasmine, sprig
from shopapp.operations.sample.draw.nha.pantry import Scene
from shopapp.operations.sample.draw.nha.vessels import LEAF, floor, glint, jar, pouch, ringed, shine, strewn
from shopapp.operations.sample.draw.paths import bezier, box, leaf, oval, ruffle, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def coffee_bag(c: Canvas, rng: Random) -> None:
    body = pouch(c, 500, 150, 480, 710, "#2a2422")
    c.disc(500, 250, 20, "#4a403c")
    c.disc(500, 250, 8, "#1c1816")
    c.fill(box(340, 360, 660, 740, 16), "#f1e5d2")
    c.disc(500, 510, 96, "#b9773a")
    bean(c, 470, 510, 62, -24, "#5a3824")
    bean(c, 540, 516, 56, 26, "#6d4630")
    for k, width in enumerate((180, 220, 130)):
        c.fill(box(500 - width / 2, 640 + k * 26, 500 + width / 2, 650 + k * 26, 5), "#8a6a4c")
    shine(c, body, 500, 240, alpha=0.1)
    for x, y in strewn(rng, 810, 884, 52, 12, 11):
        bean(c, x, y, 22, rng.uniform(0, 180), "#5a3824")


def phin(c: Canvas, rng: Random) -> None:
    floor(c, 500, 880, 260)
    glass = [(340, 560), (660, 560), (628, 870), (372, 870)]
    c.fill(glass, "#e6eef0")
    with c.inside(glass):
        c.fill(box(300, 780, 700, 880), "#f2e3c8")
        c.fade(box(300, 640, 700, 784), "#4a2a1a", "#6b3f26")
    c.line(glass, 5, "#b9c8cc", closed=True)
    glint(c, 384, 600, 840)
    for y, w in ((540, 214), (520, 190)):
        c.fill(box(500 - w, y, 500 + w, y + 26, 13), "#aeb4ba" if w > 200 else "#c9ced3")
    c.fade(box(380, 300, 620, 524, 12), "#eef1f3", "#a4abb2", across=True)
    for k in range(7):
        c.line([(392, 336 + k * 26), (608, 336 + k * 26)], 2, "#b9c0c6")
    c.fill(box(362, 270, 638, 306, 16), "#c3c9ce")
    c.fill(oval(500, 272, 132, 30, start=180, end=360), "#dfe3e6")
    c.disc(500, 232, 22, "#6b7178")
    for x in (440, 500, 560):
        c.line(bezier((x, 200), (x + 30, 160), (x - 30, 120), (x, 70)), 8, "#d9d3cb", alpha=0.7)
    c.disc(500, 606, 8, "#3b2115", 13)


def jasmine_tea(c: Canvas, rng: Random) -> None:
    tin = "#3f8a5f"
    floor(c, 460, 852, 220)
    body = [*oval(460, 300, 200, 46, start=180, end=0), *oval(460, 820, 200, 46, start=0, end=180)]
    c.fade(body, lighter(tin, 0.16), darker(tin, 0.25), across=True)
    c.fade([*oval(460, 230, 208, 48, start=180, end=0), *oval(460, 330, 208, 48, start=0, end=180)],
        lighter("#d9b25a", 0.2), darker("#d9b25a", 0.2), across=True)
    c.disc(460, 230, 208, "#e9cb82", 48)
    c.disc(460, 226, 170, "#d9b25a", 36)
    c.fill(box(330, 450, 590, 740, 130), "#f7f2e2")
    jasmine(c, 440, 570, 56)
    jasmine(c, 510, 640, 46)
    sprig(c, 410, 700, 120, LEAF, -30)
    jasmine(c, 760, 820, 60)
    jasmine(c, 836, 866, 42)
    for x, y in strewn(rng, 750, 896, 60, 8, 24):
        c.line([(x - 9, y), (x, y - 3), (x + 9, y + 2)], 5, "#4c6b3c")


def honey(c: Canvas, rng: Random) -> None:
    jar(c, 470, 330, 420, 530, lid="#e9c34f", fill="#e39a1c", level=0.16)
    c.fill(smooth([(360, 560), (470, 500), (580, 560), (580, 700), (470, 760), (360, 700)]), "#fff6dc")
    for x, y in ((470, 580), (435, 640), (505, 640), (470, 700)):
        c.line([*ringed(x, y, 34, 6, 0.5236)], 6, "#d98e17", closed=True)
    glint(c, 300, 410, 800)
    c.line([(690, 870), (900, 520)], 22, "#b98247")
    with c.at(690, 876, turn=31):
        for k in range(5):
            w = (34, 48, 54, 48, 34)[k]
            c.fill(box(-w, -62 + k * 26, w, -42 + k * 26, 10), "#a8713a")
            c.fill(box(-w, -62 + k * 26, w, -54 + k * 26, 6), "#e3a63a")
    floor(c, 660, 930, 90, 14)
    c.disc(652, 926, 70, "#e9a62a", 20)


def condensed_milk(c: Canvas, rng: Random) -> None:
    for x, size, tone in ((360, 1.0, "#2f63b5"), (640, 1.0, "#2f63b5")):
        floor(c, x, 838, 160 * size)
        body = [*oval(x, 380, 150, 38, start=180, end=0), *oval(x, 810, 150, 38, start=0, end=180)]
        c.fade(body, "#fbfaf6", "#d5d9de", across=True)
        with c.inside(body):
            c.fade(box(x - 160, 450, x + 160, 760), lighter(tone, 0.12), darker(tone, 0.25), across=True)
            c.disc(x - 10, 600, 96, "#fbf8ee")
            drop(c, x - 10, 610, 60, "#e9dcb8")
            c.line([(x - 160, 462), (x + 160, 462)], 7, "#e9c34f")
            c.line([(x - 160, 748), (x + 160, 748)], 7, "#e9c34f")
        c.disc(x, 380, 150, "#c9ced4", 38)
        c.disc(x, 378, 134, "#e6e9ec", 32)
        c.line(oval(x + 10, 376, 36, 14), 7, "#a9b0b8", closed=True)


def ten_eggs(c: Canvas, rng: Random) -> None:
    card = "#b9b3a6"
    floor(c, 500, 760, 420, 40)
    c.fill(smooth([(90, 520), (500, 490), (910, 520), (890, 720), (500, 772), (110, 720)]), darker(card,
        0.14))
    for row, y in ((0, 480), (1, 600)):
        for k in range(5):
            x = 196 + k * 152
            if row:
                c.fill(oval(x, y + 30, 74, 56), darker(card, 0.25))
            egg(c, x, y - 10, 70, ("#e5b58c", "#edc6a2", "#dba77b", "#f0cfae", "#e3b289")[(k + row * 2) % 5],
                rng.uniform(-6, 6))
    for k in range(5):
        x = 196 + k * 152
        c.fill(smooth([(x - 80, 610), (x - 40, 650), (x + 40, 650), (x + 80, 610), (x + 74, 760), (x, 790),
            (x - 74, 760)]), card)
        c.line(bezier((x - 78, 616), (x - 36, 656), (x + 36, 656), (x + 78, 616)), 7, lighter(card, 0.3))
    c.fill(box(116, 700, 884, 790, 26), lighter(card, 0.06))
    c.line([(140, 722), (860, 722)], 4, darker(card, 0.12))


def salted_eggs(c: Canvas, rng: Random) -> None:
    floor(c, 480, 780, 360, 34)
    egg(c, 320, 600, 150, "#4d4a47", -14)
    for _ in range(60):
        x, y = 320 + rng.uniform(-84, 84), 596 + rng.uniform(-96, 96)
        c.disc(x, y, rng.uniform(3, 7), rng.choice(("#2f2c2a", "#6a6560")))
    egg(c, 250, 740, 104, "#cfdde0", 70)
    with c.at(620, 640, turn=24):
        half = egg_outline(172)
        c.shadow(half, down=18, blur=16)
        c.fill(half, "#c9d8dc")
        c.fill([(x * 0.95, y * 0.955) for x, y in half], "#fbfaf4")
        c.disc(0, 10, 92, "#d9661a")
        c.disc(-6, 2, 84, "#f08a24")
        c.disc(-30, -26, 26, "#f9b45c", 18)
    sprig(c, 800, 870, 150, "#4f9a4a", 70)


def biscuits(c: Canvas, rng: Random) -> None:
    tin = "#a9342f"
    floor(c, 500, 800, 400, 44)
    c.fade([*oval(500, 600, 380, 150, start=180, end=0), *oval(500, 690, 380, 150, start=0, end=180)],
        lighter(tin, 0.1), darker(tin, 0.25), across=True)
    c.disc(500, 600, 380, "#d9b25a", 150)
    c.disc(500, 604, 362, "#7a2420", 138)
    c.disc(500, 612, 346, "#fbf3e2", 126)
    for k, (x, y) in enumerate(((300, 600), (430, 560), (570, 560), (700, 600), (380, 664), (500, 630),
        (620, 664), (500, 690))):
        c.fill(ruffle(x, y + 8, 68, 18, 0.1, squash=0.6), "#f1dfc2")
        c.fill(oval(x, y + 4, 56, 34), "#b9772f")
        c.disc(x, y - 3, 56, "#e8b465", 33)
        if k % 3 == 0:
            c.line(oval(x, y - 3, 34, 20), 6, "#c98a3c", closed=True)
        elif k % 3 == 1:
            for j in range(-2, 3):
                c.line([(x + j * 18 - 8, y - 22), (x + j * 18 + 8, y + 16)], 4, "#c98a3c")
        else:
            for px, py in ((-16, -6), (12, -10), (0, 6), (24, 4), (-28, 6)):
                c.disc(x + px, y - 2 + py, 5, "#fff6e2")
    with c.at(690, 330, turn=16):
        c.shadow(oval(0, 0, 250, 170), down=18, blur=16)
        c.disc(0, 14, 250, darker(tin, 0.3), 170)
        c.disc(0, 0, 250, tin, 170)
        c.line(oval(0, 0, 214, 140), 6, "#d9b25a", closed=True)
        for i in range(8):
            with c.at(0, 0, turn=i * 45):
                c.fill(leaf(96, 46), "#e9cb82" if i % 2 else "#f4e2b4")


SCENES: dict[str, Scene] = {
    "banh-quy-bo-1": biscuits,
    "ca-phe-rang-xay-1": coffee_bag,
    "ca-phe-rang-xay-2": phin,
    "tra-lai-uop-hoa-1": jasmine_tea,
    "mat-ong-hoa-nhan-1": honey,
    "sua-dac-co-duong-1": condensed_milk,
    "trung-ga-ta-1": ten_eggs,
    "trung-vit-muoi-1": salted_eggs,
}
