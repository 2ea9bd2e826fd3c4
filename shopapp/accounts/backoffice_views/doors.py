"""Signing in and out: by password or link, then by the second factor where there is one."""

from datetime import datetime
from typing import NoReturn

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from shopapp.accounts import actions, queries
from shopapp.accounts.actions import Entered
from shopapp.accounts.backoffice_views.base import (
    HOME,
    blueprint,
    count_code,
    count_try,
    let_in,
    uncount_code,
    uncount_try,
)
from shopapp.accounts.desk_forms import CodeForm
from shopapp.accounts.forms import LinkForm, SignInForm
from shopapp.accounts.passwords import is_outdated, is_right
from shopapp.accounts.queries import Pending
from shopapp.accounts.rules import (
    TRIES_WINDOW,
    FactorIsOff,
    LinkExpired,
    LinkUsed,
    NoSuchLink,
    WrongFactor,
    WrongPassword,
    own_path,
)
from shopapp.accounts.web import drop_staff_cookie, host_of, read_staff_token, staff_browser
from shopapp.kernel import clock
from shopapp.platform.access import Principal, by_link, open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429


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
        entered = _try_password(shop, form, now)
    except WrongPassword:
        form.password.errors = [_("E-mail or password is wrong. Please try again.")]
        return _sign_in_page(form), 422
    return _go_on(entered, is_kept=bool(form.kept.data), next_path=own_path(form.tiep.data or "") or HOME)


@blueprint.get("/quan-tri/ma-xac-minh")
@open_to_all
def code() -> Response | str:
    """The second step of signing in: a code of one's phone."""
    next_path = own_path(request.args.get("tiep", "")) or HOME
    if _pending(clock.now()) is None:
        return redirect(url_for(".sign_in", tiep=next_path), 303)
    return _code_page(CodeForm(tiep=next_path))


@blueprint.post("/quan-tri/ma-xac-minh")
@open_to_all
def check_code() -> Response | tuple[str, int]:
    """Let in whoever types a code of the phone or a recovery code."""
    shop, form, now = current_shop(), CodeForm(), clock.now()
    pending, next_path = _pending(now), own_path(form.tiep.data or "") or HOME
    if pending is None:
        flash(_("That took a little long. Please sign in again."), "info")
        return redirect(url_for(".sign_in", tiep=next_path), 303)
    if not form.validate_on_submit():
        return _code_page(form), 422
    count_code(shop, pending.account_id, now)
    try:
        with transaction():
            entered = actions.pass_factor(shop, pending, form.code.data or "", staff_browser(), now=now)
            uncount_code(shop, pending.account_id, now)
    except (WrongFactor, FactorIsOff):
        form.code.errors = [_("This code is not right, or was used before. Please wait for the next one.")]
        return _code_page(form), 422
    return _welcome(entered, is_kept=pending.is_kept, next_path=next_path)


@blueprint.get("/quan-tri/dang-nhap/<token>")
@by_link
def link(token: str) -> str | tuple[str, int]:
    """What a one-time link does, and a button; only the button uses it up (mail programs open links by themselves)."""
    found = queries.find_link(current_shop(), token, now=clock.now())
    if found is None:
        _unknown_link()
    if found.is_used or found.is_expired:
        return _link_over(is_used=found.is_used)
    return render_template("accounts/backoffice/link.html", form=LinkForm(), token=token, purpose=found.purpose)


@blueprint.post("/quan-tri/dang-nhap/<token>")
@by_link
def use_link(token: str) -> Response | tuple[str, int]:
    """Sign in by a one-time link, then offer to set a password."""
    shop, now, kept = current_shop(), clock.now(), bool(LinkForm().kept.data)
    browser = staff_browser()
    try:
        with transaction():
            account_id = actions.use_sign_in_link(shop, token, now=now)
            entered = actions.enter(shop, account_id, browser, way="link", is_kept=kept, now=now)
    except NoSuchLink:
        _unknown_link()
    except (LinkUsed, LinkExpired) as refusal:
        return _link_over(is_used=isinstance(refusal, LinkUsed))
    return _go_on(entered, is_kept=kept, next_path=url_for("accounts_backoffice.password"))


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


def _try_password(shop: ShopRef, form: SignInForm, now: datetime) -> Entered:
    """What the browser is given. Raises WrongPassword, whatever it is that does not fit."""
    email, typed, browser = form.email.address, form.password.data or "", staff_browser()
    count_try(shop, email, now)
    found = queries.find_credentials(shop, email, now=now)
    if not is_right(found.password_hash, typed):
        raise WrongPassword
    with transaction():
        entered = actions.enter(
            shop,
            found.account_id,
            browser,
            way="password",
            is_kept=bool(form.kept.data),
            now=now,
            checked_hash=found.password_hash,
        )
        if is_outdated(found.password_hash):
            actions.renew_hash(shop, found.account_id, typed)
        uncount_try(shop, email, now)
    return entered


def _pending(now: datetime) -> Pending | None:
    return queries.find_pending(current_shop(), token=read_staff_token(), host=host_of(request), now=now)


def _go_on(entered: Entered, *, is_kept: bool, next_path: str) -> Response:
    """Straight in, or to the second step first."""
    target = url_for(".code", tiep=next_path) if entered.is_pending else next_path
    return let_in(entered, is_kept=is_kept, next_path=target)


def _welcome(entered: Entered, *, is_kept: bool, next_path: str) -> Response:
    left = entered.codes_left
    response = let_in(entered, is_kept=is_kept, next_path=next_path)
    if left is not None:
        words = ngettext(
            "You used a recovery code; %(num)s is left. New ones can be made in your account.",
            "You used a recovery code; %(num)s are left. New ones can be made in your account.",
            left,
        )
        flash(words, "warning")
    return response


def _sign_in_page(form: SignInForm) -> str:
    return render_template("accounts/backoffice/sign_in.html", form=form)


def _code_page(form: CodeForm) -> str:
    return render_template("accounts/backoffice/code.html", form=form)


def _link_over(*, is_used: bool) -> tuple[str, int]:
    return render_template("accounts/backoffice/link_over.html", is_used=is_used), 410


def _unknown_link() -> NoReturn:
    limit_or_429(current_shop(), "sign_in_link", limit=20, window=TRIES_WINDOW)
    abort(404)
