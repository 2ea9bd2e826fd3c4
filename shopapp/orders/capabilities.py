"""What the policy may say of orders: what is asked and why, how long a draft lives, who sees and who may change."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.orders.rules import AskedField, AskSettings, asked_fields
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.personal_data import Purpose, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.queries import get_profile


def _purpose(shop: ShopRef) -> Sequence[Paragraph]:
    asked = _asked_of(shop)
    labels = {subject: _listed(asked, subject) for subject in (Subject.CUSTOMER, Subject.RECIPIENT)}
    return [
        Paragraph(
            _(
                "To carry out an order the form asks the person ordering for: %(fields)s. "
                "The shop calls to confirm, and sends messages about this order only.",
                fields=labels[Subject.CUSTOMER],
            ),
            "/dat-hang",
        ),
        Paragraph(
            _(
                "Of the person who receives the order the form asks: %(fields)s. "
                "They are used for this delivery and for nothing else.",
                fields=labels[Subject.RECIPIENT],
            ),
            "/dat-hang",
        ),
    ]


def _asked_of(shop: ShopRef) -> Sequence[AskedField]:
    return asked_fields(shop.kind, AskSettings(frozenset(get_profile(shop).inquiry_required)))


def _facts(shop: ShopRef) -> Sequence[str]:
    return [f"{question.subject.value}.{question.name}" for question in _asked_of(shop) if question.subject]


def _listed(asked: Sequence[AskedField], subject: Subject) -> str:
    names = [str(_(question.label)) for question in asked if question.subject is subject]
    return "; ".join(name[:1].lower() + name[1:] for name in names)


def _draft(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "What is typed into the order form but not sent is kept for 24 hours, so that nothing is lost "
                "when the page is closed; then it is deleted. A cookie holds only a random key to it."
            ),
            "/dat-hang",
        )
    ]


def _protection(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "An order is opened only by a link that cannot be guessed, or by its code together with the phone "
                "number it was placed with. Either way names, numbers and addresses are masked until a one-time code "
                "sent to the contact on the order is typed in."
            ),
            "/tra-cuu",
        )
    ]


def _correction(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "As long as the shop has not confirmed an order, the person who ordered can see it in full, correct "
                "the recipient's phone, the address line, the card, the note and the time, or cancel it."
            ),
            "/tra-cuu",
        )
    ]


def _disowning(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "Each message about an order carries a link for whoever did not place it. Its button stops the order "
                "and the messages about it, signs everybody out of the account it belongs to, and tells the shop, "
                "which then decides whether the order goes on."
            )
        )
    ]


CAPABILITIES = (
    Capability("orders.form", Heading.PURPOSE, _purpose, Purpose.ORDER, _facts),
    Capability("orders.draft", Heading.STORAGE_TIME, _draft),
    Capability("orders.masked_link", Heading.PROTECTION, _protection),
    Capability("orders.disowning", Heading.PROTECTION, _disowning, Purpose.SECURITY),
    Capability("orders.own_changes", Heading.CORRECTION, _correction),
)
