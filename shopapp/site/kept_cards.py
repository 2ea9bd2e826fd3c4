"""Preview cards that were drawn, kept on the disk: drawing one takes as long as several pages."""

import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.site.lettering import DRAWING

# About 30 MB a shop; a shop with more goods has the cards drawn again that were not asked for longest.
MOST = 500
# How long one waits for the card that somebody else has drawn.
PATIENCE = 5.0


class Busy(Exception):
    """Too many cards are being drawn at this moment."""


def get_card(shop: ShopRef, digest: str, draw: Callable[[], bytes], *, oldest: float | None = None) -> bytes:
    """The card of a digest, drawn where there is none, or none younger than `oldest` seconds. Raises Busy.

    One card is drawn at a time, so that somebody who asks for hundreds takes memory for one and leaves a processor.
    """
    path = _folder(shop) / f"{digest}.jpg"
    if (found := _read(path, oldest)) is not None:
        return found
    if not DRAWING.acquire(timeout=PATIENCE):
        raise Busy
    try:
        if (found := _read(path, oldest)) is not None:
            return found
        card = draw()
    finally:
        DRAWING.release()
    _write(path, card)
    return card


def _folder(shop: ShopRef) -> Path:
    return current_settings().data / "cache" / "cards" / str(shop.id)


def _read(path: Path, oldest: float | None) -> bytes | None:
    try:
        if oldest is not None and time.time() - path.stat().st_mtime > oldest:
            return None
        return path.read_bytes()
    except OSError:
        return None


def _write(path: Path, card: bytes) -> None:
    """Whole or not at all. A full disk costs the time of drawing again, never the answer."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        partial.write_bytes(card)
        partial.replace(path)
        _make_room(path.parent)


def _make_room(folder: Path) -> None:
    """Remove the oldest cards beyond the bound, and what a process that died was writing."""
    with os.scandir(folder) as entries:
        known = [(entry.stat().st_mtime, entry.path) for entry in entries]
    if len(known) <= MOST:
        return
    # A tenth at once, so that not every further card looks through the folder for one.
    for _changed, path in sorted(known)[: len(known) - MOST * 9 // 10]:
        with suppress(OSError):
            os.unlink(path)
