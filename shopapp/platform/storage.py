"""Files of shops under `var/files`: written whole or not at all, named by the program, never by a visitor."""

import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_KEY = re.compile(r"[a-z0-9]+(?:[-_./][a-z0-9]+)*")


class Storage:
    """A folder that keeps bytes under keys such as `7/pictures/ab12.webp`."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, key: str, content: bytes) -> None:
        """Store `content`; a reader sees the old bytes or the new, never a part."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)

    @contextmanager
    def writing(self, key: str) -> Iterator[IO[bytes]]:
        """A file to be written bit by bit; it lies under the key once the block has ended well, and not before.

        What a process that was ended left behind is overwritten by the next try and goes with `delete`.
        """
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = self._unfinished(path)
        partial.unlink(missing_ok=True)
        try:
            with partial.open("w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise

    def scratch(self) -> IO[bytes]:
        """A file without a name, on the same disk, that is gone when it is closed or its process ends."""
        self._root.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryFile(dir=self._root)

    def blocks(self, key: str) -> Iterator[bytes]:
        """The bytes under a key bit by bit, for what is too large to hold at once. FileNotFoundError when asked."""
        with self._path(key).open("rb") as file:
            while block := file.read(1 << 16):
                yield block

    def mark(self, key: str) -> None:
        """Let the key hold nothing, at once: survives the end of this process, but perhaps not that of the machine."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    def get(self, key: str) -> bytes | None:
        """The bytes under a key, None when there are none."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def exists(self, key: str) -> bool:
        """Whether the key holds bytes."""
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Remove the bytes; a key that holds none is no error."""
        path = self._path(key)
        path.unlink(missing_ok=True)
        self._unfinished(path).unlink(missing_ok=True)

    @staticmethod
    def _unfinished(path: Path) -> Path:
        return path.with_name(f".{path.name}.part")

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a storage key has a wrong form")
        return self._root / key
