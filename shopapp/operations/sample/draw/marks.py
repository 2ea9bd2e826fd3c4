"""The logos of the sample shops: few shapes, each shop's own colour, no ground."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path as File

from PIL import Image, ImageChops

from shopapp.operations.sample.draw.canvas import Canvas
from shopapp.operations.sample.draw.paths import Path, bezier, box, oval, petal

EDGE = 480
Mark = Callable[[Canvas], None]


def blossom(c: Canvas) -> None:
    """A mai blossom as a fine pen would draw it: five open petals, stamens, a bud below."""
    rose, deep, honey = "#a8504e", "#8a3b3d", "#c98a2b"
    for turn in range(5):
        with c.at(240, 228, turn=72 * turn):
            outline = [(x, y - 26) for x, y in petal(176, 172, belly=0.72, tip=0.62)]
            c.fill(outline, "#f1dad3")
            c.line(outline, 11, rose, closed=True)
            c.line([(0, -54), (0, -112)], 6, rose, thin=2)
    for turn in range(10):
        angle = turn * pi / 5 + 0.31
        tip = (240 + 66 * cos(angle), 228 + 66 * sin(angle))
        c.line([(240, 228), tip], 5, honey)
        c.disc(*tip, 9, honey)
    c.disc(240, 228, 19, deep)


def puppy(c: Canvas) -> None:
    """A round face between two soft ears; everything is a circle or nearly one."""
    coat, ear, pale, ink = "#d9762f", "#a24813", "#fff3e2", "#3a1f10"
    c.disc(240, 252, 186, coat)
    c.fill(_drop(), pale)
    for flip in (False, True):
        with c.at(240, 0, flip=flip):
            c.fill(
                bezier((-96, 84), (-252, 20), (-262, 250), (-168, 292))
                + bezier((-168, 292), (-120, 250), (-128, 150), (-96, 84)),
                ear,
            )
            c.disc(-70, 244, 21, ink)
            c.disc(-63, 237, 7, "#ffffff")
    c.disc(240, 306, 38, ink, 28)
    c.line([*bezier((240, 330), (236, 366), (206, 378), (182, 362))], 10, ink)
    c.line([*bezier((240, 330), (244, 366), (274, 378), (298, 362))], 10, ink)


def _drop() -> Path:
    """The pale blaze: narrow between the eyes, wide around the nose."""
    return [
        *bezier((240, 78), (214, 150), (222, 214), (160, 268)),
        *bezier((160, 268), (110, 330), (158, 418), (240, 424)),
        *bezier((240, 424), (322, 418), (370, 330), (320, 268)),
        *bezier((320, 268), (258, 214), (266, 150), (240, 78)),
    ]


def star(c: Canvas) -> None:
    """A cut-out star on a plate with four screws: a sign in small."""
    red, deep, steel = "#d7192f", "#9c0d20", "#f4f2ee"
    c.fill(box(30, 30, 450, 450, 34), deep)
    c.fill(box(30, 30, 450, 434, 34), red)
    points = [
        (240 + r * cos(k * pi / 5 - pi / 2), 240 + r * sin(k * pi / 5 - pi / 2)) for k, r in enumerate([150, 60] * 5)
    ]
    c.fill([(x + 7, y + 8) for x, y in points], deep)
    c.fill(points, steel)
    for x, y in ((70, 70), (410, 70), (70, 394), (410, 394)):
        c.disc(x, y, 13, steel)
        c.fill(oval(x, y, 5), deep)


MARKS: dict[str, Mark] = {"hoa": blossom, "cun": puppy, "bien": star}


def draw(mark: Mark, file: File) -> int:
    """Write one mark as PNG without a ground; returns its bytes.

    It is drawn on white and on black: where both differ the ground shows through, by as much as they differ.
    """
    white, black = (Canvas(EDGE, EDGE, ground) for ground in ("#ffffff", "#000000"))
    for canvas in (white, black):
        mark(canvas)
    on_white, on_black = (c.image.resize((EDGE, EDGE), Image.Resampling.BOX) for c in (white, black))
    alpha = ImageChops.invert(ImageChops.difference(on_white, on_black).convert("L"))
    picture = Image.new("RGBA", (EDGE, EDGE))
    picture.putdata([_unmixed(tone, seen) for tone, seen in zip(on_black.getdata(), alpha.getdata(), strict=True)])
    picture.quantize(96, Image.Quantize.FASTOCTREE).save(file, "PNG", optimize=True)
    return file.stat().st_size


def _unmixed(tone: tuple[int, int, int], seen: int) -> tuple[int, int, int, int]:
    """A colour as it was before black shone through it."""
    if not seen:
        return 0, 0, 0, 0
    red, green, blue = (min(255, round(part * 255 / seen)) for part in tone)
    return red, green, blue, seen
