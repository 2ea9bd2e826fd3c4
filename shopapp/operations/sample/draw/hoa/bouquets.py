"""Bouquets in paper and single stems."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker
from shopapp.operations.sample.draw.hoa.greenery import blade, eucalyptus, spray
from shopapp.operations.sample.draw.hoa.petals import (
    DEEP,
    GREEN,
    SILVER,
    bud,
    daisy,
    lily,
    mum,
    peony,
    rose,
    sunflower,
    tulip,
)
from shopapp.operations.sample.draw.hoa.wrapping import (
    blue_ball,
    bouquet,
    bow,
    cloud,
    dome,
    ground,
    head,
    paper_back,
    paper_front,
    scatter,
)
from shopapp.operations.sample.draw.paths import bezier, box, oval

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

Scene = Callable[[Canvas, Random], None]
ROSE, RED = "#d9868c", "#b3202f"


def pink_roses(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#efdcd2")
    bouquet(c, [head(rose, ROSE), head(rose, "#e5a3a5"), head(rose, ROSE)], 14, 74, rng,
        paper="#f7ecdc", ribbon="#c4888a", leaves=(eucalyptus, cloud(rng)))


def one_pink_rose(c: Canvas, rng: Random) -> None:
    ground(c, "side", "#efdcd2")
    with c.at(610, 1100, turn=-12):
        eucalyptus(c, 720)
    c.line(bezier((420, 1200), (400, 1000), (430, 800), (430, 560)), 16, DEEP)
    with c.at(424, 860, turn=-56):
        spray(c, 240, GREEN, pairs=3, width=0.3)
    with c.at(430, 470):
        rose(c, 230, ROSE)


def sunflowers(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#f3e3c3")
    bouquet(c, [sunflower], 6, 118, rng, paper="#c9a476", ribbon="#7d5a38", leaves=(cloud(rng),
        partial(spray, colour=DEEP)), rx=165, ry=140, reach=1.5)


def daisies(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#e3e4d3")
    bouquet(c, [daisy], 40, 42, rng, paper="#fbf8f1", ribbon="#8aa07a", leaves=(partial(spray,
        colour="#8aa07a"),), rx=190, ry=160)


def single_red_rose(c: Canvas, rng: Random) -> None:
    ground(c, "side", "#eddad2")
    c.line(bezier((520, 1120), (480, 900), (500, 700), (480, 430)), 15, DEEP)
    for y, turn, size in ((690, 58, 200), (800, -60, 220), (930, 50, 150)):
        with c.at(494, y, turn=turn):
            spray(c, size, GREEN if turn > 0 else DEEP, pairs=2, width=0.4)
    with c.at(480, 340):
        c.fill(oval(0, 30, 120), "#3a2a24", 0.12, blur=18)
        rose(c, 140, RED)


def red_roses(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#ecd3cb")
    bouquet(c, [head(rose, RED), head(rose, "#c42a38")], 21, 66, rng, paper="#39302f", ribbon="#a52a35",
        leaves=(partial(spray, colour=DEEP),), rx=205, ry=175)


def red_rose_close(c: Canvas, rng: Random) -> None:
    ground(c, "table", "#ecd3cb")
    for turn in (-70, -20, 40, 95):
        with c.at(480, 640, turn=turn):
            spray(c, 520, DEEP if turn % 20 else GREEN, pairs=4, width=0.24)
    with c.at(480, 600):
        c.fill(oval(0, 40, 290), "#3a2a24", 0.2, blur=30)
        rose(c, 310, RED)


def peonies(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#f1e2de")
    bouquet(c, [head(peony, "#e39bb0"), head(peony, "#efc0cb")], 7, 112, rng, paper="#fcf9f5",
        ribbon="#d58ba0", leaves=(partial(spray, colour=DEEP),), rx=165, ry=150)


def tulips(c: Canvas, rng: Random, *, colour: str = "#e58aa0") -> None:
    ground(c, "side", "#ecdfe0")
    paper = "#fbf7f0"
    paper_back(c, 480, 200, 900, 320, darker(paper, 0.04))
    places = [(-196, 400), (196, 410), (-120, 300), (122, 308), (0, 250), (-84, 440), (86, 446), (0, 380),
        (-166, 535), (166, 530)]
    for x, y in places:
        c.line(bezier((480 + x, y), (480 + x, y + 140), (480 + x * 0.4, 740), (480, 900)), 15, "#8aa873")
    for x, lean in ((-70, -190), (66, 180), (-40, -100), (40, 110)):
        with c.at(480 + x * 0.4, 880):
            blade(c, 520, lean, "#7d9c6b" if abs(lean) > 150 else "#6d8d60", 0.12)
    for x, y in places:
        with c.at(480 + x, y, turn=x * 0.09):
            c.fill(oval(0, 16, 64, 76), "#3a2a24", 0.12, blur=12)
            tulip(c, 84, colour)
    paper_front(c, 480, 660, 900, 330, paper)
    bow(c, 480, 900, 96, darker(colour, 0.12))


def white_clouds(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#f0dfda")
    paper_back(c, 480, 200, 890, 330, "#e9b9b4")
    for turn in (-30, -18, -6, 6, 18, 30):
        with c.at(480 + turn * 3, 760, turn=turn * 0.6):
            c.line([(0, 60), (0, -260)], 5, SILVER)
    for dx, dy in scatter(330, 262, 205):
        x, y = 480 + dx + rng.uniform(-7, 7), 440 + dy + rng.uniform(-7, 7)
        if rng.random() < 0.18:
            c.disc(x, y, 11, "#a9b8a2")
        c.disc(x + 1, y + 3, 13, "#d9cbc4")
        c.disc(x, y, 12, "#fffefa")
        c.disc(x, y, 3, "#e7dcc3")
    paper_front(c, 480, 620, 890, 320, "#e9b9b4")
    bow(c, 480, 890, 96, "#fbf4ee")


def white_mums(c: Canvas, rng: Random) -> None:
    ground(c, "wall", "#d8d8d3")
    bouquet(c, [head(mum, "#faf6e8")], 9, 96, rng, paper="#f7f5f1", ribbon="#a793bd",
        leaves=(partial(spray, colour="#5f7a60"),), rx=170, ry=150)


def pink_lilies(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#dfe5de")
    paper_back(c, 480, 260, 880, 270, "#cfdcd6")
    for turn, length in ((-34, 560), (-12, 640), (14, 620), (36, 540), (0, 500)):
        with c.at(480, 850, turn=turn):
            spray(c, length, GREEN, pairs=8, width=0.07)
            with c.at(0, -length * 0.97):
                bud(c, 120, "#e7a0b4")
    for x, y, turn, r in ((-165, 500, -20, 128), (170, 490, 30, 128), (-20, 390, 10, 138), (70, 560, 60, 120),
        (-90, 610, 90, 116)):
        with c.at(480 + x, y, turn=turn):
            c.fill(oval(0, 20, r * 0.6), "#3a2a24", 0.14, blur=16)
            lily(c, r, "#e993ac")
    paper_front(c, 480, 650, 880, 280, "#cfdcd6")
    bow(c, 480, 880, 84, "#d27f98")


def graduation(c: Canvas, rng: Random) -> None:
    ground(c, "sun", "#d9e3ea")
    bouquet(c, [partial(blue_ball, rng=rng), head(rose, "#faf3e6"), head(rose, "#f4ead9")], 12, 84, rng,
        paper="#a9bfd4", ribbon="#f7f3ea", leaves=(eucalyptus,), rx=180, ry=155)


def bridal(c: Canvas, rng: Random) -> None:
    ground(c, "arch", "#d9ddcd")
    for dx, end in ((-70, 980), (-24, 1090), (30, 1040), (78, 960)):
        c.fill([*bezier((480 + dx * 0.4, 720), (480 + dx * 1.6, 820), (480 + dx * 0.6, 920),
            (480 + dx * 1.4, end)), *bezier((504 + dx * 1.4, end - 12), (512 + dx * 0.6, 900),
            (514 + dx * 1.6, 820), (500 + dx * 0.4, 720))], "#f8efe6" if dx > 0 else "#e7d8cb")
    c.fill(box(436, 640, 524, 830, 14), "#fbf6ef")
    for i in range(5):
        c.line([(438, 680 + i * 32), (522, 664 + i * 32)], 3, "#dccfc2")
    dome(c, 480, 480, 210, 180, [head(rose, "#fbf4e7"), head(rose, "#f6e3d6"), head(peony, "#f6e6e0")],
        17, 76, rng, (eucalyptus,), 1.35)


SCENES: dict[str, Scene] = {
    "bo-hong-phan-1": pink_roses,
    "bo-hong-phan-2": one_pink_rose,
    "bo-huong-duong-1": sunflowers,
    "bo-cuc-tana-1": daisies,
    "hong-do-mot-canh-1": single_red_rose,
    "bo-hong-do-1": red_roses,
    "bo-hong-do-2": red_rose_close,
    "bo-mau-don-1": peonies,
    "bo-tulip-1": tulips,
    "bo-baby-trang-1": white_clouds,
    "bo-cuc-trang-1": white_mums,
    "bo-ly-hong-1": pink_lilies,
    "bo-tot-nghiep-1": graduation,
    "hoa-cam-tay-co-dau-1": bridal,
}
