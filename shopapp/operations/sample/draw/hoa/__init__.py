"""The pictures of the florist: portrait, on warm paper, with much air."""

from __future__ import annotations

from shopapp.operations.sample.draw.canvas import Canvas
from shopapp.operations.sample.draw.hoa import bouquets, displays
from shopapp.operations.sample.draw.hoa.wrapping import PAPER

SCENES = {**bouquets.SCENES, **displays.SCENES}


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(960, 1200, PAPER)
