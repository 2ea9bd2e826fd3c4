"""Files of shops under `var/files`: written whole or not at all, named by the program, never by a visitor."""

import os
import re
import secrets
from pathlib import Path

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
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("a storage key has a wrong form")
        return self._root / key
