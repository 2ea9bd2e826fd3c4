"""One's own account: name and phone, password, the browsers one is signed in with."""

from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts import actions, queries
from shopapp.accounts.backoffice_views.base import HOME, blueprint, count_try, uncount_try
from shopapp.accounts.desk_forms import OwnForm
from shopapp.accounts.devices import device_label
from shopapp.accounts.forms import PasswordForm, fault_words
from shopapp.accounts.passwords import is_right
from shopapp.accounts.rules import LINK_IS_FRESH, PhoneTaken, WeakPassword
from shopapp.accounts.web import drop_staff_cookie, host_of, set_staff_cookie, signed_in_session
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_face, current_principal, current_shop


@blueprint.get("/quan-tri/tai-khoan")
@require(Permission.BACK_OFFICE)
def own() -> str:
    """One's own account."""
    account = queries.get_account(current_shop(), current_principal().account_id)
    return _own_page(OwnForm(name=account.name, phone=account.phone))


@blueprint.post("/quan-tri/tai-khoan")
@require(Permission.BACK_OFFICE)
def save_own() -> Response | tuple[str, int]:
    """Keep another name or phone."""
    shop, me, form = current_shop(), current_principal(), OwnForm()
    if not form.validate_on_submit():
        return _own_page(form), 422
    name, phone = form.name.data or "", form.phone.e164
    try:
        with transaction():
            actions.change_own_details(shop, me.account_id, name=name, phone=phone)
    except PhoneTaken:
        form.phone.errors = [_("A colleague has this number already.")]
        return _own_page(form), 422
    flash(_("Your details are saved."), "success")
    return redirect(url_for(".own"), 303)


@blueprint.post("/quan-tri/tai-khoan/thiet-bi/<int(max=999999999999999):session_id>/dang-xuat")
@require(Permission.BACK_OFFICE, in_set_up=True)
def end_device(session_id: int) -> Response:
    """Sign one of one's own browsers out."""
    with transaction():
        actions.end_one_session(current_shop(), current_principal().account_id, session_id)
    flash(_("That device is signed out."), "success")
    return redirect(url_for(".own"), 303)


@blueprint.post("/quan-tri/tai-khoan/dang-xuat-het")
@require(Permission.BACK_OFFICE, in_set_up=True)
def end_devices() -> Response:
    """Sign all of one's browsers out, this one too."""
    with transaction():
        actions.end_sessions(current_shop(), current_principal().account_id)
    session.clear()
    flash(_("You are signed out on all devices."), "success")
    response = redirect(url_for(".sign_in"), 303)
    drop_staff_cookie(response)
    return response


@blueprint.get("/quan-tri/mat-khau")
@require(Permission.BACK_OFFICE, in_set_up=True)
def password() -> str:
    """The form for one's own password."""
    return _password_page(_password_form())


@blueprint.post("/quan-tri/mat-khau")
@require(Permission.BACK_OFFICE, in_set_up=True)
def change_password() -> Response | tuple[str, int]:
    """Change one's own password; every other browser is signed out, this one gets a new session."""
    shop, me, form, now = current_shop(), current_principal(), _password_form(), clock.now()
    if not form.validate_on_submit() or not _knows_password(shop, form, me.account_id, now):
        return _password_page(form), 422
    try:
        token = _set_password(shop, me.account_id, form.password.data or "", now)
    except WeakPassword as refusal:
        form.password.errors = [fault_words(refusal.fault)]
        return _password_page(form), 422
    session.clear()
    response = redirect(HOME, 303)
    set_staff_cookie(response, token, is_kept=signed_in_session().is_kept)
    flash(_("Your password is changed. All other devices are signed out."), "success")
    return response


def _set_password(shop: ShopRef, account_id: int, typed: str, now: datetime) -> str:
    """The token of this browser's new session. Raises WeakPassword."""
    is_kept, told = signed_in_session().is_kept, language()
    with transaction():
        actions.change_password(shop, account_id, typed, shop_name=current_face().name, language=told, now=now)
        return actions.start_session(
            shop,
            account_id,
            host=host_of(request),
            way="password",
            is_kept=is_kept,
            device=device_label(request.user_agent.string),
            now=now,
        )


def _knows_password(shop: ShopRef, form: PasswordForm, account_id: int, now: datetime) -> bool:
    """Whether the present password was given, where it has to be; words the error otherwise."""
    if "current" not in form:
        return True
    account = queries.get_account(shop, account_id)
    email, stored = account.email or "", account.password_hash
    count_try(shop, email, now)
    if not is_right(stored, form.current.data or ""):
        form.current.errors = [_("This is not your present password.")]
        return False
    with transaction():
        uncount_try(shop, email, now)
    return True


def _password_form() -> PasswordForm:
    form, here = PasswordForm(), signed_in_session()
    came_by_link = here.way == "link" and clock.now() - here.created_at < LINK_IS_FRESH
    if came_by_link or not here.has_password:
        form.ask_without_current()
    return form


def _own_page(form: OwnForm) -> str:
    shop, me, here = current_shop(), current_principal(), signed_in_session()
    return render_template(
        "accounts/backoffice/own.html",
        form=form,
        account=queries.get_account(shop, me.account_id),
        role=me.role,
        sessions=queries.list_sessions(shop, me.account_id, now=clock.now()),
        here=here.session_id,
        factor=queries.get_factor(shop, me.account_id),
        has_password=here.has_password,
    )


def _password_page(form: PasswordForm) -> str:
    account = queries.get_account(current_shop(), current_principal().account_id)
    return render_template("accounts/backoffice/password.html", form=form, email=account.email)
