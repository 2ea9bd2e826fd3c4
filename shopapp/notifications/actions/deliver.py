"""The two marks around a delivery: one before anything leaves, one when the gateway has spoken."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from shopapp.notifications.channels import Accepted, Refused, Result
from shopapp.notifications.models import Message
from shopapp.notifications.queries import is_on_hold
from shopapp.notifications.rules import UNDER_WAY, State, next_try
from shopapp.platform.database import db
from shopapp.platform.dispatch import Claim, Dispatch, Done, Outcome, TryAgain, still_mine
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.actions import disclose, may_use
from shopapp.records.law import needs_consent
from shopapp.records.queries import find_receiver
from shopapp.records.rules import Ground, ReceiverNotAllowed, Reference

_GIVEN = {ReceiverKind.MAIL_GATEWAY: ("email", "message"), ReceiverKind.SMS_GATEWAY: ("phone", "message")}


@dataclass(frozen=True)
class Stopped:
    """The message must not leave now; this is how its work ends."""

    outcome: Outcome


@dataclass(frozen=True)
class Begun:
    """The message may leave. `attempt` counts from 1; what `is_sensitive` is wiped once it has left."""

    attempt: int
    is_sensitive: bool


def begin_delivery(
    shop: ShopRef, message_id: int, claim: Claim, receiver: ReceiverKind, *, digest: str, now: datetime
) -> Begun | Stopped:
    """Note that the message is about to be handed over, if it may be. `digest` is that of its wording.

    The lease, the message's state, a hold and, where the purpose needs one, the consent are asked again here, because
    all of them may have changed since the message was queued. The disclosure stands before the gateway hears a word.
    """
    message = _locked(shop, message_id)
    if message is None or message.state not in UNDER_WAY or not still_mine(claim):
        return Stopped(Done())
    purpose = Purpose(message.purpose)
    by_consent = needs_consent(purpose)
    if by_consent and not may_use(shop, message.to_contact, purpose):
        return _end(message, State.CANCELLED, "no_consent")
    if is_on_hold(shop, message):
        return _end(message, State.CANCELLED, "on_hold")
    found = find_receiver(shop, receiver)
    if found is None:
        return _end(message, State.FAILED, "no_receiver")
    ground = Ground.CONSENT if by_consent else Ground.CONTRACT
    about = Reference(message.about_kind, message.about_id)
    try:
        disclose(
            shop, found, about, _GIVEN[receiver], purpose=purpose, ground=ground, now=now, contact=message.to_contact
        )
    except ReceiverNotAllowed:
        return _end(message, State.FAILED, "receiver_not_allowed")
    message.state = State.SENDING.value
    message.attempts += 1
    message.wording_digest = digest
    message.next_try_at = None
    return Begun(message.attempts, message.sensitive)


def finish_delivery(
    shop: ShopRef, message_id: int, claim: Claim, begun: Begun, result: Result, *, now: datetime
) -> Outcome:
    """Note what became of it, and when to try again. A worker that has lost its lease notes nothing.

    One statement, because whoever is killed between the gateway's yes and this note sends the message twice.
    """
    values, outcome = _fate(begun, result, now)
    mine = select(Dispatch.id).where(Dispatch.id == claim.id, Dispatch.token == claim.token).exists()
    query = update(Message).where(Message.shop_id == shop.id, Message.id == message_id, mine).values(**values)
    db.session.execute(query.execution_options(synchronize_session=False))
    return outcome


def _fate(begun: Begun, result: Result, now: datetime) -> tuple[dict[str, Any], Outcome]:
    """What the row says from now on, and how the work goes on."""
    if isinstance(result, Accepted):
        wiped: dict[str, Any] = {"facts": {}} if begun.is_sensitive else {}
        return {"state": State.SENT.value, "error": "", "sent_at": now, "next_try_at": None} | wiped, Done()
    again = next_try(begun.attempt, now)
    if again is None or (isinstance(result, Refused) and result.permanent):
        return {"state": State.FAILED.value, "error": result.reason, "next_try_at": None}, Done()
    if isinstance(result, Refused):
        again = max(again, now + timedelta(seconds=result.after_seconds))
    return {"state": State.RETRYING.value, "error": result.reason, "next_try_at": again}, TryAgain(again)


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
