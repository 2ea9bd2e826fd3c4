"""The puppies' pictures: portraits on pastel grounds and a few other views."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from shopapp.operations.sample.draw.canvas import Canvas, darker, lighter
from shopapp.operations.sample.draw.cun.bodies import head, sitting
from shopapp.operations.sample.draw.cun.coats import Dog, both, ear_shape, outline
from shopapp.operations.sample.draw.cun.litter import (
    BAP,
    BO,
    BONG,
    CAM,
    CO,
    DA,
    DAM,
    DAU,
    DOM,
    GAU,
    HAT,
    KHOAI,
    LAC,
    LUA,
    MAT,
    MAY,
    ME,
    MUC,
    NGO,
    QUE,
    SONG,
    SUA,
    THAN,
    TRO,
    TUYET,
)
from shopapp.operations.sample.draw.paths import bezier, box, oval, smooth

# fmt: off
# Outlines are tables of coordinates: packed, several points to a line, they can be read as shapes.

PEACH, MINT, SKY, BUTTER, ROSE, SAGE = "#fbd9bd", "#cfe8e1", "#d5e4f2", "#fbe6b4", "#f8d5d0", "#dbe5cd"
Scene = Callable[[Canvas, Random], None]


def portrait(c: Canvas, rng: Random, *, dog: Dog, colour: str, place: str = "sun") -> None:
    """One puppy on its pastel ground."""
    if place == "sun":
        c.disc(500, 480, 400, colour)
    elif place == "arch":
        c.fill([*oval(500, 480, 350, start=180, end=360), (850, 945), (150, 945)], colour)
    elif place == "pill":
        c.fill(box(120, 120, 880, 880, 210), colour)
    elif place == "hill":
        c.fill([(0, 1000), *bezier((0, 640), (260, 470), (740, 470), (1000, 640), 40), (1000, 1000)], colour)
    size = 0.96 if dog.ears in ("prick", "big") else 1.0
    with c.at(500, 966 - 940 * size, size=size):
        sitting(c, dog)


def close(c: Canvas, rng: Random, *, dog: Dog, colour: str) -> None:
    """The face alone, large."""
    c.fill(box(0, 0, 1000, 1000), colour)
    c.disc(500, 1010, 440, lighter(colour, 0.4))
    with c.at(500, 560, size=1.75):
        head(c, dog)


def from_behind(c: Canvas, rng: Random, *, dog: Dog = BAP, colour: str = BUTTER) -> None:
    """A puppy's back: a corgi's round white seat, or the ridge of hair that a Phú Quốc is known by."""
    c.fill(box(120, 120, 880, 880, 210), colour)
    coat = dog.coat
    c.fill(oval(500, 890, 300, 30), "#6b4a3a", 0.2, blur=12)
    with c.at(500, 330, turn=-5):
        both(c, ear_shape("prick", 200, 150), darker(coat, 0.12))
        half = [(0, -150), (-120, -132), (-190, -40), (-196, 60), (-120, 140), (0, 156)]
        c.fill(smooth([*half, *((-x, y) for x, y in half[-2:0:-1])]), coat)
    if dog.ridge:
        c.line(oval(720, 690, 66, start=-150, end=140), 44, darker(coat, 0.1))
    else:
        c.fill(box(380, 440, 620, 520, 20), dog.light)
    c.fill(box(372, 470, 628, 516, 20), dog.collar)
    torso = smooth([(360, 500), (640, 500), (740, 640), (770, 800), (640, 890), (500, 896), (360, 890),
        (230, 800), (260, 640)])
    c.fill(torso, coat)
    if dog.ridge:
        with c.inside(torso):
            c.fill(smooth([(500, 500), (462, 560), (434, 588), (462, 640), (492, 860), (508, 860), (538, 640),
                (566, 588), (538, 560)]), darker(coat, 0.3))
            for k in range(9):
                c.line([(500, 600 + k * 28), (470 + k * 2, 572 + k * 28)], 5, darker(coat, 0.45))
                c.line([(500, 600 + k * 28), (530 - k * 2, 572 + k * 28)], 5, darker(coat, 0.45))
        paw = coat
    else:
        paw = dog.light
        with c.inside(torso):
            c.fill(smooth([(500, 700), (600, 690), (690, 780), (660, 910), (500, 920), (340, 910), (310, 780),
                (400, 690)]), paw)
        c.line(bezier((500, 730), (492, 780), (508, 830), (500, 870)), 6, darker(paw, 0.16))
        c.disc(500, 712, 52, darker(coat, 0.06), 44)
    for x in (380, 620):
        c.disc(x, 890, 70, darker(paw, 0.12), 32)
        c.disc(x, 884, 67, lighter(paw, 0.06), 29)


def asleep(c: Canvas, rng: Random) -> None:
    """A pomeranian curled up asleep on a cushion."""
    c.disc(500, 500, 400, SKY)
    c.fill(oval(500, 830, 400, 40), "#5b5566", 0.18, blur=14)
    c.fill(box(130, 660, 870, 840, 90), "#7fb0c9")
    c.fill(box(130, 650, 870, 800, 80), "#9cc6da")
    coat = BONG.coat
    outline(c, oval(520, 570, 300, 180), darker(coat, 0.07), "fluffy", 1.2)
    outline(c, smooth([(760, 560), (850, 660), (700, 740), (470, 730), (480, 660), (640, 650)]), darker(coat,
        0.03), "fluffy", 1.1)
    with c.at(370, 600, turn=-12):
        for sign in (-1, 1):
            c.fill(smooth([(sign * 60, -110), (sign * 128, -160), (sign * 130, -60)]), "#e9dccd")
        outline(c, oval(0, 0, 168, 136), coat, "fluffy")
        for sign in (-1, 1):
            c.line(bezier((sign * 92, 2), (sign * 78, 24), (sign * 50, 24), (sign * 36, 2)), 8, "#4a3a3a")
            c.disc(sign * 108, 44, 22, "#f4c9c2", 13)
        c.disc(0, 52, 52, lighter(coat, 0.5), 38)
        c.fill(smooth([(-19, 34), (0, 28), (19, 34), (0, 54)]), "#33272b")
        c.line(bezier((-18, 68), (-8, 78), (8, 78), (18, 68)), 5, "#4a3a3a")
    c.disc(600, 260, 70, "#fbe6b4")
    c.disc(632, 242, 62, SKY)


def lying(c: Canvas, rng: Random) -> None:
    """A golden puppy lying down beside its ball."""
    c.fill([(0, 1000), *bezier((0, 600), (300, 470), (700, 470), (1000, 620), 40), (1000, 1000)], MINT)
    coat = MAT.coat
    c.fill(oval(540, 850, 400, 34), "#4f5b52", 0.22, blur=14)
    outline(c, smooth([(820, 700), (950, 640), (960, 520), (880, 600)]), darker(coat, 0.1), "fluffy")
    c.fill(smooth([(300, 620), (480, 520), (740, 540), (880, 680), (880, 830), (600, 856), (320, 850)]), coat)
    c.disc(790, 770, 118, darker(coat, 0.07), 92)
    for x in (210, 420):
        c.fill(box(x - 70, 780, x + 90, 858, 40), lighter(coat, 0.08))
        for k in (-40, -14):
            c.line([(x + k, 820), (x + k, 852)], 5, darker(coat, 0.25))
    c.disc(840, 836, 84, darker(coat, 0.02), 30)
    with c.at(340, 560, turn=-7, size=1.06):
        head(c, MAT)
    c.disc(650, 818, 66, "#d9633f")
    c.line(oval(650, 818, 46, 62, start=110, end=250), 7, "#f7dcc8")
    c.line(oval(650, 818, 46, 62, start=-70, end=70), 7, "#f7dcc8")


def long_one(c: Canvas, rng: Random, *, dog: Dog = LAC, colour: str = PEACH) -> None:
    """A dachshund standing sideways, because its length is the point."""
    c.fill(box(90, 330, 910, 890, 220), colour)
    coat = dog.coat
    c.fill(oval(540, 846, 400, 26), "#6b4a3a", 0.22, blur=12)
    c.line(bezier((860, 660), (930, 640), (950, 560), (930, 500)), 34, darker(coat, 0.1), thin=12)
    for x in (350, 800):
        c.fill(box(x - 36, 700, x + 44, 846, 34), darker(coat, 0.2))
    c.fill(smooth([(230, 560), (420, 560), (660, 590), (860, 590), (910, 690), (850, 770), (560, 776),
        (300, 790), (210, 700)]), coat)
    c.line(bezier((330, 770), (500, 784), (660, 776), (820, 762)), 16, dog.tan)
    for x in (280, 730):
        c.fill(box(x - 40, 690, x + 44, 850, 36), lighter(coat, 0.04))
        c.disc(x + 0, 838, 54, dog.tan, 22)
    with c.at(270, 640):
        c.fill(box(-70, -50, 96, -14, 16), dog.collar)
        c.disc(26, 36, 52, darker(dog.tag, 0.12))
        c.disc(26, 33, 50, dog.tag)
        c.text(26, 34, dog.name, 32, "#4a3420")
    with c.at(290, 430, turn=-4, size=0.94):
        head(c, dog)


SCENES: dict[str, Scene] = {
    "bo-poodle-nau-do-1": partial(portrait, dog=BO, colour=PEACH),
    "bo-poodle-nau-do-2": partial(close, dog=BO, colour=MINT),
    "sua-poodle-trang-1": partial(portrait, dog=SUA, colour=MINT, place="pill"),
    "muc-poodle-den-1": partial(portrait, dog=MUC, colour=BUTTER, place="arch"),
    "bap-corgi-vang-1": partial(portrait, dog=BAP, colour=MINT),
    "bap-corgi-vang-2": from_behind,
    "ngo-corgi-ba-mau-1": partial(portrait, dog=NGO, colour=BUTTER, place="hill"),
    "khoai-corgi-xam-1": partial(portrait, dog=KHOAI, colour=ROSE, place="pill"),
    "bong-phoc-soc-trang-1": partial(portrait, dog=BONG, colour=ROSE),
    "bong-phoc-soc-trang-2": asleep,
    "cam-phoc-soc-vang-1": partial(portrait, dog=CAM, colour=SKY, place="arch"),
    "tro-phoc-soc-den-1": partial(portrait, dog=TRO, colour=SAGE, place="pill"),
    "mat-golden-1": partial(portrait, dog=MAT, colour=SKY, place="pill"),
    "mat-golden-2": lying,
    "lua-golden-1": partial(portrait, dog=LUA, colour=SAGE),
    "tuyet-husky-xam-1": partial(portrait, dog=TUYET, colour=SKY),
    "que-husky-nau-1": partial(portrait, dog=QUE, colour=BUTTER, place="arch"),
    "gau-alaska-1": partial(portrait, dog=GAU, colour=PEACH, place="hill"),
    "may-samoyed-1": partial(portrait, dog=MAY, colour="#bcd9ec", place="pill"),
    "dau-shiba-do-1": partial(portrait, dog=DAU, colour=MINT, place="arch"),
    "dau-shiba-do-2": partial(close, dog=DAU, colour=PEACH),
    "me-shiba-den-1": partial(portrait, dog=ME, colour=ROSE),
    "dam-pug-vang-1": partial(portrait, dog=DAM, colour=SAGE, place="hill"),
    "than-pug-den-1": partial(portrait, dog=THAN, colour=PEACH, place="pill"),
    "hat-chihuahua-1": partial(portrait, dog=HAT, colour=MINT),
    "lac-lap-xuong-1": long_one,
    "dom-beagle-1": partial(portrait, dog=DOM, colour=SKY, place="hill"),
    "song-phu-quoc-vang-1": partial(portrait, dog=SONG, colour=SKY, place="arch"),
    "song-phu-quoc-vang-2": partial(from_behind, dog=SONG, colour=PEACH),
    "da-hmong-coc-1": partial(portrait, dog=DA, colour=BUTTER, place="pill"),
    "co-bac-ha-1": partial(portrait, dog=CO, colour=MINT),
}
