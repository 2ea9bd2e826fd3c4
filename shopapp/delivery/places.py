"""Provinces and wards of Vietnam, from a data file that can be replaced when units change.

Orders store code, name and the file's version, so that an old order stays readable whatever the file says later.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shopapp.delivery.rules import Area, find_area, served_provinces
from shopapp.kernel.folding import fold

# So many fit above a phone's keyboard; who sees more has not typed enough.
MOST_FOUND = 6
_LONGEST_TYPED = 60
FILE = Path(__file__).parent / "data" / "vietnam_units.json"
# Wards first: most addresses lie in towns, and a list sorted by kind is found through faster than a mixed one.
_KINDS = ("phường", "xã", "đặc khu")


@dataclass(frozen=True)
class Place:
    """A ward in its province, with full names as they stand on a letter."""

    province_code: str
    province_name: str
    ward_code: str
    ward_name: str
    version: str


@dataclass(frozen=True)
class _Province:
    code: str
    name: str
    full_name: str
    wards: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def _units() -> tuple[str, dict[str, _Province]]:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    found = (
        _Province(p["code"], p["name"], p["full_name"], tuple(sorted(((c, n) for c, n in p["wards"]), key=_by_kind)))
        for p in data["provinces"]
    )
    return str(data["version"]), {p.code: p for p in sorted(found, key=lambda p: fold(p.name))}


def _by_kind(ward: tuple[str, str]) -> tuple[int, str]:
    name = ward[1].lower()
    rank = next((i for i, kind in enumerate(_KINDS) if name.startswith(kind)), len(_KINDS))
    return rank, fold(name)


def version() -> str:
    """Which edition of the units this is."""
    return _units()[0]


def provinces() -> list[tuple[str, str]]:
    """(code, short name) of every province and city, in alphabetical order."""
    return [(p.code, p.name) for p in _units()[1].values()]


def wards(province_code: str) -> list[tuple[str, str]]:
    """(code, full name) of the province's wards, communes and special zones; empty for an unknown code."""
    found = _units()[1].get(province_code)
    return list(found.wards) if found else []


def find_place(province_code: str, ward_code: str) -> Place | None:
    """The ward, None when the province has none of that code."""
    found = _units()[1].get(province_code)
    name = dict(found.wards).get(ward_code) if found else None
    if found is None or name is None:
        return None
    return Place(found.code, found.full_name, ward_code, name, version())


@lru_cache(maxsize=1)
def _by_name() -> list[tuple[str, str, Place]]:
    """(bare name, everything that finds it, ward) of all wards, folded for search."""
    edition, found = _units()
    return [
        (_bare(fold(name)), fold(f"{name} {p.name}"), Place(p.code, p.full_name, code, name, edition))
        for p in found.values()
        for code, name in p.wards
    ]


def _bare(folded: str) -> str:
    """A ward's name without the word for its kind: "phuong ben thanh" → "ben thanh"."""
    kind = next((fold(kind) for kind in _KINDS if folded.startswith(fold(kind))), "")
    return folded.removeprefix(kind).strip()


def find_served(areas: Sequence[Area], typed: str, province_code: str = "") -> list[tuple[Place, bool]]:
    """Wards whose name holds every word typed, accents aside, each with whether the shop delivers there; at most six.

    Those it delivers to, or, where it delivers to none of that name, the others. First come those of the province
    chosen, then names that are or begin with what was typed.
    """
    wanted = fold(typed[:_LONGEST_TYPED])
    words, bare = wanted.split(), _bare(wanted)
    if len(wanted) < 2:
        return []
    served = served_provinces(areas)
    found = []
    for name, everything, place in _by_name():
        if all(word in everything for word in words):
            province, ward = place.province_code, place.ward_code
            is_served = province in served and find_area(areas, province, ward) is not None
            rank = (not is_served, province != province_code, name != bare, not name.startswith(bare))
            found.append((rank, place, is_served))
    found.sort(key=lambda one: one[0])
    wards = [(place, is_served) for _rank, place, is_served in found if is_served or not found[0][2]]
    return wards[:MOST_FOUND]
