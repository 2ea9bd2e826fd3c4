"""The pictures of the puppy house: square, round shapes, every puppy with its name tag."""

from __future__ import annotations

from shopapp.operations.sample.draw.canvas import Canvas
from shopapp.operations.sample.draw.cun import portraits

SCENES = {**portraits.SCENES}


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(1000, 1000, "#fdf3e3")
