"""What a policy may say about who gets in: only what this room really does."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.accounts.rules import CODE_FOR, CODE_TRIES, IDLE_FOR, KEPT_FOR
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef


def _who_sees(_shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            _("Only the shop's owner and staff with an account of their own see it, each only what their role allows.")
        ),
        Paragraph(
            _(
                "Whoever delivers sees of the orders they are to take out only recipient, address, phone and the "
                "amount to collect. People who help from outside see only what was handed to them, contact data "
                "masked, and their access ends on a set day."
            )
        ),
    )


def _protection(_shop: ShopRef) -> Sequence[Paragraph]:
    hours, days = int(IDLE_FOR.total_seconds() // 3600), KEPT_FOR.days
    minutes = int(CODE_FOR.total_seconds() // 60)
    return (
        Paragraph(
            _(
                "Staff sign in with a password that is stored only in a form that cannot be turned back. They are "
                "signed out after %(hours)s hours without use, or after %(days)s days on a device they keep signed in; "
                "a closed account is out at once.",
                hours=hours,
                days=days,
            )
        ),
        Paragraph(
            _(
                "Whoever wants to see or change contact data behind a link types a code that is sent to the contact on "
                "record. It works for %(minutes)s minutes and %(tries)s tries.",
                minutes=minutes,
                tries=CODE_TRIES,
            )
        ),
    )


CAPABILITIES = (
    Capability("accounts.staff", Heading.RECEIVERS, _who_sees),
    Capability("accounts.signing_in", Heading.PROTECTION, _protection, Purpose.SECURITY),
)
