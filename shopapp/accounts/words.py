"""Words about passwords that pages of several rooms say."""

from flask_babel import gettext

from shopapp.accounts.rules import LONGEST_PASSWORD, SHORTEST_PASSWORD, PasswordFault


def fault_words(fault: PasswordFault) -> str:
    """Why a password is refused, and what would do."""
    words = {
        PasswordFault.SHORT: gettext("A password needs at least %(count)s characters.", count=SHORTEST_PASSWORD),
        PasswordFault.LONG: gettext("A password may have at most %(count)s characters.", count=LONGEST_PASSWORD),
        PasswordFault.COMMON: gettext(
            "This password is among the first that others would try. A few words that have nothing to do with each "
            "other are better."
        ),
        PasswordFault.PERSONAL: gettext(
            "Please do not build the password from your name, e-mail, phone or the shop's name."
        ),
    }
    return str(words[fault])


def password_rule() -> str:
    """The rule as it stands beside a field, before anybody has broken it."""
    return str(
        gettext(
            "At least %(count)s characters. Not your name, phone, e-mail, the shop's name, a date or a password many "
            "people use, such as 12345678. A few words that have nothing to do with each other are easy to remember "
            "and hard to guess.",
            count=SHORTEST_PASSWORD,
        )
    )
