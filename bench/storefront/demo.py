"""The demo that is measured: one of its own in a folder that is thrown away, or one that runs already."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOP_SECONDS = 30


class DemoFailed(Exception):
    """The demo did not start; the text holds what it said."""


@dataclass(frozen=True)
class Demo:
    """A demo that answers on `port` of this machine and keeps its data in `folder`."""

    port: int
    folder: Path

    def url(self, slug: str, path: str) -> str:
        """A page of a sample shop as a browser calls it."""
        return f"http://{slug}.localhost:{self.port}{path}"


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_demo(port: int | None = None) -> Iterator[Demo]:
    """The demo at `port`, which stays, or a fresh one that ends with the block. Raises DemoFailed."""
    if port is not None:
        yield Demo(port, Path(os.environ.get("SHOPAPP_DATA", ROOT / "var")))
        return
    with tempfile.TemporaryDirectory(prefix="shopapp-bench-") as folder:
        demo = Demo(free_port(), Path(folder))
        with started("shopapp", "demo", environment={"SHOPAPP_DATA": folder, "PORT": str(demo.port)}):
            yield demo


@contextmanager
def started(module: str, *words: str, environment: dict[str, str]) -> Iterator[None]:
    """`python -m module words…`, from the line in which it says that it is ready until the block ends."""
    process = subprocess.Popen(  # noqa: S603  # The project's own programs, with fixed words.
        [sys.executable, "-m", module, *words],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        process_group=0,
    )
    try:
        said = []
        for line in process.stdout or ():
            said.append(line)
            if "is ready" in line:
                break
        else:
            raise DemoFailed(f"{module} did not start: {''.join(said).strip()}")
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(STOP_SECONDS)
