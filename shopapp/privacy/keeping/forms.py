"""The form of a shop's keeping periods."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form, FormField, HiddenField, RadioField, SelectField

from shopapp.platform.personal_data import Keep
from shopapp.platform.web.fields import Whole
from shopapp.platform.web.forms import ShopForm
from shopapp.privacy.keeping.rules import LIMITS, RULED, Choice, Period, RuleFault, Rules, Unit, faults_of
from shopapp.privacy.keeping.wording import fault_words

ASKED, AFTER = "asked", "after"
_HIGHEST = 3650


class PeriodFields(Form):
    """One choice: until the person asks, or so many days or months."""

    how = RadioField(_l("How long it is kept"), validate_choice=False, default=AFTER)
    count = Whole(_l("Length of time"), least=1, most=_HIGHEST)
    unit = SelectField(_l("Unit"), validate_choice=False, default=Unit.DAYS.value)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.how.choices = [(ASKED, _l("Until the customer asks")), (AFTER, _l("For a time"))]
        self.unit.choices = [(Unit.DAYS.value, _l("days")), (Unit.MONTHS.value, _l("months"))]

    def fault(self, keep: Keep) -> str:
        """What keeps the fields from being a choice at all; "" when nothing does."""
        is_asked = self.how.data == ASKED and LIMITS[keep].until_asked
        if is_asked or (self.count.number is not None and self.unit.data in {unit.value for unit in Unit}):
            return ""
        return str(_l("Please type for how many days or months it is kept."))

    def choice(self, keep: Keep) -> Choice:
        """What was chosen; call it only where there is no fault."""
        if self.how.data == ASKED and LIMITS[keep].until_asked:
            return None
        return Period(self.count.number or 0, Unit(self.unit.data))


class KeepingForm(ShopForm):
    """Every rule a shop chooses. `seen` is what the page was opened with, `looked` what a preview was shown for."""

    after_delivery = FormField(PeriodFields)
    until_purpose_ends = FormField(PeriodFields)
    after_answer = FormField(PeriodFields)
    after_sent = FormField(PeriodFields)
    seen = HiddenField()
    looked = HiddenField()

    def of(self, keep: Keep) -> PeriodFields:
        """The fields of one rule."""
        fields: PeriodFields = self[keep.value].form
        return fields

    def show(self, rules: Rules) -> None:
        """Fill the form with a shop's choices."""
        for keep in RULED:
            choice, fields = rules[keep], self.of(keep)
            fields.how.data = AFTER if choice else ASKED
            fields.count.data = str(choice.count) if choice else ""
            fields.unit.data = choice.unit.value if choice else Unit.MONTHS.value

    def validate(self, extra_validators: Any = None) -> bool:
        """Every choice must be one, and lie within its limits."""
        good = super().validate(extra_validators)
        faults = {keep: text for keep in RULED if (text := self.of(keep).fault(keep)) and not self[keep.value].errors}
        if good and not faults:
            faults = self.words_of(faults_of(self.to_rules()))
        for keep, text in faults.items():
            self.of(keep).count.errors = [text]
        return good and not faults

    def to_rules(self) -> Rules:
        """What was chosen."""
        return {keep: self.of(keep).choice(keep) for keep in RULED}

    @staticmethod
    def words_of(faults: Mapping[Keep, RuleFault]) -> dict[Keep, str]:
        """Faults in words."""
        return {keep: fault_words(keep, fault) for keep, fault in faults.items()}
