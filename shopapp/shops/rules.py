"""A shop's profile as plain values, and what is wrong with one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from shopapp.kernel.refusal import Refusal
from shopapp.platform.tenancy.refs import Department, LegalIdentity, OpeningHours

PAYMENT_METHODS = ("cod", "transfer")
INQUIRY_FIELDS = ("name", "phone", "email", "address")


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
    departments: tuple[Department, ...] = ()
    hosting: Hosting = Hosting()
    hero: Hero = Hero()
    reasons: tuple[Reason, ...] = ()
    payment_methods: tuple[str, ...] = ("cod",)
    bank: BankAccount | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    inquiry_required: tuple[str, ...] = ("name", "phone")


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
    for span in profile.hours:
        if span.opens >= span.closes:
            raise BadProfile("opening hours must open before they close")
