"""What a price holds, and how goods are handed over."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from shopapp.platform.web.fields import Whole
from shopapp.platform.web.forms import AtMost, Lines
from shopapp.shops import terms_words
from shopapp.shops.forms.base import SectionForm
from shopapp.shops.forms.vocabulary import OneOf, SomeOf
from shopapp.shops.rules import Profile


class PricingForm(SectionForm):
    """What a price holds and what may be added, how long a quote stands, what is paid ahead."""

    tax = OneOf(_l("Value-added tax"), terms_words.TAX_WORDS)
    extras = SomeOf(
        _l("What may cost extra"),
        terms_words.EXTRA_WORDS,
        description=_l("The delivery fee is told by itself. What is ticked is told before the order, with its amount."),
    )
    announced_days = Whole(
        _l("Higher prices are announced (days before)"),
        least=0,
        most=60,
        description=_l(
            "In the shop's news. 0 where a new price just stands at the product. Orders placed before keep theirs."
        ),
    )
    quote_days = Whole(
        _l("A quote stands for (days)"), least=0, most=180, description=_l("0 where each quote says it itself.")
    )
    deposit = Whole(
        _l("Paid ahead for goods made or bought to order (per cent)"),
        least=0,
        most=100,
        description=_l("0 where nothing is paid ahead."),
    )
    deposit_back = OneOf(_l("What becomes of it when the customer changes their mind"), terms_words.DEPOSIT_WORDS)
    limits = SomeOf(_l("Limits of what is sold"), terms_words.LIMIT_WORDS)
    note = Lines(
        _l("A remark of the shop"), validators=[AtMost(600)], description=_l("Only what the boxes above cannot say.")
    )
    note_said = Lines(_l("The remark in English"), validators=[AtMost(600)])

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        known = profile.pricing
        return {n: list(v) if isinstance(v, tuple) else v for n, v in vars(known).items()} if known else {}

    def to_values(self) -> dict[str, Any]:
        told: dict[str, Any] = {name: self[name].chosen() for name in ("extras", "limits")}
        told |= {name: self[name].number or 0 for name in ("announced_days", "quote_days", "deposit")}
        told |= {"tax": self.tax.data, "deposit_back": self.deposit_back.data, "note": self.note.data or ""}
        return {"pricing": told}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        data["note_said"] = said.get("pricing", {}).get("note", "")

    def to_said(self) -> dict[str, Any]:
        return {"pricing": {"note": self.note_said.data}}


class ReceivingForm(SectionForm):
    """How goods are handed over, and what happens when nobody is there."""

    carried_by = OneOf(_l("Who delivers"), terms_words.CARRIER_WORDS)
    check = OneOf(_l("What customers may look at on receipt"), terms_words.CHECK_WORDS)
    wait_minutes = Whole(
        _l("How long the deliverer waits (minutes)"), least=0, most=120, description=_l("0 where nothing is promised.")
    )
    tries = Whole(
        _l("Deliveries the fee pays for"),
        least=1,
        most=9,
        description=_l("1: a second way is paid anew. 2: the second way is free of charge."),
    )
    may_leave = BooleanField(_l("May be left with a neighbour or at the gate when the customer agrees by phone"))
    pickup = BooleanField(_l("Customers may collect at the shop"))
    note = Lines(
        _l("A remark of the shop"), validators=[AtMost(600)], description=_l("Only what the boxes above cannot say.")
    )
    note_said = Lines(_l("The remark in English"), validators=[AtMost(600)])

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and not self.tries.number:
            self.tries.errors = [_("Please type how many deliveries the fee pays for, for example 1.")]
        return good and not self.errors

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        return dict(vars(profile.receiving)) if profile.receiving else {}

    def to_values(self) -> dict[str, Any]:
        told: dict[str, Any] = {name: self[name].data for name in ("carried_by", "check")}
        told |= {name: bool(self[name].data) for name in ("may_leave", "pickup")}
        told |= {name: self[name].number or 0 for name in ("wait_minutes", "tries")}
        return {"receiving": told | {"note": self.note.data or ""}}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        data["note_said"] = said.get("receiving", {}).get("note", "")

    def to_said(self) -> dict[str, Any]:
        return {"receiving": {"note": self.note_said.data}}
