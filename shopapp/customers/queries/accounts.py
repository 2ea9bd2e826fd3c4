"""Reads of customers' accounts: by contact, by session, and claims by their token."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from shopapp.accounts.models import Account, AccountSession
from shopapp.accounts.queries import NOBODY, Credentials
from shopapp.accounts.rules import is_over
from shopapp.customers.models import ContactClaim
from shopapp.customers.rules import ClaimPurpose, ClaimState, is_email
from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

KIND = "customer"


@dataclass(frozen=True)
class SignedInCustomer:
    """A live session with its account."""

    session_id: int
    account_id: int
    name: str
    is_kept: bool
    last_seen_at: datetime


def get_own_account(shop: ShopRef, account_id: int) -> Account:
    """An open account of a customer. Raises NoResultFound for a closed one or one of staff."""
    query = select(Account).where(
        Account.shop_id == shop.id, Account.id == account_id, Account.kind == KIND, Account.is_active.is_(True)
    )
    return db.session.execute(query).scalars().one()


def find_account_id(shop: ShopRef, contact: str) -> int | None:
    """The open account that signs in with this contact (E.164 or e-mail)."""
    query = select(Account.id).where(*by_contact(shop, contact), Account.is_active.is_(True))
    return db.session.execute(query).scalar_one_or_none()


def is_contact_taken(shop: ShopRef, contact: str, *, except_for: int = 0) -> bool:
    """Whether an account, open or closed, signs in with this contact; `except_for` does not count."""
    query = select(Account.id).where(*by_contact(shop, contact), Account.id != except_for)
    return db.session.execute(query).scalar_one_or_none() is not None


def find_credentials(shop: ShopRef, contact: str) -> Credentials:
    """Id and hash of an open account; NOBODY in any other case, which is to be checked all the same."""
    query = select(Account.id, Account.password_hash).where(*by_contact(shop, contact), Account.is_active.is_(True))
    row = db.session.execute(query).one_or_none()
    return Credentials(row.id, row.password_hash) if row else NOBODY


def find_signed_in(shop: ShopRef, *, token: str, host: str, now: datetime) -> SignedInCustomer | None:
    """The session a cookie belongs to, if it is alive, of this shop and host, and its account is an open customer's."""
    same_account = and_(Account.shop_id == AccountSession.shop_id, Account.id == AccountSession.account_id)
    query = (
        select(AccountSession, Account.name)
        .join(Account, same_account)
        .where(
            AccountSession.shop_id == shop.id,
            AccountSession.token_hash == hash_token(token),
            AccountSession.host == host,
            AccountSession.is_pending.is_(False),
            Account.kind == KIND,
            Account.is_active.is_(True),
        )
    )
    row = db.session.execute(query).one_or_none()
    if row is None:
        return None
    session = row.AccountSession
    if is_over(is_kept=session.is_kept, last_seen_at=session.last_seen_at, expires_at=session.expires_at, now=now):
        return None
    return SignedInCustomer(session.id, session.account_id, row.name, session.is_kept, session.last_seen_at)


def find_claim(shop: ShopRef, token: str, *, now: datetime) -> ClaimState | None:
    """What waits for a code (or, once proven, for a new password) in the browser that holds this token."""
    if not token:
        return None
    query = select(ContactClaim).where(
        ContactClaim.shop_id == shop.id, ContactClaim.token_hash == hash_token(token), ContactClaim.expires_at > now
    )
    claim = db.session.execute(query).scalars().one_or_none()
    return ClaimState(ClaimPurpose(claim.purpose), claim.contact, claim.proven_at is not None) if claim else None


def by_contact(shop: ShopRef, contact: str) -> tuple[ColumnElement[bool], ...]:
    """The condition for a customer's account, open or closed, that signs in with this contact (E.164 or e-mail)."""
    same = Account.email == contact if is_email(contact) else Account.phone == contact
    return Account.shop_id == shop.id, Account.kind == KIND, same
