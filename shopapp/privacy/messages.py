"""The message of this room: that the policy has changed, to customers whose address the shop has."""

from collections.abc import Sequence
from datetime import datetime

from shopapp.customers.models import Customer
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def tell_changed(
    shop: ShopRef, policy_version_id: int, number: int, customers: Sequence[Customer], *, now: datetime
) -> None:
    """Queue one mail a customer about the version of that number; two records with one address get one."""
    by_address = {customer.email: customer for customer in customers}
    queue_messages(
        shop,
        [
            MessageDraft(
                kind="privacy.changed",
                channel="email",
                to=address,
                language=customer.language,
                audience="customer",
                purpose=Purpose.LEGAL,
                about=Reference("policy_version", policy_version_id),
                facts={"number": number},
            )
            for address, customer in by_address.items()
        ],
        now=now,
    )
