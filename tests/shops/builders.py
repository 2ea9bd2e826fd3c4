"""Logos as people have them."""

import io
from typing import Any

from PIL import Image, ImageDraw


def logo_bytes(
    ink: str = "#000000", size: tuple[int, int] = (400, 200), image_format: str = "PNG", **save: Any
) -> bytes:
    """A disc on a transparent ground with much margin."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    width, height = size
    ImageDraw.Draw(image).ellipse((width // 4, height // 4, 3 * width // 4, 3 * height // 4), fill=ink)
    target = io.BytesIO()
    image.convert("RGB" if image_format == "JPEG" else "RGBA").save(target, image_format, **save)
    return target.getvalue()
