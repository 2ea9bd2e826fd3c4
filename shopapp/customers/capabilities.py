"""What a policy may say because customers can have accounts: only what this room really does."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.accounts.rules import IDLE_FOR, KEPT_FOR
from shopapp.customers.rules import CLAIM_FOR
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _scope(_shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            _(
                "Whoever registers gives name, phone and e-mail. One of the two contacts has to be confirmed with a "
                "code before the account exists; a registration that is not confirmed within %(minutes)s minutes "
                "comes to nothing and is deleted within two hours.",
                minutes=int(CLAIM_FOR.total_seconds() // 60),
            ),
            "/tai-khoan/dang-ky",
        ),
        Paragraph(
            _(
                "Orders and questions sent without signing in join an account only after the contact given with them "
                "was confirmed there."
            ),
            "/tai-khoan/don-cu",
        ),
    )


def _protection(_shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            _(
                "Customers are signed out when the browser closes, after %(hours)s hours without use, or after "
                "%(days)s days where they ticked to stay signed in; they see every device and can sign it out.",
                hours=int(IDLE_FOR.total_seconds() // 3600),
                days=KEPT_FOR.days,
            ),
            "/tai-khoan/thiet-bi",
        ),
        Paragraph(
            _(
                "On suspicion of misuse a customer can, in one step, set a new password, sign every device out and "
                "tell the shop."
            ),
            "/tai-khoan/bao-ve",
        ),
    )


def _correction(_shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            _(
                "Customers with an account see and correct name, contacts, addresses and language there themselves. "
                "Phone and e-mail change only with the password and a code sent to the new contact; the old one is "
                "told."
            ),
            "/tai-khoan/thong-tin",
        ),
    )


CAPABILITIES = (
    Capability("customers.accounts", Heading.SCOPE, _scope),
    Capability("customers.signing_in", Heading.PROTECTION, _protection),
    Capability("customers.own_data", Heading.CORRECTION, _correction),
)
