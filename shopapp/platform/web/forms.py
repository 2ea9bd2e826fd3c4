"""Forms: fields that tidy what people paste, validators that say how to mend it, choices without surprises."""

from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation
from wtforms.widgets import HiddenInput

from shopapp.kernel.contacts import BadEmail, BadPhone, parse_email, parse_phone, show_phone
from shopapp.kernel.folding import tidy, tidy_lines

LONGEST_LINE = 120
LONGEST_TEXT = 2000


class ShopForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types.
    """Base of every form: messages are ours, nothing typed is lost."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # as above
        """WTForms has no Vietnamese; every validator here brings its own words."""

        locales = False

    def hidden_tag(self, *fields: Field) -> Markup:
        """The hidden fields, without ids: nothing refers to them, and several forms of a page would share them."""
        chosen = fields or self
        return Markup("").join(field(id=False) for field in chosen if isinstance(field.widget, HiddenInput))

    def error_list(self) -> list[tuple[str, str]]:
        """(field id, message) of every error in the order of the fields, for the summary at the top."""
        return [(field.id, str(field.errors[0])) for field in self if field.errors and field.name != "csrf_token"]


class Line(StringField):
    """One line of text, tidied."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0])) if valuelist else ""


class Lines(TextAreaField):
    """Several lines of text, tidied."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy_lines(str(valuelist[0])) if valuelist else ""


class Phone(StringField):
    """A phone number as typed; after validation `e164` holds the stored form ("" when left empty)."""

    e164: str = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0]))[:40] if valuelist else ""

    def process_data(self, value: Any) -> None:
        self.data = show_phone(str(value)) if value else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.e164 = parse_phone(self.data)
        except BadPhone:
            raise StopValidation(str(_l("A phone number needs 10 digits, for example 0912 345 678."))) from None


class Email(StringField):
    """An e-mail address as typed; after validation `address` holds the stored form ("" when left empty)."""

    address: str = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0]))[:320] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.address = parse_email(self.data)
        except BadEmail:
            raise StopValidation(
                str(_l("An e-mail address looks like ten@vidu.vn, without accents or spaces."))
            ) from None


class Contact(StringField):
    """A phone number or an e-mail address as typed; after validation `value` holds the stored form."""

    value: str = ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0]))[:320] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.value = parse_email(self.data) if "@" in self.data else parse_phone(self.data)
        except (BadEmail, BadPhone):
            words = _l("Please type a phone number such as 0912 345 678, or an e-mail address such as ten@vidu.vn.")
            raise StopValidation(str(words)) from None


class Needed:
    """Something must be there; the message names it. Marks the field as required for the template."""

    field_flags: Mapping[str, bool] = {"required": True}

    def __init__(self, message: Any) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        if not (field.data.strip() if isinstance(field.data, str) else field.data):
            # Errors of pre_validate stay; an empty field has only this one.
            raise StopValidation(str(self.message))


class AtMost:
    """No longer than `longest` characters; the message says how long it is now."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self.longest = longest
        self.field_flags = {"maxlength": longest}

    def __call__(self, form: Any, field: Field) -> None:
        length = len(field.data or "")
        if length > self.longest:
            words = _l("Please shorten this to %(longest)s characters; it has %(length)s now.")
            raise ValidationError(str(words) % {"longest": self.longest, "length": length})


class AllOf:
    """Only one of the known values; what a browser could not have sent is refused in words all the same."""

    def __init__(self, known: Callable[[], set[str]], message: Any) -> None:
        self.known, self.message = known, message

    def __call__(self, form: Any, field: Field) -> None:
        if field.data and field.data not in self.known():
            raise ValidationError(str(self.message))
