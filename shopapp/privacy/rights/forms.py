"""Forms of the pages on one's own data. None of them touches the database."""

from flask_babel import lazy_gettext as _l

from shopapp.platform.web.forms import AtMost, Contact, Line, Lines, Needed, ShopForm
from shopapp.privacy.rights.rules import LONGEST_DETAILS


class ContactForm(ShopForm):
    """The contact whose data somebody wants to see."""

    contact = Contact(_l("Phone or e-mail"), [Needed(_l("Please type your phone number or e-mail address."))])


class CodeForm(ShopForm):
    """The one-time code."""

    code = Line(_l("Six digits"), [Needed(_l("Please type the six digits of the code.")), AtMost(20)])


class NameForm(ShopForm):
    """The name the shop knows somebody by."""

    name = Line(_l("Your name"), [Needed(_l("Please give your name.")), AtMost(120)])


class CorrectionForm(ShopForm):
    """What is wrong, and what should stand there instead."""

    wrong = Lines(
        _l("What is wrong?"),
        [Needed(_l("Please say what is wrong, and where you saw it.")), AtMost(LONGEST_DETAILS // 2)],
    )
    right = Lines(
        _l("What should stand there instead?"),
        [Needed(_l("Please say what should stand there instead.")), AtMost(LONGEST_DETAILS // 2 - 100)],
    )
