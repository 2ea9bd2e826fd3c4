"""The locks install what pyproject.toml asks for, anywhere, and the same to serve as to test."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
GROUPS = PROJECT["dependency-groups"]
SERVING = [*PROJECT["project"]["dependencies"], *EXTRAS["postgres"], *EXTRAS["demo"]]
WANTED = {"runtime": SERVING, "test": [*SERVING, *GROUPS["test"], *GROUPS["check"]]}


def blocks(name: str) -> dict[str, str]:
    """{package: its whole entry} of a lock, which holds nothing but entries."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.rstrip("\n"))
    return {canonicalize_name(entry.partition("==")[0]): entry for entry in entries}


@pytest.mark.parametrize("name", ["runtime", "test"])
def test_every_wanted_package_is_locked_in_a_version_that_is_wanted(name: str) -> None:
    locked = {package: re.split(r"[ \\]", entry.partition("==")[2])[0] for package, entry in blocks(name).items()}
    wrong = [
        line
        for line in WANTED[name]
        if (requirement := Requirement(line)).specifier
        and not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"))
    ]
    missing = [line for line in WANTED[name] if canonicalize_name(Requirement(line).name) not in locked]
    assert (missing, wrong) == ([], []), "make lock"


@pytest.mark.parametrize("name", ["runtime", "test"])
def test_every_package_is_pinned_by_hash_and_none_by_address(name: str) -> None:
    for package, entry in blocks(name).items():
        assert re.match(r"^[\w.-]+==[\w.+!]+", entry), package
        assert "--hash=sha256:" in entry, package
        assert "://" not in entry, package


def test_what_serves_is_what_was_tested() -> None:
    tested = blocks("test")
    assert [package for package, entry in blocks("runtime").items() if tested.get(package) != entry] == []
