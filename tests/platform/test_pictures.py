"""Picture files are believed by their content only."""

import io
import struct
import zlib

import pytest
from PIL import ExifTags, Image

from shopapp.platform.pictures import NotAPicture, dominant_colour, make_sizes, read_original, widths_for
from tests.catalog.builders import picture_bytes


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def png_claiming(width: int, height: int) -> bytes:
    """A tiny file that says it is a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 200)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("image_format", "kept"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "webp")]
)
def test_every_format_is_kept_in_its_own_and_avif_as_webp(image_format: str, kept: str) -> None:
    original = read_original(picture_bytes(image_format))
    assert original.format == kept
    assert opened(original.content).format == {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}[kept]
    assert (original.width, original.height) == (640, 800)


def test_a_photograph_loses_what_the_camera_wrote_and_stands_upright() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "Secret Camera"
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (10.0, 46.0, 0.0)
    original = read_original(picture_bytes("JPEG", (300, 200), exif=exif))
    assert (original.width, original.height) == (200, 300)
    assert b"Secret Camera" not in original.content
    assert not opened(original.content).getexif()


def test_a_long_photograph_is_kept_smaller() -> None:
    original = read_original(picture_bytes("JPEG", (4000, 3000)))
    assert (original.width, original.height) == (2400, 1800)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "format"),
        (b"no picture at all", "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "format"),
        (b"%PDF-1.7\n", "format"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(200), "heic"),
        (picture_bytes("GIF"), "format"),
        (picture_bytes("BMP"), "format"),
        (picture_bytes("JPEG")[:900], "broken"),
        (picture_bytes("PNG")[:300], "broken"),
        (picture_bytes("WEBP")[:200], "broken"),
        (png_claiming(7000, 6000), "pixels"),
        (png_claiming(60000, 60000), "pixels"),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(NotAPicture) as refused:
        read_original(content)
    assert refused.value.reason == reason


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA", "CMYK", "I;16"])
def test_every_mode_of_colour_can_be_shown(mode: str) -> None:
    target = io.BytesIO()
    Image.new(mode, (64, 64)).save(target, "JPEG" if mode == "CMYK" else "PNG")
    original = read_original(target.getvalue())
    assert set(make_sizes(original.content, widths_for(original.width))) == {(64, "webp"), (64, "avif")}


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2400, (320, 640, 960)), (960, (320, 640, 960)), (800, (320, 640, 800)), (200, (200,)), (1, (1,))],
)
def test_no_size_is_wider_than_the_picture(width: int, widths: tuple[int, ...]) -> None:
    assert widths_for(width) == widths


def test_sizes_are_webp_and_avif_of_the_right_shape() -> None:
    made = make_sizes(read_original(picture_bytes("PNG", (800, 1000))).content, (320, 800))
    assert sorted(made) == [(320, "avif"), (320, "webp"), (800, "avif"), (800, "webp")]
    for (width, kind), content in made.items():
        assert opened(content).format == kind.upper()
        assert opened(content).size == (width, width * 5 // 4)


def test_the_colour_that_covers_most_is_the_dominant_one() -> None:
    assert read_original(picture_bytes("PNG")).colour == "#faf5ef"
    assert dominant_colour(Image.new("RGBA", (10, 10), (0, 0, 0, 0))) == "#ffffff"
