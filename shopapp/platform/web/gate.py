"""The gate before every view: host → shop, then the route's access rule. Nothing passes undeclared."""

from collections.abc import Callable
from contextlib import ExitStack

from flask import Flask, Request, abort, current_app, g, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from shopapp.platform.access import AccessRule, CustomerPrincipal, Principal, access_rule_of
from shopapp.platform.i18n import language, read_in_language
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy import queries
from shopapp.platform.tenancy.refs import ShopFace, ShopRef
from shopapp.platform.tenancy.scope import acting_for

CustomerLoader = Callable[[Request], CustomerPrincipal | None]
_CUSTOMERS = "shopapp_customer_loader"
# What a suspended shop still owes those who have ordered: their orders and conversations, the policy, their rights.
OWED = (
    *("/tra-cuu", "/don-hang/", "/yeu-cau/", "/khong-phai-toi/", "/du-lieu-cua-toi", "/chinh-sach-bao-mat"),
    *("/minh-bach", "/bao-cao-an-ninh", "/khieu-nai", "/theme-", "/logo/", "/icon", "/favicon.ico"),
)


def init_gate(app: Flask) -> None:
    """Set the gate up as the first thing a request meets, and its closing as the last."""
    app.before_request(_enter)
    app.teardown_request(_leave)


def current_shop() -> ShopRef:
    """The shop this request is for. Raises RuntimeError on a route without one."""
    shop = g.get("shop")
    if not isinstance(shop, ShopRef):
        raise RuntimeError("this route has no shop")
    return shop


def current_face() -> ShopFace:
    """What the shop shows of itself; 404 while a shop has no profile yet."""
    face = g.get("face")
    if not isinstance(face, ShopFace):
        abort(404)
    return face


def current_principal() -> Principal:
    """The signed-in member of staff; only on routes that require one."""
    principal = current_user._get_current_object()
    if not isinstance(principal, Principal):
        raise RuntimeError("this route has no signed-in member of staff")
    return principal


def load_customers_by(app: Flask, loader: CustomerLoader) -> None:
    """Let the room that keeps customers say which of them a request comes from."""
    app.extensions[_CUSTOMERS] = loader


def find_current_customer() -> CustomerPrincipal | None:
    """The customer who is signed in on this shop and host, if any. Looks at the cookie, so never on a public page."""
    if "customer" not in g:
        loader: CustomerLoader = current_app.extensions[_CUSTOMERS]
        g.customer = loader(request)
    found = g.customer
    return found if isinstance(found, CustomerPrincipal) and found.shop_id == current_shop().id else None


def current_customer() -> CustomerPrincipal:
    """The signed-in customer; only on routes that require one."""
    found = find_current_customer()
    if found is None:
        raise RuntimeError("this route has no signed-in customer")
    return found


def _enter() -> Response | None:
    view = _view()
    rule = access_rule_of(view) if view is not None else AccessRule("open")
    if rule is None:
        raise RuntimeError(f"route {request.endpoint} declares no access rule")
    if rule.shopless:
        return None
    _enter_shop(is_staff=rule.kind == "staff")
    if rule.kind == "customer":
        return _check_customer()
    return _check(rule) if rule.kind == "staff" else None


def _check_customer() -> Response | None:
    if find_current_customer() is not None:
        return None
    g.is_signed_out = True
    if request.method == "GET":
        return redirect(url_for("customers_storefront.sign_in", tiep=request.full_path.rstrip("?")), 303)
    abort(403)


def _view() -> Callable[..., object] | None:
    """The view function this request leads to, None for an unknown address."""
    return current_app.view_functions.get(request.endpoint) if request.endpoint else None


def _enter_shop(*, is_staff: bool) -> None:
    host = request.host.partition(":")[0].lower()
    fixed = current_settings().shop
    with acting_for(None):
        found = queries.find_by_slug(fixed) if fixed else queries.find_by_host(host)
    if found is None:
        g.unknown_host = True
        abort(404)
    if not found.is_open:
        # Every page of it says so and tells whom to call.
        g.suspended = found.face
        if not request.path.startswith(OWED):
            abort(503)
    g.shop, g.face, g.shop_version = found.ref, found.face, found.version
    if found.face is not None and not is_staff:
        # Here alone it is decided whose words a page is made of: visitors read their language, staff the shop's own.
        g.languages = found.face.languages
        read_in_language(language())
        g.face = found.face.in_language(language())
    g.scope = ExitStack()
    g.scope.enter_context(acting_for(found.ref))


def _leave(_error: BaseException | None) -> None:
    scope = g.pop("scope", None)
    if scope is not None:
        scope.close()


def _check(rule: AccessRule) -> Response | None:
    principal = current_user._get_current_object()
    if not isinstance(principal, Principal) or principal.shop_id != current_shop().id:
        g.is_signed_out = True
        if request.method == "GET":
            return redirect(url_for("accounts_backoffice.sign_in", tiep=request.full_path.rstrip("?")), 303)
        abort(403)
    if rule.permission is None or not principal.may(rule.permission):
        abort(403)
    if principal.must_set_up and not rule.in_set_up:
        g.must_set_up = True
        if request.method == "GET":
            return redirect(url_for("accounts_backoffice.factor"), 303)
        abort(403)
    return None
