"""Every signal a room declares is documented, and none lives elsewhere than in a room's signals.py."""

import importlib
import re
from pathlib import Path
from typing import Any

from blinker import NamedSignal

import shopapp

PACKAGE = Path(shopapp.__file__).parent
DOCUMENT = PACKAGE.parent / "docs/signals.md"


def test_signals_are_declared_in_one_place_and_documented() -> None:
    documented = set(re.findall(r"^\| `(\w+)` in `([\w.]+)`", DOCUMENT.read_text(), re.MULTILINE))
    declared = set()
    for path in PACKAGE.glob("*/signals.py"):
        name = f"shopapp.{path.parent.name}.signals"
        found = vars(importlib.import_module(name)).items()
        declared |= {(word, name) for word, value in found if isinstance(value, NamedSignal)}
    assert declared
    assert declared == documented
    strays = [p for p in PACKAGE.rglob("*.py") if p.name != "signals.py" and "import Namespace" in p.read_text()]
    assert strays == []


def test_the_example_of_a_receiver_is_called() -> None:
    from shopapp.accounts.signals import misuse_reported

    before = len(misuse_reported.receivers)
    known: dict[str, Any] = {}
    (code,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    exec(code, known)  # noqa: S102 - our own document.
    assert len(misuse_reported.receivers) == before + 1
    misuse_reported.disconnect(known["count_misuse"])
