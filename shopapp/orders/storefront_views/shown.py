"""Lines and people of an order as templates show them: people masked unless the contact was proven."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from shopapp.catalog.queries import OrderableVariant
from shopapp.kernel.contacts import mask_email, mask_name, mask_phone, mask_text, show_phone
from shopapp.orders.models import Order, OrderLine
from shopapp.orders.rules import PricedLine
from shopapp.orders.storefront_views.timeline import appointment_of

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class People:
    """(word, value) pairs about who ordered, and about who receives it where and when."""

    sender: Pairs
    recipient: Pairs


def line_shown(line: OrderLine | PricedLine, item: OrderableVariant | None = None) -> dict[str, Any]:
    """A line for the table of goods; in the reader's language with the `item` it is about, else as it was ordered."""
    return {
        "name": item.shown_product if item else line.name,
        "note": item.shown_label if item else line.variant_label,
        "quantity": line.quantity,
        "unit_price": line.unit_price,
        "total": line.amount,
        "href": "",
    }


def people_shown(order: Order, *, proven: bool, is_recipients_own: bool = False) -> People:
    """Who ordered and who receives; ward and province stay readable, for they say little of anybody.

    `is_recipients_own`: the recipient has corrected what the sender had typed, so it stays masked for the sender.
    """

    def shown(mask: Callable[[str], str], value: str) -> str:
        return value if proven else mask(value)

    def phone(number: str) -> str:
        return show_phone(number) if proven and number else mask_phone(number)

    def received(mask: Callable[[str], str], value: str) -> str:
        return mask(value) if is_recipients_own else shown(mask, value)

    parts = (received(mask_text, order.street), order.ward_name, order.province_name)
    erased = str(_("(erased)"))
    return People(
        sender=[(str(_("Person ordering")), erased)]
        if order.sender_erased_at
        else [
            (str(_("Name")), shown(mask_name, order.sender_name)),
            (str(_("Phone")), phone(order.sender_phone)),
            (str(_("E-mail")), shown(mask_email, order.sender_email)),
            (str(_("Note")), shown(mask_text, order.note)),
        ],
        recipient=[(str(_("Recipient")), erased), (str(_("Delivery")), appointment_of(order))]
        if order.recipient_erased_at
        else [
            (str(_("Name")), received(mask_name, order.recipient_name)),
            (str(_("Phone")), mask_phone(order.recipient_phone) if is_recipients_own else phone(order.recipient_phone)),
            (str(_("Address")), ", ".join(part for part in parts if part)),
            (str(_("Delivery")), appointment_of(order)),
            (str(_("The card")), "" if proven else mask_text(order.greeting)),
        ],
    )
