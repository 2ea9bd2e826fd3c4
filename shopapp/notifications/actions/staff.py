"""What members of staff may do with a message: send it again, or stop one that waits."""

from datetime import datetime

from sqlalchemy import select

from shopapp.notifications.actions.caps import reached_caps
from shopapp.notifications.actions.queue import ask_for_delivery, queue_messages
from shopapp.notifications.models import Message
from shopapp.notifications.rules import (
    JOB,
    STOPPED,
    UNDER_WAY,
    MessageDraft,
    NoSuchMessage,
    NothingToSend,
    NotWaiting,
    State,
    StillTooMany,
)
from shopapp.platform import dispatch
from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def send_again(shop: ShopRef, message_id: int, *, now: datetime) -> int:
    """Send a message once more; returns the id of the row that will be sent.

    What was sent goes as a new message, because mail servers drop a second one of the same name; what never left
    goes by the name it has; what waits goes now. Raises NoSuchMessage, NothingToSend, StillTooMany.
    """
    message = _locked(shop, message_id)
    if not message.to_contact or not message.facts:
        raise NothingToSend
    if message.state == State.SENT:
        return queue_messages(shop, [_draft(message)], now=now)[0]
    if message.state not in UNDER_WAY:
        # What waits has been counted when it was queued; what was stopped or held back is counted as it starts anew.
        if reached_caps(shop, [_draft(message)], now=now)[0] is not None:
            raise StillTooMany
        message.attempts = 0
    if message.state != State.SENDING:
        message.state = State.QUEUED.value
        message.error = ""
        message.next_try_at = now
        db.session.flush()
        dispatch.cancel(shop, JOB, message.id)
        ask_for_delivery(shop, [message.id], now=now)
    return message.id


def cancel_message(shop: ShopRef, message_id: int) -> None:
    """Stop a message that waits, or put one aside that did not go.

    Raises NoSuchMessage, NotWaiting (it is gone, or on its way this moment).
    """
    message = _locked(shop, message_id)
    if message.state not in (State.QUEUED, State.RETRYING, *STOPPED):
        raise NotWaiting
    message.state = State.CANCELLED.value
    message.next_try_at = None
    db.session.flush()
    dispatch.cancel(shop, JOB, message.id)


def _locked(shop: ShopRef, message_id: int) -> Message:
    query = select(Message).where(Message.shop_id == shop.id, Message.id == message_id).with_for_update()
    message = db.session.execute(query).scalars().one_or_none()
    if message is None:
        raise NoSuchMessage
    return message


def _draft(message: Message) -> MessageDraft:
    return MessageDraft(
        kind=message.kind,
        channel="sms" if message.channel == "sms" else "email",
        to=message.to_contact,
        language=message.language,
        audience="staff" if message.audience == "staff" else "customer",
        purpose=Purpose(message.purpose),
        about=Reference(message.about_kind, message.about_id),
        facts=message.facts,
        sensitive=message.sensitive,
    )
