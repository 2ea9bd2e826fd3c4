"""Orders that a member of staff types in for somebody on the phone or at the counter."""

from datetime import datetime

from shopapp.accounts.queries import owner_emails
from shopapp.orders import messages
from shopapp.orders.actions.place import Placed, same_order
from shopapp.orders.actions.store import Origin, note_event, store_order
from shopapp.orders.queries import find_by_submission, token_of
from shopapp.orders.rules import Event, OrderDraftData
from shopapp.platform.tenancy.refs import ShopRef

SOURCES = ("phone", "counter", "chat")


def take_phone_order(
    shop: ShopRef,
    draft: OrderDraftData,
    *,
    key: str,
    fingerprint: str,
    source: str,
    account_id: int,
    now: datetime,
) -> Placed:
    """Store an order for a customer who is being spoken to; `source` is one of SOURCES.

    Whoever types it in is talking to the customer, so it counts as called; the customer gets the same messages as for
    an order of their own. Raises what `place_order` raises, but for the policy: nothing was shown on a screen.
    """
    if source not in SOURCES:
        raise ValueError("a source is one of: " + ", ".join(SOURCES))
    earlier = find_by_submission(shop, key)
    if earlier is not None:
        return same_order(shop, earlier, fingerprint)
    origin = Origin(key, fingerprint, source, account_id=account_id)
    order, lines = store_order(shop, draft, origin, now=now)
    order.called_at = now
    note_event(shop, order.id, Event.CALLED, actor="staff", account_id=account_id, now=now)
    messages.tell_placed(shop, order, lines, owner_emails(shop), now=now)
    return Placed(order.id, token_of(shop, order), True)
