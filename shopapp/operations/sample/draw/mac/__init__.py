"""The pictures of the clothes shop: tall, garments laid flat on white, grey and cobalt planes."""

from __future__ import annotations

from shopapp.operations.sample.draw.canvas import Canvas
from shopapp.operations.sample.draw.mac import accessories, pieces, tops

SCENES = {**tops.SCENES, **pieces.SCENES, **accessories.SCENES}


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(900, 1200, "#ffffff")
