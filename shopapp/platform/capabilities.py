"""Capabilities: what the program really does, in the words of the policy page.

A room lists a capability only once it works; the policy page holds nothing else, so it cannot promise more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from flask import current_app

from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef


class Heading(StrEnum):
    """The eleven headings of a policy page, in their order."""

    PURPOSE = "purpose"
    SCOPE = "scope"
    STORAGE_TIME = "storage_time"
    RECEIVERS = "receivers"
    PROTECTION = "protection"
    COLLECTOR = "collector"
    CORRECTION = "correction"
    DELETION = "deletion"
    COMPLAINTS = "complaints"
    BREACH = "breach"
    CHANGES = "changes"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or list item. `where` is the address at which a visitor can see it carried out, or empty."""

    text: str
    where: str = ""


# Before the purpose, in the name of a capability that rests on consent.
CONSENT = "consent."

# Called in the shop's scope while the wanted language is spoken; reads settings, never a person's data.
Words = Callable[[ShopRef], Sequence[Paragraph]]
# The same in the vocabulary of the code: what is compared to see whether a policy has changed in more than its words.
Facts = Callable[[ShopRef], Sequence[str]]


@dataclass(frozen=True)
class Capability:
    """One thing the program does that a policy may state, and under which heading.

    `purpose` is what it uses personal data for; words for a shop that has this switched off are none. `facts` names
    fields, receivers or periods: when they change, customers are told and consent to the purpose is asked anew.
    """

    name: str
    heading: Heading
    words: Words
    purpose: Purpose | None = None
    facts: Facts | None = None


def consents_asked(shop: ShopRef) -> frozenset[str]:
    """Purposes ("research") for which this shop asks consent: those of capabilities "consent.…" that say something."""
    asking = (c for c in capabilities() if c.name.startswith(CONSENT))
    return frozenset(c.name.removeprefix(CONSENT) for c in asking if c.words(shop))


def capabilities() -> tuple[Capability, ...]:
    """Every registered capability, in the order of the rooms."""
    return cast(tuple[Capability, ...], current_app.extensions["shopapp_capabilities"])
