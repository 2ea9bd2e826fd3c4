"""What a shop promises about its goods: handing over, returns, prices. Its own settings, in closed vocabularies.

Closed, so that the generated pages say the same in every language, and nobody has to write law. A shop that has set
nothing yet has None: its pages then say what the law gives anyway, and never a term the owner has not seen.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from shopapp.platform.tenancy.refs import Department, ReturnsInShort
from shopapp.records.law import the_law

HOURS, DAYS, MONTHS = "hours", "days", "months"
WINDOW_UNITS, GUARANTEE_UNITS = (HOURS, DAYS), (DAYS, MONTHS)
FAULTS = ("damaged", "wrong", "missing", "unlike", "expired", "defect", "ill")
PROOFS = ("code", "photo", "parcel", "video", "slip", "vet")
REMEDIES = ("exchange", "repair", "refund", "part", "treatment")
CONDITIONS = ("unused", "tags", "packaging", "slip")
EXCLUDED = ("made", "named", "fresh", "animals", "opened", "worn", "reduced")
# How goods come back; who pays for the way follows from it.
KEEP, COLLECT, SEND, BRING = "keep", "collect", "send", "bring"
BACKS = (KEEP, COLLECT, SEND, BRING)
PAYERS = ("customer", "shop")
REFUND_WAYS = ("same", "transfer", "cash")
TAXES = ("included", "none", "on_top")
EXTRAS = ("mounting", "survey", "wrapping", "heavy", "late", "customs")
DEPOSIT_BACKS = ("until_work", "always", "never")
LIMITS = ("adults", "household", "season", "visit", "area")
CHECKS = ("open", "outside")
CARRIERS = ("own", "carrier", "both")
FIRST = ("health", "vulnerable", "today", "money", "data")


@dataclass(frozen=True)
class Guarantee:
    """How long one thing is vouched for; `what` is the shop's own words, `unit` days or months."""

    what: str
    length: int
    unit: str = MONTHS


@dataclass(frozen=True)
class Returns:
    """How goods go back.

    `within` and `unit`: how long after receipt a fault can be told. `mind_days`: days in which goods without fault
    go back, 0 where they do not. `back_days`: how long the way back may take, `exchange_days` until the other is
    there, `refund_days` until the money is, each counted from the step before. `department` is the key of one.
    """

    within: int
    unit: str = DAYS
    faults: tuple[str, ...] = ()
    proofs: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    back: str = SEND
    back_days: int = 7
    exchange_days: int = 7
    refund_days: int = 7
    refund_ways: tuple[str, ...] = ("same",)
    mind_days: int = 0
    mind_pays: str = "customer"
    conditions: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    department: str = ""
    note: str = ""


@dataclass(frozen=True)
class Pricing:
    """What a price holds. `quote_days` 0: no quotes. `deposit` in per cent of the price, 0: none."""

    tax: str = "included"
    extras: tuple[str, ...] = ()
    announced_days: int = 0
    quote_days: int = 0
    deposit: int = 0
    deposit_back: str = "until_work"
    limits: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Receiving:
    """How goods are handed over. `wait_minutes` 0: nothing promised; `tries`: deliveries the one fee pays for."""

    carried_by: str = "own"
    check: str = "open"
    wait_minutes: int = 0
    tries: int = 1
    may_leave: bool = False
    pickup: bool = False
    note: str = ""


def department_key(department: Department) -> str:
    """By what a shop's settings name a department: its contact, which is the same in every language."""
    return department.phone or department.email


def in_short(returns: Returns | None) -> ReturnsInShort | None:
    """The few words, None for a shop that has set nothing."""
    if returns is None:
        return None
    longest = max(returns.guarantees, key=_length_in_days, default=None)
    short = ReturnsInShort(returns.within, returns.unit, returns.mind_days)
    if longest is None:
        return short
    return ReturnsInShort(short.within, short.unit, short.mind_days, longest.length, longest.unit)


def _length_in_days(guarantee: Guarantee) -> int:
    return guarantee.length * (30 if guarantee.unit == MONTHS else 1)


def returns_from(stored: Mapping[str, Any] | None) -> Returns | None:
    """Returns from stored values."""
    if not stored:
        return None
    told = _known(Returns, stored)
    return Returns(**told | {"guarantees": tuple(Guarantee(**g) for g in told.get("guarantees", ()))})


def pricing_from(stored: Mapping[str, Any] | None) -> Pricing | None:
    """Prices from stored values."""
    return Pricing(**_known(Pricing, stored)) if stored else None


def receiving_from(stored: Mapping[str, Any] | None) -> Receiving | None:
    """Handing over from stored values."""
    return Receiving(**_known(Receiving, stored)) if stored else None


def _known(kind: Any, stored: Mapping[str, Any]) -> dict[str, Any]:
    """The values this version of the program knows, lists as tuples."""
    names = {f.name for f in fields(kind)}
    return {name: tuple(v) if isinstance(v, list) else v for name, v in stored.items() if name in names}


