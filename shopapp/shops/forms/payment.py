"""How customers pay: the ways, and the account transfers go to."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from shopapp.kernel.folding import plain_ascii
from shopapp.platform.web.forms import AtMost, Line, Needed
from shopapp.shops.banks import BANKS, OTHER
from shopapp.shops.forms.base import Boxes, SectionForm
from shopapp.shops.rules import PAYMENT_METHODS, Profile


def bank_letters(name: str) -> str:
    """An account holder as banks write it: capitals without marks."""
    return re.sub(r"[^A-Z0-9 .&-]+", "", plain_ascii(name).upper()).strip()


def _compact(number: str | None) -> str:
    return re.sub(r"[\s.-]", "", number or "")


class PaymentForm(SectionForm):
    """How customers pay, and where transfers go."""

    methods = Boxes(_l("How customers may pay"), validators=[Needed(_l("Please leave at least one way to pay."))])
    bank = SelectField(_l("Bank"))
    other_name = Line(_l("Name of the other bank"), validators=[AtMost(60)])
    other_bin = Line(_l("Its six digits at NAPAS"), validators=[AtMost(6)], description=_l("The bank tells them."))
    number = Line(_l("Account number"), validators=[AtMost(30)])
    holder = Line(
        _l("Account holder"),
        validators=[AtMost(80)],
        description=_l("As the bank writes it; marks are taken off by themselves."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.methods.choices = [("cod", _("Cash on delivery")), ("transfer", _("Bank transfer"))]
        banks = sorted(BANKS.items(), key=lambda bank: bank[1].lower())
        self.bank.choices = [("", _("Choose a bank")), *banks, (OTHER, _("Another bank"))]

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        found: dict[str, Any] = {"methods": list(profile.payment_methods), "bank": ""}
        if profile.bank is not None:
            known = profile.bank.bin in BANKS
            found |= {"bank": profile.bank.bin if known else OTHER, "number": profile.bank.number}
            found |= {"holder": profile.bank.name}
            found |= {} if known else {"other_name": profile.bank.bank, "other_bin": profile.bank.bin}
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if "transfer" in (self.methods.data or ()) or self.bank.data or self.number.data:
            self._check_account()
        return good and not self.errors

    def _check_account(self) -> None:
        if not self.bank.data:
            self.bank.errors = [_("Please choose the bank customers transfer to.")]
        if self.bank.data == OTHER and not self.other_name.data:
            self.other_name.errors = [_("Please type the name of the bank.")]
        if self.bank.data == OTHER and not re.fullmatch(r"[0-9]{6}", self.other_bin.data or ""):
            self.other_bin.errors = [_("Six digits, for example 970436; the bank tells them.")]
        if not re.fullmatch(r"[0-9A-Za-z]{4,19}", _compact(self.number.data)):
            self.number.errors = [_("An account number has 4 to 19 digits or letters, without marks.")]
        if not bank_letters(self.holder.data or ""):
            self.holder.errors = [_("Please type the account holder's name, for example NGUYEN THI MAU.")]

    def to_values(self) -> dict[str, Any]:
        chosen = [method for method in PAYMENT_METHODS if method in (self.methods.data or ())]
        if not self.bank.data:
            return {"payment_methods": chosen, "bank": None}
        other = self.bank.data == OTHER
        account = {
            "bin": self.other_bin.data if other else self.bank.data,
            "bank": self.other_name.data if other else BANKS[self.bank.data],
            "number": _compact(self.number.data),
            "name": bank_letters(self.holder.data or ""),
        }
        return {"payment_methods": chosen, "bank": account}
