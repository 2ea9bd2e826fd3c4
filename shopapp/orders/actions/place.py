"""Placing an order: the one road from a checked draft to an order that everybody is told of."""

from dataclasses import dataclass
from datetime import datetime

from shopapp.accounts.queries import owner_emails
from shopapp.orders import messages
from shopapp.orders.actions.drafts import take_draft
from shopapp.orders.actions.store import Origin, store_order
from shopapp.orders.models import Order
from shopapp.orders.queries import Terms, find_by_submission, token_of
from shopapp.orders.rules import Agreement, ContentDiffers, NoPolicy, OrderDraftData
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import record_acknowledgement, record_consent
from shopapp.records.queries import still_holds
from shopapp.records.rules import Reference


@dataclass(frozen=True)
class Placed:
    """An order that stands: `token` opens it; `is_new` is False when the same form had placed it before."""

    id: int
    token: str
    is_new: bool


def place_order(
    shop: ShopRef,
    draft: OrderDraftData,
    *,
    key: str,
    fingerprint: str,
    agreement: Agreement,
    now: datetime,
    shown: str = "",
    draft_key: str = "",
    terms: Terms | None = None,
    customer_account_id: int | None = None,
) -> Placed:
    """Place what a visitor has reviewed. The same `key` and `fingerprint` again return the same order.

    `shown` is the digest of the quote that was reviewed ("" does not compare); `draft_key` names the draft to delete;
    `terms` are those the caller has read in this very request, else they are read here. `customer_account_id` is the
    account of a customer who is signed in: the order joins it, whatever contact is typed.
    Raises ContentDiffers, NoPolicy, NothingOrdered, NoLongerOffered, NotDelivered, PriceChanged, PaymentNotOffered,
    DayNotPossible, SoldOut. On PostgreSQL a second sending at the same moment may end in IntegrityError: try again.
    """
    if draft_key:
        take_draft(shop, draft_key)
    earlier = find_by_submission(shop, key)
    if earlier is not None:
        return same_order(shop, earlier, fingerprint)
    if not still_holds(shop, agreement.policy_version_id):
        raise NoPolicy
    origin = Origin(
        key,
        fingerprint,
        "web",
        policy_version_id=agreement.policy_version_id,
        customer_account_id=customer_account_id,
    )
    order, lines = store_order(shop, draft, origin, shown=shown, terms=terms, now=now)
    _record_agreement(shop, order, agreement, now=now)
    messages.tell_placed(shop, order, lines, owner_emails(shop), now=now)
    return Placed(order.id, token_of(shop, order), True)


def same_order(shop: ShopRef, order: Order, fingerprint: str) -> Placed:
    """The order a form has placed before. Raises ContentDiffers when it now says something else."""
    token = token_of(shop, order)
    if order.fingerprint != fingerprint:
        raise ContentDiffers(token)
    return Placed(order.id, token, False)


def _record_agreement(shop: ShopRef, order: Order, agreement: Agreement, *, now: datetime) -> None:
    subject = Reference("order", order.id)
    for kind, wording in (("policy", agreement.policy_wording), ("declaration", agreement.declaration_wording)):
        record_acknowledgement(
            shop,
            subject=subject,
            policy_version_id=agreement.policy_version_id,
            kind=kind,
            wording=wording,
            language=order.language,
            now=now,
        )
    for answer in agreement.consents:
        # A box left unticked is no word at all, and no word is no.
        if answer.given:
            record_consent(
                shop,
                subject=subject,
                contact=order.sender_email or order.sender_phone,
                purpose=answer.purpose,
                given=True,
                wording=answer.wording,
                policy_version_id=agreement.policy_version_id,
                channel="web",
                source="order_form",
                now=now,
            )
