"""What evidence lets the policy say: who receives which data, and that consent and hand-overs are recorded."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.clock import local_day, now
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import show_day
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.queries import list_receivers
from shopapp.records.rules import Receiver


def _active(shop: ShopRef) -> list[Receiver]:
    today = local_day(now())
    # Authorities are no partners: what they were given on demand stands in the register of disclosures.
    partners = [r for r in list_receivers(shop) if r.kind is not ReceiverKind.AUTHORITY]
    return [r for r in partners if r.ends_on is None or r.ends_on >= today]


def _facts(shop: ShopRef) -> Sequence[str]:
    return [f"{r.kind.value} {r.name}: {', '.join(sorted(r.fields))}" for r in _active(shop)]


def _receivers(shop: ShopRef) -> Sequence[Paragraph]:
    listed = [Paragraph(_receiver(receiver)) for receiver in _active(shop)]
    return [
        *listed,
        Paragraph(_("Nobody else is given personal data. It is never sold, swapped or lent.")),
        Paragraph(
            _(
                "Without an agreement, data is given only to a competent authority on lawful demand, to defend the "
                "shop's lawful rights, or in an emergency; who asked, why, what was given and by whom is recorded."
            )
        ),
        Paragraph(
            _(
                "Before anything is handed to one of these receivers the program records to whom, which fields, "
                "for which purpose and when; what is not on the receiver's list is refused."
            )
        ),
    ]


def receiver_kind_words(kind: ReceiverKind) -> str:
    """What a receiver does for the shop."""
    words = {
        ReceiverKind.MAIL_GATEWAY: _("E-mail service"),
        ReceiverKind.SMS_GATEWAY: _("Text message service"),
        ReceiverKind.CARRIER: _("Carrier"),
        ReceiverKind.PAYMENT: _("Payment provider"),
        ReceiverKind.HOSTING: _("Hosting provider"),
        ReceiverKind.AUTHORITY: _("Competent authority"),
        ReceiverKind.RESEARCH: _("Research contractor"),
        ReceiverKind.SUPPLIER: _("Supplier"),
    }
    return str(words[kind])


def field_words(field: str) -> str:
    """One thing a receiver is given, within a sentence."""
    words = {
        "email": _("e-mail address"),
        "phone": _("phone number"),
        "name": _("name"),
        "address": _("address"),
        "message": _("the text of the message"),
        "recipient_name": _("recipient's name"),
        "recipient_phone": _("recipient's phone number"),
        "recipient_address": _("recipient's address"),
        "order_code": _("order code"),
        "amount": _("amount to collect"),
        "pseudonym": _("a made-up name for each customer"),
        "order_goods": _("what was ordered"),
        "order_figures": _("figures of orders without names"),
    }
    return str(words.get(field, field))


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
    given = ", ".join(field_words(field) for field in sorted(receiver.fields))
    text = str(_("%(receiver)s: receives %(fields)s.", receiver=kinds[receiver.kind], fields=given))
    if receiver.agreed_on is not None:
        text += " " + str(_("Agreement of %(date)s.", date=show_day(receiver.agreed_on)))
    if receiver.ends_on is not None:
        text += " " + str(_("It ends on %(date)s.", date=show_day(receiver.ends_on)))
    return text


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
    Capability("records.receivers", Heading.RECEIVERS, _receivers, facts=_facts),
    Capability("records.acknowledgement", Heading.SCOPE, _consent, Purpose.LEGAL),
)
