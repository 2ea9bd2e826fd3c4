"""Tables of orders: the draft of a form, the order with its lines as they were agreed, its history, its numbers."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, ReceiverKind, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_SNAPSHOT = "what the shop offered, as it was when the order was placed"


def _sender(kind: Kind, column_type: Any, *receivers: ReceiverKind) -> MappedColumn[Any]:
    """Who orders: needed to agree, deliver and answer for the order."""
    return personal(
        Subject.CUSTOMER,
        kind,
        column_type,
        purposes={Purpose.ORDER, Purpose.CARE},
        keep=Keep.UNTIL_PURPOSE_ENDS,
        erase=Erase.BLANK,
        receivers=set(receivers),
        default="",
    )


def _recipient(kind: Kind, column_type: Any) -> MappedColumn[Any]:
    """Who receives, and was not asked: only for the delivery, and only as long as it takes."""
    return personal(
        Subject.RECIPIENT,
        kind,
        column_type,
        purposes={Purpose.ORDER},
        keep=Keep.AFTER_DELIVERY,
        erase=Erase.BLANK,
        receivers={ReceiverKind.CARRIER},
        default="",
    )


class OrderDraft(ShopOwned, Base):
    """What somebody has typed into the form so far, valid or not. The cookie holds the key, the row its hash.

    `data` maps names of fields to texts. `submission_key` goes with the order it becomes, so that sending the form
    twice makes one order.
    """

    __tablename__ = "order_draft"
    __table_args__ = (UniqueConstraint("shop_id", "key_hash"), Index(None, "shop_id", "expires_at"))

    key_hash: Mapped[str] = not_personal("a hash of a random key", String(64))
    data: Mapped[dict[str, Any]] = personal(
        Subject.VISITOR,
        Kind.RECORD,
        JSON,
        purposes={Purpose.ORDER},
        keep=Keep.HOURS_24,
        erase=Erase.DELETE_ROW,
    )
    submission_key: Mapped[str] = not_personal("a random key of a form", String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Order(ShopOwned, Base):
    """One order. Money is đồng; texts of goods and places are snapshots that later changes never touch.

    `state` moves by `rules.STEPS`; that the shop has called and that it was paid stand beside it. `recipient_*` and
    the address are filled for every order; `is_gift` says whether recipient and sender are different people.
    While `frozen_at` is set, somebody has said that the order is not theirs, and it makes no step until staff decide.
    What was said about sender or recipient is blank from `sender_erased_at` and `recipient_erased_at` on; the figures
    stay.
    """

    __tablename__ = "shop_order"
    __table_args__ = (
        UniqueConstraint("shop_id", "number"),
        UniqueConstraint("shop_id", "code"),
        UniqueConstraint("shop_id", "link_hash"),
        UniqueConstraint("shop_id", "submission_key"),
        UniqueConstraint("shop_id", "disown_mail_hash"),
        UniqueConstraint("shop_id", "disown_sms_hash"),
        shop_key("customer_id", "customer"),
        shop_key("assigned_account_id", "account"),
        shop_key("policy_version_id", "policy_version"),
        CheckConstraint("total = goods_total + delivery_fee", name="total_adds_up"),
        Index(None, "shop_id", "state", "delivery_date", "id"),
        Index(None, "shop_id", "placed_at", "id"),
        Index(None, "shop_id", "customer_id"),
        Index(None, "shop_id", "assigned_account_id"),
        Index("ix_shop_order_recipient_over", "shop_id", "recipient_erased_at", "ended_at"),
        Index("ix_shop_order_sender_over", "shop_id", "sender_erased_at", "ended_at"),
    )

    number: Mapped[int] = mapped_column(BigInteger)
    code: Mapped[str] = not_personal("a random code to say over the phone", String(12))
    link_version: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str] = not_personal("the hash of a link derived from the number", String(64))
    disown_mail_hash: Mapped[str | None] = not_personal("the hash of a link derived from the number", String(64))
    disown_sms_hash: Mapped[str | None] = not_personal("the hash of a link derived from the number", String(64))
    submission_key: Mapped[str] = not_personal("the hash of a form's random key", String(64))
    fingerprint: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64))
    state: Mapped[str] = not_personal("where the order stands", String(12), default="placed")
    source: Mapped[str] = not_personal("by which way the order came", String(12), default="web")
    language: Mapped[str] = not_personal("a language code", String(5))
    customer_id: Mapped[int | None] = mapped_column(BigId)
    assigned_account_id: Mapped[int | None] = mapped_column(BigId)
    policy_version_id: Mapped[int | None] = mapped_column(BigId)

    sender_name: Mapped[str] = _sender(Kind.NAME, String(120))
    sender_phone: Mapped[str] = _sender(Kind.PHONE, String(20), ReceiverKind.SMS_GATEWAY)
    sender_email: Mapped[str] = _sender(Kind.EMAIL, String(254), ReceiverKind.MAIL_GATEWAY)
    note: Mapped[str] = _sender(Kind.FREE_TEXT, Text)
    search: Mapped[str] = _sender(Kind.CONTACT, String(500))

    is_gift: Mapped[bool] = mapped_column(default=False)
    recipient_name: Mapped[str] = _recipient(Kind.NAME, String(120))
    recipient_phone: Mapped[str] = _recipient(Kind.PHONE, String(20))
    street: Mapped[str] = _recipient(Kind.ADDRESS, String(200))
    ward_code: Mapped[str] = _recipient(Kind.ADDRESS, String(5))
    ward_name: Mapped[str] = _recipient(Kind.ADDRESS, String(80))
    province_code: Mapped[str] = _recipient(Kind.ADDRESS, String(2))
    province_name: Mapped[str] = _recipient(Kind.ADDRESS, String(80))
    places_version: Mapped[str] = not_personal("which edition of the units' data", String(20), default="")
    greeting: Mapped[str] = _recipient(Kind.FREE_TEXT, Text)

    delivery_date: Mapped[date]
    slot_label: Mapped[str] = not_personal(_SNAPSHOT, String(60), default="")
    slot_starts: Mapped[str] = not_personal("a time of day", String(5), default="")
    slot_ends: Mapped[str] = not_personal("a time of day", String(5), default="")
    area_name: Mapped[str] = not_personal(_SNAPSHOT, String(120), default="")

    payment: Mapped[str] = not_personal("cod or transfer", String(12))
    goods_total: Mapped[int] = mapped_column(BigInteger)
    delivery_fee: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)

    placed_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    paid_at: Mapped[datetime | None]
    refunded_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    sender_erased_at: Mapped[datetime | None]
    recipient_erased_at: Mapped[datetime | None]


class OrderLine(ShopOwned, Base):
    """One thing ordered, as it was offered then."""

    __tablename__ = "order_line"
    __table_args__ = (
        shop_key("order_id", "shop_order", ondelete="CASCADE"),
        shop_key("product_id", "product"),
        shop_key("variant_id", "variant"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("amount = unit_price * quantity", name="amount_adds_up"),
        Index(None, "shop_id", "order_id", "position"),
        Index(None, "shop_id", "variant_id"),
    )

    order_id: Mapped[int] = mapped_column(BigId)
    product_id: Mapped[int | None] = mapped_column(BigId)
    variant_id: Mapped[int | None] = mapped_column(BigId)
    name: Mapped[str] = not_personal(_SNAPSHOT, String(160))
    variant_label: Mapped[str] = not_personal(_SNAPSHOT, String(200), default="")
    unit_price: Mapped[int] = mapped_column(BigInteger)
    quantity: Mapped[int]
    amount: Mapped[int] = mapped_column(BigInteger)
    position: Mapped[int] = mapped_column(default=0)


class OrderEvent(ShopOwned, Base):
    """One thing that happened to an order. `account_id` None: the visitor, or the program itself."""

    __tablename__ = "order_event"
    __table_args__ = (
        shop_key("order_id", "shop_order", ondelete="CASCADE"),
        shop_key("account_id", "account"),
        Index(None, "shop_id", "order_id", "id"),
    )

    order_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str] = not_personal("what happened", String(20))
    actor: Mapped[str] = not_personal("visitor, staff or program", String(10))
    account_id: Mapped[int | None] = mapped_column(BigId)
    note: Mapped[str] = _sender(Kind.FREE_TEXT, Text)
    at: Mapped[datetime]


class OrderCounter(ShopOwned, Base):
    """The last order number a shop has given. Its row is the lock under which numbers are given."""

    __tablename__ = "order_counter"
    __table_args__ = (UniqueConstraint("shop_id"),)

    last_number: Mapped[int] = mapped_column(BigInteger)
