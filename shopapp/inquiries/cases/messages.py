"""Which messages a safety case causes: a receipt, word to the shop's owners, and how it ended."""

from datetime import datetime
from typing import Any

from shopapp.accounts.queries import owner_emails
from shopapp.inquiries.messages import LONGEST_EXCERPT
from shopapp.inquiries.models import Inquiry, SafetyCase
from shopapp.inquiries.rules import greetable
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile


def tell_opened(shop: ShopRef, inquiry: Inquiry, case: SafetyCase, text: str, *, now: datetime) -> None:
    """Give the reporter the receipt number by the contact they left, and tell the owners that a case is open."""
    queue_messages(shop, [*_to_reporter(inquiry, case, "case_opened"), *_to_shop(shop, inquiry, case, text)], now=now)


def tell_closed(shop: ShopRef, inquiry: Inquiry, case: SafetyCase, *, now: datetime) -> None:
    """Tell the reporter how it ended; the note on it stays inside the shop."""
    queue_messages(shop, _to_reporter(inquiry, case, "case_closed"), now=now)


def _facts(inquiry: Inquiry, case: SafetyCase) -> dict[str, Any]:
    return {
        "code": inquiry.code,
        "misuse": case.kind,
        "order_code": inquiry.order_code,
        "is_held": case.is_holding,
        "outcome": case.outcome,
    }


def _to_reporter(inquiry: Inquiry, case: SafetyCase, name: str) -> list[MessageDraft]:
    about, kind = Reference("inquiry", inquiry.id), f"inquiries.{name}"
    link = ["inquiry", inquiry.id, inquiry.link_version, inquiry.link_hash]
    facts = _facts(inquiry, case) | {"links": {"inquiry": link}}
    drafts = []
    if inquiry.email:
        named = facts | {"name": greetable(inquiry.name)}
        to = inquiry.email
        drafts.append(MessageDraft(kind, "email", to, inquiry.language, "customer", Purpose.SECURITY, about, named))
    if inquiry.phone:
        to = inquiry.phone
        drafts.append(MessageDraft(kind, "sms", to, inquiry.language, "customer", Purpose.SECURITY, about, facts))
    return drafts


def _to_shop(shop: ShopRef, inquiry: Inquiry, case: SafetyCase, text: str) -> list[MessageDraft]:
    """To the owners, or to the shop's own mailbox while it has none. Contact data stays behind the sign-in."""
    facts = _facts(inquiry, case) | {
        "excerpt": text[:LONGEST_EXCERPT],
        "is_cut": len(text) > LONGEST_EXCERPT,
        "links": {"desk": f"/quan-tri/hoi-dap/{inquiry.id}"},
    }
    about = Reference("inquiry", inquiry.id)
    kind = "inquiries.case_for_shop"
    return [
        MessageDraft(kind, "email", to, shop.language, "staff", Purpose.SECURITY, about, facts)
        for to in owner_emails(shop) or [get_profile(shop).email]
        if to
    ]
