"""Reads of accounts, sessions, links and proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from shopapp.accounts.models import Account, AccountSession, ContactProof, SignInLink
from shopapp.accounts.rules import is_over
from shopapp.kernel.codes import hash_token
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference


@dataclass(frozen=True)
class StaffRow:
    """A member of staff as lists show them. `phone` in E.164 or empty."""

    id: int
    name: str
    email: str
    phone: str
    role: Role
    is_active: bool


@dataclass(frozen=True)
class Credentials:
    """What signing in with a password needs to know; `account_id` 0 and an empty hash when nobody has the address."""

    account_id: int
    password_hash: str


@dataclass(frozen=True)
class SignedIn:
    """A live session with its account."""

    session_id: int
    account_id: int
    role: Role
    name: str
    way: str
    is_kept: bool
    has_password: bool
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class LinkState:
    """A sign-in link as it stands."""

    account_id: int
    is_used: bool
    is_expired: bool


NOBODY = Credentials(0, "")


def get_account(shop: ShopRef, account_id: int) -> Account:
    """The account of that id; raises NoResultFound."""
    query = select(Account).where(Account.shop_id == shop.id, Account.id == account_id)
    return db.session.execute(query).scalars().one()


def list_staff(shop: ShopRef) -> list[StaffRow]:
    """Everybody who works in the shop, owners first, then by name; closed accounts last."""
    query = select(Account).where(Account.shop_id == shop.id, Account.kind == "staff")
    rows = [_staff(row) for row in db.session.execute(query).scalars()]
    return sorted(rows, key=lambda r: (not r.is_active, r.role is not Role.OWNER, r.name.casefold()))


def find_staff(shop: ShopRef, email: str) -> StaffRow | None:
    """The member of staff who signs in with this address (in its normal form)."""
    query = select(Account).where(Account.shop_id == shop.id, Account.kind == "staff", Account.email == email)
    row = db.session.execute(query).scalars().one_or_none()
    return _staff(row) if row else None


def owner_emails(shop: ShopRef) -> list[str]:
    """Where the shop's own mail goes: the addresses of its owners."""
    query = select(Account.email).where(
        Account.shop_id == shop.id,
        Account.kind == "staff",
        Account.role == Role.OWNER.value,
        Account.is_active.is_(True),
        Account.email.is_not(None),
    )
    return [email for email in db.session.execute(query.order_by(Account.id)).scalars() if email]


def find_credentials(shop: ShopRef, email: str) -> Credentials:
    """Id and hash of an active member of staff; NOBODY in any other case, which is to be checked all the same."""
    query = select(Account.id, Account.password_hash).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.email == email, Account.is_active.is_(True)
    )
    row = db.session.execute(query).one_or_none()
    return Credentials(row.id, row.password_hash) if row else NOBODY


def find_signed_in(shop: ShopRef, *, token: str, host: str, now: datetime) -> SignedIn | None:
    """The session a cookie belongs to, if it is alive, of this shop and host, and its account is open."""
    same_account = and_(Account.shop_id == AccountSession.shop_id, Account.id == AccountSession.account_id)
    query = (
        select(AccountSession, Account)
        .join(Account, same_account)
        .where(
            AccountSession.shop_id == shop.id,
            AccountSession.token_hash == hash_token(token),
            AccountSession.host == host,
            Account.is_active.is_(True),
            Account.kind == "staff",
        )
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    session, account = row.AccountSession, row.Account
    if is_over(is_kept=session.is_kept, last_seen_at=session.last_seen_at, expires_at=session.expires_at, now=now):
        return None
    return SignedIn(
        session_id=session.id,
        account_id=account.id,
        role=Role(account.role),
        name=account.name,
        way=session.way,
        is_kept=session.is_kept,
        has_password=bool(account.password_hash),
        created_at=session.created_at,
        last_seen_at=session.last_seen_at,
    )


def find_link(shop: ShopRef, token: str, *, now: datetime) -> LinkState | None:
    """How a sign-in link stands; None when this shop never gave it, or gave it so long ago that it is forgotten."""
    query = select(SignInLink).where(SignInLink.shop_id == shop.id, SignInLink.token_hash == hash_token(token))
    row = db.session.execute(query).scalars().one_or_none()
    return LinkState(row.account_id, row.used_at is not None, now >= row.expires_at) if row else None


def is_proven(shop: ShopRef, *, subject: Reference, holder: str, now: datetime) -> bool:
    """Whether whoever holds this token has typed back the code sent to the subject's contact, not long ago."""
    if not holder:
        return False
    query = select(ContactProof.id).where(
        ContactProof.shop_id == shop.id,
        ContactProof.holder_hash == hash_token(holder),
        ContactProof.subject_kind == subject.kind,
        ContactProof.subject_id == subject.id,
        ContactProof.holder_expires_at > now,
    )
    return db.session.execute(query).one_or_none() is not None


def names_of_staff(shop: ShopRef, account_ids: Sequence[int]) -> dict[int, str]:
    """Account id → name, for lists that say who did something."""
    query = select(Account.id, Account.name).where(Account.shop_id == shop.id, Account.id.in_(account_ids))
    return {row.id: row.name for row in db.session.execute(query)}


def _staff(row: Account) -> StaffRow:
    return StaffRow(row.id, row.name, row.email or "", row.phone or "", Role(row.role), row.is_active)
