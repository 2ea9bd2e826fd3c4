"""The pictures of the florist: portrait, on warm paper, with much air."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from . import flowers as f
from .bouquets import (PAPER, Head, basket, bouquet, bow, dome, easel, fans, ground, paper_back, paper_front, pot, sash,
                       scatter, vase, wreath)  # fmt: skip
from .canvas import Canvas, darker, lighter
from .paths import bezier, box, oval

SIZE = (960, 1200)
ROSE, BLUSH, RED, CREAM, CORAL, LILAC = "#d9868c", "#efc3c0", "#b3202f", "#f5e6cf", "#e5734f", "#b9a2cf"
WHITE = "#fdfaf2"
Scene = Callable[[Canvas, Random], None]


def head(draw: Callable[..., None], *colours: str) -> Head:
    """A flower with its colours fixed, ready for an arrangement."""
    return lambda c, r: draw(c, r, *colours)


def cloud(rng: Random) -> Head:
    """Baby's breath as a filler."""
    return lambda c, r: f.breath(c, r * 1.02, rng)


LEAVES: tuple[Head, ...] = (f.eucalyptus, partial(f.spray, colour=f.GREEN))


def pink_roses(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#efdcd2")
    bouquet(c, [head(f.rose, ROSE), head(f.rose, "#e5a3a5"), head(f.rose, ROSE)], 14, 74, rng, paper="#f7ecdc", ribbon="#c4888a",
            leaves=(f.eucalyptus, cloud(rng)))  # fmt: skip


def one_pink_rose(c: Canvas, rng: Random) -> None:
    ground(c, "side", "#efdcd2")
    with c.at(610, 1100, turn=-12):
        f.eucalyptus(c, 720)
    c.line(bezier((420, 1200), (400, 1000), (430, 800), (430, 560)), 16, f.DEEP)
    with c.at(424, 860, turn=-56):
        f.spray(c, 240, f.GREEN, pairs=3, width=0.3)
    with c.at(430, 470):
        f.rose(c, 230, ROSE)


def sunflowers(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#f3e3c3")
    bouquet(c, [f.sunflower], 6, 118, rng, paper="#c9a476", ribbon="#7d5a38", leaves=(cloud(rng), partial(f.spray, colour=f.DEEP)),
            rx=165, ry=140, reach=1.5)  # fmt: skip


def gerbera_basket(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#ecdcc8")
    basket(c, 480, 760, 440, 270, handle=560)
    mixed = [head(f.gerbera, "#e8704a"), head(f.gerbera, "#e79ab0"), head(f.gerbera, "#f2b83d")]
    dome(c, 480, 620, 230, 130, mixed, 15, 84, rng, (partial(f.spray, colour=f.DEEP),), 1.0)
    bow(c, 480, 800, 64, "#e79ab0")


def hat_box(c: Canvas, rng: Random, *, box_colour: str = "#7b2d3b") -> None:
    ground(c, "table", "#ead9cf")
    c.shadow(oval(500, 1040, 260, 30), down=0, blur=18, alpha=0.32)
    c.fill(box(230, 640, 730, 760), darker(box_colour, 0.35))
    dome(
        c,
        480,
        590,
        238,
        116,
        [head(f.rose, "#f1ddc4"), head(f.carnation, "#d9a0a0"), head(f.peony, "#e7b4b4")],
        20,
        80,
        rng,
    )
    wall = [*oval(480, 700, 250, 62, start=180, end=0), *oval(480, 1010, 250, 62, start=0, end=180)]
    c.fade(wall, lighter(box_colour, 0.1), darker(box_colour, 0.22), across=True)
    c.line(oval(480, 712, 250, 62, start=180, end=0), 5, lighter(box_colour, 0.35))
    c.fill([*oval(480, 822, 250, 62, start=180, end=0), *oval(480, 860, 250, 62, start=0, end=180)], "#e8cdb8")
    bow(c, 480, 902, 74, "#f3dfcf")


def daisies(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#e3e4d3")
    bouquet(
        c,
        [f.daisy],
        40,
        42,
        rng,
        paper="#fbf8f1",
        ribbon="#8aa07a",
        leaves=(partial(f.spray, colour="#8aa07a"),),
        rx=190,
        ry=160,
    )


def single_red_rose(c: Canvas, rng: Random) -> None:
    ground(c, "side", "#eddad2")
    c.line(bezier((520, 1120), (480, 900), (500, 700), (480, 430)), 15, f.DEEP)
    for y, turn, size in ((690, 58, 200), (800, -60, 220), (930, 50, 150)):
        with c.at(494, y, turn=turn):
            f.spray(c, size, f.GREEN if turn > 0 else f.DEEP, pairs=2, width=0.4)
    with c.at(480, 340):
        c.fill(oval(0, 30, 120), "#3a2a24", 0.12, blur=18)
        f.rose(c, 140, RED)


def red_roses(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#ecd3cb")
    bouquet(c, [head(f.rose, RED), head(f.rose, "#c42a38")], 21, 66, rng, paper="#39302f", ribbon="#a52a35", leaves=(partial(f.spray, colour=f.DEEP),),
            rx=205, ry=175)  # fmt: skip


def red_rose_close(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#ecd3cb")
    for turn in (-70, -20, 40, 95):
        with c.at(480, 640, turn=turn):
            f.spray(c, 520, f.DEEP if turn % 20 else f.GREEN, pairs=4, width=0.24)
    with c.at(480, 600):
        c.fill(oval(0, 40, 290), "#3a2a24", 0.2, blur=30)
        f.rose(c, 310, RED)


def peonies(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f1e2de")
    bouquet(c, [head(f.peony, "#e39bb0"), head(f.peony, "#efc0cb")], 7, 112, rng, paper="#fcf9f5", ribbon="#d58ba0", leaves=(partial(f.spray, colour=f.DEEP),),
            rx=165, ry=150)  # fmt: skip


def tulips(c: Canvas, rng: Random, *, colour: str = "#e58aa0") -> None:
    ground(c, "side", "#ecdfe0")
    paper = "#fbf7f0"
    paper_back(c, 480, 200, 900, 320, darker(paper, 0.04))
    places = [
        (-196, 400),
        (196, 410),
        (-120, 300),
        (122, 308),
        (0, 250),
        (-84, 440),
        (86, 446),
        (0, 380),
        (-166, 535),
        (166, 530),
    ]
    for x, y in places:
        c.line(bezier((480 + x, y), (480 + x, y + 140), (480 + x * 0.4, 740), (480, 900)), 15, "#8aa873")
    for x, lean in ((-70, -190), (66, 180), (-40, -100), (40, 110)):
        with c.at(480 + x * 0.4, 880):
            f.blade(c, 520, lean, "#7d9c6b" if abs(lean) > 150 else "#6d8d60", 0.12)
    for x, y in places:
        with c.at(480 + x, y, turn=x * 0.09):
            c.fill(oval(0, 16, 64, 76), "#3a2a24", 0.12, blur=12)
            f.tulip(c, 84, colour)
    paper_front(c, 480, 660, 900, 330, paper)
    bow(c, 480, 900, 96, darker(colour, 0.12))


def white_clouds(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#f0dfda")
    paper_back(c, 480, 200, 890, 330, "#e9b9b4")
    for turn in (-30, -18, -6, 6, 18, 30):
        with c.at(480 + turn * 3, 760, turn=turn * 0.6):
            c.line([(0, 60), (0, -260)], 5, f.SILVER)
    for dx, dy in scatter(330, 262, 205):
        x, y = 480 + dx + rng.uniform(-7, 7), 440 + dy + rng.uniform(-7, 7)
        if rng.random() < 0.18:
            c.disc(x, y, 11, "#a9b8a2")
        c.disc(x + 1, y + 3, 13, "#d9cbc4")
        c.disc(x, y, 12, "#fffefa")
        c.disc(x, y, 3, "#e7dcc3")
    paper_front(c, 480, 620, 890, 320, "#e9b9b4")
    bow(c, 480, 890, 96, "#fbf4ee")


def one_tier(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#eadbc6")
    easel(c, 480, 560, 1120)
    fans(c, 480, 500, 300, (-62, 62, 0))
    dome(c, 480, 470, 230, 210, [f.sunflower, head(f.gerbera, "#d8352e"), head(f.gerbera, "#f0a02e")], 21, 82, rng)
    sash(c, 480, 800, 470, 110, "#c3272f")


def two_tiers(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f3e3cc")
    easel(c, 480, 330, 1150, 210)
    fans(c, 480, 300, 215, (-60, 60, 0))
    warm = [head(f.gerbera, "#ea7b31"), head(f.rose, "#ef9a5b"), head(f.gerbera, "#f4bd3c")]
    dome(c, 480, 290, 160, 140, warm, 14, 68, rng)
    fans(c, 480, 690, 290, (-86, 86))
    dome(c, 480, 690, 245, 150, [*warm, f.sunflower], 20, 76, rng)
    sash(c, 480, 480, 340, 84, "#d8a11f")
    sash(c, 480, 920, 470, 104, "#c3272f")


def orchid_pot(
    c: Canvas, rng: Random, *, stems: int, colour: str, lip: str, pot_colour: str, wide: float = 330
) -> None:
    ground(c, "arch" if stems > 2 else "sun", "#f0e4c6" if stems > 2 else "#e3e2d8")
    for x, lean in ((-70, -190), (70, 190), (-30, -90), (34, 96)):
        with c.at(480 + x * 0.7, 890):
            f.blade(c, 230, lean, f.DEEP if abs(x) > 50 else f.GREEN, 0.34)
    for i in range(stems):
        side = (i - (stems - 1) / 2) / max((stems - 1) / 2, 1)
        drop = 170 * abs(side) ** 2 + (26 if i % 2 else 0)
        knee = (480 + side * (250 if stems > 2 else 90), 90 + drop)
        arc = bezier((480 + side * 40, 880), (480 + side * 30, 420), knee, (480 + side * 380, 400 + drop * 1.5), 60)
        if not side:
            arc = bezier((480, 880), (476, 560), (560, 120), (420, 130), 60)
        c.line(arc, 9, f.DEEP, thin=5)
        for k in range(3):
            x, y = arc[60 - k * 4]
            c.disc(x, y, 13 + k * 4, lighter(colour, 0.1), 15 + k * 4)
        for k in range(4 if stems > 2 else 5):
            x, y = arc[46 - k * (8 if stems > 2 else 7)]
            with c.at(x, y + 16, turn=side * (20 - k * 6)):
                c.fill(oval(0, 10, 56, 46), "#3a2a24", 0.12, blur=9)
                f.orchid(c, (52 if stems > 2 else 66) + k * 4, colour, lip)
    pot(c, 480, 880, wide, 210, pot_colour)


def desk_basket(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#f1ddc9")
    basket(c, 480, 770, 360, 220, "#9d7448")
    dome(
        c,
        480,
        620,
        200,
        150,
        [head(f.rose, RED), head(f.gerbera, "#e8762f"), head(f.mum, "#edbb36")],
        16,
        80,
        rng,
        LEAVES,
        1.35,
    )


def white_wreath(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#e4e1da")
    easel(c, 480, 300, 1140, 200)
    wreath(
        c,
        480,
        500,
        240,
        [head(f.mum, "#f6f1e0"), head(f.mum, "#fbf8ee"), lambda p, r: f.orchid(p, r * 0.95, "#d9cbe6", "#8d6bab")],
        18,
        66,
        rng,
    )
    sash(c, 480, 810, 420, 92, "#6f5a86")


def drop_wreath(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#d5dad0")
    easel(c, 480, 600, 1150, 190)
    fans(c, 480, 470, 340, (-34, 34, 0, -96, 96), "#55705a")
    for y, rx, ry, n, r in ((690, 215, 110, 13, 70), (500, 180, 130, 13, 72), (310, 110, 120, 8, 66)):
        dome(c, 480, y, rx, ry, [head(f.lily, "#fbf8ee"), head(f.mum, "#f6f1e0"), head(f.rose, "#f8f3e6")], n, r, rng)
    sash(c, 480, 900, 400, 84, "#f4f1ea")


def white_mums(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#d8d8d3")
    bouquet(
        c,
        [head(f.mum, "#faf6e8")],
        9,
        96,
        rng,
        paper="#f7f5f1",
        ribbon="#a793bd",
        leaves=(partial(f.spray, colour="#5f7a60"),),
        rx=170,
        ry=150,
    )


def pink_lilies(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#dfe5de")
    paper_back(c, 480, 260, 880, 270, "#cfdcd6")
    for turn, length in ((-34, 560), (-12, 640), (14, 620), (36, 540), (0, 500)):
        with c.at(480, 850, turn=turn):
            f.spray(c, length, f.GREEN, pairs=8, width=0.07)
            with c.at(0, -length * 0.97):
                f.bud(c, 120, "#e7a0b4")
    for x, y, turn, r in (
        (-165, 500, -20, 128),
        (170, 490, 30, 128),
        (-20, 390, 10, 138),
        (70, 560, 60, 120),
        (-90, 610, 90, 116),
    ):
        with c.at(480 + x, y, turn=turn):
            c.fill(oval(0, 20, r * 0.6), "#3a2a24", 0.14, blur=16)
            f.lily(c, r, "#e993ac")
    paper_front(c, 480, 650, 880, 280, "#cfdcd6")
    bow(c, 480, 880, 84, "#d27f98")


def carnation_basket(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f3e4df")
    basket(c, 480, 800, 330, 230, "#d3b27c", handle=640)
    dome(
        c,
        480,
        660,
        190,
        140,
        [head(f.carnation, "#dc8298"), head(f.carnation, "#f4e3cd"), head(f.carnation, "#e9a9b4")],
        15,
        78,
        rng,
        LEAVES,
        1.2,
    )
    with c.at(640, 930, turn=9):
        c.shadow(box(-70, -46, 70, 46, 4), down=6, blur=8)
        c.fill(box(-70, -46, 70, 46, 4), "#fffdf8")
        c.line([(-46, -12), (40, -12)], 3, "#d8c6b4")
        c.line([(-46, 10), (18, 10)], 3, "#d8c6b4")


def graduation(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#d9e3ea")
    blue: Head = lambda p, r: f.hydrangea(p, r * 1.35, "#86a9d2", rng)  # noqa: E731 - a flower among flowers, not a function of its own.
    bouquet(
        c,
        [blue, head(f.rose, "#faf3e6"), head(f.rose, "#f4ead9")],
        12,
        84,
        rng,
        paper="#a9bfd4",
        ribbon="#f7f3ea",
        leaves=(f.eucalyptus,),
        rx=180,
        ry=155,
    )


def bridal(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#d9ddcd")
    for dx, end in ((-70, 980), (-24, 1090), (30, 1040), (78, 960)):
        c.fill([*bezier((480 + dx * 0.4, 720), (480 + dx * 1.6, 820), (480 + dx * 0.6, 920), (480 + dx * 1.4, end)),
                *bezier((504 + dx * 1.4, end - 12), (512 + dx * 0.6, 900), (514 + dx * 1.6, 820), (500 + dx * 0.4, 720))], "#f8efe6" if dx > 0 else "#e7d8cb")  # fmt: skip
    c.fill(box(436, 640, 524, 830, 14), "#fbf6ef")
    for i in range(5):
        c.line([(438, 680 + i * 32), (522, 664 + i * 32)], 3, "#dccfc2")
    dome(
        c,
        480,
        480,
        210,
        180,
        [head(f.rose, "#fbf4e7"), head(f.rose, "#f6e3d6"), head(f.peony, "#f6e6e0")],
        17,
        76,
        rng,
        (f.eucalyptus,),
        1.35,
    )


def hydrangea_vase(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#dde3e4")
    for turn in (-34, 0, 32):
        with c.at(480, 1000, turn=turn * 0.7):
            c.line([(0, 0), (0, -420)], 14, "#7f9c74")
    for x, y, turn in ((330, 640, -60), (640, 640, 62), (480, 700, 8)):
        with c.at(x, y, turn=turn):
            f.spray(c, 250, f.GREEN, pairs=3, width=0.34)
    for x, y, r, tone in ((320, 500, 150, "#93b3d8"), (640, 510, 150, "#7f9fce"), (480, 400, 168, "#88abd6")):
        with c.at(x, y):
            f.hydrangea(c, r, tone, rng)
    vase(c, 480, 690, [(90, 0), (80, 40), (150, 150), (168, 250), (120, 340)], "#dfeaec", glass=True)


def hydrangea_close(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#dfe5ea")
    c.line(bezier((480, 1200), (500, 1050), (480, 900), (480, 760)), 26, "#7f9c74")
    for turn in (-74, 70):
        with c.at(484, 930, turn=turn):
            f.spray(c, 420, f.GREEN if turn < 0 else f.DEEP, pairs=2, width=0.5)
    with c.at(480, 520):
        f.hydrangea(c, 330, "#86a9d8", rng)


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
            f.lotus(c, 150 if x == 470 else 132, "#e38ba5")
    for x, y in ((585, 620), (395, 640)):
        c.line(bezier((480, 890), (480, 800), (x, y + 90), (x, y)), 10, "#7f9a6a")
        with c.at(x, y + 20):
            f.bud(c, 130, "#e38ba5")
    vase(c, 480, 850, [(70, 0), (62, 30), (140, 110), (150, 190), (96, 280)], "#8a5a3c")


def apricot_branch(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#f3e2c0")
    bark = "#6b4a35"
    main = bezier((470, 900), (420, 640), (560, 480), (470, 170), 60)
    c.line(main, 20, bark, thin=6)
    twigs = [bezier((472, 760), (380, 640), (300, 600), (230, 420)), bezier((505, 560), (620, 500), (690, 420), (740, 290)),
             bezier((510, 440), (430, 360), (380, 330), (340, 210)), bezier((486, 680), (600, 640), (680, 620), (760, 520))]  # fmt: skip
    for twig in twigs:
        c.line(twig, 12, bark, thin=4)
    for path in [main[22:], *twigs]:
        for i in range(3, len(path), 5):
            x, y = path[i][0] + rng.uniform(-22, 22), path[i][1] + rng.uniform(-16, 16)
            if rng.random() < 0.62:
                with c.at(x, y, turn=rng.uniform(0, 70)):
                    f.blossom(c, rng.uniform(32, 46))
            else:
                c.disc(x, y, 13, "#e0b02a", 16)
                c.disc(x + 3, y + 9, 8, "#7d9c6b")
    vase(c, 480, 850, [(64, 0), (56, 40), (150, 130), (150, 200), (84, 290)], "#f4f1ea")
    for k in range(3):
        c.line(
            bezier(
                (350 + k * 8, 1000 + k * 22), (430, 1030 + k * 22), (530, 1030 + k * 22), (610 - k * 8, 1000 + k * 22)
            ),
            6,
            "#4a6ea3",
        )


SCENES: dict[str, Scene] = {
    "bo-hong-phan-1": pink_roses, "bo-hong-phan-2": one_pink_rose, "bo-huong-duong-1": sunflowers,
    "gio-dong-tien-1": gerbera_basket, "hop-hong-tron-1": hat_box, "bo-cuc-tana-1": daisies,
    "hong-do-mot-canh-1": single_red_rose, "bo-hong-do-1": red_roses, "bo-hong-do-2": red_rose_close,
    "bo-mau-don-1": peonies, "bo-tulip-1": tulips, "bo-baby-trang-1": white_clouds,
    "ke-khai-truong-mot-tang-1": one_tier, "ke-khai-truong-hai-tang-1": two_tiers,
    "lan-ho-diep-vang-1": partial(orchid_pot, stems=5, colour="#f3cf5e", lip="#b8433a", pot_colour="#f7f4ee"),
    "gio-mo-hang-1": desk_basket, "vong-hoa-thanh-than-1": white_wreath, "ke-tuong-niem-1": drop_wreath,
    "bo-cuc-trang-1": white_mums, "bo-ly-hong-1": pink_lilies, "gio-cam-chuong-1": carnation_basket,
    "bo-tot-nghiep-1": graduation, "hoa-cam-tay-co-dau-1": bridal, "binh-cam-tu-cau-1": hydrangea_vase,
    "binh-cam-tu-cau-2": hydrangea_close, "binh-sen-hong-1": lotus_vase,
    "lan-ho-diep-trang-1": partial(orchid_pot, stems=2, colour=WHITE, lip="#dba94a", pot_colour="#8d8a80", wide=260),
    "canh-mai-vang-1": apricot_branch,
}  # fmt: skip


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(*SIZE, PAPER)
