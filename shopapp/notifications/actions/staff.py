"""What members of staff may do with a message: send it again, all that failed at once, or stop one that waits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from shopapp.notifications.actions.caps import reached_caps
from shopapp.notifications.actions.queue import ask_for_delivery, queue_messages
from shopapp.notifications.models import Message
from shopapp.notifications.queries import is_on_hold, resendable
from shopapp.notifications.rules import (
    JOBS,
    MOST_AT_ONCE,
    STOPPED,
    UNDER_WAY,
    MessageDraft,
    NoSuchMessage,
    NothingToSend,
    NotWaiting,
    OnHold,
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

    What a gateway has taken goes as a new message, because gateways drop a second one of the same name; what never
    left goes by the name it has; what waits goes now. Raises NoSuchMessage, NothingToSend, OnHold, StillTooMany.
    """
    message = _locked(shop, message_id)
    if not message.to_contact or not message.facts:
        raise NothingToSend
    if is_on_hold(shop, message):
        raise OnHold
    if message.state == State.SENT or message.report:
        _replace(message)
        return queue_messages(shop, [_draft(message)], now=now)[0]
    if message.state not in UNDER_WAY:
        # What waits has been counted when it was queued; what was stopped or held back is counted as it starts anew.
        if reached_caps(shop, [_draft(message)], now=now)[0] is not None:
            raise StillTooMany
        message.attempts = 0
    if message.state != State.SENDING:
        _start_anew(message, now)
        db.session.flush()
        dispatch.cancel(shop, JOBS[message.channel], message.id)
        ask_for_delivery(shop, [message], now=now)
    return message.id


@dataclass(frozen=True)
class Resent:
    """How many messages go out again, and how many stay because their contact has been sent too many."""

    going: int
    kept: int


def send_failed_again(shop: ShopRef, *, now: datetime) -> Resent:
    """Send again what failed lately for a reason that may have passed, the oldest first, at most MOST_AT_ONCE."""
    query = resendable(shop, select(Message), now).order_by(Message.id).limit(MOST_AT_ONCE).with_for_update()
    messages = [m for m in db.session.execute(query).scalars().all() if not is_on_hold(shop, m)]
    caps = reached_caps(shop, [_draft(message) for message in messages if not message.report], now=now)
    queue_messages(shop, [_draft(message) for message in messages if message.report], now=now)
    for message in messages:
        if message.report:
            _replace(message)
    same = [message for message in messages if message.state == State.FAILED]
    going = [message for message, cap in zip(same, caps, strict=True) if cap is None]
    for message in going:
        message.attempts = 0
        _start_anew(message, now)
    db.session.flush()
    ask_for_delivery(shop, going, now=now)
    return Resent(len(messages) - len(same) + len(going), len(same) - len(going))


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
    dispatch.cancel(shop, JOBS[message.channel], message.id)


def stop_purpose(shop: ShopRef, contact: str, purpose: Purpose) -> int:
    """Stop what waits for this contact under a purpose whose consent was withdrawn; how many it was."""
    query = (
        update(Message)
        .where(
            Message.shop_id == shop.id,
            Message.to_contact == contact,
            Message.purpose == purpose.value,
            Message.state.in_([State.QUEUED.value, State.RETRYING.value, State.WITHHELD.value]),
        )
        .values(state=State.CANCELLED.value, error="no_consent", next_try_at=None)
        .returning(Message.id, Message.channel)
        .execution_options(synchronize_session=False)
    )
    stopped = db.session.execute(query).all()
    for message_id, channel in stopped:
        dispatch.cancel(shop, JOBS[channel], message_id)
    return len(stopped)


def _start_anew(message: Message, now: datetime) -> None:
    message.state, message.error, message.next_try_at = State.QUEUED.value, "", now


def _replace(message: Message) -> None:
    """A message that did not reach its phone is no work any more once another goes in its place."""
    if message.state == State.FAILED:
        message.state, message.error = State.CANCELLED.value, "sent_anew"


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
