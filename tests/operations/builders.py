"""The command line as a hosting provider calls it, on an embedded database of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shopapp.operations.main import run
from tests.conftest import SECRET
from tests.support.http import free_port

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Said:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str

    @property
    def is_one_line(self) -> bool:
        """Whether it failed as commands must: one line, no trace."""
        return self.code != 0 and self.err.count("\n") == 1 and self.err.startswith("shopapp: ")


class CommandLine:
    """Runs commands in this process with `SHOPAPP_…` variables of their own."""

    def __init__(self, data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.variables = {"SHOPAPP_SECRET_KEY": SECRET, "SHOPAPP_DATA": str(data), "SHOPAPP_SCHEME": "http"}
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str) -> Said:
        for name in [name for name in os.environ if name.startswith("SHOPAPP_") and "_TEST_" not in name]:
            self._monkeypatch.delenv(name)
        for name, value in self.variables.items():
            self._monkeypatch.setenv(name, value)
        self._capsys.readouterr()
        code = run(list(words))
        said = self._capsys.readouterr()
        return Said(code, said.out, said.err)

    def create(self, slug: str = "hoa", **differences: str) -> Said:
        """`shop create` with every option."""
        options = {
            "name": "Tiệm Hoa Mẫu",
            "kind": "florist",
            "host": f"{slug}.example",
            "email": f"chu@{slug}.example",
            "phone": "0900 000 101",
        } | differences
        words = [word for name, value in options.items() for word in (f"--{name.replace('_', '-')}", value)]
        return self("shop", "create", "--slug", slug, *words)


def environment(data: Path, port: int, **further: str) -> dict[str, str]:
    """The environment of a program that serves on this machine."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SHOPAPP_")}
    return kept | {
        "SHOPAPP_SECRET_KEY": SECRET,
        "SHOPAPP_DATA": str(data),
        "SHOPAPP_SCHEME": "http",
        "SHOPAPP_PORT": str(port),
        **further,
    }


def command(variables: Mapping[str, str], *words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """One command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "shopapp", *words],
        env=dict(variables),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        **options,
    )


@contextmanager
def started(variables: Mapping[str, str], log: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A command that runs until the block ends; what it started is ended with it."""
    with log.open("ab") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "shopapp", *words],
            env=dict(variables),
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def descendants(pid: int) -> set[int]:
    """The ids of everything a process started, and of what those started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(line.split()[0]): int(line.split()[1]) for line in listed.splitlines()}
    found: set[int] = set()
    while True:
        more = {child for child, parent in parents.items() if parent in found | {pid}} - found
        if not more:
            return found
        found |= more


def is_there(pid: int) -> bool:
    """Whether a process still runs (one that ended but was not waited for does not)."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(state.strip()) and not state.strip().startswith("Z")


__all__ = ["CommandLine", "Said", "command", "descendants", "environment", "free_port", "is_there", "started"]
