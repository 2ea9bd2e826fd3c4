"""Reads of sessions and sign-in links: who a cookie belongs to, which browsers an account is signed in with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from shopapp.accounts.models import Account, AccountSession, SecondFactor, SignInLink, SignInRules
from shopapp.accounts.queries.factors import confirmed
from shopapp.accounts.queries.staff import is_open
from shopapp.accounts.rules import is_over
from shopapp.kernel.codes import hash_token
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


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
    must_set_up: bool = False


@dataclass(frozen=True)
class Pending:
    """A sign-in that waits for the second factor: who it will be, how it began, and its own row."""

    session_id: int
    account_id: int
    way: str
    is_kept: bool


@dataclass(frozen=True)
class SessionRow:
    """One browser of an account, for the list its holder reads."""

    id: int
    device: str
    is_kept: bool
    created_at: datetime
    last_seen_at: datetime


@dataclass(frozen=True)
class LinkState:
    """A sign-in link as it stands."""

    account_id: int
    is_used: bool
    is_expired: bool
    purpose: str = "sign_in"


def find_signed_in(shop: ShopRef, *, token: str, host: str, now: datetime) -> SignedIn | None:
    """The session a cookie belongs to, if it is alive, of this shop and host, and its account is open."""
    same_account = and_(Account.shop_id == AccountSession.shop_id, Account.id == AccountSession.account_id)
    has_factor = confirmed(shop).where(SecondFactor.account_id == AccountSession.account_id).exists()
    is_needed = (
        select(SignInRules.id).where(SignInRules.shop_id == shop.id, SignInRules.needs_second_factor.is_(True)).exists()
    )
    query = (
        select(AccountSession, Account, and_(is_needed, ~has_factor).label("must_set_up"))
        .join(Account, same_account)
        .where(
            AccountSession.shop_id == shop.id,
            AccountSession.token_hash == hash_token(token),
            AccountSession.host == host,
            AccountSession.is_pending.is_(False),
            is_open(now),
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
        must_set_up=bool(row.must_set_up),
    )


def find_pending(shop: ShopRef, *, token: str, host: str, now: datetime) -> Pending | None:
    """The sign-in of this browser that waits for the second factor, unless it has waited too long."""
    same_account = and_(Account.shop_id == AccountSession.shop_id, Account.id == AccountSession.account_id)
    query = (
        select(AccountSession)
        .join(Account, same_account)
        .where(
            AccountSession.shop_id == shop.id,
            AccountSession.token_hash == hash_token(token),
            AccountSession.host == host,
            AccountSession.is_pending.is_(True),
            AccountSession.expires_at > now,
            is_open(now),
            Account.kind == "staff",
        )
    )
    row = db.session.execute(query).scalars().one_or_none()
    return Pending(row.id, row.account_id, row.way, row.is_kept) if row else None


def list_sessions(shop: ShopRef, account_id: int, *, now: datetime) -> list[SessionRow]:
    """The browsers an account is signed in with, the one last used first."""
    query = select(AccountSession).where(
        AccountSession.shop_id == shop.id,
        AccountSession.account_id == account_id,
        AccountSession.is_pending.is_(False),
    )
    rows = db.session.execute(query.order_by(AccountSession.last_seen_at.desc(), AccountSession.id.desc())).scalars()
    return [
        SessionRow(row.id, row.device, row.is_kept, row.created_at, row.last_seen_at)
        for row in rows
        if not is_over(is_kept=row.is_kept, last_seen_at=row.last_seen_at, expires_at=row.expires_at, now=now)
    ]


def find_link(shop: ShopRef, token: str, *, now: datetime) -> LinkState | None:
    """How a sign-in link stands; None when this shop never gave it, or gave it so long ago that it is forgotten."""
    query = select(SignInLink).where(SignInLink.shop_id == shop.id, SignInLink.token_hash == hash_token(token))
    row = db.session.execute(query).scalars().one_or_none()
    return LinkState(row.account_id, row.used_at is not None, now >= row.expires_at, row.purpose) if row else None
