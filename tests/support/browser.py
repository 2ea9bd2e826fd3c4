"""The Chromium that the browser tests drive: found on this machine, else installed, else asked for.

`python -m tests.support.browser` prints its path and installs it first where that is needed. A test run
without a browser fails; it never passes over its browser tests in silence.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VARIABLE = "SHOPAPP_TEST_BROWSER"
ON_PATH = ("chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
ADVICE = (
    "No browser for the tests was found and none could be installed. Type: sudo apt-get install chromium "
    f"(or install Chrome, or set {VARIABLE} to a Chromium you have)"
)
# Playwright's defaults already keep Chromium quiet; said here again because a test must never leave the
# machine, and every name that is not this machine's is made unresolvable on top.
QUIET = (
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
)


def playwright_shells() -> Iterator[Path]:
    """Headless shells that `playwright install` has put into its cache, the newest first."""
    told = os.environ.get("PLAYWRIGHT_BROWSERS_PATH")
    usual = "Library/Caches" if sys.platform == "darwin" else ".cache"
    cache = Path(told) if told else Path.home() / usual / "ms-playwright"
    for folder in sorted(cache.glob("chromium_headless_shell-*"), reverse=True):
        for name in ("chrome-headless-shell", "headless_shell"):
            yield from folder.glob(f"*/{name}")


def candidates() -> Iterator[Path]:
    """Browsers in the order in which they are taken; not all of them exist."""
    for name in ON_PATH:
        found = shutil.which(name)
        if found:
            yield Path(found)
    yield from map(Path, APPLICATIONS)
    yield from playwright_shells()


def find_browser() -> Path | None:
    """A browser that is here already; LookupError when the variable names one that is not."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        if os.access(chosen, os.X_OK):
            return Path(chosen)
        raise LookupError(f"{VARIABLE}={chosen} is not a program that can be run")
    return next((path for path in candidates() if os.access(path, os.X_OK)), None)


def is_debian() -> bool:
    """Debian itself: its relatives' package of that name may be something else."""
    try:
        words = Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    return "ID=debian" in words and shutil.which("apt-get") is not None


def installers() -> Iterator[list[list[str]]]:
    """Ways to install one, each a list of commands."""
    if os.geteuid() == 0 and is_debian():
        yield [
            ["apt-get", "update", "--quiet"],
            ["apt-get", "install", "--quiet", "--yes", "--no-install-recommends", "chromium"],
        ]
    yield [[sys.executable, "-m", "playwright", "install", "chromium", "--only-shell"]]


def run_quietly(commands: list[list[str]]) -> None:
    """Runs them in turn; what they print goes to standard error, because standard output is for the path."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        print("Browser for the tests:", " ".join(command), file=sys.stderr)
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=environment, check=False)
        if done.returncode:
            return


def provide_browser() -> Path:
    """A browser in any case, installed if need be; LookupError with the line to type otherwise."""
    found = find_browser()
    for commands in installers():
        if found:
            break
        run_quietly(commands)
        found = find_browser()
    if not found:
        raise LookupError(ADVICE)
    return found


def launch_options() -> dict[str, Any]:
    """Keyword arguments for playwright's `chromium.launch`."""
    # The sandbox needs a login other than root, and as root there is nothing it could protect.
    arguments = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    return {
        "executable_path": str(provide_browser()),
        "args": arguments,
        "chromium_sandbox": os.geteuid() != 0,
    }


if __name__ == "__main__":
    try:
        print(provide_browser())
    except LookupError as missing:
        sys.exit(str(missing))
