"""The pictures of the sign workshop: wide, drawn to scale, with rulers and dimension lines."""

from __future__ import annotations

from shopapp.operations.sample.draw.bien import facades, plates, prints
from shopapp.operations.sample.draw.bien.drafting import CONCRETE
from shopapp.operations.sample.draw.canvas import Canvas

SCENES = {**facades.SCENES, **prints.SCENES, **plates.SCENES}


def sheet() -> Canvas:
    """An empty sheet in this shop's format and ground."""
    return Canvas(1200, 800, CONCRETE)
