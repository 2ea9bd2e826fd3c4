"""Which message a request causes, to whom, and with which facts; rows of the outbox in the same transaction."""

from datetime import datetime
from typing import Any

from shopapp.accounts.queries import owner_emails
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import ChannelName, MessageDraft
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataRequest
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile


def tell_received(shop: ShopRef, request: DataRequest, *, now: datetime) -> None:
    """Send the receipt: number, kind, and by when what happens."""
    _tell(shop, request, "privacy.request_received", {}, now=now)


def tell_news(shop: ShopRef, request: DataRequest, news: str, *, now: datetime, **more: Any) -> list[int]:
    """Send what has become of the request: `news` is answered, extended, waiting, done or refused."""
    return _tell(shop, request, "privacy.request_news", {"news": news, **more}, now=now)


def tell_shop(shop: ShopRef, request: DataRequest, news: str, *, now: datetime) -> None:
    """Tell the owners of a request: `news` is new, answer_soon or due_soon. Contact data stays behind the sign-in."""
    facts = _facts(request) | {"news": news, "links": {"desk": f"/quan-tri/yeu-cau-du-lieu/{request.id}"}}
    about = Reference("data_request", request.id)
    mailboxes = owner_emails(shop) or [get_profile(shop).email]
    drafts = [
        MessageDraft("privacy.request_for_shop", "email", to, shop.language, "staff", Purpose.LEGAL, about, facts)
        for to in mailboxes
        if to
    ]
    queue_messages(shop, drafts, now=now)


def _facts(request: DataRequest) -> dict[str, Any]:
    link = ["data_request", request.id, request.link_version, request.link_hash]
    return {
        "code": request.code,
        "kind": request.kind,
        "answer_due_on": request.answer_due_on.isoformat(),
        "due_on": request.due_on.isoformat(),
        "links": {"request": link},
    }


def _tell(shop: ShopRef, request: DataRequest, kind: str, more: dict[str, Any], *, now: datetime) -> list[int]:
    """One message to the contact the request names; nothing once that was erased."""
    if not request.contact:
        return []
    channel: ChannelName = "email" if "@" in request.contact else "sms"
    draft = MessageDraft(
        kind,
        channel,
        request.contact,
        request.language,
        "customer",
        Purpose.LEGAL,
        Reference("data_request", request.id),
        _facts(request) | more,
    )
    return queue_messages(shop, [draft], now=now)
