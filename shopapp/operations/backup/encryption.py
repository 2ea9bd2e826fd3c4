"""Closing and opening a backup on its way, in the age format, by the library pyrage.

The library takes a stream and gives one; the archive is written and read from our side. A pipe and a thread stand
between the two, so that neither side ever holds more than a few chunks.
"""

import io
import os
import re
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, Self, cast

import pyrage
from pyrage.x25519 import Identity, Recipient

from shopapp.operations.backup.refusals import CannotDecrypt, Damaged

MAGIC = b"age-encryption.org/v1"
CHUNK = 64 * 1024
Lock = Sequence[Recipient]
# None or nothing opens what was never closed.
Keys = Sequence[Identity] | None


class _Aside:
    """Work of the library in a thread of its own; `end` waits for it and raises what it raised."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            self._error = error

    def end(self) -> None:
        self._thread.join()
        if self._error is not None:
            raise self._error


class EncryptingWriter:
    """Writes what it is given to `out`, closed for `lock`. `finish` ends the stream; without it nothing can be read."""

    def __init__(self, out: BinaryIO, lock: Lock) -> None:
        reads, writes = os.pipe()
        source, self._pipe = os.fdopen(reads, "rb"), os.fdopen(writes, "wb")

        def work() -> None:
            # Closed at the end whatever happens, so that whoever still writes learns of a full disk.
            with source:
                pyrage.encrypt_io(source, out, list(lock))

        self._aside = _Aside(work)

    def write(self, data: bytes) -> int:
        """Take more of the plain stream. Raises OSError when `out` takes no more."""
        try:
            return self._pipe.write(data)
        except BrokenPipeError:
            self._tell_why()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        """Leave nothing open when the writing was given up; after `finish` there is nothing to do."""
        if not self._pipe.closed:
            with suppress(Exception):
                self.finish()

    def finish(self) -> None:
        """Write the rest, and see that it was written. Raises OSError when `out` takes no more."""
        with suppress(BrokenPipeError):
            self._pipe.close()
        self._tell_why()

    def _tell_why(self) -> None:
        """The library hands on what went wrong with a file as a text of its own."""
        try:
            self._aside.end()
        except pyrage.EncryptError as error:
            number = re.search(r"\[Errno (\d+)\]", str(error))
            if number is None:
                raise
            raise OSError(int(number[1]), os.strerror(int(number[1]))) from None


class DecryptingReader(io.RawIOBase):
    """The plain stream of an encrypted file. Raises CannotDecrypt for a wrong key, Damaged for a changed file.

    What is read before the end was authenticated piece by piece; that nothing was cut off is known at the end.
    """

    def __init__(self, source: BinaryIO, keys: Keys) -> None:
        known = list(keys or ())
        if not known:
            raise CannotDecrypt("the backup is encrypted to a public key: --identity FILE")
        reads, writes = os.pipe()
        self._pipe, target = os.fdopen(reads, "rb"), os.fdopen(writes, "wb")

        def work() -> None:
            try:
                pyrage.decrypt_io(source, target, known)
            finally:
                _close_quietly(target)

        self._aside = _Aside(work)
        # A wrong key is told at once, and not when the reading begins.
        self._held = self._next()

    def readable(self) -> bool:
        return True

    def readinto(self, target: object) -> int:
        """Fill `target` with what has been opened; 0 at the end."""
        buffer = memoryview(cast(bytearray, target))
        self._held = self._held or self._next()
        given, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(given)] = given
        return len(given)

    def _next(self) -> bytes:
        found = self._pipe.read1(CHUNK)
        if not found:
            self._see_the_end()
        return found

    def close(self) -> None:
        """Let go, wherever the reading stands."""
        if not self.closed:
            self._pipe.close()
        super().close()

    def _see_the_end(self) -> None:
        try:
            self._aside.end()
        except (pyrage.DecryptError, OSError) as error:
            if "No matching keys" in str(error):
                raise CannotDecrypt("this key does not open the backup; nothing was changed") from None
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise Damaged("its encrypted content was changed or cut off") from None


def is_encrypted(start: bytes) -> bool:
    """Whether a file that begins so is encrypted."""
    return start.startswith(MAGIC)


def _close_quietly(file: BinaryIO) -> None:
    """Whoever was to read the rest may have gone."""
    try:
        file.close()
    except BrokenPipeError:
        return
