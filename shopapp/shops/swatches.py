"""Colours that suit each kind of shop, for whoever does not know which to take; any other may be typed."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

_NAMED: Mapping[str, Any] = {
    "#a8504e": _l("Rose clay"),
    "#b3446c": _l("Peony"),
    "#7a4d7e": _l("Plum"),
    "#5f7a4f": _l("Moss"),
    "#b9571c": _l("Apricot"),
    "#c27a00": _l("Honey"),
    "#0d6b64": _l("Teal"),
    "#3f7cac": _l("Sky"),
    "#c8102e": _l("Signal red"),
    "#e05a00": _l("Orange"),
    "#15457a": _l("Navy"),
    "#2140c8": _l("Cobalt"),
    "#1b1b1f": _l("Black"),
    "#6b4423": _l("Coffee"),
    "#2e7d32": _l("Leaf green"),
    "#8a1c4a": _l("Wine"),
}
_SUITED: Mapping[str, tuple[str, ...]] = {
    "florist": ("#a8504e", "#b3446c", "#7a4d7e", "#5f7a4f", "#8a1c4a", "#6b4423"),
    "puppies": ("#b9571c", "#c27a00", "#0d6b64", "#3f7cac", "#b3446c", "#6b4423"),
    "signs": ("#c8102e", "#e05a00", "#15457a", "#c27a00", "#0d6b64", "#1b1b1f"),
    "clothes": ("#2140c8", "#1b1b1f", "#8a1c4a", "#7a4d7e", "#0d6b64", "#c8102e"),
    "general": ("#2e7d32", "#0d6b64", "#15457a", "#b9571c", "#c8102e", "#6b4423"),
}


def swatches(kind: str) -> list[tuple[str, str]]:
    """("#rrggbb", name) of the colours suggested to a kind of shop."""
    return [(colour, str(_NAMED[colour])) for colour in _SUITED[kind]]
