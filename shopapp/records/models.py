"""Tables of evidence. Rows refer to others by (kind, id) without a key, because they must outlive them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

_REFERENCE = "a room's word for its row"


class PolicyVersion(ShopOwned, Base):
    """One wording of the shop's privacy policy, in all languages, as it stood from `effective_at` on.

    `facts` maps capabilities to what they state in the vocabulary of the code; `is_material` says that these differ
    from those of the version before, so that customers are to be told.
    """

    __tablename__ = "policy_version"
    __table_args__ = (UniqueConstraint("shop_id", "number"),)

    number: Mapped[int]
    digest: Mapped[str] = not_personal("a digest of a public text", String(64))
    text: Mapped[dict[str, Any]] = not_personal("the public policy", JSON)
    facts: Mapped[dict[str, Any]] = not_personal("what the public policy states", JSON, default=dict)
    is_material: Mapped[bool] = mapped_column(default=False)
    effective_at: Mapped[datetime]


class Acknowledgement(ShopOwned, Base):
    """Somebody sent data having been shown a wording: the policy's sentence, or the declaration of an order."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        shop_key("policy_version_id", "policy_version"),
        Index(None, "shop_id", "subject_kind", "subject_id"),
    )

    subject_kind: Mapped[str] = not_personal(_REFERENCE, String(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = not_personal("policy or declaration", String(20))
    policy_version_id: Mapped[int] = mapped_column(BigInteger)
    wording: Mapped[str] = not_personal("a sentence of the program, the same for everybody", Text)
    language: Mapped[str] = not_personal("a language code", String(5))
    created_at: Mapped[datetime]


class Consent(ShopOwned, Base):
    """A yes or a withdrawal for one purpose. The newest row of a contact and purpose counts."""

    __tablename__ = "consent"
    __table_args__ = (
        shop_key("policy_version_id", "policy_version"),
        Index(None, "shop_id", "contact", "purpose"),
        Index(None, "shop_id", "subject_kind", "subject_id"),
    )

    subject_kind: Mapped[str] = not_personal(_REFERENCE, String(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    contact: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.CONTACT,
        String(254),
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=Erase.KEEP_PROOF,
    )
    purpose: Mapped[str] = not_personal("one of the closed list of purposes", String(20))
    given: Mapped[bool]
    wording: Mapped[str] = not_personal("a sentence of the program, the same for everybody", Text)
    policy_version_id: Mapped[int] = mapped_column(BigInteger)
    channel: Mapped[str] = not_personal("by which way it was said", String(20))
    source: Mapped[str] = not_personal("which form it was said on", String(40))
    created_at: Mapped[datetime]


class ReceiverRow(ShopOwned, Base):
    """Somebody outside whom the shop may give data."""

    __tablename__ = "receiver"
    __table_args__ = (UniqueConstraint("shop_id", "kind", "name"),)

    kind: Mapped[str] = not_personal("what sort of outsider", String(20))
    name: Mapped[str] = not_personal("the name of a business", String(120))
    fields: Mapped[list[Any]] = not_personal("names of fields", JSON)
    agreed_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime]


class Disclosure(ShopOwned, Base):
    """Data that went to somebody outside: which fields, to whom, why, when. Written before it leaves."""

    __tablename__ = "disclosure"
    __table_args__ = (
        shop_key("receiver_id", "receiver"),
        Index(None, "shop_id", "subject_kind", "subject_id"),
        Index("ix_disclosure_ground", "shop_id", "ground", "id"),
    )

    receiver_id: Mapped[int] = mapped_column(BigInteger)
    subject_kind: Mapped[str] = not_personal(_REFERENCE, String(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    fields: Mapped[list[Any]] = not_personal("names of fields, never their values", JSON)
    purpose: Mapped[str] = not_personal("one of the closed list of purposes", String(20))
    ground: Mapped[str] = not_personal("one of the closed list of grounds", String(20))
    account_id: Mapped[int | None] = mapped_column(BigInteger)
    reason: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.FREE_TEXT,
        Text,
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=Erase.KEEP_PROOF,
        default="",
    )
    paper_key: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.FILE,
        String(80),
        purposes={Purpose.LEGAL},
        keep=Keep.LAW,
        erase=Erase.KEEP_PROOF,
        default="",
    )
    created_at: Mapped[datetime]


class StaffRead(ShopOwned, Base):
    """A member of staff opened somebody's data: the page about it, the contact in full, a file, a print."""

    __tablename__ = "staff_read"
    __table_args__ = (
        Index(None, "shop_id", "subject_kind", "subject_id"),
        Index("ix_staff_read_when", "shop_id", "created_at"),
    )

    account_id: Mapped[int] = mapped_column(BigInteger)
    subject_kind: Mapped[str] = not_personal(_REFERENCE, String(20))
    subject_id: Mapped[int] = mapped_column(BigInteger)
    what: Mapped[str] = not_personal("what was opened: detail, contact, delivery, file, print", String(20))
    reason: Mapped[str] = not_personal("one of a short list of reasons", String(20), default="")
    created_at: Mapped[datetime]


class Bar(ShopOwned, Base):
    """A contact data of which was erased, or may not be used in some way. Only a keyed hash of it is kept.

    `kind` is a `BarKind`; a bar that is lifted stays with the moment, so that the tombstone file can be told too.
    """

    __tablename__ = "bar"
    __table_args__ = (UniqueConstraint("shop_id", "kind", "contact_hash"),)

    kind: Mapped[str] = not_personal("erased, finished, objected or restricted", String(12))
    contact_hash: Mapped[str] = not_personal(
        "a keyed hash that only tells whether a named contact is meant", String(64)
    )
    since: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
