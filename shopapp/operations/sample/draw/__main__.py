"""Draws all sample pictures afresh: `python -m shopapp.operations.sample.draw [shop or picture …]`."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from random import Random
from zlib import crc32

from shopapp.operations.sample.draw.marks import MARKS, draw

SHOPS = ("hoa", "cun", "bien", "mac", "nha")
PICTURES = Path(__file__).resolve().parent.parent / "pictures"


def main(wanted: list[str]) -> None:
    """Draws every picture, or only those of the shops or with the names given."""
    total = 0
    for shop in SHOPS:
        room = import_module(f".{shop}", __package__)
        (PICTURES / shop).mkdir(parents=True, exist_ok=True)
        for name, scene in room.SCENES.items():
            if wanted and shop not in wanted and name not in wanted:
                continue
            canvas = room.sheet()
            # Each picture has its own seed, so that redrawing one leaves all others as they were.
            scene(canvas, Random(crc32(name.encode())))  # noqa: S311 - Petals need no secrecy.
            total += canvas.save(PICTURES / shop / f"{name}.webp")
        if shop in MARKS and (not wanted or shop in wanted or "logo" in wanted):
            total += draw(MARKS[shop], PICTURES / shop / "logo.png")
    print(f"{total / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
