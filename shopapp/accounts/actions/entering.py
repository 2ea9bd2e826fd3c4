"""Letting somebody of the staff in: the session, the second factor before it, and the notice of a new device."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import or_, select

from shopapp.accounts import messages
from shopapp.accounts.actions.factors import check_factor
from shopapp.accounts.actions.sessions import end_one_session, start_session
from shopapp.accounts.models import KnownDevice
from shopapp.accounts.queries import Pending, get_account, has_factor
from shopapp.kernel.codes import hash_token, keyed_digest, new_token
from shopapp.platform.database import db
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class Browser:
    """Where somebody signs in: the shop's host, what the browser calls itself, and by what it may be known again.

    `device` is in words ("Chrome · Android"), `network` rough, `known_by` the token of its device cookie or "",
    `instead_of` the token of the session it held before or "".
    """

    host: str
    device: str
    network: str
    known_by: str
    instead_of: str
    language: str


@dataclass(frozen=True)
class Entered:
    """What the browser keeps: the session's token and, unless a second factor is still asked for, the device's."""

    token: str
    is_pending: bool
    device_token: str = ""
    codes_left: int | None = None


def enter(
    shop: ShopRef,
    account_id: int,
    browser: Browser,
    *,
    way: str,
    is_kept: bool,
    now: datetime,
    checked_hash: str | None = None,
) -> Entered:
    """Sign in after the password or link was right; with a second factor the session waits for its code.

    Raises WrongPassword as `start_session` does.
    """
    is_pending = has_factor(shop, account_id)
    token = start_session(
        shop,
        account_id,
        host=browser.host,
        way=way,
        is_kept=is_kept,
        now=now,
        instead_of=browser.instead_of,
        checked_hash=checked_hash,
        device=browser.device,
        is_pending=is_pending,
    )
    if is_pending:
        return Entered(token, is_pending=True)
    return Entered(token, is_pending=False, device_token=_note_device(shop, account_id, browser, now))


def pass_factor(shop: ShopRef, pending: Pending, typed: str, browser: Browser, *, now: datetime) -> Entered:
    """Turn a sign-in that waits into a session of its own. Raises WrongFactor, FactorIsOff."""
    left = check_factor(shop, pending.account_id, typed, now=now)
    end_one_session(shop, pending.account_id, pending.session_id)
    token = start_session(
        shop,
        pending.account_id,
        host=browser.host,
        way=pending.way,
        is_kept=pending.is_kept,
        now=now,
        device=browser.device,
    )
    entered = Entered(token, is_pending=False, device_token=_note_device(shop, pending.account_id, browser, now))
    return replace(entered, codes_left=left)


def _note_device(shop: ShopRef, account_id: int, browser: Browser, now: datetime) -> str:
    """Remember the browser, and tell the account's holder by mail when it is a new one; returns its cookie's token.

    The very first browser of an account is no news.
    """
    trace = keyed_digest(current_settings().secret_key, "device", shop.id, account_id, browser.device, browser.network)
    mine = (KnownDevice.shop_id == shop.id, KnownDevice.account_id == account_id)
    known_by = _device_hash(account_id, browser.known_by) if browser.known_by else ""
    query = select(KnownDevice).where(*mine, or_(KnownDevice.token_hash == known_by, KnownDevice.trace == trace))
    found = db.session.execute(query.order_by(KnownDevice.id)).scalars().all()
    row = next((device for device in found if device.token_hash == known_by), found[0] if found else None)
    token = browser.known_by if row is not None and row.token_hash == known_by else new_token()
    if row is None:
        _tell_new_device(shop, account_id, browser, now)
        row = KnownDevice(shop_id=shop.id, account_id=account_id)
        db.session.add(row)
    row.token_hash, row.trace, row.last_seen_at = _device_hash(account_id, token), trace, now
    db.session.flush()
    return token


def _tell_new_device(shop: ShopRef, account_id: int, browser: Browser, now: datetime) -> None:
    others = select(KnownDevice.id).where(KnownDevice.shop_id == shop.id, KnownDevice.account_id == account_id)
    if db.session.execute(others.limit(1)).one_or_none() is not None:
        account = get_account(shop, account_id)
        messages.tell_new_device(shop, account, device=browser.device, language=browser.language, now=now)


def _device_hash(account_id: int, token: str) -> str:
    """Two people may use one browser: each knows its cookie by a hash of their own."""
    return hash_token(f"{account_id}:{token}")
