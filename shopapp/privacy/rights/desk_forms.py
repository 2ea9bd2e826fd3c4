"""Forms of the desk of requests: what staff type in for somebody, answer, extend, refuse, check and correct."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField

from shopapp.inquiries.forms.fields import CheckedForm, choices_of
from shopapp.platform.personal_data import Kind
from shopapp.platform.web.fields import Day
from shopapp.platform.web.forms import AllOf, AtMost, Email, Line, Lines, Needed, Phone
from shopapp.privacy.rights.correctable import Correctable
from shopapp.privacy.rights.rules import (
    BY_STAFF,
    LONGEST_ANSWER,
    LONGEST_DETAILS,
    LONGEST_REASON,
    Channel,
    Identity,
    RefusalGround,
    RequestKind,
)
from shopapp.privacy.rights.wording import CHANNELS, DESK_KINDS, GROUNDS, IDENTITIES

_CHANNELS = [channel for channel in Channel if channel is not Channel.WEB]
_BY_EYE = [identity for identity in BY_STAFF if identity is not Identity.CODE_READ_BACK]
_ONE: Any = _l("Please choose one.")


class NewRequestForm(CheckedForm):
    """A request that comes by telephone, by e-mail or at the counter."""

    kind = RadioField(
        _l("What the person asks for"),
        [Needed(_l("Please choose what the person asks for.")), AllOf(lambda: {k.value for k in RequestKind}, _ONE)],
        choices=choices_of((kind.value, DESK_KINDS[kind]) for kind in RequestKind),
        validate_choice=False,
    )
    channel = RadioField(
        _l("How it came in"),
        [Needed(_l("Please choose how the request came in.")), AllOf(lambda: {c.value for c in _CHANNELS}, _ONE)],
        choices=choices_of((channel.value, CHANNELS[channel]) for channel in _CHANNELS),
        validate_choice=False,
    )
    phone = Phone(_l("Phone number"))
    email = Email(_l("E-mail"), [AtMost(254)])
    details = Lines(_l("What exactly"), [AtMost(LONGEST_DETAILS)])

    def validate(self, extra_validators: Any = None) -> bool:
        """The answer needs one contact, and just one, which the identity is checked for."""
        is_valid = super().validate(extra_validators)
        if not self.phone.errors and not self.email.errors and bool(self.phone.e164) == bool(self.email.address):
            self.phone.errors = [str(_l("Please enter one contact the shop knows the person by: phone or e-mail."))]
            return False
        return is_valid

    @property
    def contact(self) -> str:
        """The contact in its stored form."""
        return self.phone.e164 or self.email.address


class AnswerForm(CheckedForm):
    """What the person is told."""

    answer = Lines(
        _l("Text of the answer"),
        [AtMost(LONGEST_ANSWER), Needed(_l("Please write what the person is told, and how it goes on."))],
    )


class DoForm(CheckedForm):
    """Words that go with what was carried out; what cannot be undone asks twice."""

    words = Lines(_l("A few words with it"), [AtMost(LONGEST_ANSWER)])
    sure = BooleanField(_l("Delete for good: nobody can bring the data back."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Shown only where it is needed; a validator would ask for it everywhere.
        self.sure.flags.required = True

    def needs_a_yes(self, kind: str) -> bool:
        """Whether the second question is still to be answered; says so beside it."""
        if kind != RequestKind.DELETE or self.sure.data:
            return False
        self.sure.errors = [str(_l("Please confirm that the data is to be deleted for good."))]
        return True


class ExtendForm(CheckedForm):
    """Why more time is needed; the person reads it."""

    reason = Lines(_l("Reason"), [AtMost(LONGEST_REASON), Needed(_l("Please write why more time is needed."))])


class RefuseForm(CheckedForm):
    """On which ground of the law, and why; the person reads both."""

    ground = SelectField(
        _l("Ground"),
        [Needed(_l("Please choose the ground.")), AllOf(lambda: {g.value for g in RefusalGround}, _ONE)],
        choices=choices_of([("", _l("Please choose")), *((g.value, GROUNDS[g]) for g in RefusalGround)]),
        validate_choice=False,
    )
    why = Lines(_l("Explanation"), [AtMost(LONGEST_REASON), Needed(_l("Please explain it to the person."))])


class IdentityForm(CheckedForm):
    """How a member of staff has made sure who asks."""

    identity = RadioField(
        _l("How was it checked?"),
        [
            Needed(_l("Please choose how the identity was checked.")),
            AllOf(lambda: {identity.value for identity in _BY_EYE}, _ONE),
        ],
        choices=choices_of((identity.value, IDENTITIES[identity]) for identity in _BY_EYE),
        validate_choice=False,
    )


class CodeForm(CheckedForm):
    """The code the person reads back."""

    code = Line(_l("Code the person reads back"), [AtMost(20), Needed(_l("Please type the code."))])


class OrderForm(CheckedForm):
    """A receiver is asked by mail, or has confirmed on a day."""

    email = Email(_l("E-mail of the receiver"), [AtMost(254), Needed(_l("Please enter the receiver's e-mail."))])


class ConfirmedForm(CheckedForm):
    """The day on which a receiver said that it is done."""

    on = Day(_l("Confirmed on"), [Needed(_l("Please enter the day."))])


class CorrectForm(CheckedForm):
    """A field for every value that can be corrected; made by `correct_form`."""

    keys: Sequence[str] = ()

    def values(self) -> dict[str, str]:
        """Key → value in its stored form."""
        found = {}
        for key in self.keys:
            field = self[key]
            found[key] = (
                field.e164
                if isinstance(field, Phone)
                else (field.address if isinstance(field, Email) else field.data or "")
            )
        return found


def correct_form(found: Sequence[Correctable]) -> CorrectForm:
    """The form for these values, filled with what is kept."""
    fields: dict[str, Any] = {"keys": tuple(each.key for each in found)}
    for each in found:
        needed = [Needed(_l("Please enter a name."))] if each.kind is Kind.NAME and each.value else []
        make = {Kind.PHONE: Phone, Kind.EMAIL: Email}.get(each.kind, Line)
        fields[each.key] = make(each.label, [*needed, AtMost(200 if each.kind is Kind.ADDRESS else 120)])
    form: CorrectForm = type("FilledCorrectForm", (CorrectForm,), fields)(data={each.key: each.value for each in found})
    return form
