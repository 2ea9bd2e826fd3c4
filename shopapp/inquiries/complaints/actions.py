"""Changes to complaints: another topic, an answer given by word of mouth, and the shop's reminders."""

from datetime import datetime

from shopapp.inquiries.actions.send import locked
from shopapp.inquiries.complaints import messages
from shopapp.inquiries.complaints.clocks import clocks_of, settle_clocks
from shopapp.inquiries.complaints.queries import list_alarms
from shopapp.inquiries.complaints.rules import NoComplaint, alarm_at, next_alarm
from shopapp.inquiries.models import Inquiry, InquiryNote
from shopapp.inquiries.rules import AlreadyClosed, Kind, State
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.complaint_times import Topic

AT_ONCE = 20


def change_topic(shop: ShopRef, inquiry_id: int, topic: Topic) -> None:
    """Put a complaint under another topic. Its times stay, because its sender was told them.

    Raises NoSuchInquiry, NoComplaint.
    """
    _complaint(shop, inquiry_id).topic = topic.value


def note_answer(shop: ShopRef, inquiry_id: int, body: str, *, account_id: int, now: datetime) -> None:
    """Keep what was answered on the telephone or at the shop; it counts as an answer, and nobody is sent a message.

    Raises NoSuchInquiry, NoComplaint, AlreadyClosed.
    """
    inquiry = _complaint(shop, inquiry_id)
    if inquiry.state == State.CLOSED:
        raise AlreadyClosed
    note = InquiryNote(shop_id=shop.id, inquiry_id=inquiry.id, account_id=account_id, body=body, created_at=now)
    db.session.add(note)
    inquiry.state = State.ANSWERED.value
    inquiry.answered_at = inquiry.answered_at or now
    inquiry.touched_at = now
    inquiry.assigned_account_id = inquiry.assigned_account_id or account_id
    settle_clocks(inquiry, now=now)


def ring_alarms(shop: ShopRef, *, now: datetime) -> int:
    """Remind the shop of the next few complaints; returns how many it looked at, to be called again while not 0."""
    found = list_alarms(shop, now=now, limit=AT_ONCE)
    for inquiry in found:
        clocks = clocks_of(inquiry)
        alarm = alarm_at(clocks, now) if clocks is not None and inquiry.erased_at is None else None
        if clocks is not None and alarm is not None:
            messages.tell_due(shop, inquiry, clocks, alarm, now=now)
        inquiry.alarm_at = next_alarm(clocks, now) if clocks is not None and alarm is not None else None
    db.session.flush()
    return len(found)


def _complaint(shop: ShopRef, inquiry_id: int) -> Inquiry:
    inquiry = locked(shop, inquiry_id)
    if inquiry.kind != Kind.COMPLAINT:
        raise NoComplaint
    return inquiry
