"""The form that asks for a project's figures."""

from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from shopapp.platform.web.fields import Day
from shopapp.platform.web.forms import Needed, ShopForm


class PeriodForm(ShopForm):
    """Of which delivered orders figures are given."""

    first = Day(_l("First day"), validators=[Needed(_l("Please enter the first day."))])
    last = Day(_l("Last day"), validators=[Needed(_l("Please enter the last day."))])

    def validate_last(self, field: Day) -> None:
        """The days must follow each other."""
        if self.first.day and field.day and field.day < self.first.day:
            raise ValidationError(str(_l("The last day lies before the first.")))
