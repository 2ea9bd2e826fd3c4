"""Cleaning things, tableware and woven work."""

from __future__ import annotations

from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter, mix
from shopapp.operations.sample.draw.nha.morsels import sprig
from shopapp.operations.sample.draw.nha.pantry import Scene
from shopapp.operations.sample.draw.nha.vessels import LEAF, bottle, floor, pouch, shine
from shopapp.operations.sample.draw.paths import bezier, box, leaf, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def dish_soap(c: Canvas, rng: Random) -> None:
    shape = bottle(c, 480, [(44, 300), (60, 340), (140, 420), (150, 560), (146, 740), (138, 860)], "#7fb83d",
        cap="#f4f6f1")
    c.fill(box(466, 170, 494, 250, 6), "#e3e7e0")
    c.fill(smooth([(430, 150), (560, 150), (620, 172), (616, 196), (540, 190), (430, 190)]), "#f4f6f1")
    c.line([(430, 190), (600, 194)], 5, "#cfd6ca")
    with c.inside(shape):
        c.disc(480, 650, 110, "#f7fbef", 130)
    c.disc(480, 650, 74, "#e7c84a")
    c.disc(480, 650, 62, "#fbf3d0")
    for i in range(9):
        with c.at(480, 650, turn=i * 40):
            c.fill(leaf(56, 26), "#f0dc86")
    c.disc(480, 650, 8, "#fbf3d0")
    for x, y, r in ((730, 780, 60), (810, 700, 38), (780, 860, 30), (690, 690, 24), (850, 800, 22)):
        c.disc(x, y, r, "#d8ecf2")
        c.disc(x - 2, y - 2, r * 0.88, "#eef8fa")
        c.fill(oval(x - r * 0.36, y - r * 0.4, r * 0.22, r * 0.16), "#ffffff")


def washing_powder(c: Canvas, rng: Random) -> None:
    tone = "#2f74c0"
    body = pouch(c, 450, 200, 520, 650, tone)
    c.fill(box(380, 226, 520, 256, 15), "#ffffff")
    c.disc(450, 560, 180, "#ffffff")
    c.line(oval(450, 560, 180), 10, "#8fd0e8", closed=True)
    shirt = [(400, 480), (430, 468), (470, 468), (500, 480), (560, 530), (530, 570), (506, 552), (506, 660),
        (394, 660), (394, 552), (370, 570), (340, 530)]
    c.fill(shirt, "#8fd0e8")
    c.fill(oval(450, 470, 22, 16, start=0, end=180), "#ffffff")
    shine(c, body, 450, 260, alpha=0.14)
    with c.at(800, 800, turn=-16):
        c.fill(oval(10, 76, 110, 16), "#3a3428", 0.2, blur=10)
        c.fill(box(60, -8, 160, 20, 12), "#e9eef2")
        c.fill([(-80, -40), (80, -40), (60, 70), (-60, 70)], "#e9eef2")
        c.disc(0, -40, 80, "#cfd8df", 22)
        c.fill(smooth([(-66, -40), (-20, -86), (20, -70), (66, -40), (0, -26)]), "#ffffff")
        for _ in range(14):
            c.disc(rng.uniform(-44, 44), rng.uniform(-66, -36), 4, "#8fc4ea")


