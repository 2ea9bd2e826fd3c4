"""Raised letters, light boxes and fronts of houses."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from shopapp.operations.sample.draw.bien.drafting import (
    BOLD,
    INK,
    RED,
    SERIF,
    across,
    board,
    bricks,
    cup,
    glow,
    leaf_mark,
    loaf,
    panel,
    person,
    relief,
    scissors,
    shopfront,
    star,
    upright,
)
from shopapp.operations.sample.draw.canvas import Canvas, darker
from shopapp.operations.sample.draw.paths import bezier, box, oval

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

Scene = Callable[[Canvas, Random], None]


def mica_letters(c: Canvas, rng: Random) -> None:
    board(c)
    panel(c, 120, 220, 1080, 590, "#f7f6f3")
    relief(c, 596, 398, "PHỞ SỚM", 190, RED, darker(RED, 0.42), 14, track=8, room=840)
    c.fill(box(330, 528, 870, 536), RED)
    across(c, 120, 1080, 140, "3.600", foot=60)
    upright(c, 220, 590, 1135, "1.380", foot=-36)
    across(c, 250, 946, 676, "chữ cao 420 · dày 50", foot=-60)


def letter_section(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(760, 90, 1000, 720), "#cbc7c0")
    for i in range(10):
        c.line([(760 + i * 26, 720), (1000, 480 + i * 26)], 2, "#b3aea6")
    c.fill(box(700, 200, 760, 620), "#b9bcc2")
    c.fill(box(360, 190, 700, 222), "#9a9ea6")
    c.fill(box(360, 598, 700, 630), "#9a9ea6")
    c.fade(box(392, 222, 700, 598), "#fff1cf", "#fff8e6", across=True)
    c.fill(box(330, 180, 392, 640, 6), RED)
    for y in (280, 410, 540):
        c.fill(box(668, y - 44, 700, y + 44, 4), "#3f6f52")
        for k in (-22, 22):
            c.fill(box(648, y + k - 11, 670, y + k + 11, 3), "#ffd75e")
            c.fill([(648, y + k - 9), (648, y + k + 9), (400, y + k + 60), (400, y + k - 60)], "#ffe9a8",
                0.28)
    across(c, 330, 760, 120, "50", foot=56)
    upright(c, 180, 640, 1080, "420", foot=-70)
    for number, x, y in (("1", 360, 690), ("2", 520, 690), ("3", 684, 690), ("4", 880, 690)):
        c.disc(x, y, 22, "#ffffff")
        c.line(oval(x, y, 22), 3, RED, closed=True)
        c.text(x, y, number, 24, INK, face=BOLD)
    c.line([(360, 668), (360, 644)], 2, INK)
    c.line([(520, 668), (520, 634)], 2, INK)
    c.line([(684, 668), (684, 590)], 2, INK)


def gold_letters(c: Canvas, rng: Random) -> None:
    board(c, "#34363b", ink="#8b8d93")
    for i, tone in enumerate(("#3a3c42", "#383a40", "#3d3f45", "#36383d", "#3b3d43", "#37393e")):
        c.fill(box(80 + (i % 3) * 350, 80 + (i // 3) * 320, 424 + (i % 3) * 350, 394 + (i // 3) * 320), tone)
    relief(c, 600, 360, "AN KHANG", 158, "#fbe7a6", "#8a6420", 9, face=SERIF, track=10, bottom="#b9832b",
        shadow=0.6, room=860)
    relief(c, 600, 494, "KHÁCH SẠN", 54, "#fbe7a6", "#8a6420", 4, face=SERIF, track=22, bottom="#b9832b",
        shadow=0.5)
    across(c, 170, 1034, 190, "2.400", ground="#3d3f45", ink="#e6e4df", foot=50)
    upright(c, 290, 430, 1118, "360", ground="#3b3d43", ink="#e6e4df", foot=-26)


def halo_letters(c: Canvas, rng: Random) -> None:
    board(c, "#4a4b50", ink="#a5a5a5")
    for y in (266, 532):
        c.line([(0, y), (1200, y)], 3, "#424348")
    glow(c, 600, 380, "HIÊN", 270, "#ffcf7a", face=BOLD, track=26, reach=34)
    for step in range(6, 0, -1):
        c.text(600 + step, 380 + step, "HIÊN", 270, "#17181b", face=BOLD, track=26)
    c.text(600, 380, "HIÊN", 270, "#2a2b30", face=BOLD, track=26)
    glow(c, 600, 596, "TRÀ & BÁNH", 50, "#ffcf7a", face=BOLD, track=16, reach=14)
    c.text(600, 596, "TRÀ & BÁNH", 50, "#2a2b30", face=BOLD, track=16)
    across(c, 246, 958, 120, "1.800", ground="#4a4b50", ink="#f0ede6", foot=46)


def reception(c: Canvas, rng: Random) -> None:
    board(c, "#f1efeb")
    c.fill(box(0, 590, 1200, 800), "#d9d5ce")
    for sx, sy in ((480, 190),):
        c.fill(oval(sx + 8, sy + 130, 120, 20), INK, 0.05, blur=16)
    leaf_mark(c, 604, 300, 170, ("#2f6f4e", "#5fa374"))
    leaf_mark(c, 600, 294, 170, ("#3d8a62", "#74b98a"))
    relief(c, 600, 378, "MỘC AN", 92, INK, "#7d7a75", 5, track=14, shadow=0.18)
    c.shadow(box(220, 500, 980, 720), down=14, blur=18, alpha=0.2)
    c.fill(box(200, 486, 1000, 520, 6), "#8a6a4a")
    c.fill(box(224, 520, 976, 730), "#a9845e")
    for x in range(224, 976, 47):
        c.line([(x, 520), (x, 730)], 3, "#96724e")
    across(c, 380, 824, 96, "1.600", ground="#f1efeb", foot=40)
    upright(c, 136, 420, 960, "1.050", ground="#f1efeb", foot=-90)
    person(c, 1080, 740, 471)


def fabric_box(c: Canvas, rng: Random) -> None:
    board(c)
    shopfront(c, 440, 720)
    c.fill(box(120, 176, 1080, 440), "#ffdf9a", 0.5, blur=26)
    panel(c, 130, 190, 1070, 420, "#b3132b", edge=12)
    c.fade(box(146, 204, 1054, 394), "#e32239", "#b80f28")
    c.text(696, 272, "PHỞ SỚM MAI", 96, "#fff3cf", face=BOLD, track=4, room=640)
    c.text(690, 352, "SÁNG 5:30 – TRƯA 11:00", 34, "#ffd978", face=BOLD, track=4)
    c.disc(262, 298, 72, "#fff3cf")
    c.fill(oval(262, 302, 54, start=0, end=180), RED)
    c.fill(box(204, 292, 320, 304, 6), RED)
    for dx in (-22, 0, 22):
        c.line(bezier((262 + dx, 280), (272 + dx, 266), (252 + dx, 256), (262 + dx, 242)), 5, RED)
    across(c, 130, 1070, 126, "7.400", ground="#dcd8d0", foot=52)
    upright(c, 190, 420, 1130, "1.800", foot=-50)
    person(c, 1014, 736, 214)


def round_box(c: Canvas, rng: Random) -> None:
    board(c)
    bricks(c, "#c9c3ba")
    c.fill(box(0, 0, 330, 800), "#b5ada2")
    c.line([(330, 0), (330, 800)], 6, "#9a9287")
    c.fill(box(322, 210, 356, 560, 6), INK)
    for y in (262, 508):
        c.line([(340, y), (520, y)], 14, INK)
    c.fill(oval(690, 400, 226), "#22201d", 0.3, blur=24)
    c.disc(700, 390, 222, "#ffd98a", alpha=0.35)
    c.disc(690, 385, 212, INK)
    c.disc(684, 385, 196, "#fff6e2")
    cup(c, 676, 350, 150, RED)
    c.text(684, 498, "CÀ PHÊ HIÊN", 40, INK, face=BOLD, track=2)
    across(c, 478, 902, 112, "Ø 600", ground="#c9c3ba", foot=60)
    upright(c, 173, 597, 1010, "600", ground="#c9c3ba", foot=-90)


def embossed_box(c: Canvas, rng: Random) -> None:
    board(c)
    panel(c, 150, 210, 1050, 600, "#3a2c22", edge=14, radius=40)
    c.fade(box(172, 230, 1028, 566, 30), "#fff4d8", "#f7dfa8")
    for dx, dy, tone in ((7, 9, "#d6b878"), (0, 0, "#c47a2c")):
        loaf(c, 350 + dx, 400 + dy, 124, tone)
    relief(c, 742, 346, "BÁNH MÌ", 112, "#a5401f", "#e0bf86", 6, shadow=0.22, track=4, room=470)
    relief(c, 742, 466, "NÓNG GIÒN", 66, "#c8102e", "#e0bf86", 5, shadow=0.2, track=4, room=470)
    across(c, 150, 1050, 140, "1.500", foot=56)
    upright(c, 210, 600, 1110, "650", foot=-50)


def menu_boxes(c: Canvas, rng: Random) -> None:
    board(c, "#2d2f35", ink="#85878d")
    for i, tone in enumerate(("#c8102e", "#e5a13a", "#3c8a72")):
        left = 118 + i * 332
        c.line([(left + 60, 60), (left + 60, 190)], 3, "#8b8d93")
        c.line([(left + 240, 60), (left + 240, 190)], 3, "#8b8d93")
        c.fill(box(left - 14, 176, left + 314, 628, 12), "#fff0c8", 0.22, blur=22)
        c.fill(box(left, 190, left + 300, 614, 8), "#111216")
        c.fill(box(left + 10, 200, left + 290, 604, 4), "#fff9ea")
        c.fill(box(left + 10, 200, left + 290, 330, 4), tone)
        cup(c, left + 150, 270, 76, "#fff9ea")
        for k in range(6):
            y = 370 + k * 37
            c.fill(box(left + 34, y, left + 34 + (120, 150, 100, 140, 116, 132)[(k + i) % 6], y + 12, 6),
                "#4a4640")
            c.fill(box(left + 222, y, left + 266, y + 12, 6), tone)
    across(c, 118, 418, 684, "420", ground="#2d2f35", ink="#e6e4df", foot=-54)
    upright(c, 190, 614, 1130, "594", ground="#2d2f35", ink="#e6e4df", foot=-36)


def alu_front(c: Canvas, rng: Random) -> None:
    board(c)
    shopfront(c, 430, 720, wall="#e4e1da", door="#2f7d5a")
    panel(c, 130, 170, 1070, 410, "#1f7a4d", edge=12)
    c.fill(box(130, 380, 1070, 400), "#f4f7f3")
    c.fill(box(176, 212, 296, 332, 14), "#f4f7f3")
    c.fill(box(220, 228, 252, 316), "#1f7a4d")
    c.fill(box(192, 256, 280, 288), "#1f7a4d")
    relief(c, 682, 274, "NHÀ THUỐC AN TÂM", 84, "#ffffff", "#12492f", 5, track=3, shadow=0.25, room=690)
    across(c, 130, 1070, 112, "7.400", ground="#e4e1da", foot=46)
    upright(c, 170, 410, 1130, "1.900", foot=-50)
    person(c, 452, 736, 214)


def wood_front(c: Canvas, rng: Random) -> None:
    board(c)
    shopfront(c, 470, 720, wall="#d7d3cb", door="#3b3632")
    for i in range(33):
        left = 110 + i * 29.7
        c.fade(box(left, 90, left + 25, 470), ("#b98352", "#a9744a", "#c08d5c")[i % 3],
            ("#a06c42", "#93633c", "#aa7849")[i % 3])
        c.fill(box(left + 25, 90, left + 29.7, 470), "#5d3f28")
    relief(c, 600, 268, "TIỆM TÓC MAY", 118, "#fffdf8", "#8f8a82", 9, track=6, shadow=0.5, room=860)
    c.fill(box(360, 368, 840, 376), "#fffdf8")
    across(c, 110, 1090, 766, "8.100")
    upright(c, 90, 470, 1140, "3.100", foot=-40)
    person(c, 1052, 736, 206)


def totem(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(0, 690, 1200, 800), "#d3cfc8")
    c.fill(oval(600, 700, 260, 22), INK, 0.22, blur=14)
    c.fill(box(440, 672, 760, 704, 4), "#8b8882")
    panel(c, 478, 92, 722, 676, "#54565d", edge=0)
    c.fill(box(478, 92, 722, 330), RED)
    star(c, 600, 190, 62, "#ffffff")
    c.text(600, 288, "SAO ĐỎ", 48, "#ffffff", face=BOLD, track=4, room=200)
    for y, way in ((392, 1), (470, -1), (548, 1)):
        c.fill(box(504, y - 28, 696, y + 28, 4), "#6a6d75")
        tip = 672 if way > 0 else 528
        c.fill([(tip, y), (tip - way * 26, y - 18), (tip - way * 26, y + 18)], "#ffffff")
        c.fill(box(min(tip - way * 26, tip - way * 60), y - 6, max(tip - way * 26, tip - way * 60), y + 6),
            "#ffffff")
        c.fill(box(604 - way * 30 - 46, y - 7, 604 - way * 30 + 46, y + 7, 6), "#d9d6d0")
    upright(c, 92, 676, 852, "2.500", foot=-110)
    across(c, 478, 722, 52, "1.050", foot=34)
    person(c, 300, 704, 397)


def blade_sign(c: Canvas, rng: Random) -> None:
    board(c)
    bricks(c, "#d8cfc4")
    c.fill(box(0, 0, 250, 800), "#8b7d70")
    c.line([(250, 0), (250, 800)], 6, "#75685c")
    c.fill(box(240, 130, 272, 330, 6), INK)
    c.line([(256, 170), (770, 170)], 14, INK)
    c.line(bezier((256, 310), (360, 310), (420, 260), (440, 176)), 9, INK)
    c.line(oval(800, 170, 26, start=150, end=450), 9, INK)
    for x in (470, 700):
        c.line([(x, 176), (x, 226)], 6, INK)
    shape = box(429, 222, 741, 690, 56)
    c.shadow(shape, down=20, right=16, blur=18, alpha=0.32)
    c.fill(shape, "#e8b93f")
    c.fill(box(445, 238, 725, 674, 44), INK)
    scissors(c, 585, 400, 130, "#f7e3ab")
    c.text(585, 576, "TIỆM TÓC", 56, "#f7e3ab", face=BOLD, track=3, room=236)
    c.text(585, 630, "MỞ TỪ 8:00", 28, "#e8b93f", face=BOLD, track=2)
    across(c, 429, 741, 744, "400", ground="#d8cfc4", foot=-44)
    upright(c, 222, 690, 880, "600", ground="#d8cfc4", foot=-90)


SCENES: dict[str, Scene] = {
    "chu-noi-mica-hat-sang-1": mica_letters,
    "chu-noi-mica-hat-sang-2": letter_section,
    "chu-inox-vang-guong-1": gold_letters,
    "chu-hat-chan-1": halo_letters,
    "logo-quay-le-tan-1": reception,
    "hop-den-bat-mat-tien-1": fabric_box,
    "hop-den-tron-vay-1": round_box,
    "hop-den-mica-hut-noi-1": embossed_box,
    "hop-den-thuc-don-1": menu_boxes,
    "bang-alu-mat-tien-1": alu_front,
    "mat-dung-van-go-1": wood_front,
    "tru-bien-dung-1": totem,
    "bang-vay-alu-1": blade_sign,
}
