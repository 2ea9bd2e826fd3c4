"""The shop's mark: read from an upload, cut to what is drawn, made in the sizes a page's head wants."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageChops, ImageFilter, ImageOps

from shopapp.kernel.refusal import Refusal
from shopapp.platform.pictures import encode, read_original
from shopapp.platform.settings import files
from shopapp.platform.tenancy.refs import Logo, ShopRef
from shopapp.shops.mark import Mark

# The room a page's head has for a mark, in CSS pixels; the finest screens show three dots for each.
ROOM = (240, 56)
SCALES = (1, 2, 3)
# What is kept for icons and pictures to share, and the least that can still be recognised.
KEPT_EDGE, SMALLEST_EDGE = 1024, 48
THINNEST = 12
# Tones of a mark: fewer tell too little of a drawing, more nothing new.
_TONES = 8
_SEEN = 128


class NotALogo(Refusal):
    """The bytes are a picture, or nearly one, that cannot stand for a shop."""

    def __init__(self, reason: Literal["svg", "small", "empty", "thin"], width: int = 0, height: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.width, self.height = reason, width, height


@dataclass(frozen=True)
class Drawn:
    """A mark with the bytes of its files by the ends of their names."""

    mark: Mark
    files: Mapping[str, bytes]


def draw_mark(content: bytes, key: str) -> Drawn:
    """What an upload becomes under the name `key`. Raises NotAPicture, NotALogo."""
    if _is_svg(content):
        raise NotALogo("svg")
    original = read_original(content)
    with Image.open(io.BytesIO(original.content)) as file:
        image = file.convert("RGBA" if file.has_transparency_data else "RGB")
    image = _trimmed(image)
    width, height = _fitted(image.width, image.height)
    image.thumbnail((KEPT_EDGE, KEPT_EDGE), Image.Resampling.LANCZOS)
    ending = "png" if image.mode == "RGBA" else "jpg"
    scales = tuple(scale for scale in SCALES if scale == 1 or width * scale <= image.width)
    mark = Mark(key, ending, width, height, scales, _tones(image))
    made = {f"-{scale}.webp": _size(image, width * scale, height * scale) for scale in scales}
    return Drawn(mark, made | {f".{ending}": encode(image, "PNG" if ending == "png" else "JPEG", 92)})


def storage_key(shop: ShopRef, name: str) -> str:
    """Where a file of the shop's logo is kept."""
    return f"{shop.id}/logo/{name}"


def keep_files(shop: ShopRef, drawn: Drawn) -> None:
    """Write the files of a mark that has its row. Raises OSError."""
    for ending, content in drawn.files.items():
        files().put(storage_key(shop, f"{drawn.mark.key}{ending}"), content)


def file_names(mark: Mark) -> list[str]:
    """The names of all files of a mark."""
    return [f"{mark.key}.{mark.original}", *(f"{mark.key}-{scale}.webp" for scale in mark.scales)]


def read_logo(shop: ShopRef, logo: Logo | Mark | None) -> bytes | None:
    """The picture a logo was made from, at most KEPT_EDGE long, as PNG or JPEG; None without one."""
    return files().get(storage_key(shop, f"{logo.key}.{logo.original}")) if logo else None


def _is_svg(content: bytes) -> bool:
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--"))


def _trimmed(image: Image.Image) -> Image.Image:
    """Without its transparent margin, which would make the mark stand small and beside the line."""
    if image.mode == "RGBA":
        seen = image.getchannel("A").point(lambda value: 255 if value > 8 else 0).getbbox()
        if seen is None:
            raise NotALogo("empty")
        image = image.crop(seen)
        if image.getchannel("A").getextrema()[0] == 255:
            image = image.convert("RGB")
    if max(image.size) < SMALLEST_EDGE:
        raise NotALogo("small", *image.size)
    return image


def _fitted(width: int, height: int) -> tuple[int, int]:
    share = min(ROOM[0] / width, ROOM[1] / height, 1)
    fitted = max(1, round(width * share)), max(1, round(height * share))
    if min(fitted) < THINNEST:
        raise NotALogo("thin", width, height)
    return fitted


def _size(image: Image.Image, width: int, height: int) -> bytes:
    small = image.resize((width, height), Image.Resampling.LANCZOS) if (width, height) != image.size else image
    # Drawings come out smaller without losses, photographs with them.
    return min(encode(small, "WEBP", 90), encode(small, "WEBP", 60, is_lossless=True), key=len)


def _tones(image: Image.Image) -> tuple[tuple[str, float], ...]:
    """The colours of the rim with their shares: by it a shape is told from what it lies on, not by its inside."""
    if image.mode != "RGBA":
        return ()
    small = image.resize((max(1, min(image.width, 160)), max(1, round(image.height * min(1, 160 / image.width)))))
    seen = small.getchannel("A").point(lambda value: 255 if value >= _SEEN else 0)
    ringed = ImageOps.expand(seen, 2)
    inside = ringed.filter(ImageFilter.MinFilter(5)).crop((2, 2, small.width + 2, small.height + 2))
    rim = ImageChops.subtract(seen, inside).tobytes()
    inked = [pixel for pixel, on_rim in zip(_pixels(small), rim, strict=True) if on_rim]
    if not inked:
        return ()
    strip = Image.new("RGB", (len(inked), 1))
    strip.putdata(inked)
    few = strip.quantize(_TONES)
    palette = few.getpalette() or []
    found = [(count, palette[3 * int(str(n)) : 3 * int(str(n)) + 3]) for count, n in few.getcolors() or ()]
    return tuple((f"#{r:02x}{g:02x}{b:02x}", round(count / len(inked), 3)) for count, (r, g, b) in found)


def _pixels(image: Image.Image) -> list[tuple[int, int, int]]:
    raw = image.convert("RGB").tobytes()
    return [(raw[at], raw[at + 1], raw[at + 2]) for at in range(0, len(raw), 3)]
