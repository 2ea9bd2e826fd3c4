"""Pictures and attachments as they were when a backup began, whatever is removed while it runs.

They are held by second names (hard links), which cost no room and no time; a file is never changed under its name.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from shopapp.operations.backup.refusals import InUse

_PREFIX = ".backup-"
_LOCK = "backup.lock"


@dataclass
class HeldFiles:
    """The files of `root`, linked below `hold`."""

    root: Path
    hold: Path
    _sizes: dict[str, int] = field(default_factory=dict)

    def gather(self) -> None:
        """Hold every file that is there now and was not before."""
        for folder, _, names in os.walk(self.root):
            for name in names:
                # A name that begins with a dot is a file half written.
                if not name.startswith("."):
                    self._hold((Path(folder) / name).relative_to(self.root).as_posix())

    def __iter__(self) -> Iterator[tuple[str, Path, int]]:
        """(key, where its bytes can be read, how many they are), by key."""
        for key in sorted(self._sizes):
            held = self.hold / key
            # Where a second name could not be given, the first one has to do, unless it is gone.
            path = held if held.exists() else self.root / key
            if path.exists():
                yield key, path, self._sizes[key]

    def total(self) -> int:
        """Bytes of all of them."""
        return sum(self._sizes.values())

    def _hold(self, key: str) -> None:
        if key in self._sizes:
            return
        held = self.hold / key
        try:
            size = (self.root / key).stat().st_size
            held.parent.mkdir(parents=True, exist_ok=True)
            os.link(self.root / key, held)
        except FileNotFoundError:
            return
        except OSError:
            held.unlink(missing_ok=True)
        self._sizes[key] = size


@contextmanager
def held_files(data: Path, root: Path) -> Iterator[HeldFiles]:
    """Room to hold files in, gone at the end; what a backup that was killed left is removed. Raises InUse."""
    descriptor = os.open(data / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUse("another backup of this instance is under way") from None
        for left in data.glob(f"{_PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
        hold = data / f"{_PREFIX}{os.getpid()}"
        hold.mkdir(mode=0o700)
        try:
            yield HeldFiles(root, hold)
        finally:
            shutil.rmtree(hold, ignore_errors=True)
    finally:
        os.close(descriptor)
