"""What the policy page may say about messages."""

from collections.abc import Sequence

from flask_babel import gettext

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _receivers(shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            gettext(
                "Messages about an order or an inquiry leave by the shop's mail server and its SMS gateway, which get "
                "the address or number and the message. Before each handing over the program writes down what goes "
                "to whom."
            )
        ),
    )


def _protection(shop: ShopRef) -> Sequence[Paragraph]:
    return (
        Paragraph(
            gettext(
                "One-time codes are wiped from the list of messages as soon as they have been sent; the wording of a "
                "message is not kept. How many messages one number, one address and the whole shop can be sent is "
                "limited."
            )
        ),
    )


CAPABILITIES = (
    Capability("messages_by_gateways", Heading.RECEIVERS, _receivers),
    Capability("messages_kept_short", Heading.PROTECTION, _protection),
)