_WORDS: Mapping[str, tuple[str, ...]] = {
    "unit": WINDOW_UNITS,
    "faults": FAULTS,
    "proofs": PROOFS,
    "remedies": REMEDIES,
    "back": BACKS,
    "refund_ways": REFUND_WAYS,
    "mind_pays": PAYERS,
    "conditions": CONDITIONS,
    "excluded": EXCLUDED,
    "tax": TAXES,
    "extras": EXTRAS,
    "deposit_back": DEPOSIT_BACKS,
    "limits": LIMITS,
    "carried_by": CARRIERS,
    "check": CHECKS,
}


def wrong_with(terms: Returns | Pricing | Receiving | None) -> str:
    """The name of the first value no page could word, "" where there is none."""
    for name, value in (vars(terms) if terms is not None else {}).items():
        known = _WORDS.get(name)
        if known is not None and not set(value if isinstance(value, tuple) else (value,)) <= set(known):
            return name
        if isinstance(value, int) and value < 0:
            return name
    if isinstance(terms, Returns):
        return _wrong_with_returns(terms)
    return "deposit" if isinstance(terms, Pricing) and terms.deposit > 100 else ""


def _wrong_with_returns(terms: Returns) -> str:
    if terms.refund_days > the_law().distance.refund_days:
        return "refund_days"
    if not terms.within:
        return "within"
    if any(g.unit not in GUARANTEE_UNITS or g.length < 1 for g in terms.guarantees):
        return "guarantees"
    return next((name for name in ("faults", "remedies", "refund_ways") if not getattr(terms, name)), "")


@dataclass(frozen=True)
class Presets:
    """What shops of a kind usually promise: put before the owner, never before visitors."""

    returns: Returns
    pricing: Pricing
    receiving: Receiving = field(default_factory=Receiving)


_GENERAL = Presets(
    Returns(
        within=3,
        faults=("damaged", "wrong", "missing", "unlike", "expired"),
        proofs=("code", "photo"),
        remedies=("exchange", "refund"),
        back=COLLECT,
        back_days=3,
        exchange_days=3,
        refund_days=3,
        refund_ways=("same", "transfer"),
        mind_days=7,
        conditions=("unused", "packaging"),
        excluded=("fresh", "opened"),
    ),
    Pricing(announced_days=3, limits=("area",)),
    Receiving(carried_by="both", wait_minutes=10, tries=2, may_leave=True, pickup=True),
)

PRESETS: Mapping[str, Presets] = {
    "general": _GENERAL,
    "florist": Presets(
        Returns(
            within=24,
            unit=HOURS,
            faults=("damaged", "wrong", "missing", "unlike"),
            proofs=("code", "photo"),
            remedies=("exchange", "refund"),
            back=KEEP,
            back_days=0,
            exchange_days=1,
            refund_days=3,
            refund_ways=("same", "transfer"),
            excluded=("made", "fresh"),
        ),
        Pricing(extras=("late",), announced_days=3, quote_days=7, deposit=50, limits=("season", "area")),
        Receiving(check="open", wait_minutes=20, tries=1, may_leave=True, pickup=True),
    ),
    "puppies": Presets(
        Returns(
            within=7,
            faults=("unlike", "ill"),
            proofs=("video", "slip", "vet"),
            remedies=("exchange", "refund", "treatment"),
            back=BRING,
            back_days=3,
            exchange_days=14,
            refund_days=7,
            refund_ways=("same", "transfer"),
            excluded=("animals",),
            guarantees=(Guarantee("Care, Parvo", 15, DAYS),),
        ),
        Pricing(deposit=30, deposit_back="always", limits=("adults", "visit", "area")),
        Receiving(check="open", wait_minutes=30, tries=1, pickup=True),
    ),
    "signs": Presets(
        Returns(
            within=7,
            faults=("damaged", "wrong", "unlike", "defect"),
            proofs=("code", "photo"),
            remedies=("exchange", "repair", "refund"),
            back=COLLECT,
            back_days=3,
            exchange_days=7,
            refund_days=7,
            refund_ways=("same", "transfer"),
            excluded=("made", "named"),
            guarantees=(Guarantee("LED", 24), Guarantee("Khung và bề mặt", 36)),
        ),
        Pricing(tax="on_top", extras=("mounting", "survey"), announced_days=7, quote_days=15, deposit=50),
        Receiving(carried_by="both", check="open", wait_minutes=20, tries=1, pickup=True),
    ),
    "clothes": Presets(
        Returns(
            within=7,
            faults=("damaged", "wrong", "missing", "unlike"),
            proofs=("code", "photo", "video"),
            remedies=("exchange", "refund"),
            back=SEND,
            back_days=5,
            exchange_days=14,
            refund_days=7,
            refund_ways=("same", "transfer"),
            mind_days=7,
            conditions=("unused", "tags", "packaging"),
            excluded=("made", "worn", "reduced"),
        ),
        Pricing(extras=("customs",), announced_days=7, quote_days=3, deposit=50, limits=("area",)),
        Receiving(carried_by="carrier", check="open", tries=2),
    ),
}


def presets(kind: str) -> Presets:
    """What shops of a kind usually promise."""
    return PRESETS.get(kind, _GENERAL)
