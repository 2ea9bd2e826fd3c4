"""The sheet the pictures are drawn on: three times too large while drawing, so that edges come out smooth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path as File

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from shopapp.operations.sample.draw.paths import Path, Point, oval

SCALE = 3
LIMIT = 24_800  # Bytes a finished picture may have: a page of them must still arrive fast on a phone.
Matrix = tuple[float, float, float, float, float, float]


def rgb(colour: str) -> tuple[int, int, int]:
    """The three parts of a "#rrggbb" colour."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, share: float) -> str:
    """A colour between two: share 0 is the first, 1 the second."""
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*parts)


def darker(colour: str, share: float = 0.15) -> str:
    """The colour in shade: scaled down rather than mixed with black, so that it keeps its hue."""
    r, g, b = rgb(colour)
    red, green, blue = r * (1 - 0.92 * share), g * (1 - 1.06 * share), b * (1 - share)
    return f"#{round(red):02x}{round(max(green, 0)):02x}{round(blue):02x}"


def lighter(colour: str, share: float = 0.2) -> str:
    """The colour in light."""
    return mix(colour, "#fffdf8", share)


class Canvas:
    """A picture in the making. Lengths are in picture pixels; `at` moves, turns and sizes what follows."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), rgb(ground))
        self._matrix: Matrix = (SCALE, 0, 0, 0, SCALE, 0)

    @contextmanager
    def at(self, x: float, y: float, *, turn: float = 0, size: float = 1, flip: bool = False) -> Iterator[None]:
        """Draws what follows around (x, y), turned by degrees, sized, and mirrored if wanted."""
        before = self._matrix
        angle = turn * pi / 180
        sx, sy = (-size if flip else size), size
        m = (cos(angle) * sx, -sin(angle) * sy, x, sin(angle) * sx, cos(angle) * sy, y)
        a, b, c, d, e, f = before
        self._matrix = (
            a * m[0] + b * m[3],
            a * m[1] + b * m[4],
            a * m[2] + b * m[5] + c,
            d * m[0] + e * m[3],
            d * m[1] + e * m[4],
            d * m[2] + e * m[5] + f,
        )
        try:
            yield
        finally:
            self._matrix = before

    def _place(self, path: Sequence[Point]) -> Path:
        a, b, c, d, e, f = self._matrix
        return [(a * x + b * y + c, d * x + e * y + f) for x, y in path]

    def _factor(self) -> float:
        return hypot(self._matrix[0], self._matrix[3])

    def _mask(self, paths: Sequence[Path], blur: float = 0) -> tuple[Image.Image, tuple[int, int]] | None:
        """The placed outlines as a grey mask of their own bounding box, and where that box lies."""
        pad = int(blur * SCALE * 3) + 2
        xs = [x for path in paths for x, _ in path]
        ys = [y for path in paths for _, y in path]
        left, top = max(int(min(xs)) - pad, 0), max(int(min(ys)) - pad, 0)
        right = min(int(max(xs)) + pad, self.image.width)
        bottom = min(int(max(ys)) + pad, self.image.height)
        if right <= left or bottom <= top:
            return None
        mask = Image.new("L", (right - left, bottom - top), 0)
        pen = ImageDraw.Draw(mask)
        for path in paths:
            pen.polygon([(x - left, y - top) for x, y in path], fill=255)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        return mask, (left, top)

    def fill(self, path: Sequence[Point], colour: str, alpha: float = 1, *, blur: float = 0) -> None:
        """Fills an outline; alpha lets the ground through, blur makes its edge soft (shadows, glow)."""
        placed = self._place(path)
        if alpha >= 1 and not blur:
            ImageDraw.Draw(self.image).polygon(placed, fill=rgb(colour))
            return
        made = self._mask([placed], blur)
        if made:
            mask, corner = made
            self.image.paste(Image.new("RGB", mask.size, rgb(colour)), corner, mask.point(lambda v: int(v * alpha)))

    def fade(self, path: Sequence[Point], top: str, bottom: str, *, across: bool = False) -> None:
        """Fills an outline with a colour that runs from top to bottom (or left to right)."""
        made = self._mask([self._place(path)])
        if not made:
            return
        mask, corner = made
        ramp = Image.linear_gradient("L")
        ramp = (ramp.rotate(90) if across else ramp).resize(mask.size)
        tint = Image.composite(Image.new("RGB", mask.size, rgb(bottom)), Image.new("RGB", mask.size, rgb(top)), ramp)
        self.image.paste(tint, corner, mask)

    def disc(self, x: float, y: float, rx: float, colour: str, ry: float | None = None, alpha: float = 1) -> None:
        """A filled circle or ellipse."""
        self.fill(oval(x, y, rx, ry), colour, alpha)

    def line(
        self,
        path: Sequence[Point],
        width: float,
        colour: str,
        *,
        alpha: float = 1,
        closed: bool = False,
        thin: float | None = None,
    ) -> None:
        """A line with round joints and ends; with thin it tapers to that width at its end."""
        points = self._place([*path, path[0]] if closed else path)
        start = width * self._factor() / 2
        end = start if thin is None else thin * self._factor() / 2
        pieces: list[Path] = []
        for i, (a, b) in enumerate(pairwise(points)):
            ra = start + (end - start) * i / max(len(points) - 1, 1)
            rb = start + (end - start) * (i + 1) / max(len(points) - 1, 1)
            length = hypot(b[0] - a[0], b[1] - a[1]) or 1
            nx, ny = -(b[1] - a[1]) / length, (b[0] - a[0]) / length
            pieces.append(
                [
                    (a[0] + nx * ra, a[1] + ny * ra),
                    (b[0] + nx * rb, b[1] + ny * rb),
                    (b[0] - nx * rb, b[1] - ny * rb),
                    (a[0] - nx * ra, a[1] - ny * ra),
                ]
            )
            pieces.append(oval(a[0], a[1], ra))
        pieces.append(oval(points[-1][0], points[-1][1], end))
        if alpha >= 1:
            pen = ImageDraw.Draw(self.image)
            for piece in pieces:
                pen.polygon(piece, fill=rgb(colour))
            return
        made = self._mask(pieces)
        if made:
            mask, corner = made
            self.image.paste(Image.new("RGB", mask.size, rgb(colour)), corner, mask.point(lambda v: int(v * alpha)))

    @contextmanager
    def inside(self, path: Sequence[Point]) -> Iterator[None]:
        """Keeps what is drawn within the outline, as a stencil does."""
        before = self.image.copy()
        mask = Image.new("L", self.image.size, 0)
        ImageDraw.Draw(mask).polygon(self._place(path), fill=255)
        yield
        self.image = Image.composite(self.image, before, mask)

    def shadow(
        self,
        path: Sequence[Point],
        *,
        down: float = 10,
        right: float = 0,
        blur: float = 14,
        alpha: float = 0.16,
        colour: str = "#3a2a24",
    ) -> None:
        """The soft shadow a shape throws on what lies below it."""
        self.fill([(x + right, y + down) for x, y in path], colour, alpha, blur=blur)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        colour: str,
        *,
        face: str = "DejaVuSans-Bold.ttf",
        anchor: str = "mm",
        track: float = 0,
        alpha: float = 1,
        blur: float = 0,
        outline: float = 0,
        bottom: str = "",
        room: float = 0,
    ) -> None:
        """Letters, turned and sized like all else; room is their width at most, bottom a second colour."""
        size = fitted(words, size, face, track, room)
        font = ImageFont.truetype(face, size * SCALE)
        reach_right = font.getbbox(words)[2]
        pad = int((blur * 3 + outline) * SCALE) + 8
        width = int(reach_right + track * SCALE * max(len(words) - 1, 0)) + pad * 2
        ascent, descent = font.getmetrics()
        mask = Image.new("L", (width, ascent + descent + pad * 2), 0)
        pen = ImageDraw.Draw(mask)
        reach = float(pad)
        for letter in words if track else [words]:
            pen.text((reach, pad), letter, font=font, fill=255, stroke_width=int(outline * SCALE))
            reach += font.getlength(letter) + track * SCALE
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        dx = {"l": pad, "m": width / 2, "r": width - pad}[anchor[0]]
        dy = pad + ascent if anchor[1] == "s" else pad + (font.getbbox("H")[1] + font.getbbox("H")[3]) / 2
        self._stamp(mask.point(lambda v: int(v * alpha)), x, y, dx, dy, (colour, bottom or colour))

    def _stamp(self, mask: Image.Image, x: float, y: float, dx: float, dy: float, tones: tuple[str, str]) -> None:
        """Prints a mask so that its point (dx, dy) comes to lie on (x, y), with the current turn and size."""
        a, b, _, d, e, _ = (v / SCALE for v in self._matrix)
        cx, cy = self._place([(x, y)])[0]
        det = a * e - b * d
        ia, ib, id_, ie = e / det, -b / det, -d / det, a / det
        back = (ia, ib, dx - ia * cx - ib * cy, id_, ie, dy - id_ * cx - ie * cy)
        whole = mask.transform(self.image.size, Image.Transform.AFFINE, back, Image.Resampling.BILINEAR)
        found = whole.getbbox()
        if not found:
            return
        part = whole.crop(found)
        ramp = Image.linear_gradient("L").resize(part.size)
        above, below = (Image.new("RGB", part.size, rgb(tone)) for tone in tones)
        self.image.paste(Image.composite(below, above, ramp), found[:2], part)

    def save(self, file: File) -> int:
        """Writes the finished picture as WebP, as fine as the size limit allows; returns its bytes."""
        small = self.image.resize((self.width, self.height), Image.Resampling.BOX)
        for quality in range(90, 20, -4):
            small.save(file, "WEBP", quality=quality, method=6)
            if file.stat().st_size <= LIMIT:
                break
        return file.stat().st_size


def face_width(words: str, size: float, face: str = "DejaVuSans-Bold.ttf", track: float = 0) -> float:
    """How wide a line of letters comes out, in picture pixels."""
    return ImageFont.truetype(face, size * SCALE).getlength(words) / SCALE + track * max(len(words) - 1, 0)


def fitted(words: str, size: float, face: str, track: float, room: float) -> float:
    """The given letter size, or the smaller one at which the words fit into the room (0 is endless room)."""
    wide = face_width(words, size, face, track)
    return size if not room or wide <= room else size * room / wide
