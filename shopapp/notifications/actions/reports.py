"""What a gateway reports later of a message it has taken."""

from datetime import datetime

from sqlalchemy import select

from shopapp.notifications.models import Message
from shopapp.notifications.rules import JOBS, DeliveryReport, NoSuchMessage, Report, State
from shopapp.platform import dispatch
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def take_report(shop: ShopRef, report: DeliveryReport, *, now: datetime) -> None:
    """Note that a message has reached its phone, or has not.

    Reports may come twice, in any order, and before the worker has noted that the gateway took the message: what was
    once delivered stays delivered, and all else the later word cannot change. Raises NoSuchMessage, also for a message
    that has never left.
    """
    query = select(Message).where(
        Message.shop_id == shop.id,
        Message.reference == report.reference,
        Message.channel == "sms",
        Message.attempts > 0,
    )
    message = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if message is None:
        raise NoSuchMessage
    if message.report == Report.DELIVERED or message.report == report.outcome:
        return
    message.report, message.reported_at = report.outcome.value, now
    if report.outcome is Report.DELIVERED:
        _settle(message, State.SENT, "")
    elif message.state != State.CANCELLED:
        _settle(message, State.FAILED, report.reason)
    message.sent_at = message.sent_at or now
    if message.sensitive:
        message.facts = {}
    db.session.flush()
    # A worker that still waits for the gateway's answer finds its work gone and notes nothing over this.
    dispatch.cancel(shop, JOBS[message.channel], message.id)


def _settle(message: Message, state: State, error: str) -> None:
    message.state, message.error, message.next_try_at = state.value, error, None