def toilet_paper(c: Canvas, rng: Random) -> None:
    floor(c, 500, 850, 400)
    for y in (330, 610):
        for k in range(5):
            x = 180 + k * 160
            c.fade(box(x - 76, y - 20, x + 76, y + 240, 20), "#ffffff", "#e3e6e8", across=True)
            c.line(box(x - 76, y - 20, x + 76, y + 240, 20), 3, "#d3d8db", closed=True)
            c.disc(x, y - 8, 76, "#eceff0", 30)
            c.line(oval(x, y - 8, 76, 30), 3, "#d3d8db", closed=True)
            for r in (54, 34, 16):
                c.line(oval(x, y - 8, r, r * 0.4), 2.4, "#d9dddf", closed=True)
            for j in range(5):
                c.disc(x - 30 + (j % 3) * 28, y + 80 + j * 28, 4, "#e6e9ea")
    wrap = box(92, 470, 908, 690)
    c.fill(wrap, LEAF, 0.92)
    c.fill(box(92, 486, 908, 496), "#cfe6c4")
    c.fill(box(92, 664, 908, 674), "#cfe6c4")
    for k in range(3):
        sprig(c, 330 + k * 170, 646, 120, "#dff0d6", -14 + k * 14)
    c.fill(smooth([(440, 240), (470, 190), (530, 190), (560, 240)], closed=False), "#ffffff")
    c.line(bezier((400, 300), (420, 150), (580, 150), (600, 300)), 16, LEAF)


def soap(c: Canvas, rng: Random) -> None:
    floor(c, 500, 842, 330, 34)
    for k, lean in enumerate((-50, 0, 56)):
        c.line(bezier((700 + k * 26, 660), (720 + k * 16, 480), (740 + lean, 320), (760 + lean * 2.4, 130)),
            24, ("#9cba5a", "#b4cc74", "#88a84c")[k], thin=4)
    for dx, dy, tone in ((0, 0, "#d6cc70"), (70, -190, "#e2d887")):
        left, top = 200 + dx, 660 + dy
        front, side, lid = box(left, top, left + 360, top + 180, 26), box(left + 40, top - 60, left + 470,
            top + 130, 26), box(left + 8, top - 70, left + 462, top + 30, 26)
        c.fill(side, darker(tone, 0.24))
        c.fill(lid, lighter(tone, 0.3))
        c.fill([(left + 352, top + 10), (left + 462, top - 52), (left + 470, top + 110),
            (left + 352, top + 176)], darker(tone, 0.24))
        c.fill([(left + 4, top + 20), (left + 40, top - 58), (left + 440, top - 60), (left + 352, top + 20)],
            lighter(tone, 0.3))
        c.fade(front, lighter(tone, 0.1), tone)
        c.line(box(left + 34, top + 34, left + 326, top + 146, 20), 7, darker(tone, 0.14), closed=True)
        sprig(c, left + 180, top + 132, 84, "#7d9a4a")
        for _ in range(16):
            x, y = left + rng.uniform(60, 400), top + rng.uniform(-50, 4)
            c.line([(x, y), (x + 12, y - 4)], 4, "#8fa650")
    c.line([(690, 690), (790, 690)], 16, "#c9a46a")


def toothbrushes(c: Canvas, rng: Random) -> None:
    for k, tone in enumerate(("#d9534a", "#e9b43f", "#4f9a6a", "#4a86b8")):
        with c.at(266 + k * 156, 520, turn=-6 + k * 4):
            handle = smooth([(-20, -300), (20, -300), (24, -120), (16, 0), (26, 180), (22, 350), (0, 376),
                (-22, 350), (-26, 180), (-16, 0), (-24, -120)])
            c.shadow(handle, down=12, right=10, blur=10, alpha=0.22)
            c.fill(handle, "#b98a4e")
            c.fill([(x * 0.82 - 2, y * 0.985) for x, y in handle], "#d6ab6c")
            c.line([(0, -90), (4, 320)], 3, "#c39858")
            for y in (120, 250):
                c.line([(-22, y), (22, y)], 5, "#b98a4e")
            for row in range(7):
                for col in range(3):
                    x, y = -18 + col * 18, -286 + row * 22
                    c.fill(box(x - 8, y - 9, x + 8, y + 10, 4), darker(tone, 0.14))
                    c.fill(box(x - 8, y - 9, x + 8, y + 4, 4), mix(tone, "#ffffff",
                        0.1 if (row + col) % 2 else 0.55))


