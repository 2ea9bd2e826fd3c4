"""What the tests' plugin adds to a run: marks and figures."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = """
def test_orders_survive(proof):
    proof.note("orders", proof.size(5, 500))

def test_without_a_browser():
    pass

def test_with_a_browser(page):
    raise AssertionError("not chosen")
"""
SETTINGS = """
[pytest]
markers =
    browser: x
    postgres: x
    proof: x
"""


def run(folder: Path, *words: str, **environment: str) -> str:
    (folder / "test_sample.py").write_text(TESTS, encoding="utf-8")
    (folder / "pytest.ini").write_text(SETTINGS, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.support.fixtures", "-p", "no:cacheprovider", *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


def test_figures_are_shown_at_the_end_and_the_summary_stays_last(tmp_path: Path) -> None:
    printed = run(tmp_path, "-m", "not browser", "-n", "1")

    assert "| test_orders_survive | passed | orders | 5 |" in printed
    assert "2 passed" in printed.rstrip().splitlines()[-1]
    assert not (tmp_path / "var").exists()


def test_the_full_size_is_reported_in_a_file(tmp_path: Path) -> None:
    printed = run(tmp_path, "-m", "proof", SHOPAPP_PROOF="full")

    assert "1 passed, 2 deselected" in printed
    report = (tmp_path / "var" / "proof.md").read_text(encoding="utf-8")
    assert "| test_orders_survive | passed | orders | 500 |" in report
