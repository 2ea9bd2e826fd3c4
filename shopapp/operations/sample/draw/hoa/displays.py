"""Baskets, boxes, stands, pots and vases."""

from __future__ import annotations

from functools import partial
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.hoa.bouquets import RED, Scene
from shopapp.operations.sample.draw.hoa.greenery import blade, spray
from shopapp.operations.sample.draw.hoa.petals import (
    DEEP,
    GREEN,
    blossom,
    bud,
    carnation,
    gerbera,
    hydrangea,
    lily,
    lotus,
    mum,
    orchid,
    peony,
    rose,
    sunflower,
)
from shopapp.operations.sample.draw.hoa.wrapping import (
    LEAVES,
    basket,
    bow,
    dome,
    easel,
    fans,
    ground,
    head,
    pot,
    sash,
    vase,
    wreath,
)
from shopapp.operations.sample.draw.paths import bezier, box, oval

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

WHITE = "#fdfaf2"


def gerbera_basket(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#ecdcc8")
    basket(c, 480, 760, 440, 270, handle=560)
    mixed = [head(gerbera, "#e8704a"), head(gerbera, "#e79ab0"), head(gerbera, "#f2b83d")]
    dome(c, 480, 620, 230, 130, mixed, 15, 84, rng, (partial(spray, colour=DEEP),), 1.0)
    bow(c, 480, 800, 64, "#e79ab0")


def hat_box(c: Canvas, rng: Random, *, box_colour: str = "#7b2d3b") -> None:
    ground(c, "table", "#ead9cf")
    c.shadow(oval(500, 1040, 260, 30), down=0, blur=18, alpha=0.32)
    c.fill(box(230, 640, 730, 760), darker(box_colour, 0.35))
    dome(c, 480, 590, 238, 116, [head(rose, "#f1ddc4"), head(carnation, "#d9a0a0"), head(peony,
        "#e7b4b4")], 20, 80, rng)
    wall = [*oval(480, 700, 250, 62, start=180, end=0), *oval(480, 1010, 250, 62, start=0, end=180)]
    c.fade(wall, lighter(box_colour, 0.1), darker(box_colour, 0.22), across=True)
    c.line(oval(480, 712, 250, 62, start=180, end=0), 5, lighter(box_colour, 0.35))
    c.fill([*oval(480, 822, 250, 62, start=180, end=0), *oval(480, 860, 250, 62, start=0, end=180)],
        "#e8cdb8")
    bow(c, 480, 902, 74, "#f3dfcf")


def one_tier(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#eadbc6")
    easel(c, 480, 560, 1120)
    fans(c, 480, 500, 300, (-62, 62, 0))
    dome(c, 480, 470, 230, 210, [sunflower, head(gerbera, "#d8352e"), head(gerbera, "#f0a02e")], 21, 82,
        rng)
    sash(c, 480, 800, 470, 110, "#c3272f")


def two_tiers(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f3e3cc")
    easel(c, 480, 330, 1150, 210)
    fans(c, 480, 300, 215, (-60, 60, 0))
    warm = [head(gerbera, "#ea7b31"), head(rose, "#ef9a5b"), head(gerbera, "#f4bd3c")]
    dome(c, 480, 290, 160, 140, warm, 14, 68, rng)
    fans(c, 480, 690, 290, (-86, 86))
    dome(c, 480, 690, 245, 150, [*warm, sunflower], 20, 76, rng)
    sash(c, 480, 480, 340, 84, "#d8a11f")
    sash(c, 480, 920, 470, 104, "#c3272f")


def orchid_pot(c: Canvas, rng: Random, *, stems: int, colour: str, lip: str, pot_colour: str,
    wide: float = 330) -> None:
    ground(c, "arch" if stems > 2 else "sun", "#f0e4c6" if stems > 2 else "#e3e2d8")
    for foot, lean in ((-70, -190), (70, 190), (-30, -90), (34, 96)):
        with c.at(480 + foot * 0.7, 890):
            blade(c, 230, lean, DEEP if abs(foot) > 50 else GREEN, 0.34)
    for i in range(stems):
        side = (i - (stems - 1) / 2) / max((stems - 1) / 2, 1)
        drop = 170 * abs(side) ** 2 + (26 if i % 2 else 0)
        knee = (480 + side * (250 if stems > 2 else 90), 90 + drop)
        arc = bezier((480 + side * 40, 880), (480 + side * 30, 420), knee,
            (480 + side * 380, 400 + drop * 1.5), 60)
        if not side:
            arc = bezier((480, 880), (476, 560), (560, 120), (420, 130), 60)
        c.line(arc, 9, DEEP, thin=5)
        for k in range(3):
            x, y = arc[60 - k * 4]
            c.disc(x, y, 13 + k * 4, lighter(colour, 0.1), 15 + k * 4)
        for k in range(4 if stems > 2 else 5):
            x, y = arc[46 - k * (8 if stems > 2 else 7)]
            with c.at(x, y + 16, turn=side * (20 - k * 6)):
                c.fill(oval(0, 10, 56, 46), "#3a2a24", 0.12, blur=9)
                orchid(c, (52 if stems > 2 else 66) + k * 4, colour, lip)
    pot(c, 480, 880, wide, 210, pot_colour)


def desk_basket(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#f1ddc9")
    basket(c, 480, 770, 360, 220, "#9d7448")
    dome(c, 480, 620, 200, 150, [head(rose, RED), head(gerbera, "#e8762f"), head(mum, "#edbb36")], 16,
        80, rng, LEAVES, 1.35)


def white_wreath(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#e4e1da")
    easel(c, 480, 300, 1140, 200)
    wreath(c, 480, 500, 240, [head(mum, "#f6f1e0"), head(mum, "#fbf8ee"), lambda p, r: orchid(p,
        r * 0.95, "#d9cbe6", "#8d6bab")], 18, 66, rng)
    sash(c, 480, 810, 420, 92, "#6f5a86")


def drop_wreath(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#d5dad0")
    easel(c, 480, 600, 1150, 190)
    fans(c, 480, 470, 340, (-34, 34, 0, -96, 96), "#55705a")
    for y, rx, ry, n, r in ((690, 215, 110, 13, 70), (500, 180, 130, 13, 72), (310, 110, 120, 8, 66)):
        dome(c, 480, y, rx, ry, [head(lily, "#fbf8ee"), head(mum, "#f6f1e0"), head(rose, "#f8f3e6")], n,
            r, rng)
    sash(c, 480, 900, 400, 84, "#f4f1ea")


def carnation_basket(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f3e4df")
    basket(c, 480, 800, 330, 230, "#d3b27c", handle=640)
    dome(c, 480, 660, 190, 140, [head(carnation, "#dc8298"), head(carnation, "#f4e3cd"), head(carnation,
        "#e9a9b4")], 15, 78, rng, LEAVES, 1.2)
    with c.at(640, 930, turn=9):
        c.shadow(box(-70, -46, 70, 46, 4), down=6, blur=8)
        c.fill(box(-70, -46, 70, 46, 4), "#fffdf8")
        c.line([(-46, -12), (40, -12)], 3, "#d8c6b4")
        c.line([(-46, 10), (18, 10)], 3, "#d8c6b4")


def hydrangea_vase(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#dde3e4")
    for turn in (-34, 0, 32):
        with c.at(480, 1000, turn=turn * 0.7):
            c.line([(0, 0), (0, -420)], 14, "#7f9c74")
    for x, y, turn in ((330, 640, -60), (640, 640, 62), (480, 700, 8)):
        with c.at(x, y, turn=turn):
            spray(c, 250, GREEN, pairs=3, width=0.34)
    for x, y, r, tone in ((320, 500, 150, "#93b3d8"), (640, 510, 150, "#7f9fce"), (480, 400, 168, "#88abd6")):
        with c.at(x, y):
            hydrangea(c, r, tone, rng)
    vase(c, 480, 690, [(90, 0), (80, 40), (150, 150), (168, 250), (120, 340)], "#dfeaec", glass=True)


def hydrangea_close(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#dfe5ea")
    c.line(bezier((480, 1200), (500, 1050), (480, 900), (480, 760)), 26, "#7f9c74")
    for turn in (-74, 70):
        with c.at(484, 930, turn=turn):
            spray(c, 420, GREEN if turn < 0 else DEEP, pairs=2, width=0.5)
    with c.at(480, 520):
        hydrangea(c, 330, "#86a9d8", rng)


def lotus_vase(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#f0dcd6")
    stems = ((300, 470, -24), (640, 420, 16), (470, 300, -3))
    for x, y, _ in stems:
        c.line(bezier((480, 900), (480, 760), (x, y + 240), (x, y)), 13, "#7f9a6a")
    for x, y, rx in ((250, 690, 150), (730, 660, 140)):
        c.line(bezier((480, 880), (470, 820), (x, y + 80), (x, y)), 11, "#7f9a6a")
        c.disc(x, y, rx, darker("#6f9068", 0.12), rx * 0.42)
        c.disc(x - 4, y - 8, rx * 0.95, "#7d9f73", rx * 0.38)
        for k in range(9):
            c.line([(x, y - 8), (x + rx * 0.8 * (k - 4) / 4, y - 8 + (18 if k % 2 else -22))], 3, "#6b8a62")
    for x, y, turn in stems:
        with c.at(x, y, turn=turn):
            lotus(c, 150 if x == 470 else 132, "#e38ba5")
    for x, y in ((585, 620), (395, 640)):
        c.line(bezier((480, 890), (480, 800), (x, y + 90), (x, y)), 10, "#7f9a6a")
        with c.at(x, y + 20):
            bud(c, 130, "#e38ba5")
    vase(c, 480, 850, [(70, 0), (62, 30), (140, 110), (150, 190), (96, 280)], "#8a5a3c")


def apricot_branch(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#f3e2c0")
    bark = "#6b4a35"
    main = bezier((470, 900), (420, 640), (560, 480), (470, 170), 60)
    c.line(main, 20, bark, thin=6)
    twigs = [bezier((472, 760), (380, 640), (300, 600), (230, 420)), bezier((505, 560), (620, 500),
        (690, 420), (740, 290)), bezier((510, 440), (430, 360), (380, 330), (340, 210)), bezier((486, 680),
        (600, 640), (680, 620), (760, 520))]
    for twig in twigs:
        c.line(twig, 12, bark, thin=4)
    for path in [main[22:], *twigs]:
        for i in range(3, len(path), 5):
            x, y = path[i][0] + rng.uniform(-22, 22), path[i][1] + rng.uniform(-16, 16)
            if rng.random() < 0.62:
                with c.at(x, y, turn=rng.uniform(0, 70)):
                    blossom(c, rng.uniform(32, 46))
            else:
                c.disc(x, y, 13, "#e0b02a", 16)
                c.disc(x + 3, y + 9, 8, "#7d9c6b")
    vase(c, 480, 850, [(64, 0), (56, 40), (150, 130), (150, 200), (84, 290)], "#f4f1ea")
    for k in range(3):
        c.line(bezier((350 + k * 8, 1000 + k * 22), (430, 1030 + k * 22), (530, 1030 + k * 22),
            (610 - k * 8, 1000 + k * 22)), 6, "#4a6ea3")


SCENES: dict[str, Scene] = {
    "gio-dong-tien-1": gerbera_basket,
    "hop-hong-tron-1": hat_box,
    "ke-khai-truong-mot-tang-1": one_tier,
    "ke-khai-truong-hai-tang-1": two_tiers,
    "lan-ho-diep-vang-1": partial(orchid_pot, stems=5, colour="#f3cf5e", lip="#b8433a", pot_colour="#f7f4ee"),
    "gio-mo-hang-1": desk_basket,
    "vong-hoa-thanh-than-1": white_wreath,
    "ke-tuong-niem-1": drop_wreath,
    "gio-cam-chuong-1": carnation_basket,
    "binh-cam-tu-cau-1": hydrangea_vase,
    "binh-cam-tu-cau-2": hydrangea_close,
    "binh-sen-hong-1": lotus_vase,
    "lan-ho-diep-trang-1": partial(orchid_pot, stems=2, colour=WHITE, lip="#dba94a", pot_colour="#8d8a80", wide=260),
    "canh-mai-vang-1": apricot_branch,
}
