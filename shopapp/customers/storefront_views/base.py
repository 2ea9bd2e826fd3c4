"""The blueprint, what every account page says to browsers, and counting wrong passwords."""

from datetime import datetime

from flask import Blueprint, abort, redirect, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import Field

from shopapp.accounts.passwords import is_right
from shopapp.accounts.rules import TRIES, TRIES_WINDOW, Names
from shopapp.accounts.web import set_claim_cookie, set_customer_cookie
from shopapp.customers.models import Customer
from shopapp.customers.queries import get_own_account
from shopapp.customers.rules import CLAIMS, CLAIMS_WINDOW
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_customer, current_face, current_shop
from shopapp.platform.web.limits import count_up, limit_or_429, sender, take_back

Page = tuple[str, int]
blueprint = Blueprint("customers_storefront", __name__)


@blueprint.after_request
def keep_out_of_search(response: Response) -> Response:
    """Doors and accounts do not belong into a search engine."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def signed_in(token: str, next_path: str, *, is_kept: bool = False) -> Response:
    """Go on as the customer whose session has just begun."""
    # A form opened before signing in must not be sendable afterwards, so its token goes too.
    session.clear()
    response = redirect(next_path, 303)
    set_customer_cookie(response, token, is_kept=is_kept)
    set_claim_cookie(response, "")
    return response


def count_try(shop: ShopRef, who: str, now: datetime) -> None:
    """Count a try against the account and against the address it comes from; 429 beyond ten wrong ones."""
    with transaction():
        counts = [count_up(shop, name, who, window=TRIES_WINDOW, now=now) for name, who in _tried(who)]
    if max(counts) > TRIES:
        abort(429)


def uncount_try(shop: ShopRef, who: str, now: datetime) -> None:
    """Take a good try back. Called inside a transaction."""
    for name, counted in _tried(who):
        take_back(shop, name, counted, window=TRIES_WINDOW, now=now)


def limit_claims() -> None:
    """One address may ask for so many codes only, whatever contacts it names."""
    limit_or_429(current_shop(), "customer_claims", limit=CLAIMS, window=CLAIMS_WINDOW)


def knows_password(field: Field, now: datetime) -> bool:
    """Whether the present password was given; words the error otherwise. Every try is counted."""
    shop, account_id = current_shop(), current_customer().account_id
    stored, who = get_own_account(shop, account_id).password_hash, f"account {account_id}"
    count_try(shop, who, now)
    if not is_right(stored, field.data or ""):
        field.errors = [_("This is not your present password.")]
        return False
    with transaction():
        uncount_try(shop, who, now)
    return True


def names_of(customer: Customer) -> Names:
    """What the customer's password must not be built from."""
    return Names(customer.name, customer.email, customer.phone, current_face().name)


def _tried(who: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("customer_password", who), ("customer_password_address", sender())
