"""Fixtures for the real peers; `tests/conftest.py` names this module among its plugins."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import launch_options
from tests.support.mailsink import MailSink

# What a test asks for says what it needs, so nobody has to mark it by hand.
MARKED_BY_FIXTURE = {"browser": "browser", "postgres": "postgres", "proof": "proof"}
FIGURE = "proof: "
REPORT = Path("var") / "proof.md"


@pytest.fixture
def mail_sink() -> Iterator[MailSink]:
    """A mail server on `mail_sink.port` that takes everything until a test lets it fail."""
    with MailSink() as sink:
        yield sink


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """pytest-playwright's own, and which Chromium to start how."""
    return {**browser_type_launch_args, **launch_options()}


@dataclass(frozen=True)
class Proof:
    """How big a run is, and where its figures go."""

    is_full: bool
    _record: Callable[[str, object], None]

    def size(self, small: int, full: int) -> int:
        """`small` in `make test`, `full` in `make proof`."""
        return full if self.is_full else small

    def note(self, what: str, figure: object) -> None:
        """A figure for the end of the run, and in `make proof` for var/proof.md."""
        self._record(f"{FIGURE}{what}", figure)


@pytest.fixture
def proof(record_property: Callable[[str, object], None]) -> Proof:
    return Proof(os.environ.get("SHOPAPP_PROOF") == "full", record_property)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture, mark in MARKED_BY_FIXTURE.items():
            if fixture in getattr(item, "fixturenames", ()):
                item.add_marker(mark)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Shows the figures that were noted; they travel with the reports, so it works with several workers too."""
    reports = [
        report
        for kind in ("passed", "failed")
        for report in terminalreporter.stats.get(kind, [])
        if isinstance(report, pytest.TestReport)
    ]
    lines = [
        f"| {report.nodeid.rpartition('::')[2]} | {report.outcome} | {name.removeprefix(FIGURE)} | {figure} |"
        for report in reports
        for name, figure in report.user_properties
        if name.startswith(FIGURE)
    ]
    if not lines:
        return
    table = "\n".join(["| test | outcome | what | figure |", "|---|---|---|---|", *lines])
    terminalreporter.section("figures")
    terminalreporter.write_line(table)
    if os.environ.get("SHOPAPP_PROOF") == "full":
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(f"# Proof, at full size\n\n{table}\n", encoding="utf-8")
