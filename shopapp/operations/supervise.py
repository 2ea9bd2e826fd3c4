"""Web server and worker as two children of one process: they start together, end together, and never outlive it."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from types import FrameType

from shopapp.kernel.refusal import Refusal

LOOK_SECONDS = 0.1
READY_SECONDS = 60.0
# Enough for a mail server that answers at the last moment; after that the lease brings the work back.
STOP_SECONDS = 20.0
PARTS = ("web", "worker")


class PartEnded(Refusal):
    """The web server or the worker ended by itself; the text says which."""


class NotAnswering(Refusal):
    """The web server has started but does not answer."""


class _Told:
    """Whether somebody asked us to end.

    A flag that is looked at and no exception: raised in the middle of `Popen.poll` an exception would leave the lock of
    that process taken, and waiting for the process would never end.
    """

    is_to_stop = False


def supervise(environment: Mapping[str, str], *, port: int, host: str, ready: Callable[[], None]) -> None:
    """Run both until told to stop; `ready` is called once the web server answers.

    Raises PartEnded when one of them ends by itself (the other is stopped then), NotAnswering.
    """
    told = _listen()
    parts: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name in PARTS:
            parts[name] = _start(name, environment)
        _wait_until_answering(parts, host, port, told)
        if not told.is_to_stop:
            ready()
        while not told.is_to_stop:
            _refuse_ended(parts)
            time.sleep(LOOK_SECONDS)
    finally:
        _stop(parts.values())


def answers(host: str, port: int) -> bool:
    """Whether `/healthz` answers well."""
    connection = http.client.HTTPConnection(_reachable(host), port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _start(name: str, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # The program itself, with fixed words.
        [sys.executable, "-m", "shopapp", name, "--parent", str(os.getpid())],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        # Ctrl-C reaches the whole group of the terminal; the parts are to be stopped by us alone, in order.
        process_group=0,
    )


def _wait_until_answering(parts: Mapping[str, subprocess.Popen[bytes]], host: str, port: int, told: _Told) -> None:
    end = time.monotonic() + READY_SECONDS
    while not told.is_to_stop and not answers(host, port):
        _refuse_ended(parts)
        if time.monotonic() > end:
            raise NotAnswering(f"the web server does not answer after {READY_SECONDS:.0f} s; is the database there?")
        time.sleep(LOOK_SECONDS)


def _refuse_ended(parts: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for name, process in parts.items():
        code = process.poll()
        if code is not None:
            raise PartEnded(f"the {name} ended by itself (code {code}), so everything was stopped")


def _listen() -> _Told:
    """Note SIGTERM and Ctrl-C from now on."""
    told = _Told()

    def stop(_number: int, _frame: FrameType | None) -> None:
        told.is_to_stop = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return told


def _stop(parts: Collection[subprocess.Popen[bytes]]) -> None:
    for process in parts:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
    end = time.monotonic() + STOP_SECONDS
    for process in parts:
        try:
            process.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _reachable(host: str) -> str:
    """Where a server that listens on every address can be asked."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  # Compared with, not listened on.
