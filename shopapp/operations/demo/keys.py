"""Files only their owner may read: the demo's secret key and its sign-ins."""

import os
from pathlib import Path

from shopapp.kernel.codes import new_token


def write_private(path: Path, text: str) -> None:
    """Write a file whole, readable by its owner alone from its first byte on."""
    partial = path.with_name(f".{path.name}.new")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)


def kept_secret(path: Path) -> str:
    """The secret key of this folder, made at the first start."""
    if not path.is_file():
        write_private(path, new_token() + new_token() + "\n")
    return path.read_text(encoding="utf-8").strip()
