"""Picture files: believed only by their content, re-encoded without what cameras write into them, shrunk for pages."""

import io
import struct
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from shopapp.kernel.refusal import Refusal

WIDTHS = (320, 640, 960)
MOST_PIXELS = 40_000_000
# What is kept of a photograph: enough for any screen here, a tenth of what a phone takes.
LONGEST_EDGE = 2400
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "webp"}
MIME_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}
SIZE_FORMATS = ("webp", "avif")
# Phones write HEIC into the same box as AVIF; these marks tell them apart.
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
# One picture is unpacked at a time, so that many uploads at once need no more memory than one.
_ONE_AT_A_TIME = threading.Lock()
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError)


class NotAPicture(Refusal):
    """The bytes are no picture that can be shown; `reason` is "format", "heic", "broken" or "pixels"."""

    def __init__(self, reason: Literal["format", "heic", "broken", "pixels"]) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Original:
    """A picture as it is kept: `format` is "jpg", "png" or "webp", sizes in pixels, colour "#rrggbb"."""

    content: bytes
    format: str
    width: int
    height: int
    colour: str


def read_original(content: bytes) -> Original:
    """The picture in these bytes, upright, in sRGB, without metadata, at most LONGEST_EDGE long. Raises NotAPicture."""
    image_format = _check(content)
    with _ONE_AT_A_TIME:
        return _unpack(content, image_format)


def _unpack(content: bytes, image_format: str) -> Original:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as file:
            # JPEG can be decoded at a fraction of its size, which spares most of the time of a large photograph.
            file.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
            image = _upright(file)
    except _BROKEN:
        raise NotAPicture("broken") from None
    image.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    if image_format == "JPEG":
        image = image.convert("RGB")
    return Original(
        # AVIF takes long to write and chat programs show no preview of it, so such a picture is kept as WebP.
        content=encode(image, "WEBP" if image_format == "AVIF" else image_format, 90),
        format=FORMATS[image_format],
        width=image.width,
        height=image.height,
        colour=dominant_colour(image),
    )


def widths_for(width: int) -> tuple[int, ...]:
    """The sizes to make of a picture of this width; never wider than it is."""
    return tuple(sorted({min(wanted, width) for wanted in WIDTHS}))


def make_sizes(original: bytes, widths: Sequence[int]) -> dict[tuple[int, str], bytes]:
    """(width, "webp" or "avif") → bytes of each size. `original` is what `read_original` gave. Raises NotAPicture."""
    made: dict[tuple[int, str], bytes] = {}
    try:
        with Image.open(io.BytesIO(original), formats=tuple(FORMATS)) as file:
            image = file.convert("RGBA" if file.has_transparency_data else "RGB")
    except _BROKEN:
        raise NotAPicture("broken") from None
    for width in widths:
        height = max(1, round(image.height * width / image.width))
        small = image.resize((width, height), Image.Resampling.LANCZOS) if width < image.width else image
        made[width, "webp"] = encode(small, "WEBP", 80)
        made[width, "avif"] = encode(small, "AVIF", 60)
    return made


def dominant_colour(image: Image.Image) -> str:
    """The colour that covers most of the picture, as "#rrggbb"; what is transparent counts as white."""
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A") if image.mode == "RGBA" else None)
    flat.thumbnail((64, 64))
    few = flat.quantize(8)
    counts = few.getcolors() or []
    palette = few.getpalette() or []
    index = max(counts, key=lambda pair: pair[0])[1]
    red, green, blue = palette[3 * int(str(index)) : 3 * int(str(index)) + 3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _check(content: bytes) -> str:
    """The format by content; nothing is decoded before the number of pixels is known to be bearable."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC and b"avif" not in content[8:64]:
        raise NotAPicture("heic")
    try:
        with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as file:
            if file.width * file.height > MOST_PIXELS or min(file.size) < 1:
                raise NotAPicture("pixels")
            file.verify()
            found = file.format
    except (UnidentifiedImageError, TypeError):
        raise NotAPicture("format") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture("pixels") from None
    except _BROKEN:
        raise NotAPicture("broken") from None
    if found not in FORMATS:
        raise NotAPicture("format")
    return found


def _upright(file: Image.Image) -> Image.Image:
    """Turned as the camera meant it, its colours in sRGB, in RGB or RGBA."""
    profile = file.info.get("icc_profile")
    image = ImageOps.exif_transpose(file)
    image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if profile and image.mode == "RGB":
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            moved = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
        except (ImageCms.PyCMSError, *_BROKEN):
            return image
        return moved or image
    return image


def encode(image: Image.Image, image_format: str, quality: int, *, is_lossless: bool = False) -> bytes:
    """The picture as "PNG", "JPEG", "WEBP" or "AVIF", without anything a camera noted; WebP also without losses."""
    target = io.BytesIO()
    clean = image.copy()
    # Pillow would write profile and EXIF out of `info` again; a photograph tells where and when it was taken.
    clean.info = {}
    if image_format == "PNG":
        clean.save(target, "PNG", optimize=True)
    elif image_format == "JPEG":
        clean.save(target, "JPEG", quality=quality, optimize=True, progressive=True)
    elif image_format == "AVIF":
        clean.save(target, "AVIF", quality=quality, speed=7)
    else:
        clean.save(target, "WEBP", quality=quality, method=4, lossless=is_lossless)
    return target.getvalue()
