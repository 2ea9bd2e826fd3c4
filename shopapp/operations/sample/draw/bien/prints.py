"""Printed cloth, neon and small plates."""

from __future__ import annotations

from random import Random

from shopapp.operations.sample.draw.bien.drafting import (
    BOLD,
    INK,
    NIGHT,
    RED,
    across,
    board,
    bricks,
    glow,
    person,
    star,
    tube,
    upright,
)
from shopapp.operations.sample.draw.bien.facades import Scene
from shopapp.operations.sample.draw.canvas import Canvas, lighter
from shopapp.operations.sample.draw.paths import bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.




def banner(c: Canvas, rng: Random) -> None:
    board(c)
    shape = box(140, 220, 1060, 600)
    c.shadow(shape, down=18, blur=20, alpha=0.25)
    c.fill(shape, RED)
    with c.inside(shape):
        for i in range(9):
            c.fill([(140 + i * 130, 600), (260 + i * 130, 220), (310 + i * 130, 220), (190 + i * 130, 600)],
                lighter(RED, 0.09))
        c.disc(930, 400, 150, "#f2c14a")
        c.disc(930, 400, 122, lighter("#f2c14a", 0.3))
    c.text(468, 372, "KHAI TRƯƠNG", 118, "#ffffff", face=BOLD, room=560)
    c.text(468, 478, "GIẢM GIÁ TUẦN ĐẦU", 58, "#ffd978", face=BOLD, track=2, room=560)
    c.text(930, 402, "20%", 92, RED, face=BOLD, room=200)
    for x in (170, 390, 600, 810, 1030):
        for y in (250, 570):
            c.disc(x, y, 13, "#d9d7d2")
            c.disc(x, y, 6, "#6d6a66")
    for x, y, dx in ((170, 250, -70), (1030, 250, 70)):
        c.line([(x, y), (x + dx, y - 90)], 4, "#a09c95")
    across(c, 140, 1060, 150, "3.000", foot=60)
    upright(c, 220, 600, 1120, "1.250", foot=-50)


def roll_up(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(0, 700, 1200, 800), "#d3cfc8")
    c.fill(oval(600, 722, 190, 18), INK, 0.25, blur=10)
    c.fill(box(456, 690, 744, 728, 12), "#9fa2a8")
    c.fill(box(456, 690, 744, 702, 8), "#c9cbd0")
    c.fill(box(466, 72, 734, 84, 4), "#9fa2a8")
    face = box(470, 80, 730, 692)
    c.fill(face, "#ffffff")
    with c.inside(face):
        c.fill([(470, 80), (730, 80), (730, 300), (470, 420)], RED)
        c.disc(646, 470, 120, "#f2c14a")
        c.disc(560, 560, 84, INK)
    c.text(600, 156, "HỘI CHỢ", 50, "#ffffff", face=BOLD, room=200)
    c.text(600, 216, "MÙA THU", 46, "#ffd978", face=BOLD, room=200)
    for k, w in enumerate((150, 190, 120)):
        c.fill(box(506, 640 + k * 16, 506 + w, 648 + k * 16, 4), "#c9c5be")
    upright(c, 76, 728, 850, "2.000", foot=-110)
    across(c, 470, 730, 766, "800", ground="#d3cfc8", foot=-30)
    person(c, 300, 726, 554)


def backdrop(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(0, 680, 1200, 800), "#d3cfc8")
    for x in (180, 1020):
        c.line([(x, 130), (x, 700)], 12, "#8b8f96")
        c.line([(x - 60, 704), (x + 60, 704)], 12, "#8b8f96")
    face = box(170, 130, 1030, 660)
    c.shadow(face, down=16, blur=18, alpha=0.25)
    c.fill(face, "#f8e6d3")
    with c.inside(face):
        for i, tone in enumerate(("#c8102e", "#e05a4a", "#efa06a", "#f6cf9b", "#fbf3e6")):
            c.disc(600, 680, 420 - i * 74, tone)
    for x, y, r, tone in ((280, 230, 34, RED), (340, 160, 16, "#e8a93a"), (910, 230, 38, RED),
        (850, 160, 16, "#e8a93a"), (960, 340, 18, "#e8a93a"), (236, 360, 16, "#e8a93a")):
        star(c, x, y, r, tone)
    c.text(600, 206, "MỪNG MÙA MỚI", 60, RED, face=BOLD, track=2, room=400)
    across(c, 170, 1030, 86, "3.000", foot=34)
    upright(c, 130, 660, 1110, "1.850", foot=-66)
    person(c, 104, 716, 488)


