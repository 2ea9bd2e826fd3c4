"""Forms of staff: the second step, one's own details, inviting, roles and last days."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, ValidationError
from wtforms.fields import DateField
from wtforms.validators import Optional

from shopapp.accounts.actions import Invitation
from shopapp.accounts.desk_words import refusal_words, role_words
from shopapp.accounts.rules import EndNeeded, EndPast, NoEndForOwners
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import Permission, Principal, Role
from shopapp.platform.web.forms import AtMost, Email, Line, Needed, Phone, ShopForm


class CodeForm(ShopForm):
    """A code of the phone, or a recovery code."""

    code = StringField(_l("Code"), validators=[Needed(_l("Please type the code.")), AtMost(40)])
    tiep = HiddenField()


class ForgottenForm(ShopForm):
    """Where a link goes."""

    email = Email(_l("E-mail"), validators=[Needed(_l("Please enter your e-mail address."))])


class OwnForm(ShopForm):
    """What one may change about oneself."""

    name = Line(_l("Name"), validators=[Needed(_l("Please enter your name.")), AtMost(120)])
    phone = Phone(_l("Phone"))


class Day(DateField):
    """A day from the browser's calendar; what is no day is said in words and stays as it was typed."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([str(value)[:20] for value in valuelist])
        except ValueError:
            raise ValueError(gettext("A day looks like 31/12/2026. Please choose it from the calendar.")) from None


class RoleForm(ShopForm):
    """A role and, for those who work here for a while only, the last day."""

    role = RadioField(_l("Role"), validators=[Needed(_l("Please choose a role."))], validate_choice=False)
    ends_on = Day(_l("Last working day"), validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(role.value, role.value) for role in Role]

    def offer(self, by: Principal) -> None:
        """Offer the roles `by` may give, in words."""
        words = role_words()
        self.role.choices = [
            (role.value, words[role])
            for role in Role
            if role is not Role.OWNER or by.may(Permission.OWNERS_MANAGE) or self.role.data == Role.OWNER.value
        ]

    def validate_role(self, field: RadioField) -> None:
        if field.data not in set(Role):
            field.data = None
            raise ValidationError(gettext("Please choose a role."))

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside the field that mends it."""
        field = self.ends_on if isinstance(refusal, EndNeeded | EndPast | NoEndForOwners) else self.role
        field.errors = [refusal_words(refusal)]


class InviteForm(RoleForm):
    """Somebody new."""

    name = Line(_l("Name"), validators=[Needed(_l("Please enter a name.")), AtMost(120)])
    email = Email(_l("E-mail"), validators=[Needed(_l("Please enter an e-mail address: the invitation goes there."))])
    phone = Phone(_l("Phone"))

    def to_draft(self) -> Invitation:
        """What was typed, as the action takes it."""
        return Invitation(
            name=self.name.data or "",
            email=self.email.address,
            phone=self.phone.e164,
            role=Role(self.role.data),
            ends_on=self.ends_on.data,
        )
