"""Reads of the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from shopapp.notifications.models import Message
from shopapp.notifications.rules import DESK_PATHS, FOR_GOOD, HOLDS, RESEND_WITHIN, Report, State
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference

PAGE = 50


@dataclass(frozen=True)
class MessageRow:
    """A message as lists show it. `error` is a code for `words.reason_words`; without its facts it cannot be sent.

    `topic` is which sort of thing it is about ("quote"), where its facts say so, else "".
    """

    id: int
    kind: str
    channel: str
    to_contact: str
    audience: str
    about: Reference
    state: State
    error: str
    attempts: int
    queued_at: datetime
    next_try_at: datetime | None
    sent_at: datetime | None
    can_be_sent: bool
    language: str
    is_sensitive: bool
    report: Report | None
    reported_at: datetime | None
    topic: str

    @property
    def desk_path(self) -> str:
        """The back office's page of what the message is about, "" where there is none."""
        return DESK_PATHS[self.about.kind].format(id=self.about.id) if self.about.kind in DESK_PATHS else ""


def get_message(shop: ShopRef, message_id: int) -> Message | None:
    """One message of the shop with everything it holds, for its delivery."""
    query = select(Message).where(Message.shop_id == shop.id, Message.id == message_id)
    return db.session.execute(query).scalars().one_or_none()


def list_messages(shop: ShopRef, about: Reference) -> list[MessageRow]:
    """Every message about a row, oldest first."""
    query = select(Message).where(
        Message.shop_id == shop.id, Message.about_kind == about.kind, Message.about_id == about.id
    )
    return [row_of(message) for message in db.session.execute(query.order_by(Message.id)).scalars()]


def list_by_state(
    shop: ShopRef, states: Sequence[State], *, channel: str = "", before: int | None = None
) -> list[MessageRow]:
    """One page (`PAGE` rows) of the shop's messages in these states, newest first; `before` is the last id seen.

    No states mean all of them; `channel` is "email", "sms", or "" for both.
    """
    query = select(Message).where(Message.shop_id == shop.id)
    if states:
        query = query.where(Message.state.in_([state.value for state in states]))
    if channel:
        query = query.where(Message.channel == channel)
    if before is not None:
        query = query.where(Message.id < before)
    return [row_of(message) for message in db.session.execute(query.order_by(Message.id.desc()).limit(PAGE)).scalars()]


def count_by_state(shop: ShopRef, states: Sequence[State]) -> Mapping[State, int]:
    """How many messages stand in each of these states; states without any are left out."""
    query = select(Message.state, func.count()).where(Message.shop_id == shop.id)
    query = query.where(Message.state.in_([state.value for state in states])).group_by(Message.state)
    return {State(state): count for state, count in db.session.execute(query).all()}


def resendable(shop: ShopRef, query: Select[Any], now: datetime) -> Select[Any]:
    """The query narrowed to what failed lately for a reason that may have passed, and can still be worded."""
    return query.where(
        Message.shop_id == shop.id,
        Message.state == State.FAILED.value,
        Message.queued_at > now - RESEND_WITHIN,
        Message.error.not_in(FOR_GOOD),
        Message.to_contact != "",
        # A code that did not arrive is of no use days later; whoever needs one asks for a new one.
        Message.sensitive.is_(False),
    )


def count_resendable(shop: ShopRef, now: datetime) -> int:
    """How many messages `send_failed_again` would try."""
    return int(db.session.execute(resendable(shop, select(func.count(Message.id)), now)).scalar_one())


def is_on_hold(shop: ShopRef, message: Message) -> bool:
    """Whether this message must not go to its customer now, because what it is about is held."""
    held = HOLDS.get(message.about_kind)
    return message.audience == "customer" and held is not None and held(shop, message.about_id)


def row_of(message: Message) -> MessageRow:
    """A stored message as lists show it."""
    return MessageRow(
        id=message.id,
        kind=message.kind,
        channel=message.channel,
        to_contact=message.to_contact,
        audience=message.audience,
        about=Reference(message.about_kind, message.about_id),
        state=State(message.state),
        error=message.error,
        attempts=message.attempts,
        queued_at=message.queued_at,
        next_try_at=message.next_try_at,
        sent_at=message.sent_at,
        can_be_sent=bool(message.to_contact and message.facts),
        language=message.language,
        is_sensitive=message.sensitive,
        report=Report(message.report) if message.report else None,
        reported_at=message.reported_at,
        topic=str(message.facts.get("kind", "")),
    )
