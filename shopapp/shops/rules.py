"""A shop's profile as plain values, and what is wrong with one."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from shopapp.kernel.refusal import Refusal
from shopapp.platform.tenancy.refs import (
    Closure,
    Department,
    LegalIdentity,
    LookChoices,
    OpeningHours,
)
from shopapp.platform.wordings import overlaid
from shopapp.shops.complaint_times import Times, is_allowed, times_from
from shopapp.shops.mark import Mark, mark_from
from shopapp.shops.terms import (
    FIRST,
    Pricing,
    Receiving,
    Returns,
    presets,
    pricing_from,
    receiving_from,
    returns_from,
    wrong_with,
)

PAYMENT_METHODS = ("cod", "transfer")
INQUIRY_FIELDS = ("name", "phone", "email", "address")
TEXTS = ("order_intro", "inquiry_intro", "quote_intro")
# What may be chosen of a look; nothing chosen is the look of the shop's kind.
LOOK_CHOICES: Mapping[str, tuple[str, ...]] = {
    "headings": ("", "system", "serif", "rounded"),
    "corners": ("", "square", "round"),
    "space": ("", "dense", "airy"),
    "pictures": ("", "square", "portrait", "wide"),
}
# The part of the profile that holds what others say in further languages: {"en": {"tagline": "…", "hero": {…}}}.
WORDINGS = "wordings"
# What is edited, saved and taken back together: the section and the parts of the profile it holds.
SECTIONS: dict[str, tuple[str, ...]] = {
    "profile": ("name", "tagline", "colour", "hotline", "email", "zalo", "address"),
    "look": ("logo", "look"),
    "languages": ("languages",),
    "hours": ("hours",),
    "closures": ("closures",),
    "home": ("hero", "reasons"),
    "texts": ("texts",),
    "payment": ("payment_methods", "bank"),
    "departments": ("departments",),
    "asked": ("inquiry_required",),
    "returns": ("returns",),
    "pricing": ("pricing",),
    "receiving": ("receiving",),
    "complaints": ("complaint_times", "complaint_first"),
    "legal": ("legal",),
}


class SlugTaken(Refusal):
    """Another shop of this instance has this slug."""


class HostTaken(Refusal):
    """The host name already leads to a shop."""


class NoSuchHost(Refusal):
    """The host name leads to no shop."""


class NoSuchShop(Refusal):
    """No shop has this slug."""


class BadProfile(Refusal):
    """A value of the profile is wrong; the text names it."""


class SectionMoved(Refusal):
    """Somebody saved this section after the form was filled from it; `version` is the present one."""

    def __init__(self, version: int, saved_at: datetime | None, account_id: int | None) -> None:
        super().__init__(str(version))
        self.version, self.saved_at, self.account_id = version, saved_at, account_id


class LogoGone(Refusal):
    """The logo a form holds was deleted meanwhile, because the form lay about for more than a day."""


class NothingToUndo(Refusal):
    """The section has no earlier state, or was saved again meanwhile."""


@dataclass(frozen=True)
class SavedSection:
    """How a section of the settings was saved last; version 0 was never saved by the back office."""

    version: int = 0
    saved_at: datetime | None = None
    account_id: int | None = None
    has_before: bool = False


@dataclass(frozen=True)
class Hosting:
    """Who runs the machines, in which country the data lies, and where the backups are."""

    host: str = ""
    country: str = ""
    backups: str = ""


@dataclass(frozen=True)
class Hero:
    """The first words of the home page."""

    title: str = ""
    text: str = ""


@dataclass(frozen=True)
class Reason:
    """One reason to buy here."""

    title: str
    text: str


@dataclass(frozen=True)
class BankAccount:
    """Where transfers go. `bin` is the bank's six digits in NAPAS."""

    bin: str
    bank: str
    number: str
    name: str


@dataclass(frozen=True)
class Profile:
    """Everything a shop says about itself. Phones in E.164."""

    name: str
    colour: str
    hotline: str
    email: str
    tagline: str = ""
    zalo: str = ""
    address: str = ""
    legal: LegalIdentity = field(default_factory=lambda: LegalIdentity("", "", "", "", "", ""))
    hours: tuple[OpeningHours, ...] = ()
    closures: tuple[Closure, ...] = ()
    departments: tuple[Department, ...] = ()
    hosting: Hosting = Hosting()
    hero: Hero = Hero()
    reasons: tuple[Reason, ...] = ()
    payment_methods: tuple[str, ...] = ("cod",)
    bank: BankAccount | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    inquiry_required: tuple[str, ...] = ("name", "phone")
    complaint_times: Mapping[str, Times] = field(default_factory=lambda: times_from({}))
    complaint_first: tuple[str, ...] = ()
    returns: Returns | None = None
    pricing: Pricing | None = None
    receiving: Receiving | None = None
    logo: Mark | None = None
    look: LookChoices = field(default_factory=LookChoices)
    languages: tuple[str, ...] = ("en",)
    wordings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def in_language(self, code: str | None) -> "Profile":
        """The profile as readers of a further language see it; what was not worded stays as the shop wrote it."""
        said = self.wordings.get(code or "")
        spoken: Profile = overlaid(self, said) if said else self
        return spoken


