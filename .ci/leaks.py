"""Leak check: no committed text names a package index or a place on somebody's machine.

A lock or a document with such a name in it works on one desk only. The patterns are written so that they do
not find themselves. Refused as well: the checkout's own path, the home folder of whoever runs the check,
leftovers of a merge and private keys.
"""

import re
import subprocess
import sys
from pathlib import Path

PATTERNS = {
    "a package index": re.compile(
        r"pyp[i]\.org|pythonhoste[d]\.org|registry\.npmj[s]|deb\.debia[n]\.org|--(?:extra-)?index-ur[l]\b"
    ),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:wor[k]|roo[t]|Users/\w+|home/\w+)/"),
    "a leftover of a merge": re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE),
    "a private key": re.compile(r"-----BEGI[N] (?:[A-Z]+ )?PRIVATE KEY-----"),
}


def committed_files() -> list[Path]:
    """Files that are in git or would come in with the next commit."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True).stdout.decode()
    return [path for path in map(Path, filter(None, listed.split("\0"))) if path.is_file()]


def own_places() -> list[str]:
    """This checkout and this home, where they are long enough to mean something."""
    return [place for place in (str(Path.cwd()), str(Path.home())) if place.count("/") > 1]


def leaks(text: str, places: list[str]) -> list[tuple[int, str]]:
    """(line, what was found) for each leak in `text`."""
    found = [
        (text.count("\n", 0, match.start()) + 1, what)
        for what, pattern in PATTERNS.items()
        for match in pattern.finditer(text)
    ]
    found += [
        (text.count("\n", 0, text.index(place)) + 1, "the path of this checkout or home")
        for place in places
        if place in text
    ]
    return found


def main() -> int:
    count = 0
    places = own_places()
    paths = committed_files()
    for path in paths:
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for line, what in leaks(data.decode("utf-8", errors="replace"), places):
            print(f"{path}:{line}: names {what}", file=sys.stderr)
            count += 1
    if not count:
        print(f"Leaks: none in {len(paths)} files.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
