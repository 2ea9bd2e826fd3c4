"""What may become an attachment: judged by its content, never by its name, and pictures made anew.

A picture that was decoded and encoded again carries no place, no device and no second meaning; a PDF is only ever
handed out as a download.
"""

import io
import threading
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from PIL import Image, ImageOps

from shopapp.kernel.folding import tidy
from shopapp.kernel.refusal import Refusal

MEGABYTE = 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 3000
PREVIEW_SIDE = 480
LONGEST_NAME = 80
JPEG, WEBP, PDF = "image/jpeg", "image/webp", "application/pdf"
EXTENSIONS = {JPEG: "jpg", WEBP: "webp", PDF: "pdf"}
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC_BRANDS = (b"heic", b"heix", b"heif", b"mif1", b"msf1", b"hevc")
# One large picture needs 160 MB while it is decoded; two requests at once shall not need twice that.
_one_at_a_time = threading.Lock()


class BadFile(Refusal):
    """A file cannot be taken; subclasses say why."""


class EmptyFile(BadFile):
    """It has no bytes."""


class FileTooLarge(BadFile):
    """It has more bytes than the shop takes."""


class PictureTooLarge(BadFile):
    """It has more than MOST_PIXELS pixels."""


class PictureBroken(BadFile):
    """It begins like a picture and cannot be read as one."""


class PhoneFormat(BadFile):
    """It is a HEIC picture, which this program cannot read."""


class WrongKind(BadFile):
    """It is neither a picture we know nor a PDF."""


@dataclass(frozen=True)
class CleanFile:
    """An accepted file: what will be stored, the name to show, and the digest of what was sent."""

    name: str
    content_type: str
    content: bytes
    digest: str


def clean_upload(name: str, stream: BinaryIO, *, longest: int) -> CleanFile:
    """Read at most `longest` bytes and make of them what may be stored. Raises a BadFile."""
    content = stream.read(longest + 1)
    if not content:
        raise EmptyFile
    if len(content) > longest:
        raise FileTooLarge
    digest = sha256(content).hexdigest()
    if content.startswith(b"%PDF-"):
        return CleanFile(clean_name(name, PDF), PDF, content, digest)
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC_BRANDS:
        raise PhoneFormat
    if not _begins_like_picture(content):
        raise WrongKind
    content_type, made = _made_anew(content)
    return CleanFile(clean_name(name, content_type), content_type, made, digest)


def preview(content: bytes) -> bytes:
    """A small JPEG of a stored picture, for a page that shows several. What is stored was made here, so it opens."""
    with _one_at_a_time, Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
        picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
    made = io.BytesIO()
    ground.save(made, "JPEG", quality=80)
    return made.getvalue()


def clean_name(name: str, content_type: str) -> str:
    """The name to show and to save under: no path, no control or direction marks, the ending of the true type."""
    last = tidy(name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c not in '<>:"|?*%;' and unicodedata.category(c)[0] != "C")
    stem, dot, _ending = kept.rpartition(".")
    shown = (stem if dot else kept).strip(" .")[:LONGEST_NAME].strip(" .")
    return f"{shown or 'file'}.{EXTENSIONS[content_type]}"


def _begins_like_picture(content: bytes) -> bool:
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return is_webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _made_anew(content: bytes) -> tuple[str, bytes]:
    with _one_at_a_time:
        try:
            return _decoded_and_encoded(content)
        except BadFile:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise PictureTooLarge from None
        except Exception:  # A file made to break the decoder may raise anything; it is refused whatever it was.
            raise PictureBroken from None


def _decoded_and_encoded(content: bytes) -> tuple[str, bytes]:
    with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise PictureTooLarge
        is_photo = picture.format == "JPEG"
        # A JPEG can be decoded at a half or a quarter of its size, which spares most of the work.
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = upright.convert("RGBA" if not is_photo and upright.has_transparency_data else "RGB")
    # Only the pixels are taken over: notes, places and profiles hang on the old image.
    plain.info = {}
    made = io.BytesIO()
    if is_photo:
        plain.save(made, "JPEG", quality=85)
        return JPEG, made.getvalue()
    plain.save(made, "WEBP", quality=88, method=2)
    return WEBP, made.getvalue()
