"""Number plates, name plates and small boards."""

from __future__ import annotations

from random import Random

from shopapp.operations.sample.draw.bien.drafting import BOLD, INK, RED, SERIF, across, board, bricks, star, upright
from shopapp.operations.sample.draw.bien.facades import Scene
from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.paths import bezier, box, oval

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

def room_plates(c: Canvas, rng: Random) -> None:
    board(c)
    plates = (("101", "#26272b", "#ffffff"), ("102", "#ffffff", RED), ("203", "#b98d4a", "#3a2a12"),
        ("304", "#26272b", "#ffffff"))
    for i, (number, tone, ink) in enumerate(plates):
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
        c.line(bezier((200, 536 + k * 11), (460, 530 + k * 12), (760, 544 + k * 10), (1000, 536 + k * 11)), 2,
            "#8f6240")
    face = [(220, 300), (980, 300), (998, 528), (202, 528)]
    c.fade(face, "#f2d996", "#b98a3c")
    c.line([(238, 318), (962, 318), (976, 512), (224, 512), (238, 318)], 3, "#8f6a2a")
    c.text(600, 388, "NGUYỄN VĂN MẪU", 68, "#3a2a12", face=SERIF, room=640)
    c.text(600, 468, "TRƯỞNG XƯỞNG", 38, "#3a2a12", face=BOLD, track=10)
    across(c, 202, 998, 226, "200", ground="#efece7", foot=60)
    upright(c, 300, 606, 1080, "77", ground="#efece7", foot=-70)


def _toilets(c: Canvas, x: float, y: float, tone: str) -> None:
    """Two figures side by side."""
    for dx in (-42, 42):
        c.disc(x + dx, y - 62, 17, tone)
    c.fill(box(x - 64, y - 38, x - 20, y + 20, 12), tone)
    c.fill(box(x - 60, y, x - 44, y + 78, 6), tone)
    c.fill(box(x - 40, y, x - 24, y + 78, 6), tone)
    c.fill([(x + 30, y - 38), (x + 54, y - 38), (x + 76, y + 34), (x + 8, y + 34)], tone)
    c.fill(box(x + 28, y + 30, x + 38, y + 78, 5), tone)
    c.fill(box(x + 46, y + 30, x + 56, y + 78, 5), tone)
    c.line([(x, y - 76), (x, y + 78)], 4, tone)


def _way_out(c: Canvas, x: float, y: float, tone: str) -> None:
    """A running figure and a door."""
    c.fill(box(x + 14, y - 84, x + 84, y + 84, 4), lighter(tone, 0.75))
    c.disc(x - 20, y - 62, 19, tone)
    c.line([(x - 26, y - 34), (x - 34, y + 18)], 30, tone)
    c.line([(x - 34, y + 14), (x + 6, y + 40), (x - 2, y + 80)], 17, tone)
    c.line([(x - 36, y + 16), (x - 60, y + 50), (x - 86, y + 58)], 17, tone)
    c.line([(x - 24, y - 30), (x + 14, y - 8), (x + 36, y - 24)], 13, tone)
    c.line([(x - 30, y - 28), (x - 66, y - 14), (x - 66, y + 14)], 13, tone)


def _no_smoking(c: Canvas, x: float, y: float, tone: str) -> None:
    """A struck-through cigarette."""
    c.fill(box(x - 56, y - 6, x + 40, y + 14), INK)
    c.fill(box(x + 44, y - 6, x + 58, y + 14), "#d98a1f")
    c.line(bezier((x + 50, y - 18), (x + 66, y - 34), (x + 36, y - 44), (x + 52, y - 62)), 7, "#8d8b87")
    c.line(oval(x, y, 82), 15, tone, closed=True)
    c.line([(x - 57, y - 57), (x + 57, y + 57)], 15, tone)


def _save_power(c: Canvas, x: float, y: float, tone: str) -> None:
    """A light bulb."""
    c.disc(x, y - 22, 58, tone)
    c.fill([(x - 34, y + 12), (x + 34, y + 12), (x + 26, y + 44), (x - 26, y + 44)], tone)
    for k in range(3):
        c.fill(box(x - 26, y + 52 + k * 13, x + 26, y + 60 + k * 13, 4), INK)
    c.line([(x - 18, y + 6), (x - 12, y - 26), (x, y - 12), (x + 12, y - 26), (x + 18, y + 6)], 5, "#ffffff")


def pictograms(c: Canvas, rng: Random) -> None:
    board(c)
    for i in range(4):
        left = 96 + i * 258
        tone = (INK, "#1f7a4d", RED, "#d98a1f")[i]
        c.shadow(box(left, 250, left + 230, 480, 16), down=12, right=5, blur=12, alpha=0.22)
        c.fill(box(left, 250, left + 230, 480, 16), "#ffffff")
        c.fill(box(left + 70, 460, left + 160, 468, 4), tone)
        x, y = left + 115, 356
        (_toilets, _way_out, _no_smoking, _save_power)[i](c, x, y, tone)
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
    for x, top in ((420, 60), (780, 60), (240, 230), (600, 230), (960, 230), (420, 400), (780, 400),
        (240, 570), (600, 570), (960, 570)):
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
    c.fill([(428, 668), (712, 668), (718, 712), (672, 712), (666, 690), (474, 690), (468, 712), (422, 712)],
        "#a5784b")
    chalk = "#f1ede2"
    c.text(570, 190, "HÔM NAY", 42, chalk, face=BOLD)
    c.text(570, 246, "CÓ BÁNH ƯỚT", 30, "#f2c14a", face=BOLD)
    c.line(oval(570, 400, 108, 34), 6, chalk, closed=True)
    c.line(bezier((462, 402), (476, 480), (664, 480), (678, 402)), 6, chalk)
    for dx in (-40, 0, 40):
        c.line(bezier((570 + dx, 346), (586 + dx, 326), (554 + dx, 314), (570 + dx, 290)), 5, chalk)
    for k, width in enumerate((150, 190, 120)):
        c.line([(570 - width / 2, 540 + k * 32), (570 + width / 2, 540 + k * 32)], 5,
            (chalk, "#f2a0a8", chalk)[k])
    upright(c, 96, 712, 930, "900", foot=-110)
    across(c, 399, 741, 760, "500", ground="#d3cfc8", foot=-36)


SCENES: dict[str, Scene] = {
    "bien-so-phong-1": room_plates,
    "bien-chuc-danh-1": desk_plate,
    "bo-bien-chi-dan-1": pictograms,
    "so-nha-inox-1": house_number,
    "bang-ten-cong-ty-1": company_plate,
    "bang-chu-a-1": a_board,
}
