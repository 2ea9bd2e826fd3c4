"""The reminder of a complaint that is soon due or overdue, to the shop."""

from datetime import datetime

from shopapp.accounts.queries import find_member, owner_emails
from shopapp.inquiries.complaints.rules import Alarm, Clocks
from shopapp.inquiries.models import Inquiry
from shopapp.kernel.clock import local_day
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.platform.i18n import show_moment, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile
from shopapp.shops.words import TOPICS


def tell_due(shop: ShopRef, inquiry: Inquiry, clocks: Clocks, alarm: Alarm, *, now: datetime) -> None:
    """Remind the owners and whoever is in charge. Contact data stays behind the sign-in."""
    about_answer = alarm in (Alarm.ANSWER_SOON, Alarm.ANSWER_LATE)
    with speaking(shop.language):
        facts = {
            "code": inquiry.code,
            "alarm": alarm.value,
            "topic": str(TOPICS[inquiry.topic]),
            "due": show_moment(clocks.answer_due_at if about_answer else clocks.resolve_due_at),
            "links": {"desk": f"/quan-tri/hoi-dap/{inquiry.id}"},
        }
    about = Reference("inquiry", inquiry.id)
    kind = "inquiries.complaint_due"
    drafts = [
        MessageDraft(kind, "email", to, shop.language, "staff", Purpose.CARE, about, facts)
        for to in _mailboxes(shop, inquiry, now)
    ]
    queue_messages(shop, drafts, now=now)


def _mailboxes(shop: ShopRef, inquiry: Inquiry, now: datetime) -> list[str]:
    found = owner_emails(shop) or [get_profile(shop).email]
    in_charge = find_member(shop, inquiry.assigned_account_id) if inquiry.assigned_account_id else None
    if in_charge is not None and in_charge.works_on(local_day(now)):
        found = [*found, in_charge.email]
    return [to for to in dict.fromkeys(found) if to]
