"""The pictures of the sign workshop: wide, drawn to scale, with rulers and dimension lines."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .canvas import Canvas, darker, lighter
from .drafting import (BOLD, CONCRETE, INK, PLAIN, RED, SERIF, across, board, bricks, cup, glow, leaf_mark, loaf, person, relief, scissors, star,
                       tube, upright)  # fmt: skip
from .paths import bezier, box, oval, smooth

SIZE = (1200, 800)
NIGHT = "#23252c"
Scene = Callable[[Canvas, Random], None]


def panel(c: Canvas, left: float, top: float, right: float, bottom: float, colour: str, *, edge: float = 8, radius: float = 4) -> None:
    """A flat sign body with a returned edge and its shadow on the wall."""
    c.shadow(box(left, top, right, bottom, radius), down=16, right=8, blur=14, alpha=0.28)
    c.fill(box(left, top, right, bottom, radius), darker(colour, 0.25))
    c.fill(box(left, top, right, bottom - edge, radius), colour)


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
            c.fill([(648, y + k - 9), (648, y + k + 9), (400, y + k + 60), (400, y + k - 60)], "#ffe9a8", 0.28)
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
    relief(c, 600, 360, "AN KHANG", 158, "#fbe7a6", "#8a6420", 9, face=SERIF, track=10, bottom="#b9832b", shadow=0.6, room=860)
    relief(c, 600, 494, "KHÁCH SẠN", 54, "#fbe7a6", "#8a6420", 4, face=SERIF, track=22, bottom="#b9832b", shadow=0.5)
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


def shopfront(c: Canvas, top: float, bottom: float, *, wall: str = "#dcd8d0", door: str = "#6d7178") -> None:
    """The ground floor of a town house below a sign."""
    c.fill(box(110, 80, 1090, bottom), wall)
    c.fill(box(150, top, 1050, bottom), darker(wall, 0.14))
    for left, right in ((180, 420), (780, 1020)):
        c.fill(box(left, top + 24, right, bottom - 70), "#a9bcc4")
        c.fill([(left, bottom - 70), (left + 150, top + 24), (left + 200, top + 24), (left + 50, bottom - 70)], "#c3d2d8")
    c.fill(box(470, top + 24, 730, bottom), door)
    c.fill(box(486, top + 40, 594, bottom - 12), "#93a9b2")
    c.fill(box(606, top + 40, 714, bottom - 12), "#93a9b2")
    c.fill(box(60, bottom, 1140, bottom + 18), "#b3afa8")


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
            c.fill(box(left + 34, y, left + 34 + (120, 150, 100, 140, 116, 132)[(k + i) % 6], y + 12, 6), "#4a4640")
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
        c.fade(box(left, 90, left + 25, 470), ("#b98352", "#a9744a", "#c08d5c")[i % 3], ("#a06c42", "#93633c", "#aa7849")[i % 3])
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
        c.fill(box(min(tip - way * 26, tip - way * 60), y - 6, max(tip - way * 26, tip - way * 60), y + 6), "#ffffff")
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


def banner(c: Canvas, rng: Random) -> None:
    board(c)
    shape = box(140, 220, 1060, 600)
    c.shadow(shape, down=18, blur=20, alpha=0.25)
    c.fill(shape, RED)
    with c.inside(shape):
        for i in range(9):
            c.fill([(140 + i * 130, 600), (260 + i * 130, 220), (310 + i * 130, 220), (190 + i * 130, 600)], lighter(RED, 0.09))
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
    for x, y, r, tone in ((280, 230, 34, RED), (340, 160, 16, "#e8a93a"), (910, 230, 38, RED), (850, 160, 16, "#e8a93a"), (960, 340, 18, "#e8a93a"), (236, 360, 16, "#e8a93a")):
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
        wave = [*bezier((left, 104), (left + 12, 290), (left - 12, 480), (left, 670)), *bezier((left + 212, 670), (left + 200, 480), (left + 224, 290), (left + 212, 104))]
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
    tube(c, smooth([(430, 350), (440, 480), (500, 580), (600, 596), (700, 580), (760, 480), (770, 350)], closed=False), warm)
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


def room_plates(c: Canvas, rng: Random) -> None:
    board(c)
    for i, (number, tone, ink) in enumerate((("101", "#26272b", "#ffffff"), ("102", "#ffffff", RED), ("203", "#b98d4a", "#3a2a12"), ("304", "#26272b", "#ffffff"))):
        left, top = 330 + (i % 2) * 290, 110 + (i // 2) * 290
        c.shadow(box(left, top, left + 250, top + 250, 14), down=12, right=6, blur=12, alpha=0.26)
        c.fill(box(left, top, left + 250, top + 250, 14), darker(tone, 0.3))
        c.fill(box(left, top, left + 250, top + 242, 14), tone)
        c.text(left + 125, top + 112, number, 100, ink, face=BOLD, track=2)
        c.fill(box(left + 56, top + 188, left + 194, top + 194), ink)
    across(c, 330, 580, 70, "120", foot=30)
    upright(c, 110, 360, 940, "120", foot=-60)


def desk_plate(c: Canvas, rng: Random) -> None:
    board(c, "#efece7")
    c.fill(box(0, 560, 1200, 800), "#cfc6ba")
    c.fill(oval(600, 606, 430, 26), INK, 0.28, blur=16)
    c.fade(box(190, 520, 1010, 606, 12), "#a9764a", "#7d5232")
    for k in range(6):
        c.line(bezier((200, 536 + k * 11), (460, 530 + k * 12), (760, 544 + k * 10), (1000, 536 + k * 11)), 2, "#8f6240")
    face = [(220, 300), (980, 300), (998, 528), (202, 528)]
    c.fade(face, "#f2d996", "#b98a3c")
    c.line([(238, 318), (962, 318), (976, 512), (224, 512), (238, 318)], 3, "#8f6a2a")
    c.text(600, 388, "NGUYỄN VĂN MẪU", 68, "#3a2a12", face=SERIF, room=640)
    c.text(600, 468, "TRƯỞNG XƯỞNG", 38, "#3a2a12", face=BOLD, track=10)
    across(c, 202, 998, 226, "200", ground="#efece7", foot=60)
    upright(c, 300, 606, 1080, "77", ground="#efece7", foot=-70)


def pictograms(c: Canvas, rng: Random) -> None:
    board(c)
    for i in range(4):
        left = 96 + i * 258
        tone = (INK, "#1f7a4d", RED, "#d98a1f")[i]
        c.shadow(box(left, 250, left + 230, 480, 16), down=12, right=5, blur=12, alpha=0.22)
        c.fill(box(left, 250, left + 230, 480, 16), "#ffffff")
        c.fill(box(left + 70, 460, left + 160, 468, 4), tone)
        x, y = left + 115, 356
        if i == 0:
            for dx in (-42, 42):
                c.disc(x + dx, y - 62, 17, tone)
            c.fill(box(x - 64, y - 38, x - 20, y + 20, 12), tone)
            c.fill(box(x - 60, y, x - 44, y + 78, 6), tone)
            c.fill(box(x - 40, y, x - 24, y + 78, 6), tone)
            c.fill([(x + 30, y - 38), (x + 54, y - 38), (x + 76, y + 34), (x + 8, y + 34)], tone)
            c.fill(box(x + 28, y + 30, x + 38, y + 78, 5), tone)
            c.fill(box(x + 46, y + 30, x + 56, y + 78, 5), tone)
            c.line([(x, y - 76), (x, y + 78)], 4, tone)
        elif i == 1:
            c.fill(box(x + 14, y - 84, x + 84, y + 84, 4), lighter(tone, 0.75))
            c.disc(x - 20, y - 62, 19, tone)
            c.line([(x - 26, y - 34), (x - 34, y + 18)], 30, tone)
            c.line([(x - 34, y + 14), (x + 6, y + 40), (x - 2, y + 80)], 17, tone)
            c.line([(x - 36, y + 16), (x - 60, y + 50), (x - 86, y + 58)], 17, tone)
            c.line([(x - 24, y - 30), (x + 14, y - 8), (x + 36, y - 24)], 13, tone)
            c.line([(x - 30, y - 28), (x - 66, y - 14), (x - 66, y + 14)], 13, tone)
        elif i == 2:
            c.fill(box(x - 56, y - 6, x + 40, y + 14), INK)
            c.fill(box(x + 44, y - 6, x + 58, y + 14), "#d98a1f")
            c.line(bezier((x + 50, y - 18), (x + 66, y - 34), (x + 36, y - 44), (x + 52, y - 62)), 7, "#8d8b87")
            c.line(oval(x, y, 82), 15, tone, closed=True)
            c.line([(x - 57, y - 57), (x + 57, y + 57)], 15, tone)
        else:
            c.disc(x, y - 22, 58, tone)
            c.fill([(x - 34, y + 12), (x + 34, y + 12), (x + 26, y + 44), (x - 26, y + 44)], tone)
            for k in range(3):
                c.fill(box(x - 26, y + 52 + k * 13, x + 26, y + 60 + k * 13, 4), INK)
            c.line([(x - 18, y + 6), (x - 12, y - 26), (x, y - 12), (x + 12, y - 26), (x + 18, y + 6)], 5, "#ffffff")
    across(c, 96, 326, 186, "150", foot=54)
    across(c, 96, 1100, 580, "bộ 4 biển", foot=-80)


def house_number(c: Canvas, rng: Random) -> None:
    board(c)
    bricks(c, "#e2dcd2", tall=64, wide=170)
    shape = box(330, 200, 870, 560, 18)
    c.shadow(shape, down=16, right=10, blur=14, alpha=0.35)
    c.fade(shape, "#e7e9ec", "#a7abb2")
    c.fill(box(346, 216, 854, 544, 12), "#14407f")
    c.line(box(362, 232, 838, 528, 8), 5, "#ffffff", closed=True)
    c.text(600, 340, "36", 200, "#ffffff", face=BOLD, track=6)
    c.text(600, 480, "ĐƯỜNG VÍ DỤ", 50, "#ffffff", face=BOLD, track=4)
    for x in (356, 844):
        for y in (226, 534):
            c.disc(x, y, 11, "#d5d8dc")
            c.line([(x - 6, y - 4), (x + 6, y + 4)], 3, "#7d8188")
    across(c, 330, 870, 128, "300", ground="#e2dcd2", foot=60)
    upright(c, 200, 560, 960, "200", ground="#e2dcd2", foot=-76)


def company_plate(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(60, 60, 1140, 740), "#5b5e66")
    for y in (230, 400, 570):
        c.line([(60, y), (1140, y)], 4, "#52555c")
    for x, top in ((420, 60), (780, 60), (240, 230), (600, 230), (960, 230), (420, 400), (780, 400), (240, 570), (600, 570), (960, 570)):
        c.line([(x, top), (x, top + 170)], 4, "#52555c")
    shape = box(330, 220, 870, 580, 8)
    c.shadow(shape, down=20, right=14, blur=14, alpha=0.5)
    c.fade(shape, "#f4f5f6", "#b9bdc3")
    star(c, 600, 286, 40, RED)
    c.text(600, 366, "CÔNG TY MẪU SAO ĐỎ", 44, INK, face=BOLD, track=1, room=450)
    c.fill(box(430, 408, 770, 413), RED)
    for k, width in enumerate((330, 260, 300)):
        c.fill(box(600 - width / 2, 446 + k * 34, 600 + width / 2, 458 + k * 34, 5), "#5a5d63")
    for x in (358, 842):
        for y in (248, 552):
            c.disc(x, y, 13, "#8d9198")
            c.disc(x - 2, y - 2, 9, "#e3e5e8")
    across(c, 330, 870, 130, "600", ground="#5b5e66", ink="#f0ede6", foot=66)
    upright(c, 220, 580, 970, "400", ground="#5b5e66", ink="#f0ede6", foot=-84)


def a_board(c: Canvas, rng: Random) -> None:
    board(c)
    c.fill(box(0, 650, 1200, 800), "#d3cfc8")
    c.fill(oval(610, 716, 260, 22), INK, 0.25, blur=12)
    c.fill([(640, 96), (740, 110), (850, 700), (800, 706)], "#7d5a3a")
    frame = [(446, 96), (694, 96), (741, 712), (399, 712)]
    c.fill(frame, "#b98a5a")
    c.fill([(470, 122), (670, 122), (704, 640), (436, 640)], "#2b2f2e")
    c.fill([(428, 668), (712, 668), (718, 712), (672, 712), (666, 690), (474, 690), (468, 712), (422, 712)], "#a5784b")
    chalk = "#f1ede2"
    c.text(570, 190, "HÔM NAY", 42, chalk, face=BOLD)
    c.text(570, 246, "CÓ BÁNH ƯỚT", 30, "#f2c14a", face=BOLD)
    c.line(oval(570, 400, 108, 34), 6, chalk, closed=True)
    c.line(bezier((462, 402), (476, 480), (664, 480), (678, 402)), 6, chalk)
    for dx in (-40, 0, 40):
        c.line(bezier((570 + dx, 346), (586 + dx, 326), (554 + dx, 314), (570 + dx, 290)), 5, chalk)
    for k, width in enumerate((150, 190, 120)):
        c.line([(570 - width / 2, 540 + k * 32), (570 + width / 2, 540 + k * 32)], 5, (chalk, "#f2a0a8", chalk)[k])
    upright(c, 96, 712, 930, "900", foot=-110)
    across(c, 399, 741, 760, "500", ground="#d3cfc8", foot=-36)


SCENES: dict[str, Scene] = {
    "chu-noi-mica-hat-sang-1": mica_letters, "chu-noi-mica-hat-sang-2": letter_section, "chu-inox-vang-guong-1": gold_letters, "chu-hat-chan-1": halo_letters,
    "logo-quay-le-tan-1": reception, "hop-den-bat-mat-tien-1": fabric_box, "hop-den-tron-vay-1": round_box, "hop-den-mica-hut-noi-1": embossed_box,
    "hop-den-thuc-don-1": menu_boxes, "bang-alu-mat-tien-1": alu_front, "mat-dung-van-go-1": wood_front, "tru-bien-dung-1": totem, "bang-vay-alu-1": blade_sign,
    "bat-in-kho-lon-1": banner, "standee-cuon-1": roll_up, "phong-su-kien-1": backdrop, "co-phuon-doc-1": flags, "neon-chu-theo-yeu-cau-1": neon_words,
    "neon-ly-ca-phe-1": neon_cup, "neon-mui-ten-1": neon_arrows, "bien-so-phong-1": room_plates, "bien-chuc-danh-1": desk_plate, "bo-bien-chi-dan-1": pictograms,
    "so-nha-inox-1": house_number, "bang-ten-cong-ty-1": company_plate, "bang-chu-a-1": a_board,
}  # fmt: skip


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(*SIZE, CONCRETE)
