"""What members of staff do with an inquiry: type one in, answer, note, assign, close, reopen."""

from datetime import datetime

from sqlalchemy import select

from shopapp.accounts.models import Account
from shopapp.catalog.models import Product
from shopapp.inquiries import messages
from shopapp.inquiries.actions.files import attach_kept
from shopapp.inquiries.actions.send import locked, open_inquiry, was_sent
from shopapp.inquiries.complaints.clocks import settle_clocks
from shopapp.inquiries.complaints.rules import NotAnswered
from shopapp.inquiries.models import InquiryMessage, InquiryNote
from shopapp.inquiries.queries import find_sent_inquiry
from shopapp.inquiries.rules import (
    AlreadyClosed,
    AlreadySent,
    InquiryDraft,
    Kind,
    MessageDraft,
    NotClosed,
    Sending,
    State,
    UnknownColleague,
    UnknownProduct,
)
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def type_in(shop: ShopRef, draft: InquiryDraft, sending: Sending, *, account_id: int, now: datetime) -> int:
    """Take in an inquiry that came by phone or at the counter; whoever typed it has it. Nobody is sent a message.

    Returns the inquiry's id. Raises AlreadySent, UnknownProduct.
    """
    earlier = find_sent_inquiry(shop, sending.key)
    if earlier is not None:
        if earlier.fingerprint != sending.fingerprint:
            raise AlreadySent(earlier.inquiry_id)
        return earlier.inquiry_id
    inquiry = open_inquiry(shop, draft, sending, now=now)
    inquiry.assigned_account_id = account_id
    db.session.flush()
    return inquiry.id


def answer(
    shop: ShopRef, inquiry_id: int, draft: MessageDraft, sending: Sending, *, account_id: int, now: datetime
) -> bool:
    """Answer in the thread and tell the customer; whoever answers first has the inquiry.

    False when this form was sent before. Raises NoSuchInquiry, AlreadySent, UnknownProduct.
    """
    inquiry = locked(shop, inquiry_id)
    if was_sent(shop, inquiry_id, sending):
        return False
    _check_products(shop, draft.product_ids)
    message = InquiryMessage(
        shop_id=shop.id,
        inquiry_id=inquiry.id,
        author="staff",
        account_id=account_id,
        body=draft.body,
        product_ids=list(draft.product_ids),
        submission_key=sending.key,
        fingerprint=sending.fingerprint,
        created_at=now,
    )
    db.session.add(message)
    inquiry.state = State.ANSWERED.value
    inquiry.answered_at = inquiry.answered_at or now
    inquiry.touched_at = now
    inquiry.closed_at = None
    inquiry.erased_at = None
    inquiry.assigned_account_id = inquiry.assigned_account_id or account_id
    settle_clocks(inquiry, now=now)
    db.session.flush()
    attach_kept(shop, message.id, sending, now=now)
    messages.tell_answered(shop, inquiry, draft, now=now)
    return True


def add_note(shop: ShopRef, inquiry_id: int, body: str, *, account_id: int, now: datetime) -> None:
    """Note something for colleagues. Raises NoSuchInquiry."""
    inquiry = locked(shop, inquiry_id)
    db.session.add(
        InquiryNote(shop_id=shop.id, inquiry_id=inquiry.id, account_id=account_id, body=body, created_at=now)
    )


def assign(shop: ShopRef, inquiry_id: int, account_id: int | None) -> None:
    """Put an inquiry into the hands of one member of staff, or of nobody. Raises NoSuchInquiry, UnknownColleague."""
    inquiry = locked(shop, inquiry_id)
    if account_id is not None:
        query = select(Account.id).where(
            Account.shop_id == shop.id,
            Account.id == account_id,
            Account.kind == "staff",
            Account.is_active.is_(True),
        )
        if db.session.execute(query).one_or_none() is None:
            raise UnknownColleague
    inquiry.assigned_account_id = account_id


def close(shop: ShopRef, inquiry_id: int, *, now: datetime) -> None:
    """Nothing is left to do. Raises NoSuchInquiry, AlreadyClosed, NotAnswered for a complaint without an answer."""
    inquiry = locked(shop, inquiry_id)
    if inquiry.state == State.CLOSED:
        raise AlreadyClosed
    if inquiry.kind == Kind.COMPLAINT and inquiry.answered_at is None:
        raise NotAnswered
    inquiry.state = State.CLOSED.value
    inquiry.closed_at = now
    inquiry.touched_at = now
    settle_clocks(inquiry, now=now)


def reopen(shop: ShopRef, inquiry_id: int, *, now: datetime) -> None:
    """Something is left to do after all. Raises NoSuchInquiry, NotClosed."""
    inquiry = locked(shop, inquiry_id)
    if inquiry.state != State.CLOSED:
        raise NotClosed
    inquiry.state = (State.WAITING if inquiry.answered_at else State.NEW).value
    inquiry.closed_at = None
    inquiry.touched_at = now
    settle_clocks(inquiry, now=now)


def _check_products(shop: ShopRef, product_ids: tuple[int, ...]) -> None:
    if not product_ids:
        return
    query = select(Product.id).where(Product.shop_id == shop.id, Product.id.in_(product_ids))
    if set(db.session.execute(query).scalars()) != set(product_ids):
        raise UnknownProduct
