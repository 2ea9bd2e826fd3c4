"""How goods go back and how long they are vouched for: ticked together, so that nobody has to write law."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FieldList, Form, FormField, SelectField

from shopapp.platform.web.fields import Whole
from shopapp.platform.web.forms import AtMost, Line, Lines, Needed
from shopapp.platform.web.gate import current_face
from shopapp.records.law import the_law
from shopapp.shops import terms, terms_words
from shopapp.shops.forms.base import MOST_ROWS, SectionForm
from shopapp.shops.forms.vocabulary import OneOf, SomeOf, Unit
from shopapp.shops.rules import Profile
from shopapp.shops.terms import department_key

LONGEST_DAYS = 90
_UNITS = {terms.HOURS: _l("hours"), terms.DAYS: _l("days"), terms.MONTHS: _l("months")}


class GuaranteeLine(Form):
    """How long one thing is vouched for."""

    what = Line(_l("What is guaranteed"), validators=[AtMost(80)], description=_l("For example: lamps, frame."))
    what_said = Line(_l("In English"), validators=[AtMost(80)])
    length = Whole(_l("For how long"), least=1, most=240)
    unit = Unit(_l("Days or months"), {unit: _UNITS[unit] for unit in terms.GUARANTEE_UNITS}, default=terms.MONTHS)

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        if good and self.what.data and not self.length.number:
            self.length.errors = [_("Please type how long it is guaranteed, for example 12.")]
        elif good and self.length.number and not self.what.data:
            self.what.errors = [_("Please say what is guaranteed.")]
        return good and not self.errors


class ReturnsForm(SectionForm):
    """How goods go back, and how long they are vouched for."""

    within = Whole(
        _l("Faults can be told within"),
        least=1,
        most=LONGEST_DAYS,
        validators=[Needed(_l("Please type how long after receipt a fault can be told, for example 24."))],
    )
    unit = Unit(_l("Hours or days"), {unit: _UNITS[unit] for unit in terms.WINDOW_UNITS})
    faults = SomeOf(
        _l("Which faults the shop answers for"),
        terms_words.FAULT_WORDS,
        validators=[Needed(_l("Please tick at least one: by law a shop answers for faulty goods."))],
    )
    proofs = SomeOf(_l("What the customer sends along"), terms_words.PROOF_WORDS)
    remedies = SomeOf(
        _l("What the shop does then"),
        terms_words.REMEDY_WORDS,
        validators=[Needed(_l("Please tick at least one thing the shop does."))],
    )
    back = OneOf(_l("How faulty goods come back"), terms_words.BACK_WORDS)
    back_days = Whole(_l("Days for the way back"), least=0, most=LONGEST_DAYS)
    exchange_days = Whole(_l("Days until the exchange or repair is there"), least=1, most=LONGEST_DAYS)
    refund_days = Whole(
        _l("Days until the money is back"),
        least=1,
        most=LONGEST_DAYS,
        validators=[Needed(_l("Please type in how many days the money is back, for example 7."))],
    )
    refund_ways = SomeOf(
        _l("How money is given back"),
        terms_words.REFUND_WORDS,
        validators=[Needed(_l("Please tick at least one way money is given back."))],
    )
    mind_days = Whole(
        _l("Days in which goods without fault go back"),
        least=0,
        most=LONGEST_DAYS,
        description=_l("0 where the shop takes nothing back without a fault."),
    )
    mind_pays = OneOf(_l("Who pays for that way back"), terms_words.PAYER_WORDS)
    conditions = SomeOf(_l("In which state these goods have to be"), terms_words.CONDITION_WORDS)
    excluded = SomeOf(_l("What is not taken back without a fault"), terms_words.EXCLUDED_WORDS)
    department = SelectField(_l("Who settles returns"), validate_choice=False)
    lines = FieldList(FormField(GuaranteeLine), label=_l("Guarantee"), max_entries=MOST_ROWS)
    note = Lines(
        _l("A remark of the shop"),
        validators=[AtMost(600)],
        description=_l("Only what the boxes above cannot say."),
    )
    note_said = Lines(_l("The remark in English"), validators=[AtMost(600)])
    rows = "lines"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = [(department_key(d), d.name) for d in current_face().departments if department_key(d)]
        self.department.choices = [("", _("Whoever answers the hotline")), *departments]

    @classmethod
    def read(cls, profile: Profile) -> dict[str, Any]:
        known = profile.returns
        if known is None:
            return {}
        told = {name: list(v) if isinstance(v, tuple) else v for name, v in vars(known).items()}
        return told | {"lines": [dict(vars(g)) for g in known.guarantees]}

    @classmethod
    def read_said(cls, data: dict[str, Any], said: Mapping[str, Any]) -> None:
        words = said.get("returns", {})
        data["note_said"] = words.get("note", "")
        for line, one in zip(data.get("lines", ()), words.get("guarantees", ()), strict=False):
            line["what_said"] = one.get("what", "")

    def to_said(self) -> dict[str, Any]:
        rows = [entry.form for entry in self.lines.entries if entry.form.what.data]
        return {"returns": {"note": self.note_said.data, "guarantees": [{"what": r.what_said.data} for r in rows]}}

    def validate(self, extra_validators: Any = None) -> bool:
        good = super().validate(extra_validators)
        most = the_law().distance.refund_days
        if good and (self.refund_days.number or 0) > most:
            self.refund_days.errors = [_("The law asks for the money back within %(most)s days.", most=most)]
        if good and "exchange" in self.remedies.chosen() and not self.exchange_days.number:
            self.exchange_days.errors = [_("Please type in how many days the exchange is there, for example 3.")]
        return good and not self.errors

    def to_values(self) -> dict[str, Any]:
        boxes = ("faults", "proofs", "remedies", "refund_ways", "conditions", "excluded")
        numbers = ("within", "back_days", "exchange_days", "refund_days", "mind_days")
        singles = ("unit", "back", "mind_pays")
        rows = [(e.form.what.data, e.form.length.number, e.form.unit.data) for e in self.lines.entries]
        told: dict[str, Any] = {name: self[name].chosen() for name in boxes}
        told |= {name: self[name].number or 0 for name in numbers} | {name: self[name].data for name in singles}
        told |= {"department": self.department.data or "", "note": self.note.data or ""}
        return {"returns": told | {"guarantees": [{"what": w, "length": n, "unit": u} for w, n, u in rows if w]}}
