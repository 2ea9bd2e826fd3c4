"""A command that runs under a keeper, seen from the test that started it."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

KEEPER = Path(__file__).with_name("keeper.py")
# Longer than the keeper's own patience, so that it always comes to its end first.
PATIENCE_SECONDS = 20


class Kept:
    """A running command; leaving the `with` block, or dying in it, ends it and all its children.

    `log` receives what the command prints. `ending` is the signal it is asked to end with ("TERM", "INT").
    `remove` is a directory to delete afterwards, `user` a login to run as (needs root).
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        log: Path,
        environment: Mapping[str, str] | None = None,
        ending: str = "TERM",
        user: str | None = None,
        remove: Path | None = None,
    ) -> None:
        options = ["--signal", ending]
        options += ["--user", user] if user else []
        options += ["--remove", str(remove)] if remove else []
        self.log = log
        with log.open("ab") as printed:
            self._keeper = subprocess.Popen(
                [sys.executable, "-P", str(KEEPER), *options, "--", *command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=printed,
                env=dict(environment) if environment is not None else None,
                start_new_session=True,
            )
        assert self._keeper.stdout is not None
        first = self._keeper.stdout.readline()
        if not first:
            self.stop()
            raise RuntimeError(f"{command[0]} did not start: {self.printed()}")
        self.pid = int(first)

    def printed(self) -> str:
        """The last two thousand characters the command printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-2000:] if self.log.exists() else ""

    def is_running(self) -> bool:
        return self._keeper.poll() is None

    def kill(self) -> None:
        """Kills the command itself the hard way (kill -9) and waits until its keeper has buried it."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def terminate(self) -> int:
        """Sends SIGTERM to the command alone, as a service manager would, and returns its exit code."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def wait(self, seconds: float = PATIENCE_SECONDS) -> int:
        """The command's exit code once it has ended; negative for the signal that ended it."""
        code = self._keeper.wait(seconds)
        return code if code < 128 else code - 256

    def stop(self) -> None:
        """Lets go of the keeper, which ends the command; comes back when all of it is gone."""
        assert self._keeper.stdin is not None
        assert self._keeper.stdout is not None
        self._keeper.stdin.close()
        try:
            self._keeper.wait(PATIENCE_SECONDS)
        finally:
            self._keeper.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def is_alive(pid: int) -> bool:
    """Does the process run? One that has ended and is only still listed does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return not Path("/proc/self").exists()  # Elsewhere than on Linux being known to the system must do.
    return state != "Z"


def wait_until(what: str, is_so: Callable[[], bool], *, seconds: float, kept: Kept | None = None) -> None:
    """Looks every 50 ms until `is_so()`; raises TimeoutError naming `what`, at once when `kept` has ended."""
    end = time.monotonic() + seconds
    while not is_so():
        if kept is not None and not kept.is_running():
            raise RuntimeError(f"{what}: the command ended first and printed\n{kept.printed()}")
        if time.monotonic() > end:
            printed = f" and printed\n{kept.printed()}" if kept else ""
            raise TimeoutError(f"{what}: not after {seconds} s{printed}")
        time.sleep(0.05)