def broom(c: Canvas, rng: Random) -> None:
    floor(c, 500, 920, 260, 20)
    c.fade(box(484, 60, 516, 520, 12), "#d6b568", "#a8863c", across=True)
    for y in (150, 250, 350, 450):
        c.line([(482, y), (518, y)], 6, "#8d6f30")
    for k in range(90):
        spread = (k - 44.5) / 44.5
        tone = ("#c9a25a", "#b88d44", "#d9b877", "#a87c38")[k % 4]
        low = 900 - 60 * spread**2 + rng.uniform(-16, 16)
        c.line(bezier((500 + spread * 40, 540), (500 + spread * 90, 660), (500 + spread * 210, 780),
            (500 + spread * 250 + rng.uniform(-12, 12), low)), 9, tone, thin=3)
    for y, w in ((520, 50), (552, 58), (586, 70)):
        c.fill(box(500 - w, y, 500 + w, y + 22, 10), "#b0392f" if y != 552 else "#e7e2d6")


def basins(c: Canvas, rng: Random) -> None:
    floor(c, 500, 822, 360, 36)
    nested = (("#3f9bd1", 560, 390), ("#e77a9a", 508, 322), ("#f0bf43", 460, 258))
    for tone, y, w in nested:
        c.disc(500, y, w, lighter(tone, 0.3), w * 0.26)
        c.disc(500, y + 4, w * 0.93, darker(tone, 0.2), w * 0.225)
    c.disc(500, 480, 226, darker("#f0bf43", 0.32), 44)
    for tone, y, w in reversed(nested):
        sides = bezier((500 - w, y), (500 - w * 0.94, y + 110), (500 - w * 0.8, y + 220),
            (500 - w * 0.66, y + 250))
        wall = [*oval(500, y, w, w * 0.26, start=0, end=180), *sides,
            *((1000 - px, py) for px, py in reversed(sides))]
        c.fade(wall, lighter(tone, 0.14), darker(tone, 0.25), across=True)
        c.line(oval(500, y, w, w * 0.26, start=0, end=180), 16, lighter(tone, 0.22))


def bowls(c: Canvas, rng: Random) -> None:
    blue = "#2f5fa5"
    floor(c, 440, 866, 200)
    for k in range(5, 0, -1):
        _bowl(c, 440, 640 - (k - 1) * 84, blue, top=k == 5)
    with c.at(800, 730, turn=20):
        c.shadow(oval(0, 0, 150), down=16, blur=14)
        c.disc(0, 0, 154, "#dfe3e9")
        c.disc(0, 0, 150, "#fdfdfb")
        c.disc(0, 0, 116, "#eef0f3")
        c.line(oval(0, 0, 138), 6, blue, closed=True)
        for i in range(6):
            with c.at(0, 0, turn=i * 60):
                c.fill(leaf(78, 38), blue if i % 2 else lighter(blue, 0.4))
        c.disc(0, 0, 14, "#fdfdfb")


def _bowl(c: Canvas, x: float, y: float, blue: str, *, top: bool) -> None:
    """A rice bowl with its rim at y; only the topmost of a pile shows its inside."""
    w = 270.0
    side = [*bezier((x - w, y), (x - w * 0.96, y + 120), (x - w * 0.6, y + 190), (x - w * 0.42, y + 200), 20),
        (x - w * 0.4, y + 226)]
    if top:
        c.disc(x, y, w, "#e3e6eb", 60)
        c.disc(x, y + 8, w * 0.93, "#f4f5f4", 48)
        c.line(oval(x, y + 8, w * 0.82, 40), 5, blue, closed=True)
    body = [*((2 * x - px, py) for px, py in side), *reversed(side), *oval(x, y, w, 60, start=180, end=0)]
    c.fade(body, "#ffffff", "#cfd5de", across=True)
    with c.inside(body):
        for dy, wide in ((18, 9), (36, 3)):
            c.line(oval(x, y + dy, w * 1.0, 60, start=180, end=0), wide, blue)
        for j in range(9):
            px = x - w * 0.84 + j * w * 0.21
            py = y + 84 + (1 - ((px - x) / w) ** 2) * 52 - 20
            for turn in (-40, 0, 40):
                with c.at(px, py, turn=turn):
                    c.fill(leaf(30, 13), blue if turn else lighter(blue, 0.35))
    c.line(oval(x, y, w, 60, start=180, end=0), 4, "#b9c2cf")


