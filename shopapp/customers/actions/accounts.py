"""An account in use: signed in and out, renamed, given another password, secured."""

from datetime import datetime

from sqlalchemy import update

from shopapp.accounts.actions import renew_hash, start_session
from shopapp.accounts.passwords import is_outdated
from shopapp.accounts.queries import Credentials
from shopapp.customers.actions.fulfil import begin_session, renew_password, report_misuse
from shopapp.customers.models import Customer
from shopapp.customers.queries import get_own_account, get_registered
from shopapp.customers.rules import Visit
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def sign_in(shop: ShopRef, found: Credentials, typed: str, visit: Visit, *, now: datetime) -> str:
    """Begin a session after the password was found right; returns the token. Raises WrongPassword.

    WrongPassword means that the account was closed or given another password while the hash was being checked.
    """
    token = start_session(
        shop,
        found.account_id,
        host=visit.host,
        way="password",
        is_kept=visit.is_kept,
        device=visit.device,
        now=now,
        instead_of=visit.token_before,
        checked_hash=found.password_hash,
    )
    if is_outdated(found.password_hash):
        renew_hash(shop, found.account_id, typed)
    seen = update(Customer).where(
        Customer.shop_id == shop.id, Customer.account_id == found.account_id, Customer.is_registered
    )
    db.session.execute(seen.values(last_seen_at=now).execution_options(synchronize_session=False))
    return token


def rename(shop: ShopRef, account_id: int, *, name: str, language: str) -> None:
    """Change the name and the language the shop writes in."""
    customer = get_registered(shop, account_id)
    customer.name, customer.language = name, language
    get_own_account(shop, account_id).name = name


def change_password(
    shop: ShopRef, account_id: int, password: str, *, shop_name: str, visit: Visit, now: datetime
) -> str:
    """Another password; every other browser is signed out. The present one was checked. WeakPassword."""
    renew_password(shop, get_own_account(shop, account_id), password, shop_name=shop_name, now=now)
    return begin_session(shop, account_id, visit, way="password", now=now)


def secure_account(
    shop: ShopRef, account_id: int, password: str, *, text: str, shop_name: str, visit: Visit, now: datetime
) -> str:
    """New password, all sessions ended, the shop told: in one step. Returns this browser's new token. WeakPassword."""
    account = get_own_account(shop, account_id)
    renew_password(shop, account, password, shop_name=shop_name, now=now)
    report_misuse(shop, account, text, now=now)
    return begin_session(shop, account_id, visit, way="password", now=now)
