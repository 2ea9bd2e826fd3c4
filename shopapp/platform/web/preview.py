"""Settings are tried before they are saved: what the browser sent travels through a page that shows it to staff only.

Nothing of a preview is stored. The page holds everything typed in hidden fields; its two buttons send it back to the
form, to be saved or to be changed further.
"""

import re
from collections.abc import Iterable
from typing import Any

from flask import render_template, request
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from shopapp.platform.web.fields import read_day

# The button that was pressed: "save", "preview", "edit", "more" (another empty row), "drop-3", …
BUTTON = "do"


def pressed() -> str:
    """The button a settings form was sent with; saving is what Enter does."""
    return request.form.get(BUTTON, "save")[:40]


def typed() -> list[tuple[str, str]]:
    """Everything the browser sent but the token and the button."""
    return [(n, v) for n, v in request.form.items(multi=True) if n not in ("csrf_token", BUTTON)]


def preview_bar(action: str, fields: Iterable[tuple[str, str]], *, says: str = "") -> Markup:
    """The bar over a page that is shown before it is saved; `fields` go back to `action` with either button."""
    words = render_template("macros/preview_bar.html", action=action, fields=list(fields), says=says)
    return Markup(words)  # noqa: S704 - Jinja escaped it.


def without_row(data: MultiDict[str, str], rows: str, at: str) -> MultiDict[str, str]:
    """What was sent without the row `rows-<at>` of a list."""
    start = f"{rows}-{at}"
    return MultiDict([(n, v) for n, v in data.items(multi=True) if n != start and not n.startswith(start + "-")])


def changed_rows(data: MultiDict[str, str], button: str, rows: str) -> MultiDict[str, str]:
    """What was sent after a button that removes a row ("drop-2") was pressed."""
    found = re.fullmatch(r"drop-([0-9]{1,3})", button)
    return without_row(data, rows, found[1]) if found and rows else data


def differences(now: Any, mine: Any) -> list[tuple[str, str]]:
    """(label, what stands there now) of every field whose value differs between two forms of one class."""
    here, typed_here = flat_values(now), flat_values(mine)
    return [(label, value) for label, value in here.items() if typed_here.get(label, "") != value]


def flat_values(form: Any) -> dict[str, str]:
    """What a form says, by label, also inside its lists; as people would read it."""
    found: dict[str, str] = {}
    for field in form:
        if field.type in ("CSRFTokenField", "HiddenField"):
            continue
        if field.type == "FieldList":
            for number, entry in enumerate(field.entries, 1):
                parts = flat_values(entry.form) if entry.type == "FormField" else {"": str(entry.data or "")}
                if any(parts.values()):
                    legend = getattr(entry.form, "legend", "") if entry.type == "FormField" else ""
                    found[f"{legend or field.label.text} {'' if legend else number}".strip()] = ", ".join(
                        part for part in parts.values() if part
                    )
        else:
            found[str(field.label.text)] = _shown(field)
    return found


def _shown(field: Any) -> str:
    if hasattr(field, "iter_choices"):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(choice[1]) for choice in field.iter_choices() if choice[0] in chosen)
    if field.type == "Day" and (day := read_day(field.data or "")):
        return f"{day:%d/%m/%Y}"
    return str(field.data or "")
