"""Files are judged by what they are, and pictures are made anew."""

import io
import struct
import zlib

import pytest
from PIL import Image

from shopapp.inquiries.attachments import (
    LONGEST_SIDE,
    BadFile,
    CleanFile,
    EmptyFile,
    FileTooLarge,
    PhoneFormat,
    PictureBroken,
    PictureTooLarge,
    WrongKind,
    clean_name,
    clean_upload,
)
from tests.inquiries.builders import PDF, picture

MEGABYTE = 1024 * 1024


def clean(content: bytes, name: str = "anh.jpg", longest: int = MEGABYTE) -> CleanFile:
    return clean_upload(name, io.BytesIO(content), longest=longest)


def opened(file: CleanFile) -> Image.Image:
    return Image.open(io.BytesIO(file.content))


def photo_with_place(orientation: int = 6) -> bytes:
    """A photo that tells where and with what it was taken, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhoneMaker"
    exif.get_ifd(0x8825)[2] = (21.0, 1.0, 42.0)
    return picture("JPEG", (60, 40), exif=exif.tobytes(), comment=b"SecretComment")


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def test_a_photo_loses_place_device_and_comment_and_stands_upright() -> None:
    file = clean(photo_with_place())
    assert file.content_type == "image/jpeg"
    assert b"Secret" not in file.content
    assert b"Exif" not in file.content
    assert opened(file).size == (40, 60)


def test_text_and_profiles_inside_a_png_are_dropped() -> None:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", "SecretAuthor")
    file = clean(picture("PNG", pnginfo=info, icc_profile=b"SecretProfile"), "a.png")
    assert file.content_type == "image/webp"
    assert b"Secret" not in file.content
    assert not {"icc_profile", "exif", "xmp"} & set(opened(file).info)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "1", "I;16"])
def test_pictures_of_every_mode_are_taken(mode: str) -> None:
    assert opened(clean(picture("PNG", mode=mode), "a.png")).size == (60, 40)


def test_cmyk_photos_are_taken() -> None:
    assert opened(clean(picture("JPEG", mode="CMYK"))).mode == "RGB"


def test_see_through_stays_see_through() -> None:
    assert opened(clean(picture("PNG", mode="RGBA"), "a.png")).mode == "RGBA"


def test_large_pictures_are_made_smaller() -> None:
    file = clean(picture("PNG", (LONGEST_SIDE + 500, 200)), "dai.png")
    assert opened(file).width == LONGEST_SIDE


@pytest.mark.parametrize("size", [(30_000, 30_000), (6_400, 6_400), (12_000, 10_000), (2**31 - 1, 2**31 - 1)])
def test_picture_bombs_are_refused_before_they_unfold(size: tuple[int, int]) -> None:
    with pytest.raises((PictureTooLarge, PictureBroken)):
        clean(png_claiming(*size), "bom.png")


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", EmptyFile),
        (b"x" * (MEGABYTE + 1), FileTooLarge),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", WrongKind),
        (b"<html><script>alert(1)</script></html>", WrongKind),
        (b"GIF89a" + b"\0" * 30, WrongKind),
        (b"MZ\x90\0", WrongKind),
        (b" %PDF-1.4", WrongKind),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, PhoneFormat),
        (b"\x89PNG\r\n\x1a\n<html>", PictureBroken),
        (b"\xff\xd8\xff<script>alert(1)</script>", PictureBroken),
        (b"RIFF\0\0\0\0WEBPVP8 ", PictureBroken),
        (picture("JPEG", (400, 300))[:600], PictureBroken),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused(content: bytes, refusal: type[BadFile]) -> None:
    with pytest.raises(refusal):
        clean(content, "anh.png")


def test_a_picture_that_is_also_a_page_becomes_only_a_picture() -> None:
    file = clean(picture("JPEG") + b"<script>alert(1)</script>")
    assert b"<script" not in file.content


def test_a_pdf_is_kept_as_it_is() -> None:
    file = clean(PDF, "ban ve.jpg")
    assert (file.content_type, file.content, file.name) == ("application/pdf", PDF, "ban ve.pdf")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Bản vẽ số 1.pdf", "Bản vẽ số 1.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\Lan\\hoa.PNG", "hoa.pdf"),
        ("a\r\nContent-Type: text/html.pdf", "html.pdf"),
        ("anh\u202egpj.exe", "anhgpj.pdf"),
        ('a"b;c%0d.pdf', "abc0d.pdf"),
        ("\0", "file.pdf"),
        ("...", "file.pdf"),
        ("", "file.pdf"),
        ("x" * 500 + ".pdf", "x" * 80 + ".pdf"),
    ],
)
def test_names_are_harmless_and_end_as_the_file_is(name: str, shown: str) -> None:
    assert clean_name(name, "application/pdf") == shown
