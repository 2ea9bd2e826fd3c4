"""Every module of the program, whether a room is listed yet or not."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import shopapp

SOURCE = Path(shopapp.__file__).parent


def modules() -> Iterator[str]:
    """Dotted names of all modules but those that start something."""
    for found in pkgutil.walk_packages([str(SOURCE)], "shopapp."):
        if not found.name.endswith("__main__"):
            yield found.name


def import_everything() -> None:
    """Import what maps tables and declares routes."""
    for name in modules():
        if name.rpartition(".")[2] == "models" or ".models." in name:
            importlib.import_module(name)
    importlib.import_module("shopapp.platform.dispatch")
    importlib.import_module("shopapp.platform.removals")
    importlib.import_module("shopapp.platform.web.limits")


def sources() -> list[Path]:
    """Every Python file of the program."""
    return sorted(SOURCE.rglob("*.py"))
