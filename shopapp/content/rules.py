"""What a piece of news is before it is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from shopapp.kernel.clock import at_local
from shopapp.kernel.refusal import Refusal

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MORNING = time(8)


class SlugTaken(Refusal):
    """Another piece of news of this shop has this slug."""


class BadDraft(Refusal):
    """A value of a draft cannot be stored; the text names it."""


@dataclass(frozen=True)
class PostDraft:
    """A piece of news; `body` is Markdown. `published_at` in the future: shown from then on; None: not shown."""

    slug: str
    title: str
    summary: str = ""
    body: str = ""
    published_at: datetime | None = None


def is_slug(text: str) -> bool:
    """Whether a text could be a slug at all; others need not be looked up (a database may choke on them)."""
    return len(text) <= 80 and _SLUG.fullmatch(text) is not None


def check_post(draft: PostDraft) -> None:
    """Raise BadDraft at the first value that cannot be stored."""
    if not is_slug(draft.slug):
        raise BadDraft("a slug is lower-case letters and digits joined by single hyphens, at most 80")
    if not draft.title.strip() or len(draft.title) > 160 or len(draft.summary) > 300:
        raise BadDraft("news need a title of at most 160 characters and a summary of at most 300")


def post_draft_from(data: Mapping[str, Any]) -> PostDraft:
    """One piece of news of a sample file; `published_on` is an ISO date. Raises KeyError where a field lacks."""
    return PostDraft(
        slug=data["slug"],
        title=data["title"],
        summary=data.get("summary", ""),
        body=data.get("body", ""),
        published_at=at_local(date.fromisoformat(data["published_on"]), _MORNING),
    )
