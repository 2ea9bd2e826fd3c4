"""Accounts, their sessions and sign-in links, and proofs that a contact belongs to whoever asks."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key


def _security(
    subject: Subject, kind: Kind, length: int, erase: Erase = Erase.DELETE_ROW, **options: Any
) -> MappedColumn[Any]:
    """Everything here serves one purpose and lives as long as it is valid; most of it goes with its row."""
    return personal(
        subject,
        kind,
        String(length),
        purposes={Purpose.SECURITY},
        keep=Keep.WHILE_VALID,
        erase=erase,
        **options,
    )


class Account(ShopOwned, Base):
    """Somebody who signs in. `kind` is "staff"; "customer" joins when visitors can register.

    E-mail and phone are stored in their one normal form and belong to one account of a kind in each shop. An empty
    `password_hash` means that only a one-time link opens the account. After the day `ends_on` nothing opens it.
    `joined_at` is when somebody first got in with it. An erased account keeps its row, because evidence names it.
    """

    __tablename__ = "account"
    __table_args__ = (UniqueConstraint("shop_id", "kind", "email"), UniqueConstraint("shop_id", "kind", "phone"))

    kind: Mapped[str] = not_personal("staff or customer", String(10))
    role: Mapped[str] = not_personal("a role of staff, empty for a customer", String(20), default="")
    name: Mapped[str] = _security(Subject.STAFF, Kind.NAME, 120, Erase.BLANK)
    email: Mapped[str | None] = _security(Subject.STAFF, Kind.EMAIL, 254, Erase.BLANK)
    phone: Mapped[str | None] = _security(Subject.STAFF, Kind.PHONE, 20, Erase.BLANK)
    password_hash: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 200, Erase.BLANK, default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    ends_on: Mapped[date | None]
    joined_at: Mapped[datetime | None]
    password_changed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class AccountSession(ShopOwned, Base):
    """A browser that is signed in. Only the token's hash is kept; the row's end is the session's end.

    `is_pending`: the password was right and the second factor is still asked for; such a session opens nothing else.
    """

    __tablename__ = "account_session"
    __table_args__ = (
        UniqueConstraint("shop_id", "token_hash"),
        shop_key("account_id", "account", ondelete="CASCADE"),
        Index(None, "shop_id", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    token_hash: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 64)
    host: Mapped[str] = not_personal("the shop's own host name the session is bound to", String(253))
    way: Mapped[str] = not_personal("how it began: password or link", String(10))
    device: Mapped[str] = _security(Subject.STAFF, Kind.DEVICE, 60, default="")
    is_kept: Mapped[bool] = mapped_column(default=False)
    is_pending: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SignInLink(ShopOwned, Base):
    """A link that signs an account in once. Used rows stay until they expire, so that a second use can be explained."""

    __tablename__ = "sign_in_link"
    __table_args__ = (
        UniqueConstraint("shop_id", "token_hash"),
        shop_key("account_id", "account", ondelete="CASCADE"),
        Index(None, "shop_id", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    purpose: Mapped[str] = not_personal("sign_in, invite or reset", String(10), default="sign_in")
    token_hash: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 64)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class ContactProof(ShopOwned, Base):
    """A one-time code sent to the contact of one subject (an order, an inquiry), and whoever typed it back.

    Neither the contact nor the code is stored: both are keyed digests. `subject_kind` and `subject_id` name a row of a
    higher room, so there is no foreign key.
    """

    __tablename__ = "contact_proof"
    __table_args__ = (
        UniqueConstraint("shop_id", "holder_hash"),
        Index(None, "shop_id", "subject_kind", "subject_id"),
    )

    subject_kind: Mapped[str] = not_personal("a kind of row of a higher room", String(20))
    subject_id: Mapped[int] = mapped_column(BigId)
    contact_digest: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64))
    code_digest: Mapped[str] = not_personal("a keyed digest of random digits", String(64))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    holder_hash: Mapped[str | None] = _security(Subject.VISITOR, Kind.CREDENTIAL, 64)
    holder_expires_at: Mapped[datetime | None]


class SecondFactor(ShopOwned, Base):
    """The seed from which somebody's phone computes codes, sealed; it counts once `confirmed_at` is set.

    `last_step` is the half minute of the last code that was taken: neither it nor an earlier one is taken again.
    """

    __tablename__ = "second_factor"
    __table_args__ = (
        UniqueConstraint("shop_id", "account_id"),
        shop_key("account_id", "account", ondelete="CASCADE"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    sealed_seed: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 300)
    last_step: Mapped[int] = mapped_column(BigId, default=0)
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCode(ShopOwned, Base):
    """A code on paper that stands in once for a lost phone. Its row goes when it is used."""

    __tablename__ = "recovery_code"
    __table_args__ = (
        UniqueConstraint("shop_id", "account_id", "code_digest"),
        shop_key("account_id", "account", ondelete="CASCADE"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    code_digest: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 64)


class KnownDevice(ShopOwned, Base):
    """A browser somebody has signed in with before, so that only a new one is worth a notice.

    It is known by a random token in its cookie, or by a digest of browser, system and network; neither tells where
    anybody was.
    """

    __tablename__ = "known_device"
    __table_args__ = (
        UniqueConstraint("shop_id", "token_hash"),
        shop_key("account_id", "account", ondelete="CASCADE"),
        Index(None, "shop_id", "account_id"),
    )

    account_id: Mapped[int] = mapped_column(BigId)
    token_hash: Mapped[str] = _security(Subject.STAFF, Kind.CREDENTIAL, 64)
    trace: Mapped[str] = not_personal("a keyed digest that cannot be turned back", String(64))
    last_seen_at: Mapped[datetime] = mapped_column(index=True)


class SignInRules(ShopOwned, Base):
    """What the owner asks of all staff; a shop without the row asks for nothing special."""

    __tablename__ = "sign_in_rules"
    __table_args__ = (UniqueConstraint("shop_id"),)

    needs_second_factor: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime]


class ResetRequest(ShopOwned, Base):
    """Somebody has forgotten a password. The worker looks whether the address is known; the page could give it away."""

    __tablename__ = "reset_request"
    __table_args__ = ()

    contact: Mapped[str] = _security(Subject.VISITOR, Kind.EMAIL, 254)
    language: Mapped[str] = not_personal("a language code", String(5))
    created_at: Mapped[datetime]
