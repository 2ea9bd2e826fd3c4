"""Serving for real: one port, two children that never outlive it, and a quick and clean end."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from shopapp.operations.supervise import answers
from tests.operations.builders import command, descendants, environment, is_there, started
from tests.support.http import Client, free_port
from tests.support.kept import wait_until

ADDRESS = "127.0.0.1"
QUICK_SECONDS = 15
"""How long an end may take on a busy machine; on an idle one it takes well under a second."""


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose database is at this version."""
    folder = tmp_path_factory.mktemp("serving") / "data"
    done = command(environment(folder, 1), "migrate")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def variables(migrated: Path, tmp_path: Path) -> dict[str, str]:
    """An instance of its own, with a free port."""
    shutil.copytree(migrated, tmp_path / "data")
    return environment(tmp_path / "data", free_port())


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the program prints to."""
    return tmp_path / "log"


@pytest.fixture
def port(variables: dict[str, str]) -> int:
    return int(variables["SHOPAPP_PORT"])


def wait_for(words: str, log: Path) -> None:
    """Until the program has printed this."""
    try:
        wait_until(f"{words!r} is printed", lambda: words in log.read_text(), seconds=60)
    except TimeoutError as late:
        raise TimeoutError(f"{late}: {log.read_text()}") from None


def wait_for_answer(port: int) -> None:
    wait_until("the web server answers", lambda: answers(ADDRESS, port), seconds=60)


def wait_for_death(pids: set[int]) -> None:
    wait_until("the children are gone", lambda: not any(is_there(pid) for pid in pids), seconds=QUICK_SECONDS)


def part_of(pid: int, part: str) -> int:
    """The process id of the web server or the worker that `pid` started."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,args="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        if line.split()[1] == str(pid) and f" shopapp {part} " in line:
            return int(line.split()[0])
    raise LookupError(listed)


def test_a_signal_ends_everything_quickly_and_cleanly_and_a_second_instance_is_refused(
    variables: dict[str, str], log: Path, port: int
) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        log.write_text("")
        # The second time on a port that the first has left a moment ago.
        with started(variables, log, "serve") as process:
            wait_for("shopapp is ready", log)
            wait_for("worker_started", log)
            assert Client(port, "unknown.example").get("/").status == 404
            if number is signal.SIGTERM:
                refuse_a_second(variables, port)
            children = descendants(process.pid)
            assert len(children) >= 3, "web server, its process, worker"
            process.send_signal(number)
            assert process.wait(QUICK_SECONDS) == 0, log.read_text()
            wait_for_death(children)
        assert "Traceback" not in log.read_text()


def refuse_a_second(variables: dict[str, str], port: int) -> None:
    second = command(variables, "serve")
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"port {port}" in second.stderr


def test_children_do_not_outlive_a_parent_that_is_killed(variables: dict[str, str], log: Path, port: int) -> None:
    with started(variables, log, "serve") as process:
        wait_for("shopapp is ready", log)
        children = descendants(process.pid)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_for_death(children)
        assert not answers(ADDRESS, port)


def test_the_process_that_answers_does_not_outlive_its_web_server(
    variables: dict[str, str], log: Path, port: int
) -> None:
    with started(variables, log, "web") as process:
        wait_for_answer(port)
        children = descendants(process.pid)
        assert children
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_for_death(children)
        assert not answers(ADDRESS, port)


def test_when_one_part_ends_the_other_is_stopped_and_it_is_said(
    variables: dict[str, str], log: Path, port: int
) -> None:
    with started(variables, log, "serve") as process:
        wait_for("shopapp is ready", log)
        children = descendants(process.pid)
        os.kill(part_of(process.pid, "worker"), signal.SIGKILL)
        assert process.wait(QUICK_SECONDS) == 1
        wait_for_death(children)
    assert "shopapp: the worker ended by itself" in log.read_text()


def test_the_worker_alone_stops_at_once_when_told(variables: dict[str, str], log: Path) -> None:
    with started(variables, log, "worker") as process:
        wait_for("worker_started", log)
        begun = time.monotonic()
        process.terminate()
        assert process.wait(QUICK_SECONDS) == 0
        assert time.monotonic() - begun < QUICK_SECONDS
