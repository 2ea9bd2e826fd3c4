"""Tables of incidents: the incident, its two clocks, who is concerned, the notice to them, what was done."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, ReceiverKind, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_REASONS = {Purpose.SECURITY, Purpose.LEGAL}
# Of an erased person nothing is left to tell two rows apart by.
_HAS_CONTACT = text("contact <> ''")


def _written(column_type: Any = Text) -> MappedColumn[Any]:
    """What the shop writes down because the law has it keep a record; it may name people."""
    return personal(
        Subject.CUSTOMER,
        Kind.FREE_TEXT,
        column_type,
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=Erase.KEEP_PROOF,
        default="",
    )


def _in_charge(kind: Kind, length: int) -> MappedColumn[Any]:
    """Whom the authority may ask."""
    return personal(
        Subject.STAFF,
        kind,
        String(length),
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=Erase.KEEP_PROOF,
        default="",
    )


def _concerned(kind: Kind, length: int) -> MappedColumn[Any]:
    """By what somebody concerned can be told: kept to prove that they were, gone when they ask for it."""
    return personal(
        Subject.CUSTOMER,
        kind,
        String(length),
        purposes=_REASONS,
        keep=Keep.LAW,
        erase=Erase.BLANK,
        receivers={ReceiverKind.MAIL_GATEWAY, ReceiverKind.SMS_GATEWAY},
        default="",
    )


class Incident(ShopOwned, Base):
    """One incident. `edit` counts changes of what is written, so that of two people at once the second is told.

    `source_kind` and `source_id` name the report it came from; one report makes at most one incident. After `closed_at`
    nothing here changes any more, only entries are added.
    """

    __tablename__ = "incident"
    __table_args__ = (
        UniqueConstraint("shop_id", "code"),
        UniqueConstraint("shop_id", "source_kind", "source_id"),
        UniqueConstraint("shop_id", "submission_key"),
        Index(None, "shop_id", "closed_at", "id"),
    )

    code: Mapped[str] = not_personal("a random code to say over the phone", String(12))
    kind: Mapped[str] = not_personal("one of five kinds of incident", String(20))
    source_kind: Mapped[str] = not_personal("a room's word for its row", String(20), default="")
    source_id: Mapped[int | None] = mapped_column(BigInteger)
    submission_key: Mapped[str] = not_personal("a random key of the form that opened it", String(64))
    detected_at: Mapped[datetime]
    data_kinds: Mapped[list[Any]] = not_personal("names of kinds of data", JSON, default=list)
    happened: Mapped[str] = _written(String(200))
    place: Mapped[str] = _written(String(200))
    what: Mapped[str] = _written()
    consequences: Mapped[str] = _written()
    measures: Mapped[str] = _written()
    charge_name: Mapped[str] = _in_charge(Kind.NAME, 120)
    charge_contact: Mapped[str] = _in_charge(Kind.CONTACT, 200)
    lessons: Mapped[str] = _written()
    edit: Mapped[int] = mapped_column(default=1)
    opened_by_id: Mapped[int] = mapped_column(BigInteger)
    opened_at: Mapped[datetime]
    closed_by_id: Mapped[int | None] = mapped_column(BigInteger)
    closed_at: Mapped[datetime | None]


class IncidentClock(ShopOwned, Base):
    """One of the two clocks of an incident; when it ends follows from the incident's `detected_at`.

    `outcome` is "" while it runs, then "reported" (at `reported_at`) or "not_needed"; `note` says how, or why not.
    `reminded` counts the mails to the owners: one before the end, one at the end.
    """

    __tablename__ = "incident_clock"
    __table_args__ = (
        UniqueConstraint("shop_id", "incident_id", "name"),
        shop_key("incident_id", "incident", ondelete="CASCADE"),
    )

    incident_id: Mapped[int] = mapped_column(BigId)
    name: Mapped[str] = not_personal("attack or violation", String(12))
    hours: Mapped[int]
    outcome: Mapped[str] = not_personal("reported, not needed, or nothing yet", String(12), default="")
    reported_at: Mapped[datetime | None]
    note: Mapped[str] = _written()
    late_reason: Mapped[str] = _written()
    settled_by_id: Mapped[int | None] = mapped_column(BigInteger)
    settled_at: Mapped[datetime | None]
    reminded: Mapped[int] = mapped_column(default=0)


class IncidentGroup(ShopOwned, Base):
    """One answer to "who is concerned?": a rule by which records are gone through, or a pasted list.

    `facts` holds the rule's days and ids, never a contact. The worker goes on after `last_id` until `counted_at` is
    set: `looked` records were gone through, `added` people were new, of `without` there is no contact at all.
    """

    __tablename__ = "incident_group"
    __table_args__ = (
        shop_key("incident_id", "incident", ondelete="CASCADE"),
        Index(None, "shop_id", "incident_id"),
    )

    incident_id: Mapped[int] = mapped_column(BigId)
    rule: Mapped[str] = not_personal("which rule: all, orders, product, inquiries, sessions or list", String(12))
    facts: Mapped[dict[str, Any]] = not_personal("days and ids", JSON, default=dict)
    last_id: Mapped[int] = mapped_column(BigInteger, default=0)
    step: Mapped[int] = mapped_column(default=0)
    looked: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    without: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    counted_at: Mapped[datetime | None]


class IncidentPerson(ShopOwned, Base):
    """Somebody concerned, known by a contact as it was then: the e-mail address, or the number of who left none.

    `told_by` is "" until they are told: email, sms, or phone for a call. `message_id` names the row in the outbox.
    """

    __tablename__ = "incident_person"
    __table_args__ = (
        shop_key("incident_id", "incident", ondelete="CASCADE"),
        shop_key("group_id", "incident_group", ondelete="CASCADE"),
        Index(
            "uq_incident_person_shop_id_incident_id_contact",
            "shop_id",
            "incident_id",
            "contact",
            unique=True,
            sqlite_where=_HAS_CONTACT,
            postgresql_where=_HAS_CONTACT,
        ),
        Index(None, "shop_id", "incident_id", "told_by", "id"),
        Index(None, "shop_id", "group_id"),
        Index(None, "shop_id", "contact"),
        Index(None, "shop_id", "phone"),
    )

    incident_id: Mapped[int] = mapped_column(BigId)
    group_id: Mapped[int] = mapped_column(BigId)
    contact: Mapped[str] = _concerned(Kind.CONTACT, 254)
    phone: Mapped[str] = _concerned(Kind.PHONE, 20)
    has_email: Mapped[bool]
    language: Mapped[str] = not_personal("a language code", String(5))
    told_by: Mapped[str] = not_personal("email, sms, phone or nothing yet", String(5), default="")
    told_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    found_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class IncidentNotice(ShopOwned, Base):
    """What people concerned are told, and how far that has come: draft, telling, stopped, told.

    `way` is both (mail, and text messages to who has no address), email or sms. The next few are told at `next_at`.
    """

    __tablename__ = "incident_notice"
    __table_args__ = (
        UniqueConstraint("shop_id", "incident_id"),
        shop_key("incident_id", "incident", ondelete="CASCADE"),
    )

    incident_id: Mapped[int] = mapped_column(BigId)
    way: Mapped[str] = not_personal("both, email or sms", String(5))
    vi: Mapped[str] = not_personal("the same words for everybody", Text, default="")
    en: Mapped[str] = not_personal("the same words for everybody", Text, default="")
    sms_vi: Mapped[str] = not_personal("the same words for everybody", String(300), default="")
    sms_en: Mapped[str] = not_personal("the same words for everybody", String(300), default="")
    edit: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = not_personal("draft, telling, stopped or told", String(12), default="draft")
    next_at: Mapped[datetime | None]
    begun_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class IncidentEntry(ShopOwned, Base):
    """One thing that was done about an incident, or a note; never changed. `account_id` None: the program itself."""

    __tablename__ = "incident_entry"
    __table_args__ = (
        shop_key("incident_id", "incident", ondelete="CASCADE"),
        Index(None, "shop_id", "incident_id", "id"),
    )

    incident_id: Mapped[int] = mapped_column(BigId)
    kind: Mapped[str] = not_personal("what was done", String(20))
    facts: Mapped[dict[str, Any]] = not_personal("counts and names of clocks", JSON, default=dict)
    note: Mapped[str] = _written()
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    at: Mapped[datetime]
