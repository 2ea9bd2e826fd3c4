"""Tables of inquiries: the inquiry, its thread, the shop's notes, safety cases, files on their way into the thread."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, ReceiverKind, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_MAIL = {ReceiverKind.MAIL_GATEWAY}
_SMS = {ReceiverKind.SMS_GATEWAY}


def _told(
    kind: Kind, column_type: Any, receivers: set[ReceiverKind] | None = None, erase: Erase = Erase.BLANK, **options: Any
) -> MappedColumn[Any]:
    """What a customer tells the shop so that it can answer: kept a while after the answer."""
    return personal(
        Subject.CUSTOMER,
        kind,
        column_type,
        purposes={Purpose.CARE},
        keep=Keep.AFTER_ANSWER,
        erase=erase,
        receivers=receivers,
        **options,
    )


def _kept(kind: Kind, length: int) -> MappedColumn[Any]:
    """What belongs to a form that was never sent."""
    return personal(
        Subject.VISITOR,
        kind,
        String(length),
        purposes={Purpose.CARE},
        keep=Keep.HOURS_24,
        erase=Erase.DELETE_ROW,
    )


class Inquiry(ShopOwned, Base):
    """One question, quote request, complaint or safety report, with the contact as it was typed then.

    Whoever reports misuse becomes no customer by it: `customer_id` is then empty.
    """

    __tablename__ = "inquiry"
    __table_args__ = (
        shop_key("customer_id", "customer"),
        shop_key("product_id", "product"),
        shop_key("assigned_account_id", "account"),
        UniqueConstraint("shop_id", "code"),
        UniqueConstraint("shop_id", "link_hash"),
        UniqueConstraint("shop_id", "submission_key"),
        Index("ix_inquiry_list", "shop_id", "state", "touched_at", "id"),
        Index("ix_inquiry_customer", "shop_id", "customer_id"),
        Index("ix_inquiry_over", "shop_id", "erased_at", "touched_at"),
        Index("ix_inquiry_kind", "shop_id", "kind", "state", "created_at"),
        Index("ix_inquiry_alarm", "shop_id", "alarm_at"),
    )

    kind: Mapped[str] = not_personal("question, quote, complaint or security", String(20))
    code: Mapped[str] = not_personal("a random code to say over the phone", String(20))
    customer_id: Mapped[int | None] = mapped_column(BigId)
    name: Mapped[str] = _told(Kind.NAME, String(120), _MAIL, default="")
    phone: Mapped[str] = _told(Kind.PHONE, String(20), _SMS, default="")
    email: Mapped[str] = _told(Kind.EMAIL, String(254), _MAIL, default="")
    address: Mapped[str] = _told(Kind.ADDRESS, String(300), default="")
    search: Mapped[str] = _told(Kind.CONTACT, String(500), default="")
    product_id: Mapped[int | None] = mapped_column(BigId)
    order_code: Mapped[str] = _told(Kind.RECORD, String(40), default="")
    quote: Mapped[dict[str, Any]] = _told(Kind.FREE_TEXT, JSON, default=dict)
    state: Mapped[str] = not_personal("one of four states", String(20), default="new")
    assigned_account_id: Mapped[int | None] = mapped_column(BigId)
    source: Mapped[str] = not_personal("the channel it came by", String(20))
    language: Mapped[str] = not_personal("a language code", String(5))
    link_version: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str | None] = not_personal("the hash of a derived link", String(64))
    submission_key: Mapped[str | None] = not_personal("a random key of the form that sent it", String(64))
    fingerprint: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64), default="")
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    # Of complaints alone: what it is about, by when it is to be answered and settled, when the shop is next reminded.
    topic: Mapped[str] = not_personal("one of six topics of complaints", String(20), default="", server_default="")
    answer_due_at: Mapped[datetime | None]
    resolve_due_at: Mapped[datetime | None]
    alarm_at: Mapped[datetime | None]


class SafetyCase(ShopOwned, Base):
    """What makes an inquiry a case: what is said to have happened, to what, and how it ended.

    `subject_kind` and `subject_id` name a row of a higher room (an order), so there is no foreign key. While
    `is_holding`, that room holds its row back until somebody has decided, and the case cannot be closed from here.
    """

    __tablename__ = "safety_case"
    __table_args__ = (
        UniqueConstraint("shop_id", "inquiry_id"),
        shop_key("inquiry_id", "inquiry", ondelete="CASCADE"),
        shop_key("account_id", "account"),
        shop_key("closed_by_id", "account"),
        Index("ix_safety_case_subject", "shop_id", "subject_kind", "subject_id"),
    )

    inquiry_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str] = not_personal("one of six kinds of misuse", String(20))
    account_id: Mapped[int | None] = mapped_column(BigId)
    subject_kind: Mapped[str] = not_personal("a kind of row of a higher room", String(20), default="")
    subject_id: Mapped[int | None] = mapped_column(BigId)
    is_holding: Mapped[bool] = mapped_column(default=False)
    outcome: Mapped[str] = not_personal("one of three ways to end", String(20), default="")
    closed_by_id: Mapped[int | None] = mapped_column(BigId)


class InquiryMessage(ShopOwned, Base):
    """One contribution to the thread, by the customer or by the shop (then `account_id` says by whom)."""

    __tablename__ = "inquiry_message"
    __table_args__ = (
        shop_key("inquiry_id", "inquiry", ondelete="CASCADE"),
        shop_key("account_id", "account"),
        UniqueConstraint("shop_id", "submission_key"),
        Index("ix_inquiry_message_thread", "shop_id", "inquiry_id", "id"),
    )

    inquiry_id: Mapped[int] = mapped_column(BigId)
    author: Mapped[str] = not_personal("customer or staff", String(20))
    account_id: Mapped[int | None] = mapped_column(BigId)
    body: Mapped[str] = _told(Kind.FREE_TEXT, Text, _MAIL, erase=Erase.DELETE_ROW)
    product_ids: Mapped[list[int]] = not_personal("which products an answer shows", JSON, default=list)
    submission_key: Mapped[str | None] = not_personal("a random key of the form that sent it", String(64))
    fingerprint: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64), default="")
    created_at: Mapped[datetime]


class InquiryNote(ShopOwned, Base):
    """A note for colleagues. A table of its own, so that no reader of the thread can show one to a visitor."""

    __tablename__ = "inquiry_note"
    __table_args__ = (
        shop_key("inquiry_id", "inquiry", ondelete="CASCADE"),
        shop_key("account_id", "account"),
        Index("ix_inquiry_note_inquiry", "shop_id", "inquiry_id", "id"),
    )

    inquiry_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int | None] = mapped_column(BigId)
    body: Mapped[str] = _told(Kind.FREE_TEXT, Text, erase=Erase.DELETE_ROW)
    created_at: Mapped[datetime]


class Attachment(ShopOwned, Base):
    """A file of a message. The bytes lie in the storage under `key`; pictures were re-encoded before."""

    __tablename__ = "attachment"
    __table_args__ = (
        shop_key("message_id", "inquiry_message", ondelete="CASCADE"),
        UniqueConstraint("shop_id", "key"),
        Index("ix_attachment_message", "shop_id", "message_id", "id"),
    )

    message_id: Mapped[int] = mapped_column(BigId)
    key: Mapped[str] = _told(Kind.FILE, String(120), erase=Erase.DELETE_ROW)
    name: Mapped[str] = _told(Kind.FREE_TEXT, String(120), erase=Erase.DELETE_ROW)
    content_type: Mapped[str] = not_personal("one of three file types", String(40))
    bytes: Mapped[int]


class PendingAttachment(ShopOwned, Base):
    """A file that was accepted while its form was not yet sent: bound to the form's key, gone after 24 hours.

    Every upload passes through here, because the row stands before the bytes are written: no file ever lies in the
    storage without a row that names it, wherever the program is killed.
    """

    __tablename__ = "pending_attachment"
    __table_args__ = (
        UniqueConstraint("shop_id", "key"),
        Index("ix_pending_attachment_form", "shop_id", "form_key"),
        Index("ix_pending_attachment_age", "shop_id", "created_at"),
    )

    form_key: Mapped[str] = not_personal("a random key of the form", String(64))
    key: Mapped[str] = _kept(Kind.FILE, 120)
    name: Mapped[str] = _kept(Kind.FREE_TEXT, 120)
    content_type: Mapped[str] = not_personal("one of three file types", String(40))
    bytes: Mapped[int]
    created_at: Mapped[datetime]
