"""Accounts of staff: made, closed and opened again, and their passwords."""

from datetime import date, datetime

from sqlalchemy import delete, select

from shopapp.accounts import messages
from shopapp.accounts.actions.sessions import end_sessions
from shopapp.accounts.models import Account, SignInLink
from shopapp.accounts.passwords import hash_password
from shopapp.accounts.queries import get_account
from shopapp.accounts.rules import EmailTaken, Names, PhoneTaken, check_password, normal_password
from shopapp.kernel.contacts import parse_email, parse_phone
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def create_staff(
    shop: ShopRef,
    *,
    name: str,
    email: str,
    role: Role | str,
    password: str | None,
    now: datetime,
    phone: str = "",
    ends_on: date | None = None,
) -> int:
    """A member of staff; without a password only a sign-in link opens the account. Returns the account's id.

    After the day `ends_on` the account opens no more.

    Raises EmailTaken, PhoneTaken, WeakPassword, BadEmail, BadPhone, and ValueError for an unknown role.
    """
    address, number = parse_email(email), parse_phone(phone) if phone else None
    taken = select(Account.id).where(Account.shop_id == shop.id, Account.kind == "staff", Account.email == address)
    if db.session.execute(taken).one_or_none() is not None:
        raise EmailTaken(address)
    _check_phone(shop, number, but=0)
    if password is not None:
        check_password(normal_password(password), Names(name, address, number or "", shop.slug))
    account = Account(
        shop_id=shop.id,
        kind="staff",
        role=Role(role).value,
        name=name,
        email=address,
        phone=number,
        password_hash=hash_password(password) if password is not None else "",
        ends_on=ends_on,
        joined_at=now if password is not None else None,
        password_changed_at=now if password is not None else None,
        created_at=now,
    )
    db.session.add(account)
    db.session.flush()
    return account.id


def change_own_details(shop: ShopRef, account_id: int, *, name: str, phone: str) -> None:
    """Give oneself another name or phone (E.164, or "" for none). Raises PhoneTaken."""
    _check_phone(shop, phone or None, but=account_id)
    account = get_account(shop, account_id)
    account.name, account.phone = name, phone or None
    db.session.flush()


def _check_phone(shop: ShopRef, number: str | None, *, but: int) -> None:
    if number is None:
        return
    query = select(Account.id).where(
        Account.shop_id == shop.id, Account.kind == "staff", Account.phone == number, Account.id != but
    )
    if db.session.execute(query).one_or_none() is not None:
        raise PhoneTaken


def set_password(shop: ShopRef, account_id: int, password: str, *, shop_name: str, now: datetime) -> None:
    """Give the account a password and end all its sessions and links. Raises WeakPassword.

    Whoever calls it in a browser starts a new session there afterwards.
    """
    account = get_account(shop, account_id)
    names = Names(account.name, account.email or "", account.phone or "", shop_name)
    check_password(normal_password(password), names)
    account.password_hash = hash_password(password)
    account.password_changed_at = now
    _end_everything(shop, account_id)


def change_password(
    shop: ShopRef, account_id: int, password: str, *, shop_name: str, language: str, now: datetime
) -> None:
    """As `set_password`, for a member of staff, who is told by mail. Raises WeakPassword."""
    set_password(shop, account_id, password, shop_name=shop_name, now=now)
    messages.tell_password_changed(shop, get_account(shop, account_id), language=language, now=now)


def renew_hash(shop: ShopRef, account_id: int, password: str) -> None:
    """Store the same password under today's parameters; sessions stay."""
    get_account(shop, account_id).password_hash = hash_password(password)


def disable_account(shop: ShopRef, account_id: int) -> None:
    """Close the account: it signs in no more, and whoever is signed in with it is out at once."""
    get_account(shop, account_id).is_active = False
    _end_everything(shop, account_id)


def enable_account(shop: ShopRef, account_id: int) -> None:
    """Open a closed account again; its sessions stay ended."""
    get_account(shop, account_id).is_active = True


def _end_everything(shop: ShopRef, account_id: int) -> None:
    db.session.flush()
    end_sessions(shop, account_id)
    unused = delete(SignInLink).where(
        SignInLink.shop_id == shop.id, SignInLink.account_id == account_id, SignInLink.used_at.is_(None)
    )
    db.session.execute(unused.execution_options(synchronize_session=False))
