"""Where questions, quotes, complaints and reports name a person, and when they are no longer needed."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, or_, select, update

from shopapp.customers.holdings import rows_of_account
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage, InquiryNote, SafetyCase
from shopapp.notifications.holdings import messages_about, stop_unsent
from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef


def _found(shop: ShopRef, person: Person) -> Select[int]:
    contacts = sorted(person.contacts)
    mine = or_(
        Inquiry.phone.in_(contacts),
        Inquiry.email.in_(contacts),
        Inquiry.customer_id.in_(rows_of_account(shop, person)),
    )
    return select(Inquiry.id).where(Inquiry.shop_id == shop.id, Inquiry.erased_at.is_(None), mine)


def _over(shop: ShopRef, before: datetime) -> Select[int]:
    """Counted from the last word in an inquiry that is answered or closed; one that waits for the shop is needed."""
    return select(Inquiry.id).where(
        Inquiry.shop_id == shop.id,
        Inquiry.erased_at.is_(None),
        Inquiry.touched_at < before,
        Inquiry.state.in_(("answered", "closed")),
    )


def _hindered(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """While a case holds an order back, what was reported is needed to decide."""
    query = select(SafetyCase.inquiry_id).where(
        SafetyCase.shop_id == shop.id, SafetyCase.inquiry_id.in_(ids), SafetyCase.is_holding.is_(True)
    )
    return dict.fromkeys(db.session.execute(query).scalars(), Hindrance.OPEN_CASE)


def _close(shop: ShopRef, ids: Ids) -> None:
    """Nobody is left to answer, nor to be told."""
    stop_unsent(shop, "inquiry", ids)
    query = update(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.id.in_(ids)).values(state="closed")
    db.session.execute(query.execution_options(synchronize_session=False))


def _attachments(shop: ShopRef, ids: Ids) -> Select[int]:
    own = and_(InquiryMessage.shop_id == Attachment.shop_id, InquiryMessage.id == Attachment.message_id)
    query = select(Attachment.id).join(InquiryMessage, own)
    return query.where(Attachment.shop_id == shop.id, InquiryMessage.inquiry_id.in_(ids))


HOLDINGS = (
    Holding(
        name="inquiry",
        kind="inquiry",
        title=_l("Questions, quotes, complaints and reports"),
        subject=Subject.CUSTOMER,
        parts=(
            Part(Inquiry),
            Part(InquiryMessage, "inquiry_id"),
            Part(Attachment, found=_attachments),
            Part(InquiryNote, "inquiry_id"),
            Part(Message, found=messages_about("inquiry"), is_shown=False),
        ),
        found=_found,
        keep=Keep.AFTER_ANSWER,
        over=_over,
        hindered=_hindered,
        release=_close,
        stamp="erased_at",
    ),
)
