"""The environment is made once, added to when tests need more, and made anew only when a lock changes."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Stands in for Python, its venv and its pip: it writes down what it was asked to install.
PYTHON = """\
#!/bin/sh
here=$(dirname "$0")
case "$1 $2" in
    "-c "*) exit 0 ;;
    "--version "*) echo "Python 3.99.0" ;;
    "-m venv") mkdir -p "$3/bin" && cp "$0" "$3/bin/python" && echo venv >>asked ;;
    "-m pip") echo "$*" | sed 's/.* //' >>asked ;;
esac
"""
OLD_PYTHON = "#!/bin/sh\nexit 1\n"


def program(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


class Checkout:
    """A folder with the script and two locks, and a PATH on which there is no uv."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder.parent / "tools"
        for place in (folder / ".ci", folder / "requirements", self.tools):
            place.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / ".ci" / "install", folder / ".ci" / "install")
        for name in ("cat", "cmp", "cp", "dirname", "mkdir", "rm", "sed", "sh"):
            (self.tools / name).symlink_to(str(shutil.which(name)))
        program(self.tools / "python3", PYTHON)
        self.write("runtime", "flask==1")
        self.write("test", "flask==1\npytest==1")

    def write(self, name: str, lock: str) -> None:
        (self.folder / "requirements" / f"{name}.lock").write_text(f"{lock}\n", encoding="utf-8")

    def install(self, name: str) -> list[str]:
        """What was made and installed by this run."""
        asked = self.folder / "asked"
        asked.unlink(missing_ok=True)
        self.run(name, check=True)
        return asked.read_text(encoding="utf-8").split() if asked.exists() else []

    def run(self, name: str, *, check: bool = False) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", self.folder / ".ci" / "install", name],
            env={"PATH": str(self.tools)},
            capture_output=True,
            text=True,
            check=check,
        )


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


def test_a_second_run_does_nothing(checkout: Checkout) -> None:
    assert checkout.install("runtime") == ["venv", "requirements/runtime.lock"]
    assert checkout.install("runtime") == []


def test_the_tests_packages_are_added_and_serve_the_program_too(checkout: Checkout) -> None:
    checkout.install("runtime")

    assert checkout.install("test") == ["requirements/test.lock"]
    assert checkout.install("test") == []
    assert checkout.install("runtime") == []


def test_a_changed_lock_makes_the_environment_anew(checkout: Checkout) -> None:
    checkout.install("test")
    checkout.write("test", "flask==1\npytest==2")
    assert checkout.install("runtime") == []
    assert checkout.install("test") == ["venv", "requirements/test.lock"]

    checkout.write("runtime", "flask==2")
    assert checkout.install("runtime") == ["venv", "requirements/runtime.lock"]


def test_a_moved_checkout_makes_the_environment_anew(checkout: Checkout) -> None:
    checkout.install("runtime")
    checkout.folder = checkout.folder.rename(checkout.folder.with_name("moved"))

    assert checkout.install("runtime") == ["venv", "requirements/runtime.lock"]


def test_an_installation_that_broke_off_is_not_taken_for_whole(checkout: Checkout) -> None:
    checkout.install("runtime")
    (checkout.folder / ".venv" / "runtime.installed").unlink()

    assert checkout.install("runtime") == ["venv", "requirements/runtime.lock"]


def test_a_newer_python_beside_an_old_one_is_taken(checkout: Checkout) -> None:
    program(checkout.tools / "python3", OLD_PYTHON)
    program(checkout.tools / "python3.12", PYTHON)

    assert checkout.install("runtime") == ["venv", "requirements/runtime.lock"]


def test_an_old_python_is_refused_in_one_line(checkout: Checkout) -> None:
    program(checkout.tools / "python3", OLD_PYTHON)

    refused = checkout.run("runtime")

    assert refused.returncode == 1
    assert refused.stderr.startswith("shopapp needs Python 3.11 or newer")
    assert refused.stderr.count("\n") == 1
    assert not (checkout.folder / ".venv").exists()
