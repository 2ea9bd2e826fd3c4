"""The clocks of a complaint's row: set when it comes in, set anew with every step of its thread."""

from datetime import datetime

from shopapp.inquiries.complaints.rules import Clocks, next_alarm, renewed_end
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.rules import Kind, State
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.complaint_times import Times, Topic, due
from shopapp.shops.queries import get_profile


def start_clocks(shop: ShopRef, inquiry: Inquiry, topic: str, *, now: datetime) -> None:
    """Give a new complaint its topic and the times the shop promises today; other inquiries have none."""
    if inquiry.kind != Kind.COMPLAINT:
        return
    inquiry.topic = Topic(topic or Topic.OTHER).value
    inquiry.answer_due_at, inquiry.resolve_due_at = due(_times(shop, inquiry), now)
    settle_clocks(inquiry, now=now)


def settle_clocks(inquiry: Inquiry, *, now: datetime) -> None:
    """Set the next reminder after a step."""
    clocks = clocks_of(inquiry)
    inquiry.alarm_at = next_alarm(clocks, now) if clocks is not None else None


def open_anew(shop: ShopRef, inquiry: Inquiry, *, now: datetime) -> None:
    """Whoever complained writes on after it was closed: the time to settle it begins anew. Before it is opened."""
    clocks = clocks_of(inquiry)
    if clocks is None or clocks.closed_at is None:
        return
    inquiry.resolve_due_at = renewed_end(clocks, due(_times(shop, inquiry), now)[1])


def clocks_of(inquiry: Inquiry) -> Clocks | None:
    """The clocks as plain values; None for what is no complaint or came before complaints were measured."""
    if inquiry.answer_due_at is None or inquiry.resolve_due_at is None:
        return None
    closed_at = inquiry.closed_at if inquiry.state == State.CLOSED else None
    return Clocks(inquiry.created_at, inquiry.answer_due_at, inquiry.resolve_due_at, inquiry.answered_at, closed_at)


def _times(shop: ShopRef, inquiry: Inquiry) -> Times:
    return get_profile(shop).complaint_times[inquiry.topic]
