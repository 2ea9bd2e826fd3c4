"""Writing messages into the outbox, in the transaction of the change that causes them."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from shopapp.notifications.actions.caps import reached_caps
from shopapp.notifications.models import Message
from shopapp.notifications.rules import JOBS, Audience, Cap, ChannelName, MessageDraft, State
from shopapp.platform.database import db
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


def queue_message(
    shop: ShopRef,
    *,
    kind: str,
    channel: ChannelName,
    to: str,
    language: str,
    audience: Audience,
    purpose: Purpose,
    about: Reference,
    facts: Mapping[str, Any],
    now: datetime,
    sensitive: bool = False,
) -> int:
    """Write one message for delivery after this transaction commits; returns its id. See `queue_messages`."""
    draft = MessageDraft(kind, channel, to, language, audience, purpose, about, facts, sensitive)
    return queue_messages(shop, [draft], now=now)[0]


def queue_messages(shop: ShopRef, drafts: Sequence[MessageDraft], *, now: datetime) -> list[int]:
    """Write several messages at once; returns their ids in the order of the drafts.

    A message beyond a cap is kept as withheld, with the cap as its reason, and never refused: the order counts more
    than the message about it. Costs one statement for the caps, one for the messages (SQLite: one each) and one for
    the work they ask for.
    """
    if not drafts:
        return []
    caps = reached_caps(shop, drafts, now=now)
    messages = [_row(shop, draft, cap, now) for draft, cap in zip(drafts, caps, strict=True)]
    db.session.add_all(messages)
    db.session.flush()
    ask_for_delivery(shop, [message for message in messages if message.state == State.QUEUED], now=now)
    return [message.id for message in messages]


def ask_for_delivery(shop: ShopRef, messages: Sequence[Message], *, now: datetime) -> None:
    """One piece of work a message, due at once."""
    rows = [
        {"shop_id": shop.id, "kind": JOBS[m.channel], "row_id": m.id, "due_at": now, "created_at": now}
        for m in messages
    ]
    if rows:
        db.session.execute(insert(Dispatch).values(rows))


def new_reference() -> str:
    """The name of a message for gateways: random, so that it tells nothing, and the same at every attempt."""
    return secrets.token_hex(16)


def _row(shop: ShopRef, draft: MessageDraft, cap: Cap | None, now: datetime) -> Message:
    return Message(
        shop_id=shop.id,
        kind=draft.kind,
        channel=draft.channel,
        to_contact=draft.to,
        language=draft.language,
        audience=draft.audience,
        purpose=draft.purpose.value,
        about_kind=draft.about.kind,
        about_id=draft.about.id,
        facts=dict(draft.facts),
        sensitive=draft.sensitive,
        reference=new_reference(),
        state=(State.WITHHELD if cap else State.QUEUED).value,
        error=cap.name if cap else "",
        queued_at=now,
        next_try_at=None if cap else now,
    )
