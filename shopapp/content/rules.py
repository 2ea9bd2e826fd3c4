"""What news and pages are before they are stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from shopapp.kernel.clock import at_local
from shopapp.kernel.refusal import Refusal

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_BODY, LONGEST_ALT = 160, 300, 20_000, 200
PLACES = ("menu", "footer", "none")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MORNING = time(8)


class Sort(StrEnum):
    """The two sorts of what a shop tells."""

    NEWS = "news"
    PAGE = "page"


class SlugTaken(Refusal):
    """Another piece of news (or page) of this shop has this slug."""


class BadDraft(Refusal):
    """A value of a draft cannot be stored; the text names it."""


class NoSuchText(Refusal):
    """This shop has no such news or page, or it has gone meanwhile."""


class ChangedMeanwhile(Refusal):
    """Somebody else has saved it since the page was opened; theirs stands. `version` is that of theirs."""

    def __init__(self, version: int) -> None:
        super().__init__(str(version))
        self.version = version


class NothingToUndo(Refusal):
    """It has been saved again since, or nothing of it was ever replaced."""


@dataclass(frozen=True)
class TextDraft:
    """News or a page; `body` is Markdown. `published_at` in the future: shown from then on; None: not shown.

    `wordings` holds title, summary, body and alt in further languages. `place` is said of pages only.
    """

    slug: str
    title: str
    summary: str = ""
    body: str = ""
    published_at: datetime | None = None
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    picture_id: int | None = None
    picture_alt: str = ""
    place: str = "footer"


def is_slug(text: str) -> bool:
    """Whether a text could be a slug at all; others need not be looked up (a database may choke on them)."""
    return len(text) <= 80 and _SLUG.fullmatch(text) is not None


def check_text(draft: TextDraft) -> None:
    """Raise BadDraft at the first value that cannot be stored."""
    if not is_slug(draft.slug):
        raise BadDraft("a slug is lower-case letters and digits joined by single hyphens, at most 80")
    if not draft.title.strip() or len(draft.title) > LONGEST_TITLE or len(draft.summary) > LONGEST_SUMMARY:
        raise BadDraft(f"a title has 1 to {LONGEST_TITLE} characters and a summary at most {LONGEST_SUMMARY}")
    if len(draft.body) > LONGEST_BODY or len(draft.picture_alt) > LONGEST_ALT:
        raise BadDraft(f"a text has at most {LONGEST_BODY} characters and what a picture shows {LONGEST_ALT}")
    if draft.place not in PLACES:
        raise BadDraft("a link to a page stands in: " + ", ".join(PLACES))


class State(StrEnum):
    """Whether visitors can read something."""

    DRAFT = "draft"
    PLANNED = "planned"
    SHOWN = "shown"


def state_of(published_at: datetime | None, now: datetime) -> State:
    """What `published_at` means at this moment."""
    if published_at is None:
        return State.DRAFT
    return State.SHOWN if published_at <= now else State.PLANNED


def free_slug(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the lowest number behind it that nobody has; at most 80 characters."""
    if wanted not in taken:
        return wanted
    number = next(n for n in range(2, len(taken) + 3) if f"{wanted[:76].rstrip('-')}-{n}" not in taken)
    return f"{wanted[:76].rstrip('-')}-{number}"


def text_draft_from(data: Mapping[str, Any]) -> TextDraft:
    """News or a page of a sample file; `published_on` is an ISO date. Raises KeyError where a field lacks."""
    known = {name: data[name] for name in ("summary", "body", "place", "picture_id", "picture_alt") if name in data}
    return TextDraft(
        slug=data["slug"],
        title=data["title"],
        published_at=at_local(date.fromisoformat(data["published_on"]), _MORNING),
        wordings={"en": data["en"]} if data.get("en") else {},
        **known,
    )


# What a save replaces and its undoing brings back.
KEPT = tuple(f.name for f in fields(TextDraft) if f.name not in ("slug", "place"))
