"""Which message an inquiry causes, to whom, and with which facts; rows of the outbox in the same transaction."""

from datetime import datetime
from typing import Any

from shopapp.accounts.queries import owner_emails
from shopapp.catalog.queries import get_sheets
from shopapp.inquiries.complaints.clocks import clocks_of
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.rules import MessageDraft as Contribution
from shopapp.inquiries.rules import greetable
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.platform.i18n import show_date, show_moment, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference
from shopapp.shops.complaint_times import Topic
from shopapp.shops.queries import get_profile
from shopapp.shops.words import TOPICS

LONGEST_EXCERPT = 600


def tell_received(shop: ShopRef, inquiry: Inquiry, body: str, *, now: datetime) -> None:
    """Tell the customer by every way they gave that it arrived, and the shop that it is there."""
    facts = _facts(inquiry)
    drafts = _to_customer(inquiry, "inquiries.received", facts | _promised(inquiry), facts)
    queue_messages(shop, [*drafts, *_to_shop(shop, inquiry, body, is_new=True)], now=now)


def tell_written_on(shop: ShopRef, inquiry: Inquiry, body: str, *, now: datetime) -> None:
    """Tell the shop that the customer wrote on."""
    queue_messages(shop, _to_shop(shop, inquiry, body, is_new=False), now=now)


def tell_answered(shop: ShopRef, inquiry: Inquiry, answer: Contribution, *, now: datetime) -> None:
    """Send the customer the shop's answer: all of it by mail, the link alone by text message."""
    facts = _facts(inquiry)
    sheets = get_sheets(shop, answer.product_ids)
    products = [
        {"name": sheet.name, "price": min(sheet.prices, default=None), "path": f"/san-pham/{sheet.slug}"}
        for sheet in sheets.values()
    ]
    whole = facts | {"body": answer.body, "products": products}
    queue_messages(shop, _to_customer(inquiry, "inquiries.answered", whole, facts), now=now)


def _facts(inquiry: Inquiry) -> dict[str, Any]:
    link = ["inquiry", inquiry.id, inquiry.link_version, inquiry.link_hash]
    return {"code": inquiry.code, "kind": inquiry.kind, "links": {"inquiry": link}}


def _promised(inquiry: Inquiry) -> dict[str, Any]:
    """By when a complaint is to be answered and settled, as its sender reads it."""
    clocks = clocks_of(inquiry)
    if clocks is None:
        return {}
    with speaking(inquiry.language):
        return {
            "topic": str(TOPICS[inquiry.topic]),
            "answer_by": show_moment(clocks.answer_due_at),
            "settled_by": show_date(clocks.resolve_due_at),
            "is_about_data": inquiry.topic == Topic.DATA,
        }


def _to_customer(inquiry: Inquiry, kind: str, by_mail: dict[str, Any], by_sms: dict[str, Any]) -> list[MessageDraft]:
    about = Reference("inquiry", inquiry.id)
    drafts = []
    if inquiry.email:
        drafts.append(
            MessageDraft(
                kind,
                "email",
                inquiry.email,
                inquiry.language,
                "customer",
                Purpose.CARE,
                about,
                by_mail | {"name": greetable(inquiry.name)},
            )
        )
    if inquiry.phone:
        drafts.append(
            MessageDraft(kind, "sms", inquiry.phone, inquiry.language, "customer", Purpose.CARE, about, by_sms)
        )
    return drafts


def _to_shop(shop: ShopRef, inquiry: Inquiry, body: str, *, is_new: bool) -> list[MessageDraft]:
    """To the owners, or to the shop's own mailbox while it has none. Contact data stays behind the sign-in."""
    product = get_sheets(shop, [inquiry.product_id]).get(inquiry.product_id) if inquiry.product_id else None
    facts = {
        "code": inquiry.code,
        "kind": inquiry.kind,
        "is_new": is_new,
        "excerpt": body[:LONGEST_EXCERPT],
        "is_cut": len(body) > LONGEST_EXCERPT,
        "product": product.name if product else "",
        "links": {"desk": f"/quan-tri/hoi-dap/{inquiry.id}"},
    }
    about = Reference("inquiry", inquiry.id)
    mailboxes = owner_emails(shop) or [get_profile(shop).email]
    return [
        MessageDraft("inquiries.new_for_shop", "email", to, shop.language, "staff", Purpose.CARE, about, facts)
        for to in mailboxes
        if to
    ]
