"""Between customers' cookies and rows: who is signed in, and the browser they are on."""

from flask import Request, g, request

from shopapp.accounts.actions import mark_seen
from shopapp.accounts.devices import device_label
from shopapp.accounts.rules import SEEN_EVERY
from shopapp.accounts.web import host_of, read_customer_token
from shopapp.customers.queries import SignedInCustomer, find_signed_in
from shopapp.customers.rules import Visit
from shopapp.kernel import clock
from shopapp.platform.access import CustomerPrincipal
from shopapp.platform.database import db, is_writing, transaction
from shopapp.platform.tenancy.refs import ShopRef


def load_customer(request: Request) -> CustomerPrincipal | None:
    """Whoever is signed in on this shop and host, or None. Notes every five minutes that the session is in use."""
    shop, token = g.get("shop"), read_customer_token()
    if not isinstance(shop, ShopRef) or not token:
        return None
    now = clock.now()
    found = find_signed_in(shop, token=token, host=host_of(request), now=now)
    if found is None:
        return None
    if now - found.last_seen_at >= SEEN_EVERY and not is_writing(db.session()):
        with transaction():
            mark_seen(shop, found.session_id, now=now)
    g.customer_session = found
    return CustomerPrincipal(account_id=found.account_id, shop_id=shop.id, name=found.name)


def customer_session() -> SignedInCustomer:
    """The session behind this request's customer; only on routes that require one."""
    found = g.get("customer_session")
    if not isinstance(found, SignedInCustomer):
        raise RuntimeError("this route requires no customer to be signed in")
    return found


def this_visit(*, is_kept: bool = False) -> Visit:
    """The browser of this request, for a session that begins on it."""
    device = device_label(request.headers.get("User-Agent", ""))
    return Visit(host_of(request), read_customer_token(), device, is_kept)
