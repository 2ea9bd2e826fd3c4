"""A shop's logo as its profile holds it, and what has to lie below it to be seen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from shopapp.frames.choices import PLATES
from shopapp.frames.theme import head_grounds
from shopapp.kernel.colour import contrast
from shopapp.platform.tenancy.refs import Logo

# A mark is lost where more than this share of its rim stands out by less than that contrast.
_LOST, _FAINT = 0.25, 1.8


@dataclass(frozen=True)
class Mark:
    """What the frame shows of a logo (`Logo`), and `tones`: the colours of its rim with their shares.

    A picture that brings a ground of its own has no tones.
    """

    key: str
    original: str
    width: int
    height: int
    scales: tuple[int, ...]
    tones: tuple[tuple[str, float], ...] = ()
    is_alone: bool = False


def mark_from(data: Mapping[str, Any] | None) -> Mark | None:
    """The inverse of `dataclasses.asdict`, None where there is none."""
    if not data:
        return None
    tones = tuple((str(tone), float(share)) for tone, share in data["tones"])
    return Mark(**{**data, "scales": tuple(data["scales"]), "tones": tones})


def logo_of(mark: Mark | None) -> Logo | None:
    """What the frame needs of a mark."""
    return Logo(**{field.name: getattr(mark, field.name) for field in fields(Logo)}) if mark else None


def plate_of(mark: Mark | None, kind: str, colour: str) -> str:
    """What has to lie below a mark that the head of its shop's pages would swallow, as `frames.choices` draws it.

    A plate, pale or of ink, in one mode or in both; "" where the mark is seen as it is.
    """
    if mark is None or not mark.tones:
        return ""
    light, dark = (_plate_on(mark, ground) for ground in head_grounds(kind, colour))
    if light == dark:
        return light
    return f"{light}-light" if light else f"{dark}-dark"


def _plate_on(mark: Mark, ground: str) -> str:
    here = _lost(mark, ground)
    if here <= _LOST:
        return ""
    name, there = min(((name, _lost(mark, plate)) for name, plate in PLATES.items()), key=lambda pair: pair[1])
    return name if there < here else ""


def _lost(mark: Mark, ground: str) -> float:
    """The share of the rim that can hardly be told from what it lies on."""
    return sum(share for tone, share in mark.tones if contrast(tone, ground) < _FAINT)
