"""Who works on an instance: a lock on its folder that servers, workers and backups share and a restore has alone.

The system lets go of the lock when its process ends, however it ends; there is nothing to clean up.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shopapp.config import Settings
from shopapp.kernel.refusal import Refusal

_LOCK = "instance.lock"
JOURNAL = "restore.journal"
"""Lies in the data folder while a restore puts things into place."""


class Occupied(Refusal):
    """Somebody else works on this instance; the text says what to do."""


class HalfRestored(Refusal):
    """A restore was stopped while it put things into place."""


@contextmanager
def sharing(settings: Settings) -> Iterator[None]:
    """Work on the instance beside others. Raises Occupied while a restore runs, HalfRestored after one was cut off."""
    with _locked(settings.data, fcntl.LOCK_SH, "a restore is under way; try again when it is done"):
        _refuse_half(settings)
        yield


@contextmanager
def alone(settings: Settings, *, is_finishing: bool = False) -> Iterator[None]:
    """Work on the instance with nobody else. Raises Occupied while a server, worker or backup runs, HalfRestored."""
    with _locked(settings.data, fcntl.LOCK_EX, "shopapp runs on this data; stop the service first"):
        if not is_finishing:
            _refuse_half(settings)
        yield


def _refuse_half(settings: Settings) -> None:
    if (settings.data / JOURNAL).exists():
        raise HalfRestored("a restore was stopped half way; finish it with: shopapp restore --finish")


@contextmanager
def _locked(folder: Path, how: int, refusal: str) -> Iterator[None]:
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied(refusal) from None
        yield
    finally:
        os.close(descriptor)
