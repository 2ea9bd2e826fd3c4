"""Tables of customers: who the shop deals with, the addresses they keep, and contacts on their way to being proven."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, Index, String, UniqueConstraint, false, literal_column
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from shopapp.platform.database import Base, BigId
from shopapp.platform.personal_data import Erase, Keep, Kind, Purpose, Subject, not_personal, personal
from shopapp.platform.tenancy.models import ShopOwned, shop_key

# An erased customer has neither contact, and there may be many of them. A row that was joined to an account is nobody's
# guest any more: a number that passes to somebody else must not carry that person's orders into the old account.
IS_GUEST = literal_column("(account_id IS NULL AND (phone <> '' OR email <> ''))", Boolean)
IS_REGISTERED = literal_column("is_registered", Boolean)


def _contact(kind: Kind, length: int) -> MappedColumn[Any]:
    """Kept so that the shop knows who it deals with, until the customer asks or has long been away."""
    return personal(
        Subject.CUSTOMER,
        kind,
        String(length),
        purposes={Purpose.ORDER, Purpose.CARE},
        keep=Keep.UNTIL_PURPOSE_ENDS,
        erase=Erase.BLANK,
        default="",
    )


def _kept(kind: Kind, length: int) -> MappedColumn[Any]:
    """What a customer lets the shop remember for the next order, until they delete it."""
    return personal(
        Subject.CUSTOMER,
        kind,
        String(length),
        purposes={Purpose.ORDER},
        keep=Keep.UNTIL_ASKED,
        erase=Erase.DELETE_ROW,
        default="",
    )


class Customer(ShopOwned, Base):
    """Somebody who ordered, asked or registered.

    A guest is known by phone and e-mail as typed, proven by nobody. `account_id` names the account a row belongs to:
    its own row (`is_registered`), and the rows of guests whose contact the account's holder has proven since. `phone`
    and `email` of the registered row may wait to be proven; the account holds only the proven ones, to sign in with.
    """

    __tablename__ = "customer"
    __table_args__ = (
        Index(
            "uq_customer_shop_id_phone_email",
            "shop_id",
            "phone",
            "email",
            unique=True,
            sqlite_where=IS_GUEST,
            postgresql_where=IS_GUEST,
        ),
        Index(
            "uq_customer_shop_id_account_id",
            "shop_id",
            "account_id",
            unique=True,
            sqlite_where=IS_REGISTERED,
            postgresql_where=IS_REGISTERED,
        ),
        shop_key("account_id", "account"),
        Index(None, "shop_id", "email"),
        Index(None, "shop_id", "account_id"),
        Index("ix_customer_over", "shop_id", "erased_at", "last_seen_at"),
    )

    name: Mapped[str] = _contact(Kind.NAME, 120)
    phone: Mapped[str] = _contact(Kind.PHONE, 20)
    email: Mapped[str] = _contact(Kind.EMAIL, 254)
    language: Mapped[str] = not_personal("a language code", String(5))
    source: Mapped[str] = not_personal("by which way the shop first heard of them", String(20))
    account_id: Mapped[int | None] = mapped_column(BigId)
    is_registered: Mapped[bool] = mapped_column(default=False, server_default=false())
    phone_proven_at: Mapped[datetime | None]
    email_proven_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]


class CustomerAddress(ShopOwned, Base):
    """A place a registered customer has things sent to. Codes are those of the units' data; names are kept beside."""

    __tablename__ = "customer_address"
    __table_args__ = (shop_key("customer_id", "customer", ondelete="CASCADE"), Index(None, "shop_id", "customer_id"))

    customer_id: Mapped[int] = mapped_column(BigId)
    label: Mapped[str] = _kept(Kind.FREE_TEXT, 60)
    recipient_name: Mapped[str] = _kept(Kind.NAME, 120)
    recipient_phone: Mapped[str] = _kept(Kind.PHONE, 20)
    street: Mapped[str] = _kept(Kind.ADDRESS, 200)
    ward_code: Mapped[str] = _kept(Kind.ADDRESS, 5)
    ward_name: Mapped[str] = _kept(Kind.ADDRESS, 80)
    province_code: Mapped[str] = _kept(Kind.ADDRESS, 2)
    province_name: Mapped[str] = _kept(Kind.ADDRESS, 80)
    created_at: Mapped[datetime]


class ContactClaim(ShopOwned, Base):
    """Somebody says that a contact is theirs, and a code is on its way to it. The browser's cookie holds the token.

    `purpose` says what the proof is for; it is good for nothing else. `data` holds what was typed before: for a
    registration name, contacts and the password's hash. `is_hollow` marks a claim no code can fulfil, because the
    contact belongs to somebody already or to nobody; whoever holds the token cannot tell it from any other.
    """

    __tablename__ = "contact_claim"
    __table_args__ = (
        UniqueConstraint("shop_id", "token_hash"),
        shop_key("account_id", "account", ondelete="CASCADE"),
        Index(None, "shop_id", "account_id"),
        Index(None, "shop_id", "expires_at"),
    )

    token_hash: Mapped[str] = not_personal("a hash of a random token", String(64))
    purpose: Mapped[str] = not_personal("what the proof is for", String(20))
    account_id: Mapped[int | None] = mapped_column(BigId)
    contact: Mapped[str] = personal(
        Subject.CUSTOMER,
        Kind.CONTACT,
        String(254),
        purposes={Purpose.SECURITY},
        keep=Keep.HOURS_24,
        erase=Erase.DELETE_ROW,
    )
    data: Mapped[dict[str, Any]] = personal(
        Subject.CUSTOMER,
        Kind.RECORD,
        JSON,
        purposes={Purpose.SECURITY},
        keep=Keep.HOURS_24,
        erase=Erase.DELETE_ROW,
        default=dict,
    )
    language: Mapped[str] = not_personal("a language code", String(5))
    is_hollow: Mapped[bool] = mapped_column(default=False)
    proof_id: Mapped[int] = mapped_column(BigId, default=0)
    proven_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
