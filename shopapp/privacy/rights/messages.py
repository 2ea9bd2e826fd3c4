"""Which message a request causes, to whom, and with which facts; rows of the outbox in the same transaction."""

from datetime import datetime, timedelta
from typing import Any

from shopapp.accounts.queries import owner_emails
from shopapp.accounts.rules import CODE_FOR
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import ChannelName, MessageDraft
from shopapp.platform.i18n import show_day, show_moment, speaking
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.rules import BY_WORKER
from shopapp.privacy.rights.wording import DESK_KINDS, GROUNDS, HINDRANCES, KINDS, ground_basis
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile


def tell_received(shop: ShopRef, request: DataRequest, *, now: datetime) -> None:
    """Send the receipt: number, kind, and by when what happens."""
    by_program = request.kind in BY_WORKER and request.opened_by_id is None
    _tell(shop, request, "privacy.request_received", {"by_program": by_program}, now=now)


def tell_news(
    shop: ShopRef, request: DataRequest, news: str, *, now: datetime, reasons: list[str] | None = None
) -> None:
    """Send what has become of it: `news` is answered, extended, waiting (with `reasons`), done or refused."""
    with speaking(request.language):
        more = {
            "news": news,
            "at": show_moment(now),
            "answer": "" if news == "waiting" else request.answer,
            "reasons": [str(HINDRANCES[reason]) for reason in reasons or ()],
            "ground": str(GROUNDS[request.refusal]) if request.refusal else "",
            "basis": ground_basis(request.refusal) if request.refusal else "",
        }
    _tell(shop, request, "privacy.request_news", more, now=now)


def tell_code(shop: ShopRef, request: DataRequest, code: str, *, now: datetime) -> None:
    """Send the code that the person reads back to the shop; it is wiped once it has left."""
    facts = {"proof_code": code, "minutes": CODE_FOR // timedelta(minutes=1)}
    _tell(shop, request, "privacy.request_code", facts, now=now, sensitive=True)


def tell_shop(shop: ShopRef, request: DataRequest, news: str, *, now: datetime) -> None:
    """Tell the owners: `news` is new, answer_soon, due_soon or overdue. Contact data stays behind the sign-in."""
    desk = f"/quan-tri/yeu-cau-du-lieu/{request.id}"
    with speaking(shop.language):
        what = str(DESK_KINDS[request.kind])
    facts = _facts(request, shop.language) | {"news": news, "what": what, "links": {"desk": desk}}
    about = Reference("data_request", request.id)
    mailboxes = owner_emails(shop) or [get_profile(shop).email]
    drafts = [
        MessageDraft("privacy.request_for_shop", "email", to, shop.language, "staff", Purpose.LEGAL, about, facts)
        for to in mailboxes
        if to
    ]
    queue_messages(shop, drafts, now=now)


def tell_receiver(shop: ShopRef, request_id: int, to: str, text: str, *, now: datetime) -> None:
    """Send somebody outside who holds a copy the letter that asks them to follow a request."""
    draft = MessageDraft(
        "privacy.request_order",
        "email",
        to,
        shop.language,
        "staff",
        Purpose.LEGAL,
        Reference("data_request", request_id),
        {"body": text},
    )
    queue_messages(shop, [draft], now=now)


def _facts(request: DataRequest, language: str) -> dict[str, Any]:
    link = ["data_request", request.id, request.link_version, request.link_hash]
    with speaking(language):
        return {
            "code": request.code,
            "kind": request.kind,
            "what": str(KINDS[request.kind]),
            "answer_due": show_day(request.answer_due_on),
            "due": show_day(request.due_on),
            "links": {"request": link},
        }


def _tell(
    shop: ShopRef, request: DataRequest, kind: str, more: dict[str, Any], *, now: datetime, sensitive: bool = False
) -> None:
    """One message to the contact the request names; nothing once that was erased."""
    if request.erased_at is not None or not request.contact:
        return
    channel: ChannelName = "email" if "@" in request.contact else "sms"
    draft = MessageDraft(
        kind,
        channel,
        request.contact,
        request.language,
        "customer",
        Purpose.LEGAL,
        Reference("data_request", request.id),
        _facts(request, request.language) | more,
        sensitive,
    )
    queue_messages(shop, [draft], now=now)
