"""The outbox table."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import (
    Erase,
    Keep,
    Kind,
    Purpose,
    ReceiverKind,
    Subject,
    not_personal,
    personal,
)
from shopapp.platform.tenancy.models import ShopOwned

_GATEWAYS = {ReceiverKind.MAIL_GATEWAY, ReceiverKind.SMS_GATEWAY}
_PURPOSES = {Purpose.ORDER, Purpose.CARE, Purpose.SECURITY, Purpose.LEGAL}


class Message(ShopOwned, Base):
    """One message to one contact. It is worded when it leaves, from `facts`; the wording itself is not kept."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("shop_id", "reference"),
        Index(None, "shop_id", "about_kind", "about_id"),
        Index(None, "shop_id", "state", "id"),
        Index("ix_message_over", "shop_id", "erased_at", "queued_at"),
        Index(None, "shop_id", "to_contact"),
    )

    kind: Mapped[str] = not_personal("which message: room and name", String(60))
    channel: Mapped[str] = not_personal("email or sms", String(10))
    to_contact: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.CONTACT,
        String(254),
        purposes=_PURPOSES,
        keep=Keep.AFTER_SENT,
        erase=Erase.BLANK,
        receivers=_GATEWAYS,
    )
    language: Mapped[str] = not_personal("a language code", String(5))
    audience: Mapped[str] = not_personal("customer or staff", String(10))
    purpose: Mapped[str] = not_personal("one of the closed list of purposes", String(20))
    about_kind: Mapped[str] = not_personal("a room's word for its row", String(20))
    about_id: Mapped[int] = mapped_column(BigInteger)
    facts: Mapped[dict[str, Any]] = personal(
        Subject.CUSTOMER,
        Kind.RECORD,
        JSON,
        purposes=_PURPOSES,
        keep=Keep.AFTER_SENT,
        erase=Erase.BLANK,
        receivers=_GATEWAYS,
    )
    sensitive: Mapped[bool]
    reference: Mapped[str] = not_personal("a random name by which gateways know the message", String(40))
    state: Mapped[str] = not_personal("where it stands", String(12))
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = not_personal("a code of ours for what went wrong, without the gateway's words", String(40))
    wording_digest: Mapped[str] = not_personal(
        "a keyed digest of the text that left, by which it is told whether its facts still yield that text",
        String(64),
        default="",
    )
    report: Mapped[str] = not_personal(
        "what the gateway reported later: delivered, undelivered or nothing", String(12), default=""
    )
    reported_at: Mapped[datetime | None]
    queued_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
