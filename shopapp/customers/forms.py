"""Forms of customers' accounts. None of them touches the database."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, PasswordField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Newer than its stubs.
from wtforms.validators import StopValidation

from shopapp.accounts.rules import LONGEST_PASSWORD, Names, WeakPassword, check_password, normal_password
from shopapp.accounts.words import fault_words
from shopapp.customers.rules import AddressDraft
from shopapp.delivery import places
from shopapp.platform.web.forms import AllOf, AtMost, Contact, Email, Line, Lines, Needed, Phone, ShopForm

LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LONGEST_REPORT = 1000


def choices_of(pairs: Iterable[tuple[str, Any]]) -> list[Any]:
    """(value, words) pairs as a list or a row of taps offers them."""
    return [SelectChoice(value, words) for value, words in pairs]


def new_password_field() -> PasswordField:
    """A field for a new password; whether it is good enough is checked against the names it must not hold."""
    return PasswordField(_l("New password"), [Needed(_l("Please enter a new password.")), AtMost(LONGEST_PASSWORD)])


def _present() -> PasswordField:
    return PasswordField(_l("Present password"), [Needed(_l("Please enter your present password."))])


def _one_of(choices: list[tuple[str, Any]]) -> AllOf:
    return AllOf(lambda: {value for value, _word in choices}, _l("Please choose one of these."))


def is_good_password(field: Field, names: Names) -> bool:
    """Whether a new password may be taken; words the error at the field otherwise."""
    try:
        check_password(normal_password(field.data or ""), names)
    except WeakPassword as refusal:
        field.errors = [fault_words(refusal.fault)]
        return False
    return True


class RegisterForm(ShopForm):
    """Name, both contacts, which of them is proven first, and a password."""

    name = Line(_l("Full name"), [Needed(_l("Please give your name.")), AtMost(120)])
    phone = Phone(_l("Phone number"), [Needed(_l("Please give your phone number."))])
    email = Email(_l("E-mail"), [Needed(_l("Please give your e-mail address.")), AtMost(254)])
    by = RadioField(
        _l("Where should the code go?"),
        [Needed(_l("Please choose where the code goes."))],
        choices=choices_of([("phone", _l("To the phone, as a text message")), ("email", _l("To the e-mail address"))]),
        default="phone",
        validate_choice=False,
    )
    password = PasswordField(_l("Password"), [Needed(_l("Please choose a password.")), AtMost(LONGEST_PASSWORD)])
    policy = HiddenField()
    tiep = HiddenField()

    def validate_by(self, field: Field) -> None:
        """One of the two."""
        if field.data not in ("phone", "email"):
            raise StopValidation(str(_l("Please choose where the code goes.")))


class SignInForm(ShopForm):
    """Either contact, and the password."""

    contact = Contact(_l("Phone or e-mail"), [Needed(_l("Please type your phone number or e-mail address."))])
    password = PasswordField(_l("Password"), [Needed(_l("Please enter your password.")), AtMost(LONGEST_PASSWORD)])
    kept = BooleanField(_l("Keep me signed in on this device"))
    tiep = HiddenField()


class ContactForm(ShopForm):
    """The contact of an account for which somebody needs a new password."""

    contact = Contact(_l("Phone or e-mail"), [Needed(_l("Please type your phone number or e-mail address."))])


class CodeForm(ShopForm):
    """The one-time code."""

    code = Line(_l("Six digits"), [Needed(_l("Please type the six digits of the code.")), AtMost(20)])


class NewPasswordForm(ShopForm):
    """A new password after a code; what happened, when the account is being secured."""

    password = new_password_field()
    text = Lines(_l("What happened?"), [AtMost(LONGEST_REPORT)])


class PasswordForm(ShopForm):
    """Another password; the present one proves who asks."""

    current = _present()
    password = new_password_field()


class SecureForm(PasswordForm):
    """Another password, and what happened, for the shop."""

    text = Lines(_l("What happened?"), [AtMost(LONGEST_REPORT)])


class ProfileForm(ShopForm):
    """What may be changed without proof."""

    name = Line(_l("Full name"), [Needed(_l("Please give your name.")), AtMost(120)])
    language = RadioField(
        _l("The shop writes to me in"),
        [Needed(_l("Please choose one of these.")), _one_of(LANGUAGES)],
        choices=choices_of(LANGUAGES),
        validate_choice=False,
    )


class PhoneForm(ShopForm):
    """Another phone number."""

    contact = Phone(_l("New phone number"), [Needed(_l("Please give your phone number."))])
    current = _present()

    @property
    def value(self) -> str:
        """The stored form, after validation."""
        return str(self.contact.e164)


class EmailForm(ShopForm):
    """Another e-mail address."""

    contact = Email(_l("New e-mail address"), [Needed(_l("Please give your e-mail address.")), AtMost(254)])
    current = _present()

    @property
    def value(self) -> str:
        """The stored form, after validation."""
        return str(self.contact.address)


class JoinForm(ShopForm):
    """Which of one's own contacts is proven once more."""

    by = RadioField(
        _l("Where should the code go?"),
        [Needed(_l("Please choose where the code goes."))],
        validate_choice=False,
        choices=[],
    )


class AddressForm(ShopForm):
    """One address of the book."""

    label = Line(_l("Name of this address"), [Needed(_l("Please name it, for example Home.")), AtMost(60)])
    recipient_name = Line(_l("Recipient"), [AtMost(120)])
    recipient_phone = Phone(_l("Phone of the recipient"))
    province = SelectField(
        _l("Province or city"), [Needed(_l("Please choose a province or city."))], validate_choice=False
    )
    ward = SelectField(_l("Ward or commune"), validate_choice=False)
    street = Line(_l("House number and street"), [Needed(_l("Please give house number and street.")), AtMost(200)])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.province.choices = choices_of([("", _("Choose a province or city")), *places.provinces()])
        wards = places.wards(self.province.data or "")
        self.ward.choices = choices_of([("", _("Choose a ward or commune")), *wards])

    def validate_ward(self, field: Field) -> None:
        """A ward of the chosen province."""
        if places.find_place(self.province.data or "", field.data or "") is None:
            raise StopValidation(_("Please choose a ward or commune of this province."))

    def to_draft(self) -> AddressDraft:
        """The address; only after `validate` has said yes."""
        place = places.find_place(self.province.data, self.ward.data)
        if place is None:
            raise ValueError("the form was not validated")
        return AddressDraft(
            label=self.label.data or "",
            recipient_name=self.recipient_name.data or "",
            recipient_phone=self.recipient_phone.e164,
            street=self.street.data or "",
            ward_code=place.ward_code,
            ward_name=place.ward_name,
            province_code=place.province_code,
            province_name=place.province_name,
        )
