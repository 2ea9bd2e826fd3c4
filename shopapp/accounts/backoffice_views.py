"""Signing in and out, and one's own password."""

from datetime import datetime
from typing import NoReturn

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from shopapp.accounts import actions, queries
from shopapp.accounts.forms import LinkForm, PasswordForm, SignInForm, fault_words
from shopapp.accounts.passwords import is_outdated, is_right
from shopapp.accounts.rules import (
    LINK_IS_FRESH,
    TRIES,
    TRIES_WINDOW,
    LinkExpired,
    LinkUsed,
    NoSuchLink,
    WeakPassword,
    WrongPassword,
    own_path,
)
from shopapp.accounts.web import (
    drop_staff_cookie,
    host_of,
    read_staff_token,
    set_staff_cookie,
    signed_in_session,
)
from shopapp.kernel import clock
from shopapp.platform.access import Permission, Principal, by_link, open_to_all, require
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_face, current_principal, current_shop
from shopapp.platform.web.limits import count_up, limit_or_429, sender, take_back

HOME = "/quan-tri"
blueprint = Blueprint("accounts_backoffice", __name__)


@blueprint.get("/quan-tri/dang-nhap")
@open_to_all
def sign_in() -> Response | str:
    """The sign-in page; whoever is signed in already goes on."""
    next_path = own_path(request.args.get("tiep", "")) or HOME
    if isinstance(current_user._get_current_object(), Principal):
        return redirect(next_path, 303)
    return _sign_in_page(SignInForm(tiep=next_path))


@blueprint.post("/quan-tri/dang-nhap")
@open_to_all
def start_session() -> Response | tuple[str, int]:
    """Sign in with e-mail and password. Every try is counted before it is checked, a good one is uncounted."""
    shop, form, now = current_shop(), SignInForm(), clock.now()
    if not form.validate_on_submit():
        return _sign_in_page(form), 422
    try:
        token = _try_password(shop, form, now)
    except WrongPassword:
        form.password.errors = [_("E-mail or password is wrong. Please try again.")]
        return _sign_in_page(form), 422
    return _signed_in(token, is_kept=bool(form.kept.data), next_path=own_path(form.tiep.data or "") or HOME)


@blueprint.get("/quan-tri/dang-nhap/<token>")
@by_link
def link(token: str) -> str | tuple[str, int]:
    """What a one-time link does, and a button; only the button uses it up (mail programs open links by themselves)."""
    found = queries.find_link(current_shop(), token, now=clock.now())
    if found is None:
        _unknown_link()
    if found.is_used or found.is_expired:
        return _link_over(is_used=found.is_used)
    return render_template("accounts/backoffice/link.html", form=LinkForm(), token=token)


@blueprint.post("/quan-tri/dang-nhap/<token>")
@by_link
def use_link(token: str) -> Response | tuple[str, int]:
    """Sign in by a one-time link, then offer to set a password."""
    shop, now, kept = current_shop(), clock.now(), bool(LinkForm().kept.data)
    before, host = read_staff_token(), host_of(request)
    try:
        with transaction():
            account_id = actions.use_sign_in_link(shop, token, now=now)
            cookie = actions.start_session(
                shop, account_id, host=host, way="link", is_kept=kept, now=now, instead_of=before
            )
    except NoSuchLink:
        _unknown_link()
    except (LinkUsed, LinkExpired) as refusal:
        return _link_over(is_used=isinstance(refusal, LinkUsed))
    return _signed_in(cookie, is_kept=kept, next_path=url_for("accounts_backoffice.password"))


@blueprint.post("/quan-tri/dang-xuat")
@open_to_all
def sign_out() -> Response:
    """End this browser's session, for good: the row goes, so that the cookie opens nothing any more."""
    with transaction():
        actions.end_session(current_shop(), read_staff_token())
    session.clear()
    flash(_("You are signed out."), "success")
    response = redirect(url_for("accounts_backoffice.sign_in"), 303)
    drop_staff_cookie(response)
    return response


@blueprint.get("/quan-tri/mat-khau")
@require(Permission.BACK_OFFICE)
def password() -> str:
    """The form for one's own password."""
    return _password_page(_password_form())