def flags(c: Canvas, rng: Random) -> None:
    board(c)
    for i, (tone, ink) in enumerate(((RED, "#ffffff"), ("#fbfaf7", RED), ("#55575e", "#f2c14a"))):
        left = 214 + i * 270
        c.line([(left - 16, 100), (left + 228, 100)], 12, "#8a6a4a")
        c.line([(left - 16, 674), (left + 228, 674)], 12, "#8a6a4a")
        wave = [*bezier((left, 104), (left + 12, 290), (left - 12, 480), (left, 670)),
            *bezier((left + 212, 670), (left + 200, 480), (left + 224, 290), (left + 212, 104))]
        c.shadow(wave, down=12, right=10, blur=14, alpha=0.22)
        c.fill(wave, tone)
        star(c, left + 106, 214, 54, ink)
        for k, width in enumerate((96, 64, 96, 48)):
            c.fill(box(left + 106 - width / 2, 330 + k * 40, left + 106 + width / 2, 346 + k * 40, 8), ink)
        c.disc(left + 106, 566, 40, ink)
        c.disc(left + 106, 566, 24, tone)
    upright(c, 104, 670, 1080, "1.600", foot=-60)
    across(c, 214, 426, 736, "600", foot=-44)


def neon_words(c: Canvas, rng: Random) -> None:
    board(c, NIGHT, ink="#5c5f68")
    bricks(c, "#2b2d35", tall=56, wide=140)
    c.fill(box(190, 190, 1010, 600, 26), "#ffffff", 0.06)
    c.line(box(190, 190, 1010, 600, 26), 3, "#8a8d96", closed=True)
    for x in (230, 970):
        c.disc(x, 230, 9, "#c9cbd0")
        c.line([(x, 230), (x, 60)], 2, "#8a8d96")
    for words, y, size, tone in (("thương nhau", 340, 118, "#ff6f91"), ("là về nhà", 490, 96, "#ffc46b")):
        glow(c, 600, y, words, size, tone, face="DejaVuSans-ExtraLight.ttf", reach=20)
        c.text(600, y, words, size, tone, face="DejaVuSans-ExtraLight.ttf", outline=3)
        c.text(600, y, words, size, "#fff6f2", face="DejaVuSans-ExtraLight.ttf")
    across(c, 190, 1010, 690, "1.200", ground="#292b33", ink="#e6e4df", foot=-70)


def neon_cup(c: Canvas, rng: Random) -> None:
    board(c, NIGHT, ink="#5c5f68")
    c.disc(600, 400, 330, "#2f3139")
    warm, cool = "#ffb347", "#ff5f6d"
    tube(c, smooth([(430, 350), (440, 480), (500, 580), (600, 596), (700, 580), (760, 480), (770, 350)],
        closed=False), warm)
    tube(c, [(430, 350), (770, 350)], warm)
    tube(c, oval(772, 438, 62, start=-80, end=100), warm)
    tube(c, [(440, 640), (760, 640)], warm)
    for x in (510, 600, 690):
        tube(c, bezier((x, 310), (x + 50, 262), (x - 50, 220), (x, 166)), cool, 8)
    upright(c, 150, 650, 1000, "600", ground=NIGHT, ink="#e6e4df", foot=-90)


def neon_arrows(c: Canvas, rng: Random) -> None:
    board(c, NIGHT, ink="#5c5f68")
    c.fill(box(180, 190, 1020, 610, 30), "#2f3139")
    for i, tone in enumerate(("#ff5f6d", "#ff8a5c", "#ffc46b")):
        left = 290 + i * 220
        tube(c, [(left, 280), (left + 130, 400), (left, 520)], tone, 13)
    across(c, 180, 1020, 126, "600", ground=NIGHT, ink="#e6e4df", foot=50)
    upright(c, 190, 610, 1090, "300", ground=NIGHT, ink="#e6e4df", foot=-56)


SCENES: dict[str, Scene] = {
    "bat-in-kho-lon-1": banner,
    "standee-cuon-1": roll_up,
    "phong-su-kien-1": backdrop,
    "co-phuon-doc-1": flags,
    "neon-chu-theo-yeu-cau-1": neon_words,
    "neon-ly-ca-phe-1": neon_cup,
    "neon-mui-ten-1": neon_arrows,
}
