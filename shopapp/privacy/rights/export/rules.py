"""Decisions about copies: how long they lie ready, what a table's cell may begin with, what a file is called. Pure."""

import re
from datetime import timedelta

from shopapp.kernel.folding import slug

KEPT_FOR = timedelta(days=7)
# A copy that failed so often will not succeed by trying.
MOST_ATTEMPTS = 5
# Programs for tables take a text that begins so for a formula, and would reckon with what a stranger has typed.
# Where a comma stands in numbers, as in Vietnam, they part cells at semicolons, and begin a row at any line's end.
_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*[=+\-@＝＋－＠]|[\t\r])")


def cell(text: str) -> str:
    """A text for a table, so that no program reckons with it: what could begin a formula gets an apostrophe before."""
    return _FORMULA.sub(r"\1'\2", text)


def file_name(shop_name: str, day: str) -> str:
    """What a copy is called once it is fetched: "du-lieu-tiem-hoa-mai-2026-11-22.zip"."""
    return f"du-lieu-{slug(shop_name, 40) or 'shop'}-{day}.zip"


def path_of_file(row_id: int, name: str) -> str:
    """Where in the copy an attached file lies; its name keeps its ending and loses whatever a path could be made of."""
    stem, dot, ending = name.rpartition(".")
    safe_ending = slug(ending, 8) if dot else ""
    safe = slug(stem if dot else name, 60) or "tep"
    return f"tep/{row_id}-{safe}{'.' + safe_ending if safe_ending else ''}"
