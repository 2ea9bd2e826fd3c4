"""Tables of requests: the request, its history, what others were asked to do, and copies made for people."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.holdings import Person
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, ReceiverKind, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key
from shopapp.privacy.rights.rules import Dues, parted

_GATEWAYS = {ReceiverKind.MAIL_GATEWAY, ReceiverKind.SMS_GATEWAY}


def _proof(
    kind: Kind, column_type: Any, *, erase: Erase = Erase.BLANK, receivers: set[ReceiverKind] | None = None
) -> MappedColumn[Any]:
    """What belongs to the proof that a request was answered: kept as long as the law asks for it."""
    return personal(
        Subject.CUSTOMER,
        kind,
        column_type,
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=erase,
        receivers=receivers,
        default="",
    )


class DataRequest(ShopOwned, Base):
    """One request about one's own data, from its receipt to its end; evidence that the shop answered in time.

    `contact` is where answers go, `contacts` all that were proven, one a line; `customer_account_id` names the
    account of somebody who has one, without a key, because the request outlives it. Days are of Vietnam's calendar.
    From `carried_out_at` on only those outside who hold a copy have something left to do.
    `running_key` is set while the request runs and keeps a second one of the same kind and contact out.
    """

    __tablename__ = "data_request"
    __table_args__ = (
        UniqueConstraint("shop_id", "code"),
        UniqueConstraint("shop_id", "link_hash"),
        UniqueConstraint("shop_id", "running_key"),
        Index("ix_data_request_list", "shop_id", "state", "due_on", "id"),
        Index("ix_data_request_contact", "shop_id", "contact"),
        Index("ix_data_request_account", "shop_id", "customer_account_id"),
    )

    code: Mapped[str] = not_personal("a receipt number to say over the phone", String(20))
    kind: Mapped[str] = not_personal("one of seven kinds", String(12))
    state: Mapped[str] = not_personal("one of four states", String(12), default="open")
    channel: Mapped[str] = not_personal("how it came in", String(12))
    identity: Mapped[str] = not_personal("how identity was checked", String(20))
    contact: Mapped[str] = _proof(Kind.CONTACT, String(254), erase=Erase.KEEP_PROOF, receivers=_GATEWAYS)
    contacts: Mapped[str] = _proof(Kind.CONTACT, Text)
    customer_account_id: Mapped[int | None] = mapped_column(BigInteger)
    opened_by_id: Mapped[int | None] = mapped_column(BigInteger)
    proof_id: Mapped[int | None] = mapped_column(BigInteger)
    language: Mapped[str] = not_personal("a language code", String(5))
    purpose: Mapped[str] = not_personal("the purpose a withdrawal is about, empty for all", String(20), default="")
    details: Mapped[str] = _proof(Kind.FREE_TEXT, Text)
    answer: Mapped[str] = _proof(Kind.FREE_TEXT, Text, receivers=_GATEWAYS)
    refusal: Mapped[str] = not_personal("one of a closed list of grounds", String(20), default="")
    counts: Mapped[dict[str, Any]] = not_personal("numbers of records by sort, without contents", JSON, default=dict)
    waits_for: Mapped[str] = not_personal("reasons of a closed list why records wait", String(80), default="")
    with_others: Mapped[bool] = mapped_column(default=False)
    received_on: Mapped[date]
    answer_due_on: Mapped[date]
    due_on: Mapped[date]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]
    carried_out_at: Mapped[datetime | None]
    reminded_on: Mapped[date | None]
    ended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    running_key: Mapped[str | None] = not_personal("a keyed digest that cannot be turned back", String(64))
    link_version: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str | None] = not_personal("the hash of a derived link", String(64))

    def person(self) -> Person:
        """Whose data it is about; nobody once the request itself was erased."""
        return Person(parted(self.contacts), self.customer_account_id)

    def dues(self) -> Dues:
        """Its last days."""
        return Dues(self.answer_due_on, self.due_on)


class DataRequestStep(ShopOwned, Base):
    """One line of a request's history. `account_id` is the member of staff, None the program or the person."""

    __tablename__ = "data_request_step"
    __table_args__ = (
        shop_key("request_id", "data_request", ondelete="CASCADE"),
        Index("ix_data_request_step_request", "shop_id", "request_id", "id"),
    )

    request_id: Mapped[int] = mapped_column(BigId)
    what: Mapped[str] = not_personal("one of a closed list of steps", String(20))
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str] = _proof(Kind.FREE_TEXT, Text)
    counts: Mapped[dict[str, Any]] = not_personal("numbers of records by sort, without contents", JSON, default=dict)
    created_at: Mapped[datetime]


class DataWorkOrder(ShopOwned, Base):
    """What somebody outside who holds a copy is asked to do for a request; one a receiver.

    `subjects` names the records the copy is about, as evidence does: [["order", 12], …].
    """

    __tablename__ = "data_work_order"
    __table_args__ = (
        shop_key("request_id", "data_request", ondelete="CASCADE"),
        shop_key("receiver_id", "receiver"),
        UniqueConstraint("shop_id", "request_id", "receiver_id"),
    )

    request_id: Mapped[int] = mapped_column(BigId)
    receiver_id: Mapped[int] = mapped_column(BigId)
    subjects: Mapped[list[Any]] = not_personal("kinds and ids of records", JSON, default=list)
    fields: Mapped[list[Any]] = not_personal("names of fields, never their values", JSON, default=list)
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    done_on: Mapped[date | None]
    done_by_id: Mapped[int | None] = mapped_column(BigInteger)


class DataExport(ShopOwned, Base):
    """A copy of somebody's data, made by the worker for one request: how far it is, where its file lies, until when.

    `done` of `total` records are in; the link is derived like any other and stops working at `expires_at`.
    """

    __tablename__ = "data_export"
    __table_args__ = (
        shop_key("request_id", "data_request", ondelete="CASCADE"),
        UniqueConstraint("shop_id", "request_id"),
        UniqueConstraint("shop_id", "link_hash"),
        Index("ix_data_export_expiry", "shop_id", "expires_at"),
    )

    request_id: Mapped[int] = mapped_column(BigId)
    state: Mapped[str] = not_personal("one of five states", String(12), default="waiting")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    file_key: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.FILE,
        String(120),
        purposes={Purpose.LEGAL},
        keep=Keep.WHILE_VALID,
        erase=Erase.BLANK,
        default="",
    )
    bytes: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    ready_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    fetched_at: Mapped[datetime | None]
    link_version: Mapped[int] = mapped_column(default=1)
    link_hash: Mapped[str | None] = not_personal("the hash of a derived link", String(64))
