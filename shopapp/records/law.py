"""What the law says, as dated data with its source: grounds, deadlines, periods. No article stands in code.

The file `data/law.json` is read once. Its `certainty` says whether the text of the act was read (primary) or what
others write about it (secondary). A provider whose counsel reads an act otherwise changes the file, not the program.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from shopapp.platform.personal_data import Declaration, Purpose


class LegalGround(StrEnum):
    """Why the law lets a purpose be pursued."""

    AGREEMENT = "agreement"
    CONSENT = "consent"
    LEGAL_DUTY = "legal_duty"
    PROTECTION = "protection"


@dataclass(frozen=True)
class Source:
    """Where something stands: the act's name in each language, the article, since when the act is in force."""

    names: Mapping[str, str]
    article: str
    since: date
    is_certain: bool

    def name(self, language: str) -> str:
        """The act's name in a language; Vietnamese where it has none in that."""
        return self.names.get(language, self.names["vi"])


@dataclass(frozen=True)
class Term:
    """How long the answer to a kind of request may take: calendar days, with receivers concerned, and one extension."""

    days: int
    days_with_others: int
    extension_days: int


@dataclass(frozen=True)
class DistanceSelling:
    """What a buyer has who was told something wrong or not at all: days to end the contract, days until the refund."""

    end_days: int
    refund_days: int
    source: Source


@dataclass(frozen=True)
class Authority:
    """Whom else a customer may turn to; `phone` digits or empty, `topic` the only matter it is for or empty."""

    names: Mapping[str, str]
    ways: Mapping[str, str]
    phone: str
    topic: str
    as_of: date

    def name(self, language: str) -> str:
        """Its name in a language; Vietnamese where it has none in that."""
        return self.names.get(language, self.names["vi"])

    def how(self, language: str) -> str:
        """How or for what one turns to it, in a language."""
        return self.ways.get(language, self.ways["vi"])


@dataclass(frozen=True)
class Law:
    """The whole file, checked."""

    as_of: date
    grounds: Mapping[LegalGround, Source]
    purposes: Mapping[Purpose, LegalGround]
    answer_working_days: int
    terms: Mapping[str, Term]
    terms_source: Source
    refusals: Mapping[str, Source]
    attack_hours: int
    attack_source: Source
    violation_hours: int
    violation_source: Source
    evidence_years: Mapping[str, int]
    evidence_source: Mapping[str, Source]
    accounts_years: Mapping[str, int]
    accounts_source: Mapping[str, Source]
    distance: DistanceSelling
    pages: Mapping[str, tuple[Source, ...]]
    authorities: tuple[Authority, ...]


@lru_cache(maxsize=1)
def the_law() -> Law:
    """The law as the file of this version of the program says. Raises KeyError or ValueError on a bad file."""
    text = resources.files("shopapp.records").joinpath("data", "law.json").read_text(encoding="utf-8")
    return read_law(json.loads(text))


def read_law(data: Mapping[str, Any]) -> Law:
    """A law from its file's values. Every purpose needs a ground and every ground a source: KeyError otherwise."""

    def source(found: Mapping[str, Any]) -> Source:
        act = data["acts"][found["act"]]
        names = {language: act[language] for language in ("vi", "en")}
        return Source(names, found["article"], date.fromisoformat(act["since"]), found["certainty"] == "primary")

    distance = data["distance_selling"]
    requests, incident, kept = data["requests"], data["incident"], data["accounts_kept"]
    evidence = data["evidence_kept"]
    return Law(
        as_of=date.fromisoformat(data["as_of"]),
        grounds={ground: source(data["grounds"][ground.value]) for ground in LegalGround},
        purposes={purpose: LegalGround(data["purposes"][purpose.value]) for purpose in Purpose},
        answer_working_days=int(requests["answer_working_days"]),
        terms={kind: Term(**term) for kind, term in requests["kinds"].items()},
        terms_source=source(requests["source"]),
        refusals={ground: source(found) for ground, found in requests["refusals"].items()},
        attack_hours=int(incident["attack_hours"]),
        attack_source=source(incident["attack_source"]),
        violation_hours=int(incident["violation_hours"]),
        violation_source=source(incident["violation_source"]),
        evidence_years={kind: int(found["years"]) for kind, found in evidence.items()},
        evidence_source={kind: source(found) for kind, found in evidence.items()},
        accounts_years={kind: int(found["years"]) for kind, found in kept.items()},
        accounts_source={kind: source(found) for kind, found in kept.items()},
        distance=DistanceSelling(int(distance["end_days"]), int(distance["refund_days"]), source(distance)),
        pages={page: tuple(source(found) for found in told) for page, told in data["pages"].items()},
        authorities=tuple(_authority(found) for found in data["authorities"]),
    )


def _authority(found: Mapping[str, Any]) -> Authority:
    names = {language: found[language] for language in ("vi", "en")}
    ways = {language: found[f"{language}_how"] for language in ("vi", "en")}
    return Authority(names, ways, found["phone"], found["topic"], date.fromisoformat(found["as_of"]))


def ground_of(purpose: Purpose) -> LegalGround:
    """Why a purpose is lawful."""
    return the_law().purposes[purpose]


def needs_consent(purpose: Purpose) -> bool:
    """Whether a purpose is lawful only with a yes of the person."""
    return ground_of(purpose) is LegalGround.CONSENT


def grounds_of(declared: Declaration) -> tuple[LegalGround, ...]:
    """Why a personal column may be kept at all: the grounds of its purposes."""
    return tuple(sorted({ground_of(purpose) for purpose in declared.purposes}))
