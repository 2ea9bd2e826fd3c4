"""What evidence lets the policy say: who receives which data, and that consent and hand-overs are recorded."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.clock import local_day, now
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.queries import list_receivers
from shopapp.records.rules import Receiver


def _receivers(shop: ShopRef) -> Sequence[Paragraph]:
    today = local_day(now())
    active = [r for r in list_receivers(shop) if r.ends_on is None or r.ends_on >= today]
    listed = [Paragraph(_receiver(receiver)) for receiver in active]
    return [
        *listed,
        Paragraph(_("Nobody else is given personal data. It is never sold, swapped or lent.")),
        Paragraph(
            _(
                "Before anything is handed to one of these receivers the program records to whom, which fields, "
                "for which purpose and when; what is not on the receiver's list is refused."
            )
        ),
    ]


def _receiver(receiver: Receiver) -> str:
    kinds = {
        ReceiverKind.MAIL_GATEWAY: _("E-mail service that delivers our messages"),
        ReceiverKind.SMS_GATEWAY: _("Text message service that delivers our messages"),
        ReceiverKind.CARRIER: _("Carrier %(name)s", name=receiver.name),
        ReceiverKind.PAYMENT: _("Payment provider %(name)s", name=receiver.name),
        ReceiverKind.HOSTING: _("Hosting provider %(name)s", name=receiver.name),
        ReceiverKind.AUTHORITY: _("Competent authority: %(name)s", name=receiver.name),
        ReceiverKind.RESEARCH: _("Research contractor %(name)s", name=receiver.name),
        ReceiverKind.SUPPLIER: _("Supplier %(name)s", name=receiver.name),
    }
    words = {
        "email": _("e-mail address"),
        "phone": _("phone number"),
        "name": _("name"),
        "address": _("address"),
        "message": _("the text of the message"),
    }
    given = ", ".join(str(words.get(field, field)) for field in sorted(receiver.fields))
    return str(_("%(receiver)s: receives %(fields)s.", receiver=kinds[receiver.kind], fields=given))


def _consent(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "With every order and inquiry the program keeps which sentence of agreement was shown, "
                "in which language, under which version of this policy, and when."
            )
        )
    ]


CAPABILITIES = (
    Capability("records.receivers", Heading.RECEIVERS, _receivers),
    Capability("records.acknowledgement", Heading.SCOPE, _consent),
)
