"""What a visitor does: send an inquiry, write on in its thread. The same form sent twice is done once."""

from datetime import datetime

from sqlalchemy import select

from shopapp.catalog.models import Product
from shopapp.customers.actions import remember_customer
from shopapp.inquiries import messages
from shopapp.inquiries.actions.files import attach_kept
from shopapp.inquiries.complaints.clocks import open_anew, settle_clocks, start_clocks
from shopapp.inquiries.models import Inquiry, InquiryMessage
from shopapp.inquiries.queries import Earlier, find_inquiry, find_sent_inquiry, find_sent_message
from shopapp.inquiries.rules import (
    AlreadySent,
    InquiryDraft,
    Kind,
    MessageDraft,
    NoSuchInquiry,
    Sending,
    Sent,
    State,
    UnknownProduct,
    after_customer_wrote,
    search_text,
)
from shopapp.kernel.codes import human_code
from shopapp.platform.database import db
from shopapp.platform.links import link_hash, link_token, token_matching
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import record_acknowledgement
from shopapp.records.rules import Reference

LINK = "inquiry"


def send_inquiry(shop: ShopRef, draft: InquiryDraft, sending: Sending, *, now: datetime) -> Sent:
    """Take an inquiry in, tell the customer and the shop. Raises AlreadySent, UnknownProduct."""
    earlier = find_sent_inquiry(shop, sending.key)
    if earlier is not None:
        return as_before(shop, earlier, sending)
    inquiry = open_inquiry(shop, draft, sending, now=now)
    note_agreement(shop, inquiry.id, draft, now=now)
    messages.tell_received(shop, inquiry, draft.body, now=now)
    return Sent(inquiry.id, link_token(shop, LINK, inquiry.id, inquiry.link_version), True)


def note_agreement(shop: ShopRef, inquiry_id: int, draft: InquiryDraft, *, now: datetime) -> None:
    """Keep which policy the form named and in which words; nothing for a shop that has none."""
    if draft.policy_version_id is None:
        return
    record_acknowledgement(
        shop,
        subject=Reference(LINK, inquiry_id),
        policy_version_id=draft.policy_version_id,
        kind="policy",
        wording=draft.wording,
        language=draft.language,
        now=now,
    )


def open_inquiry(shop: ShopRef, draft: InquiryDraft, sending: Sending, *, now: datetime) -> Inquiry:
    """The rows of a new inquiry: customer, inquiry, first message, files. Raises UnknownProduct."""
    inquiry = _new_inquiry(shop, draft, sending, now)
    start_clocks(shop, inquiry, draft.topic, now=now)
    db.session.add(inquiry)
    db.session.flush()
    inquiry.link_hash = link_hash(shop, LINK, inquiry.id, inquiry.link_version)
    message = InquiryMessage(
        shop_id=shop.id,
        inquiry_id=inquiry.id,
        author="customer",
        body=draft.body,
        submission_key=sending.key,
        fingerprint=sending.fingerprint,
        created_at=now,
    )
    db.session.add(message)
    db.session.flush()
    attach_kept(shop, message.id, sending, now=now)
    return inquiry


def write_on(shop: ShopRef, inquiry_id: int, draft: MessageDraft, sending: Sending, *, now: datetime) -> bool:
    """Add what the customer writes on; False when this form was sent before. Raises NoSuchInquiry, AlreadySent."""
    inquiry = locked(shop, inquiry_id)
    if was_sent(shop, inquiry_id, sending):
        return False
    message = InquiryMessage(
        shop_id=shop.id,
        inquiry_id=inquiry.id,
        author="customer",
        body=draft.body,
        submission_key=sending.key,
        fingerprint=sending.fingerprint,
        created_at=now,
    )
    db.session.add(message)
    open_anew(shop, inquiry, now=now)
    inquiry.state = after_customer_wrote(inquiry.state).value
    inquiry.touched_at = now
    inquiry.closed_at = None
    # Whoever writes into an erased conversation says something new, which is to be erased in its turn.
    inquiry.erased_at = None
    settle_clocks(inquiry, now=now)
    db.session.flush()
    attach_kept(shop, message.id, sending, now=now)
    messages.tell_written_on(shop, inquiry, draft.body, now=now)
    return True


def was_sent(shop: ShopRef, inquiry_id: int, sending: Sending) -> bool:
    """Whether the form of this key already wrote just this into the thread. Raises AlreadySent for anything else."""
    earlier = find_sent_message(shop, sending.key)
    if earlier is None:
        return False
    if earlier.inquiry_id != inquiry_id or earlier.fingerprint != sending.fingerprint:
        raise AlreadySent(earlier.inquiry_id)
    return True


def locked(shop: ShopRef, inquiry_id: int) -> Inquiry:
    """The inquiry, held against a second change at the same time. Raises NoSuchInquiry."""
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.id == inquiry_id).with_for_update()
    inquiry = db.session.execute(query).scalars().one_or_none()
    if inquiry is None:
        raise NoSuchInquiry
    return inquiry


def token_of(shop: ShopRef, inquiry: Inquiry) -> str:
    """The token of an inquiry's link, also one made under an earlier secret key. Raises LookupError."""
    return token_matching(shop, LINK, inquiry.id, inquiry.link_version, inquiry.link_hash or "")


def as_before(shop: ShopRef, earlier: Earlier, sending: Sending) -> Sent:
    """What the form of this key has sent before. Raises AlreadySent when it now says something else."""
    if earlier.fingerprint != sending.fingerprint:
        raise AlreadySent(earlier.inquiry_id)
    inquiry = find_inquiry(shop, earlier.inquiry_id)
    if inquiry is None:
        raise NoSuchInquiry
    return Sent(inquiry.id, token_of(shop, inquiry), False)


def _new_inquiry(shop: ShopRef, draft: InquiryDraft, sending: Sending, now: datetime) -> Inquiry:
    _check_product(shop, draft.product_id)
    code = _free_code(shop)
    # Whoever reports misuse becomes no customer by it, and nobody who signs in as one shall read the report.
    is_report = draft.kind == Kind.SECURITY
    customer_id = None if is_report else _customer(shop, draft, now)
    return Inquiry(
        shop_id=shop.id,
        kind=draft.kind,
        code=code,
        customer_id=customer_id,
        name=draft.name,
        phone=draft.phone,
        email=draft.email,
        address=draft.address,
        search=search_text(draft.name, code, draft.phone),
        product_id=draft.product_id,
        order_code=draft.order_code,
        quote=dict(draft.quote),
        state=State.NEW.value,
        source=draft.source,
        language=draft.language,
        submission_key=sending.key,
        fingerprint=sending.fingerprint,
        created_at=now,
        touched_at=now,
    )


def _customer(shop: ShopRef, draft: InquiryDraft, now: datetime) -> int:
    return remember_customer(
        shop,
        account_id=draft.account_id,
        name=draft.name,
        phone=draft.phone,
        email=draft.email,
        language=draft.language,
        source=draft.source,
        now=now,
    )


def _check_product(shop: ShopRef, product_id: int | None) -> None:
    if product_id is None:
        return
    query = select(Product.id).where(Product.shop_id == shop.id, Product.id == product_id)
    if db.session.execute(query).one_or_none() is None:
        raise UnknownProduct


def _free_code(shop: ShopRef) -> str:
    while True:
        code = f"H-{human_code(6)}"
        query = select(Inquiry.id).where(Inquiry.shop_id == shop.id, Inquiry.code == code)
        if db.session.execute(query).one_or_none() is None:
            return code
