"""The two marks around a delivery: one before anything leaves, one when the gateway has spoken."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shopapp.notifications.channels import Accepted, Refused, Result
from shopapp.notifications.models import Message
from shopapp.notifications.rules import NEEDS_CONSENT, UNDER_WAY, State, next_try
from shopapp.platform.database import db
from shopapp.platform.dispatch import Claim, Done, Outcome, TryAgain, still_mine
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import disclose
from shopapp.records.queries import find_receiver, has_consented
from shopapp.records.rules import Ground, ReceiverNotAllowed, Reference

_GIVEN = {ReceiverKind.MAIL_GATEWAY: ("email", "message"), ReceiverKind.SMS_GATEWAY: ("phone", "message")}


@dataclass(frozen=True)
class Stopped:
    """The message must not leave now; this is how its work ends."""

    outcome: Outcome


def begin_delivery(
    shop: ShopRef, message_id: int, claim: Claim, receiver: ReceiverKind, *, now: datetime
) -> Stopped | None:
    """Note that the message is about to be handed over; None when it may be.

    The lease, the message's state and, where the purpose needs one, the consent are asked again here, because all of
    them may have changed since the message was queued. The disclosure stands before the gateway hears a word.
    """
    message = _locked(shop, message_id)
    if message is None or message.state not in UNDER_WAY or not still_mine(claim):
        return Stopped(Done())
    purpose = Purpose(message.purpose)
    if purpose in NEEDS_CONSENT and not has_consented(shop, message.to_contact, purpose):
        return _end(message, State.CANCELLED, "no_consent")
    found = find_receiver(shop, receiver)
    if found is None:
        return _end(message, State.FAILED, "no_receiver")
    ground = Ground.CONSENT if purpose in NEEDS_CONSENT else Ground.CONTRACT
    about = Reference(message.about_kind, message.about_id)
    try:
        disclose(shop, found, about, _GIVEN[receiver], purpose=purpose, ground=ground, now=now)
    except ReceiverNotAllowed:
        return _end(message, State.FAILED, "receiver_not_allowed")
    message.state = State.SENDING.value
    message.attempts += 1
    message.next_try_at = None
    return None


def finish_delivery(shop: ShopRef, message_id: int, claim: Claim, result: Result, *, now: datetime) -> Outcome:
    """Note what became of it, and when to try again. A worker that has lost its lease notes nothing."""
    message = _locked(shop, message_id)
    if message is None or not still_mine(claim):
        return Done()
    if isinstance(result, Accepted):
        message.state, message.error, message.sent_at = State.SENT.value, "", now
        if message.sensitive:
            message.facts = {}
        return Done()
    again = next_try(message.attempts, now)
    if again is None or (isinstance(result, Refused) and result.permanent):
        return _end(message, State.FAILED, result.reason).outcome
    message.state, message.error, message.next_try_at = State.RETRYING.value, result.reason, again
    return TryAgain(again)


def give_up(shop: ShopRef, message_id: int, reason: str) -> Outcome:
    """Mark a message that no trying will bring out of the house."""
    message = _locked(shop, message_id)
    return _end(message, State.FAILED, reason).outcome if message is not None else Done()


def _end(message: Message, state: State, reason: str) -> Stopped:
    message.state, message.error, message.next_try_at = state.value, reason, None
    return Stopped(Done())


def _locked(shop: ShopRef, message_id: int) -> Message | None:
    query = select(Message).where(Message.shop_id == shop.id, Message.id == message_id).with_for_update()
    return db.session.execute(query).scalars().one_or_none()
