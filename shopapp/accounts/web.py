"""Between cookies and rows: who sends this request, and what a visitor has proven.

Both cookies hold a random token and nothing else. They are bound to the host by the browser and to shop and host by
the row they lead to.
"""

from datetime import timedelta

from flask import Flask, Request, g, request
from flask_login import LoginManager
from werkzeug.wrappers import Response

from shopapp.accounts import actions, queries
from shopapp.accounts.actions import Browser, Entered
from shopapp.accounts.devices import device_label, network_of
from shopapp.accounts.queries import SignedIn
from shopapp.accounts.rules import DEVICE_FOR, KEPT_FOR, PROOF_FOR, SEEN_EVERY
from shopapp.kernel import clock
from shopapp.platform.access import Principal
from shopapp.platform.database import db, is_writing, transaction
from shopapp.platform.i18n import language
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef

_LONGEST_TOKEN = 64


class StaffLogin(LoginManager):  # type: ignore[misc]  # Flask-Login ships no types.
    """Flask-Login with our own sessions: it neither reads nor writes Flask's session, nor a remember cookie.

    Its own after_request and context processor would read the session on every page, and a page that reads the session
    can no longer be the same for everybody.
    """

    def init_app(self, app: Flask, add_context_processor: bool = False) -> None:
        """Attach to the application without the hooks that touch the session."""
        app.login_manager = self  # type: ignore[attr-defined]  # Where Flask-Login looks for its manager.
        self.request_loader(load_principal)

    def _load_user(self) -> None:
        self._update_request_context_with_user(load_principal(request))


def load_principal(request: Request) -> Principal | None:
    """Whoever is signed in on this shop and host, or None. Notes every five minutes that the session is in use."""
    shop, token = g.get("shop"), _cookie(request, "staff")
    if not isinstance(shop, ShopRef) or not token:
        return None
    now = clock.now()
    found = queries.find_signed_in(shop, token=token, host=host_of(request), now=now)
    if found is None:
        return None
    if now - found.last_seen_at >= SEEN_EVERY and not is_writing(db.session()):
        with transaction():
            actions.mark_seen(shop, found.session_id, now=now)
    g.signed_in = found
    return Principal(
        account_id=found.account_id,
        shop_id=shop.id,
        role=found.role,
        name=found.name,
        must_set_up=found.must_set_up,
    )


def signed_in_session() -> SignedIn:
    """The session behind this request's principal; only on routes that require one."""
    found = g.get("signed_in")
    if not isinstance(found, SignedIn):
        raise RuntimeError("this route requires nobody to be signed in")
    return found


def host_of(request: Request) -> str:
    """The host name a session is bound to: lower case, without a port."""
    return request.host.partition(":")[0].lower()


def staff_browser() -> Browser:
    """Where the present request of a member of staff comes from."""
    return Browser(
        host=host_of(request),
        device=device_label(request.user_agent.string),
        network=network_of(request.remote_addr or ""),
        known_by=_cookie(request, "device"),
        instead_of=read_staff_token(),
        language=language(),
    )


def keep_entered(response: Response, entered: Entered, *, is_kept: bool) -> None:
    """Give the browser what signing in left for it. While the second factor is asked for, nothing outlives it."""
    set_staff_cookie(response, entered.token, is_kept=is_kept and not entered.is_pending)
    if entered.device_token:
        _set(response, "device", entered.device_token, DEVICE_FOR)


def read_staff_token() -> str:
    """The token of the staff cookie of this request, or ""."""
    return _cookie(request, "staff")


def set_staff_cookie(response: Response, token: str, *, is_kept: bool) -> None:
    """Sign this browser in: until it is closed, or for two weeks where that was ticked."""
    _set(response, "staff", token, KEPT_FOR if is_kept else None)


def drop_staff_cookie(response: Response) -> None:
    """Take the staff cookie back."""
    _set(response, "staff", "", timedelta(0))


def read_customer_token() -> str:
    """The token of the customer's cookie of this request, or ""."""
    return _cookie(request, "customer")


def set_customer_cookie(response: Response, token: str, *, is_kept: bool) -> None:
    """Sign this browser in as a customer: until it is closed, or for two weeks where that was ticked."""
    _set(response, "customer", token, KEPT_FOR if is_kept else None)


def drop_customer_cookie(response: Response) -> None:
    """Take the customer's cookie back."""
    _set(response, "customer", "", timedelta(0))


def read_claim_token() -> str:
    """The token of what waits for a one-time code in this browser, or ""."""
    return _cookie(request, "claim")


def set_claim_cookie(response: Response, token: str) -> None:
    """Keep the token of a claim while its code is on the way; "" takes it back."""
    _set(response, "claim", token, PROOF_FOR if token else timedelta(0))


def read_holder() -> str:
    """The token of whoever typed back a one-time code, or ""; for `queries.is_proven`."""
    return _cookie(request, "proof")


def set_holder(response: Response, token: str) -> None:
    """Keep what `actions.check_proof_code` returned in this browser, for half an hour."""
    _set(response, "proof", token, PROOF_FOR)


def cookie_name(name: str) -> str:
    """`__Host-` binds a cookie to this host and to https; plain http, which only a demo uses, cannot carry it."""
    return f"__Host-{name}" if current_settings().secure_cookies else name


def _cookie(request: Request, name: str) -> str:
    token = request.cookies.get(cookie_name(name), "")
    return token if len(token) <= _LONGEST_TOKEN else ""


def _set(response: Response, name: str, value: str, lasts: timedelta | None) -> None:
    response.set_cookie(
        cookie_name(name),
        value,
        max_age=lasts,
        secure=current_settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )
