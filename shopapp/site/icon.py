"""The shop's icon: its logo where that is nearly square, else its first letter on its colour."""

import io
from base64 import b64encode
from functools import lru_cache

from markupsafe import escape
from PIL import Image, ImageDraw, ImageOps

from shopapp.kernel.colour import BrandPair, derive_pair
from shopapp.site.lettering import DRAWING, Hand, Letters, drawable, lay_out, width_of, write

_INK = "#17120f"
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="14" fill="{fill}"/>'
    '<text x="32" y="45" text-anchor="middle" font-family="system-ui,sans-serif" font-size="38" font-weight="700" '
    'fill="{words}">{letter}</text></svg>'
)
_SVG_OF_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    '<image width="64" height="64" href="data:image/png;base64,{png}"/></svg>'
)
# What many names begin with says nothing about the shop.
_COMMON = {"tiệm", "nhà", "shop", "cửa", "hàng", "tạp", "hóa", "biển", "hiệu", "quán", "siêu", "thị"}
SIZES = (32, 180, 192, 512)
# A logo longer than this is a line of writing, of which an icon would show crumbs.
_MOST_ELONGATED = 1.6
_TONES = 96
_HAND = Hand(Letters.BOLD)


def icon_svg(name: str, colour: str, mark: bytes | None = None) -> str:
    """An SVG of 64 × 64. `colour` is "#rrggbb", `mark` the bytes of the shop's logo."""
    if is_icon(mark):
        return _SVG_OF_LOGO.format(png=b64encode(icon_png(name, colour, 64, mark)).decode())
    pair = _pair(colour)
    return _SVG.format(fill=pair.fill, words=pair.on_fill, letter=escape(initial_of(name)))


@lru_cache(maxsize=64)
def icon_png(name: str, colour: str, size: int, mark: bytes | None = None, *, is_maskable: bool = False) -> bytes:
    """A PNG of `size` × `size`. A maskable one fills the square, as phones cut their own shape out of it."""
    with DRAWING:
        logo = _logo(mark) if is_icon(mark) else None
        image = _from_logo(logo, size, is_maskable) if logo else _from_letter(name, colour, size, is_maskable)
        # A quarter of the bytes, and nobody sees the difference in a drawing of this size.
        image = image.quantize(_TONES, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    target = io.BytesIO()
    image.save(target, "PNG", optimize=True)
    return target.getvalue()


def icon_ico(name: str, colour: str, mark: bytes | None = None) -> bytes:
    """The icon in the old form some programs still ask for, 32 × 32."""
    target = io.BytesIO()
    with Image.open(io.BytesIO(icon_png(name, colour, 32, mark))) as image:
        image.convert("RGBA").save(target, "ICO", sizes=[(32, 32)])
    return target.getvalue()


def initial_of(name: str) -> str:
    """The first letter of the first word that tells anything; "•" for a name without words."""
    telling = [word for word in name.split() if word.casefold() not in _COMMON] or name.split() or ["•"]
    return telling[0][0].upper()


@lru_cache(maxsize=16)
def is_icon(mark: bytes | None) -> bool:
    """Whether a logo can be an icon: it can be read and is nearly square."""
    logo = _logo(mark)
    return logo is not None and max(logo.size) <= _MOST_ELONGATED * min(logo.size)


def _logo(mark: bytes | None) -> Image.Image | None:
    if not mark:
        return None
    try:
        with Image.open(io.BytesIO(mark)) as file:
            return file.convert("RGBA")
    except (OSError, ValueError):
        return None


def _pair(colour: str) -> BrandPair:
    return derive_pair(colour, paper="#ffffff", grounds=("#ffffff",), ink=_INK)


def _from_logo(logo: Image.Image, size: int, is_maskable: bool) -> Image.Image:
    """On a white plate, because nobody knows what an icon will stand on."""
    plate = _plate(size, "#ffffff", is_maskable)
    room = round(size * (0.58 if is_maskable else 0.8))
    small = ImageOps.contain(logo, (room, room), Image.Resampling.LANCZOS)
    plate.alpha_composite(small, ((size - small.width) // 2, (size - small.height) // 2))
    return plate


def _from_letter(name: str, colour: str, size: int, is_maskable: bool) -> Image.Image:
    pair = _pair(colour)
    # Drawn four times as large, because the corners and the letter of a small icon would be ragged.
    large = size * 4 if size < 256 else size
    plate = _plate(large, pair.fill, is_maskable)
    height = round(large * (0.5 if is_maskable else 0.6))
    setting = lay_out(
        drawable(initial_of(name)) or "•", _HAND, room=(large, large), sizes=(height, height), most_lines=1
    )
    wide = width_of(setting.lines[0], _HAND, height)
    write(plate, setting, (round((large - wide) / 2), (large - setting.height) // 2), pair.on_fill)
    return plate.resize((size, size), Image.Resampling.LANCZOS) if large != size else plate


def _plate(size: int, colour: str, is_maskable: bool) -> Image.Image:
    if is_maskable:
        return Image.new("RGBA", (size, size), colour)
    plate = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    ImageDraw.Draw(plate).rounded_rectangle((0, 0, size - 1, size - 1), round(size * 14 / 64), fill=colour)
    return plate