def stored(profile: Profile) -> dict[str, Any]:
    """The profile as plain JSON values, by the name of its part."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(profile).items()}


def profile_from(values: Mapping[str, Any]) -> Profile:
    """The inverse of `stored`; parts that are missing keep the profile's defaults."""
    known: dict[str, Callable[[Any], Any]] = {
        "legal": lambda v: LegalIdentity(**v),
        "hours": lambda v: tuple(OpeningHours(tuple(h["days"]), h["opens"], h["closes"]) for h in v),
        "closures": lambda v: tuple(Closure(**c) for c in v),
        "departments": lambda v: tuple(Department(**d) for d in v),
        "hosting": lambda v: Hosting(**v),
        "hero": lambda v: Hero(**v),
        "reasons": lambda v: tuple(Reason(**r) for r in v),
        "payment_methods": tuple,
        "bank": lambda v: BankAccount(**v) if v else None,
        "texts": dict,
        "inquiry_required": tuple,
        "complaint_times": times_from,
        "complaint_first": tuple,
        "returns": returns_from,
        "pricing": pricing_from,
        "receiving": receiving_from,
        "logo": mark_from,
        "look": lambda v: LookChoices(**v),
        "languages": tuple,
        WORDINGS: dict,
    }
    return Profile(**{name: known.get(name, lambda v: v)(value) for name, value in values.items()})


def section_of(profile: Profile, name: str) -> dict[str, Any]:
    """The stored values of one section; what it says in further languages stands under WORDINGS."""
    values, parts = stored(profile), SECTIONS[name]
    said = {code: {p: t for p, t in texts.items() if p in parts} for code, texts in profile.wordings.items()}
    return {part: values[part] for part in parts} | {WORDINGS: {code: texts for code, texts in said.items() if texts}}


def with_section(profile: Profile, values: Mapping[str, Any]) -> Profile:
    """The profile with some stored values put in place of its own.

    With WORDINGS among them the words of these parts in further languages are replaced, too; else they stay.
    """
    parts = {name: value for name, value in values.items() if name != WORDINGS}
    merged = profile_from(stored(profile) | parts)
    if WORDINGS not in values:
        return merged
    given: Mapping[str, Mapping[str, Any]] = values[WORDINGS]
    said: dict[str, dict[str, Any]] = {}
    for code in sorted({*profile.wordings, *given}):
        kept = {part: text for part, text in profile.wordings.get(code, {}).items() if part not in parts}
        said[code] = kept | {part: text for part, text in given.get(code, {}).items() if text}
    return replace(merged, wordings={code: texts for code, texts in said.items() if texts})


def with_presets(profile: Profile, kind: str) -> Profile:
    """The profile as a form offers it: terms the owner has never set are filled with those usual for the kind."""
    usual = presets(kind)
    return replace(
        profile,
        returns=profile.returns or usual.returns,
        pricing=profile.pricing or usual.pricing,
        receiving=profile.receiving or usual.receiving,
    )


def check_profile(profile: Profile) -> None:
    """Raise BadProfile at the first value the program could not work with."""
    if not profile.name.strip():
        raise BadProfile("a shop needs a name")
    if not set(profile.payment_methods) <= set(PAYMENT_METHODS) or not profile.payment_methods:
        raise BadProfile("payment methods are cod and transfer, at least one of them")
    if "transfer" in profile.payment_methods and profile.bank is None:
        raise BadProfile("payment by transfer needs a bank account")
    if not set(profile.inquiry_required) <= set(INQUIRY_FIELDS):
        raise BadProfile("an inquiry may require: " + ", ".join(INQUIRY_FIELDS))
    if not all(is_allowed(topic, times) for topic, times in profile.complaint_times.items()):
        raise BadProfile("complaints are answered within 72 hours and settled within 30 working days, or sooner")
    if not all(getattr(profile.look, name) in allowed for name, allowed in LOOK_CHOICES.items()):
        raise BadProfile("a choice of the look is not on the list")
    for terms in (profile.returns, profile.pricing, profile.receiving):
        if wrong := wrong_with(terms):
            raise BadProfile(f"no page could word this value: {wrong}")
    if not set(profile.complaint_first) <= set(FIRST):
        raise BadProfile("complaints that come first: " + ", ".join(FIRST))
    for span in profile.hours:
        if span.opens >= span.closes:
            raise BadProfile("opening hours must open before they close")
    if any(closure.first > closure.last for closure in profile.closures):
        raise BadProfile("closed days must begin before they end")