@blueprint.post("/quan-tri/mat-khau")
@require(Permission.BACK_OFFICE)
def change_password() -> Response | tuple[str, int]:
    """Change one's own password; every other browser is signed out, this one gets a new session."""
    shop, me, form, now = current_shop(), current_principal(), _password_form(), clock.now()
    if not form.validate_on_submit() or not _knows_password(shop, form, me.account_id, now):
        return _password_page(form), 422
    is_kept = signed_in_session().is_kept
    try:
        with transaction():
            actions.set_password(shop, me.account_id, form.password.data or "", shop_name=current_face().name, now=now)
            token = actions.start_session(
                shop, me.account_id, host=host_of(request), way="password", is_kept=is_kept, now=now
            )
    except WeakPassword as refusal:
        form.password.errors = [fault_words(refusal.fault)]
        return _password_page(form), 422
    response = _signed_in(token, is_kept=is_kept, next_path=HOME)
    flash(_("Your password is changed. All other devices are signed out."), "success")
    return response


def _try_password(shop: ShopRef, form: SignInForm, now: datetime) -> str:
    """The token of a new session. Raises WrongPassword, whatever it is that does not fit."""
    email, typed = form.email.address, form.password.data or ""
    _count_try(shop, email, now)
    found = queries.find_credentials(shop, email)
    if not is_right(found.password_hash, typed):
        raise WrongPassword
    with transaction():
        token = actions.start_session(
            shop,
            found.account_id,
            host=host_of(request),
            way="password",
            is_kept=bool(form.kept.data),
            now=now,
            instead_of=read_staff_token(),
            checked_hash=found.password_hash,
        )
        if is_outdated(found.password_hash):
            actions.renew_hash(shop, found.account_id, typed)
        _uncount_try(shop, email, now)
    return token


def _count_try(shop: ShopRef, email: str, now: datetime) -> None:
    """Count a try against the account and against the address it comes from; 429 beyond ten wrong ones."""
    with transaction():
        counts = [count_up(shop, name, who, window=TRIES_WINDOW, now=now) for name, who in _tried(email)]
    if max(counts) > TRIES:
        abort(429)


def _uncount_try(shop: ShopRef, email: str, now: datetime) -> None:
    for name, who in _tried(email):
        take_back(shop, name, who, window=TRIES_WINDOW, now=now)


def _tried(email: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("password_account", email), ("password_address", sender())


def _knows_password(shop: ShopRef, form: PasswordForm, account_id: int, now: datetime) -> bool:
    """Whether the present password was given, where it has to be; words the error otherwise."""
    if "current" not in form:
        return True
    account = queries.get_account(shop, account_id)
    email, stored = account.email or "", account.password_hash
    _count_try(shop, email, now)
    if not is_right(stored, form.current.data or ""):
        form.current.errors = [_("This is not your present password.")]
        return False
    with transaction():
        _uncount_try(shop, email, now)
    return True


def _password_form() -> PasswordForm:
    form, here = PasswordForm(), signed_in_session()
    came_by_link = here.way == "link" and clock.now() - here.created_at < LINK_IS_FRESH
    if came_by_link or not here.has_password:
        form.ask_without_current()
    return form


def _signed_in(token: str, *, is_kept: bool, next_path: str) -> Response:
    # A form opened before signing in must not be sendable afterwards, so its token goes too.
    session.clear()
    response = redirect(next_path, 303)
    set_staff_cookie(response, token, is_kept=is_kept)
    return response


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/backoffice/sign_in.html", form=form)


def _password_page(form: PasswordForm) -> str:
    account = queries.get_account(current_shop(), current_principal().account_id)
    return render_template("accounts/backoffice/password.html", form=form, email=account.email, place="shop")


def _link_over(*, is_used: bool) -> tuple[str, int]:
    return render_template("accounts/backoffice/link_over.html", is_used=is_used), 410


def _unknown_link() -> NoReturn:
    limit_or_429(current_shop(), "sign_in_link", limit=20, window=TRIES_WINDOW)
    abort(404)
