"""What differs between two versions of a policy, and how long the shop's own words may be. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from shopapp.kernel.refusal import Refusal
from shopapp.records.rules import Ground, PolicyText

LONGEST_WORDS = 4000
LONGEST_REASON = 1000
# What an order holds that an authority may ask for.
DEMAND_FIELDS = (
    "name",
    "phone",
    "email",
    "recipient_name",
    "recipient_phone",
    "recipient_address",
    "order_code",
    "order_goods",
    "message",
)
# The shop's own words stand after the eleven headings, under a key that no heading has.
OWN = "own"


class EditedMeanwhile(Refusal):
    """Somebody else has saved since this page was opened; their text stands."""


class NoSuchOrder(Refusal):
    """The shop has no order of this code."""


class Change(StrEnum):
    """What became of a paragraph from one version to the next."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class DemandDraft:
    """Data of one order given to somebody without an agreement. `paper_key` names a stored file, or is empty."""

    ground: Ground
    receiver: str
    order_code: str
    fields: tuple[str, ...]
    reason: str
    paper_key: str


@dataclass(frozen=True)
class Line:
    """One paragraph of a comparison."""

    change: Change
    text: str


@dataclass(frozen=True)
class SectionChange:
    """One heading with its paragraphs, of which at least one differs."""

    title: str
    lines: tuple[Line, ...]


def compare(old: PolicyText, new: PolicyText) -> list[SectionChange]:
    """The headings that differ, in the order of the new version, then those that are gone."""
    before = {section["key"]: section for section in old}
    after = {section["key"]: section for section in new}
    keys = [*after, *(key for key in before if key not in after)]
    found = []
    for key in keys:
        lines = _lines(_paragraphs(before.get(key)), _paragraphs(after.get(key)))
        if any(line.change is not Change.SAME for line in lines):
            found.append(SectionChange(str((after.get(key) or before[key])["title"]), tuple(lines)))
    return found


def _paragraphs(section: Mapping[str, Any] | None) -> list[str]:
    if section is None:
        return []
    own = [line for line in str(section.get("words", "")).split("\n") if line.strip()]
    return [str(paragraph["text"]) for paragraph in section["paragraphs"]] + own


def _lines(old: Sequence[str], new: Sequence[str]) -> list[Line]:
    lines: list[Line] = []
    for what, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if what == "equal":
            lines += [Line(Change.SAME, text) for text in new[c:d]]
        else:
            lines += [Line(Change.REMOVED, text) for text in old[a:b]]
            lines += [Line(Change.ADDED, text) for text in new[c:d]]
    return lines
