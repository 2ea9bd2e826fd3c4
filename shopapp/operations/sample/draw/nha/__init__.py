"""The pictures of the general shop: square, goods on plain white."""

from __future__ import annotations

from shopapp.operations.sample.draw.canvas import Canvas
from shopapp.operations.sample.draw.nha import household, pantry, parlour

SCENES = {**pantry.SCENES, **parlour.SCENES, **household.SCENES}


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(1000, 1000, "#ffffff")
