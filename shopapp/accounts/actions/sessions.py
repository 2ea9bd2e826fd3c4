"""Sessions and one-time links: begun, seen, ended, swept away."""

from datetime import datetime

from sqlalchemy import delete, or_, select, update

from shopapp.accounts.models import Account, AccountSession, ContactProof, KnownDevice, ResetRequest, SignInLink
from shopapp.accounts.queries import is_open
from shopapp.accounts.rules import (
    DEVICE_FOR,
    IDLE_FOR,
    KEPT_FOR,
    LINK_FOR,
    LINK_LASTS,
    PENDING_FOR,
    SHORT_FOR,
    LinkExpired,
    LinkUsed,
    NoSuchLink,
    WrongPassword,
)
from shopapp.kernel.codes import hash_token, new_token
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def start_session(
    shop: ShopRef,
    account_id: int,
    *,
    host: str,
    way: str,
    is_kept: bool,
    now: datetime,
    instead_of: str = "",
    device: str = "",
    checked_hash: str | None = None,
    is_pending: bool = False,
) -> str:
    """Sign the account in on a host; returns the token for the cookie, which is stored nowhere else.

    `way` is "password" or "link", `device` what the browser calls itself in a few words. `instead_of` is the token this
    browser held before: that session ends. `checked_hash` is the hash a password was checked against: raises
    WrongPassword when the account was closed or given another password while that check ran. A session that
    `is_pending` waits ten minutes for the second factor and opens nothing else.
    """
    if checked_hash is not None:
        _check_unchanged(shop, account_id, checked_hash, now)
    if instead_of:
        end_session(shop, instead_of)
    token = new_token()
    row = AccountSession(
        shop_id=shop.id,
        account_id=account_id,
        token_hash=hash_token(token),
        host=host,
        way=way,
        device=device[:60],
        is_kept=is_kept,
        is_pending=is_pending,
        created_at=now,
        last_seen_at=now,
        expires_at=now + (PENDING_FOR if is_pending else KEPT_FOR if is_kept else SHORT_FOR),
    )
    db.session.add(row)
    if not is_pending:
        mine = (Account.shop_id == shop.id, Account.id == account_id, Account.joined_at.is_(None))
        joined = update(Account).where(*mine).values(joined_at=now)
        db.session.execute(joined.execution_options(synchronize_session=False))
    db.session.flush()
    return token


def _check_unchanged(shop: ShopRef, account_id: int, checked_hash: str, now: datetime) -> None:
    query = select(Account.id).where(
        Account.shop_id == shop.id,
        Account.id == account_id,
        is_open(now),
        Account.password_hash == checked_hash,
    )
    if db.session.execute(query.with_for_update()).one_or_none() is None:
        raise WrongPassword


def mark_seen(shop: ShopRef, session_id: int, *, now: datetime) -> None:
    """Note that the session is in use."""
    mine = (AccountSession.shop_id == shop.id, AccountSession.id == session_id)
    query = update(AccountSession).where(*mine).values(last_seen_at=now)
    db.session.execute(query.execution_options(synchronize_session=False))


def end_session(shop: ShopRef, token: str) -> None:
    """End one browser's session; a token that opens none is no error."""
    mine = (AccountSession.shop_id == shop.id, AccountSession.token_hash == hash_token(token))
    db.session.execute(delete(AccountSession).where(*mine).execution_options(synchronize_session=False))


def end_sessions(shop: ShopRef, account_id: int) -> None:
    """End all sessions of an account."""
    mine = (AccountSession.shop_id == shop.id, AccountSession.account_id == account_id)
    db.session.execute(delete(AccountSession).where(*mine).execution_options(synchronize_session=False))


def end_one_session(shop: ShopRef, account_id: int, session_id: int) -> None:
    """End one of an account's own sessions; one that has ended already, or is another's, is no error."""
    mine = (AccountSession.shop_id == shop.id, AccountSession.account_id == account_id, AccountSession.id == session_id)
    db.session.execute(delete(AccountSession).where(*mine).execution_options(synchronize_session=False))


def end_other_sessions(shop: ShopRef, account_id: int, *, but: int) -> None:
    """End all sessions of an account except the one with the id `but`."""
    mine = (AccountSession.shop_id == shop.id, AccountSession.account_id == account_id, AccountSession.id != but)
    db.session.execute(delete(AccountSession).where(*mine).execution_options(synchronize_session=False))


def make_sign_in_link(shop: ShopRef, account_id: int, *, now: datetime, purpose: str = "sign_in") -> str:
    """The token of a link that signs an open account of staff in once; a second factor is asked for all the same.

    `purpose` is a key of LINK_LASTS and says how long the link works. The address is the shop's base address,
    "/quan-tri/dang-nhap/" and the token. Raises NoResultFound.
    """
    query = select(Account.id).where(
        Account.shop_id == shop.id, Account.id == account_id, Account.kind == "staff", is_open(now)
    )
    token = new_token()
    link = SignInLink(
        shop_id=shop.id,
        account_id=db.session.execute(query).scalar_one(),
        purpose=purpose,
        token_hash=hash_token(token),
        created_at=now,
        expires_at=now + LINK_LASTS[purpose],
    )
    db.session.add(link)
    db.session.flush()
    return token


def use_sign_in_link(shop: ShopRef, token: str, *, now: datetime) -> int:
    """Use a link up; returns its account's id. Raises NoSuchLink, LinkUsed, LinkExpired.

    One UPDATE decides, so that of two clicks at once only one gets in.
    """
    mine = (SignInLink.shop_id == shop.id, SignInLink.token_hash == hash_token(token))
    query = update(SignInLink).where(*mine, SignInLink.used_at.is_(None), SignInLink.expires_at > now)
    query = query.values(used_at=now).execution_options(synchronize_session=False)
    account_id = db.session.execute(query.returning(SignInLink.account_id)).scalar_one_or_none()
    if account_id is None:
        found = db.session.execute(select(SignInLink.used_at).where(*mine)).one_or_none()
        if found is None:
            raise NoSuchLink
        raise LinkUsed if found.used_at is not None else LinkExpired
    opens = select(Account.id).where(Account.shop_id == shop.id, Account.id == account_id, is_open(now))
    if db.session.execute(opens).one_or_none() is None:
        raise LinkExpired
    return int(account_id)


def sweep(shop: ShopRef, *, now: datetime) -> None:
    """Delete what is over: sessions, links, proofs, devices not seen for long."""
    idle = AccountSession.is_kept.is_(False) & (AccountSession.last_seen_at < now - IDLE_FOR)
    for query in (
        delete(AccountSession).where(AccountSession.shop_id == shop.id, or_(AccountSession.expires_at <= now, idle)),
        delete(KnownDevice).where(KnownDevice.shop_id == shop.id, KnownDevice.last_seen_at < now - DEVICE_FOR),
        delete(ResetRequest).where(ResetRequest.shop_id == shop.id, ResetRequest.created_at < now - LINK_FOR),
        # A used or expired link is remembered for one more day, to be able to say what became of it.
        delete(SignInLink).where(SignInLink.shop_id == shop.id, SignInLink.expires_at < now - LINK_FOR),
        delete(ContactProof).where(
            ContactProof.shop_id == shop.id,
            ContactProof.expires_at <= now,
            or_(ContactProof.holder_expires_at.is_(None), ContactProof.holder_expires_at <= now),
        ),
    ):
        db.session.execute(query.execution_options(synchronize_session=False))
