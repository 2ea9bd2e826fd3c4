"""Forms of signing in and of changing one's password."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, ValidationError

from shopapp.accounts.rules import LONGEST_PASSWORD
from shopapp.accounts.words import fault_words as fault_words
from shopapp.platform.web.forms import AtMost, Email, Needed, ShopForm


class SignInForm(ShopForm):
    """E-mail and password."""

    email = Email(_l("E-mail"), validators=[Needed(_l("Please enter your e-mail address."))])
    password = PasswordField(
        _l("Password"), validators=[Needed(_l("Please enter your password.")), AtMost(LONGEST_PASSWORD)]
    )
    kept = BooleanField(_l("Keep me signed in on this device"))
    tiep = HiddenField()


class LinkForm(ShopForm):
    """The button behind a sign-in link."""

    kept = BooleanField(_l("Keep me signed in on this device"))


class PasswordForm(ShopForm):
    """A new password, twice; the old one unless whoever asks has just come by a link."""

    current = PasswordField(_l("Present password"), validators=[Needed(_l("Please enter your present password."))])
    password = PasswordField(_l("New password"), validators=[Needed(_l("Please enter a new password."))])
    again = PasswordField(_l("New password once more"), validators=[Needed(_l("Please enter the new password again."))])
    tiep = HiddenField()

    def ask_without_current(self) -> None:
        """Leave the old password out."""
        del self.current

    def validate_again(self, field: PasswordField) -> None:
        if field.data != self.password.data:
            raise ValidationError(str(_l("The two new passwords differ.")))
