"""What the pages of this room share: the blueprint, counting tries, and letting a browser in."""

from datetime import datetime

from flask import Blueprint, abort, redirect, session
from werkzeug.wrappers import Response

from shopapp.accounts.actions import Entered
from shopapp.accounts.rules import FACTOR_TRIES, FACTOR_WINDOW, TRIES, TRIES_WINDOW
from shopapp.accounts.web import keep_entered
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.limits import count_up, sender, take_back

HOME = "/quan-tri"
blueprint = Blueprint("accounts_backoffice", __name__)


def count_try(shop: ShopRef, email: str, now: datetime) -> None:
    """Count a try against the account and against the address it comes from; 429 beyond ten wrong ones."""
    with transaction():
        counts = [count_up(shop, name, who, window=TRIES_WINDOW, now=now) for name, who in _tried(email)]
    if max(counts) > TRIES:
        abort(429)


def uncount_try(shop: ShopRef, email: str, now: datetime) -> None:
    """Take a counted try back that turned out well. Called inside a transaction."""
    for name, who in _tried(email):
        take_back(shop, name, who, window=TRIES_WINDOW, now=now)


def count_code(shop: ShopRef, account_id: int, now: datetime) -> None:
    """Count a code against its account before it is checked; 429 beyond five wrong ones."""
    with transaction():
        count = count_up(shop, "factor", str(account_id), window=FACTOR_WINDOW, now=now)
    if count > FACTOR_TRIES:
        abort(429)


def uncount_code(shop: ShopRef, account_id: int, now: datetime) -> None:
    """Take a counted code back that was right. Called inside a transaction."""
    take_back(shop, "factor", str(account_id), window=FACTOR_WINDOW, now=now)


def let_in(entered: Entered, *, is_kept: bool, next_path: str) -> Response:
    """Go on with what signing in left for the browser.

    A form opened before signing in must not be sendable afterwards, so its token goes too.
    """
    session.clear()
    response = redirect(next_path, 303)
    keep_entered(response, entered, is_kept=is_kept)
    return response


def _tried(email: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("password_account", email), ("password_address", sender())