def leaf_hat(c: Canvas, rng: Random) -> None:
    floor(c, 500, 770, 430, 46)
    straw = "#efe2bd"
    ribbon = bezier((250, 700), (260, 900), (640, 960), (720, 716))
    c.line(ribbon, 26, "#2e7d32")
    c.line(ribbon, 8, "#5fa35f")
    cone = [(500, 190), *bezier((500, 190), (660, 380), (800, 560), (930, 690)), *oval(500, 690, 430, 84,
        start=0, end=180), *bezier((70, 690), (200, 560), (340, 380), (500, 190))]
    c.fade(cone, lighter(straw, 0.3), darker(straw, 0.16), across=True)
    with c.inside(cone):
        for k in range(1, 17):
            share = k / 16
            c.line(oval(500, 190 + 500 * share, 430 * share, 84 * share, start=0, end=180), 3.4, darker(straw,
                0.22))
        for k in range(-15, 16):
            c.line([(500, 190), (500 + k * 34, 800 - abs(k) * 5)], 1.8, darker(straw, 0.12))
    c.line(oval(500, 690, 430, 84, start=0, end=180), 10, darker(straw, 0.3))
    c.disc(500, 196, 12, darker(straw, 0.25), 9)


def bamboo_basket(c: Canvas, rng: Random) -> None:
    cane = "#c99a54"
    floor(c, 500, 850, 370, 34)
    for x, y, r in ((340, 430, 100), (520, 390, 112), (680, 446, 96), (440, 480, 92), (600, 500, 90)):
        c.disc(x, y, r, "#d9761c")
        c.disc(x - 5, y - 6, r * 0.93, "#f0932f")
        c.fill(oval(x - r * 0.34, y - r * 0.36, r * 0.2, r * 0.14), "#fbc47c")
        c.disc(x + r * 0.1, y - r * 0.6, r * 0.09, "#6f8a3c")
    for x, turn in ((230, -52), (270, -30), (760, 46), (730, 24)):
        sprig(c, x, 560, 240, "#4f9a4a", turn)
    body = [(140, 540), (860, 540), *bezier((860, 540), (830, 700), (740, 830), (640, 850)),
        *bezier((360, 850), (260, 830), (170, 700), (140, 540))]
    c.fill(body, darker(cane, 0.3))
    with c.inside(body):
        for row in range(14):
            y = 552 + row * 24
            for col in range(20):
                x = 130 + col * 40 + (row % 2) * 20
                c.fill(box(x, y, x + 34, y + 18, 6), lighter(cane, 0.16) if (row + col) % 2 else cane)
    c.fade(box(118, 512, 882, 566, 26), lighter(cane, 0.1), darker(cane, 0.16))
    for k in range(24):
        c.line([(140 + k * 31, 560), (154 + k * 31, 518)], 6, darker(cane, 0.26))


SCENES: dict[str, Scene] = {
    "nuoc-rua-chen-1": dish_soap,
    "bot-giat-huong-nhe-1": washing_powder,
    "giay-ve-sinh-10-cuon-1": toilet_paper,
    "xa-phong-sa-chanh-1": soap,
    "ban-chai-tre-1": toothbrushes,
    "choi-dot-can-dai-1": broom,
    "thau-nhua-day-1": basins,
    "bo-chen-su-1": bowls,
    "non-la-1": leaf_hat,
    "ro-tre-dan-1": bamboo_basket,
}
