"""What a shop says in further languages than its own, kept as JSON beside the text it stands for.

A table whose texts visitors read has a column `wordings`: {"en": {"name": "…", "summary": "…"}}. The shop's own
language never stands there; what was not worded in the reader's language is shown as the shop wrote it.
"""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from typing import Any

from shopapp.platform.i18n import readers_language

Wordings = Mapping[str, Mapping[str, Any]]


def worded(own: str, wordings: Wordings, field: str) -> str:
    """The text of `field` in its reader's language; `own` where it has none, and on staff's pages."""
    said = wordings.get(readers_language() or "", {}).get(field)
    return said if isinstance(said, str) and said.strip() else own


def worded_list(own: list[Any], wordings: Wordings, field: str) -> list[Any]:
    """The same for a list (facts, option names); one of another length than `own` belongs to an earlier text."""
    said = wordings.get(readers_language() or "", {}).get(field)
    return list(said) if isinstance(said, list) and len(said) == len(own) else own


def overlaid(own: Any, said: Any) -> Any:
    """`own`, plain values or frozen dataclasses of them, with each text replaced by the one `said` (JSON) holds there.

    What is missing there, blank or of another shape stays as it is; so does a list that has grown or shrunk since.
    """
    if isinstance(own, str):
        return said if isinstance(said, str) and said.strip() else own
    if isinstance(own, list | tuple):
        if not isinstance(said, list | tuple) or len(own) != len(said):
            return own
        return type(own)(overlaid(mine, theirs) for mine, theirs in zip(own, said, strict=True))
    if not isinstance(said, Mapping):
        return own
    if isinstance(own, Mapping):
        return {name: overlaid(value, said.get(name)) for name, value in own.items()}
    if is_dataclass(own) and not isinstance(own, type):
        known = {name: text for name, text in said.items() if name in own.__dataclass_fields__}
        return replace(own, **{name: overlaid(getattr(own, name), text) for name, text in known.items()})
    return own


def merged(wordings: Wordings, code: str, said: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """New wordings in which `said` replaces what was worded in language `code`; empty texts are left out."""
    kept = {name: dict(texts) for name, texts in wordings.items() if name != code}
    filled = {field: text for field, text in said.items() if text}
    return kept | {code: filled} if filled else kept
