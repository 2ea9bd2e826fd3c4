"""What those who manage staff do: invite, change role and last day, close, open again, take a lost factor away.

Nobody signs in as somebody else: a link is handed to the inviter only while nobody has been in with the account.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select

from shopapp.accounts import messages
from shopapp.accounts.actions.factors import drop_factor
from shopapp.accounts.actions.sessions import end_sessions, make_sign_in_link
from shopapp.accounts.actions.staff import create_staff, disable_account, enable_account
from shopapp.accounts.models import Account, SignInLink
from shopapp.accounts.queries import is_open
from shopapp.accounts.rules import (
    EndNeeded,
    EndPast,
    LastOwner,
    NoEndForOwners,
    NoSuchStaff,
    NotOnesOwn,
    OwnersOnly,
)
from shopapp.kernel.clock import local_day
from shopapp.platform.access import Permission, Principal, Role
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class Invitation:
    """Whom to let in: name, e-mail and phone as parsed, role, and the last day (agents need one, owners have none)."""

    name: str
    email: str
    phone: str
    role: Role
    ends_on: date | None


@dataclass(frozen=True)
class Invited:
    """The new account and the token of its link, which is stored nowhere."""

    account_id: int
    token: str


def invite_staff(shop: ShopRef, draft: Invitation, *, by: Principal, language: str, now: datetime) -> Invited:
    """Make an account without a password and mail its holder a link.

    Raises OwnersOnly, EndNeeded, EndPast, NoEndForOwners, EmailTaken, PhoneTaken.
    """
    _check_role(by, draft.role)
    _check_end(draft.role, draft.ends_on, local_day(now))
    account_id = create_staff(
        shop,
        name=draft.name,
        email=draft.email,
        phone=draft.phone,
        role=draft.role,
        password=None,
        ends_on=draft.ends_on,
        now=now,
    )
    return Invited(account_id, _send_link(shop, _locked(shop, account_id), by, language, now))


def invite_again(shop: ShopRef, account_id: int, *, by: Principal, language: str, now: datetime) -> str:
    """A new link by mail, in place of earlier ones; the token too while nobody has been in, "" afterwards.

    Raises NoSuchStaff, NotOnesOwn, OwnersOnly, and NoResultFound for a closed account.
    """
    account = _managed(shop, account_id, by)
    unused = delete(SignInLink).where(
        SignInLink.shop_id == shop.id, SignInLink.account_id == account_id, SignInLink.used_at.is_(None)
    )
    db.session.execute(unused.execution_options(synchronize_session=False))
    token = _send_link(shop, account, by, language, now)
    return token if account.joined_at is None else ""


def change_staff(
    shop: ShopRef, account_id: int, *, role: Role, ends_on: date | None, by: Principal, now: datetime
) -> None:
    """Give another role or another last day; what they may do changes with their next click.

    Raises NoSuchStaff, NotOnesOwn, OwnersOnly, LastOwner, EndNeeded, EndPast, NoEndForOwners.
    """
    account = _managed(shop, account_id, by)
    _check_role(by, role)
    if ends_on != account.ends_on or role != account.role:
        _check_end(role, ends_on, local_day(now))
    if account.role == Role.OWNER and role is not Role.OWNER:
        _check_owner_stays(shop, but=account_id, now=now)
    account.role, account.ends_on = role.value, ends_on
    db.session.flush()


def close_staff(shop: ShopRef, account_id: int, *, by: Principal, now: datetime) -> None:
    """Close an account: whoever is signed in with it is out at once. Raises as `change_staff`."""
    account = _managed(shop, account_id, by)
    if account.role == Role.OWNER:
        _check_owner_stays(shop, but=account_id, now=now)
    disable_account(shop, account_id)


def reopen_staff(shop: ShopRef, account_id: int, *, by: Principal) -> None:
    """Open a closed account again. Raises NoSuchStaff, NotOnesOwn, OwnersOnly."""
    _managed(shop, account_id, by)
    enable_account(shop, account_id)


def sign_staff_out(shop: ShopRef, account_id: int, *, by: Principal) -> None:
    """End all sessions of somebody, whose phone was stolen perhaps. Raises NoSuchStaff, NotOnesOwn, OwnersOnly."""
    _managed(shop, account_id, by)
    end_sessions(shop, account_id)


def reset_factor(shop: ShopRef, account_id: int, *, by: Principal, language: str, now: datetime) -> None:
    """Take a lost second factor away and tell its holder by mail. Raises NoSuchStaff, NotOnesOwn, OwnersOnly."""
    account = _managed(shop, account_id, by)
    drop_factor(shop, account_id)
    end_sessions(shop, account_id)
    messages.tell_factor_gone(shop, account, by=by.name, language=language, now=now)


def _send_link(shop: ShopRef, account: Account, by: Principal, language: str, now: datetime) -> str:
    token = make_sign_in_link(shop, account.id, now=now, purpose="invite" if account.joined_at is None else "sign_in")
    messages.send_invitation(shop, account, token=token, inviter=by.name, language=language, now=now)
    return token


def _managed(shop: ShopRef, account_id: int, by: Principal) -> Account:
    """Somebody else's account that `by` may touch, locked after the owners' (docs/locking.md)."""
    _lock_owners(shop)
    account = _locked(shop, account_id)
    if account_id == by.account_id:
        raise NotOnesOwn
    if account.role == Role.OWNER and not by.may(Permission.OWNERS_MANAGE):
        raise OwnersOnly
    return account


def _locked(shop: ShopRef, account_id: int) -> Account:
    query = select(Account).where(Account.shop_id == shop.id, Account.id == account_id, Account.kind == "staff")
    account = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if account is None:
        raise NoSuchStaff
    return account


def _check_role(by: Principal, role: Role) -> None:
    if role is Role.OWNER and not by.may(Permission.OWNERS_MANAGE):
        raise OwnersOnly


def _check_end(role: Role, ends_on: date | None, today: date) -> None:
    if role is Role.OWNER and ends_on is not None:
        raise NoEndForOwners
    if role is Role.AGENT and ends_on is None:
        raise EndNeeded
    if ends_on is not None and ends_on < today:
        raise EndPast


def _lock_owners(shop: ShopRef) -> None:
    """Two owners who close each other at once meet here, always in the same order."""
    query = select(Account.id).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.role == Role.OWNER.value
    )
    db.session.execute(query.order_by(Account.id).with_for_update())


def _check_owner_stays(shop: ShopRef, *, but: int, now: datetime) -> None:
    query = select(Account.id).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.role == Role.OWNER.value, is_open(now)
    )
    if not set(db.session.execute(query).scalars()) - {but}:
        raise LastOwner
