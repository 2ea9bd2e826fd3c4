"""The doors of an account: registering, signing in, signing out."""

from datetime import datetime

from flask import flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.actions import end_session
from shopapp.accounts.passwords import hash_password, is_right
from shopapp.accounts.rules import Names, TooManyCodes, WrongPassword
from shopapp.accounts.web import drop_customer_cookie, read_customer_token, set_claim_cookie
from shopapp.accounts.words import password_rule
from shopapp.customers import actions, queries
from shopapp.customers.forms import RegisterForm, SignInForm, is_good_password
from shopapp.customers.rules import HOME, Registration, next_path
from shopapp.customers.storefront_views.base import (
    Page,
    blueprint,
    count_try,
    limit_claims,
    signed_in,
    uncount_try,
)
from shopapp.customers.web import this_visit
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.gate import current_face, current_shop, find_current_customer
from shopapp.records.queries import current_policy_id


@blueprint.get("/tai-khoan/dang-ky")
@open_to_all
def new() -> Response | Page:
    """The registration form; whoever is signed in goes to the account."""
    if find_current_customer() is not None:
        return redirect(HOME, 303)
    form = RegisterForm(tiep=next_path(request.args.get("tiep", "")))
    form.policy.data = str(current_policy_id(current_shop()) or "")
    return _register_page(form, 200)


@blueprint.post("/tai-khoan/dang-ky")
@open_to_all
def register() -> Response | Page:
    """Send a code to the contact that was chosen. Whether it has an account already is told there, and only there."""
    limit_claims()
    form, shop = RegisterForm(), current_shop()
    is_valid = form.validate() and is_good_password(form.password, _names(form))
    policy_id, shown = current_policy_id(shop), form.policy.data
    form.policy.data = str(policy_id or "")
    if not is_valid:
        return _register_page(form, 422)
    if shown != form.policy.data:
        return _register_page(
            form, 409, _("The privacy policy was renewed while this page was open. Please look at it and send again.")
        )
    draft = _registration(form, policy_id)
    try:
        with transaction():
            token = actions.claim_for_registration(shop, draft, now=clock.now())
    except TooManyCodes:
        return _register_page(form, 429, too_many_codes())
    onward = next_path(form.tiep.data or "")
    response = redirect(url_for("customers_storefront.type_code", tiep=onward if onward != HOME else None), 303)
    set_claim_cookie(response, token)
    return response


@blueprint.get("/tai-khoan/dang-nhap")
@open_to_all
def sign_in() -> Response | Page:
    """The sign-in page; whoever is signed in already goes on."""
    next_page = next_path(request.args.get("tiep", ""))
    if find_current_customer() is not None:
        return redirect(next_page, 303)
    return _sign_in_page(SignInForm(tiep=next_page), 200)


@blueprint.post("/tai-khoan/dang-nhap")
@open_to_all
def start_session() -> Response | Page:
    """Sign in with either contact and the password. A try is counted before it is checked, a good one is uncounted."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, 422)
    try:
        token = _try_password(form, clock.now())
    except WrongPassword:
        form.password.errors = [_("Phone, e-mail or password is wrong. Please try again.")]
        return _sign_in_page(form, 422)
    return signed_in(token, next_path(form.tiep.data or ""), is_kept=bool(form.kept.data))


@blueprint.post("/tai-khoan/dang-xuat")
@open_to_all
def sign_out() -> Response:
    """End this browser's session, for good: the row goes, so that the cookie opens nothing any more."""
    with transaction():
        end_session(current_shop(), read_customer_token())
    session.clear()
    flash(_("You are signed out."), "success")
    response = redirect(url_for("customers_storefront.sign_in"), 303)
    drop_customer_cookie(response)
    return response


def too_many_codes() -> str:
    """Why no code was sent."""
    return str(_("Several codes were sent already. Please wait an hour, or call the shop."))


def agreement() -> str:
    """The sentence above the button; kept word for word with the account."""
    return str(
        _("By registering I agree that the shop keeps these data for my account and uses them as its policy says.")
    )


def _try_password(form: SignInForm, now: datetime) -> str:
    """The token of a new session. Raises WrongPassword, whatever it is that does not fit."""
    shop, contact, typed = current_shop(), form.contact.value, form.password.data or ""
    count_try(shop, contact, now)
    found = queries.find_credentials(shop, contact)
    if not is_right(found.password_hash, typed):
        raise WrongPassword
    with transaction():
        token = actions.sign_in(shop, found, typed, this_visit(is_kept=bool(form.kept.data)), now=now)
        uncount_try(shop, contact, now)
    return token


def _registration(form: RegisterForm, policy_id: int | None) -> Registration:
    return Registration(
        name=form.name.data or "",
        phone=form.phone.e164,
        email=form.email.address,
        by=form.by.data,
        password_hash=hash_password(form.password.data or ""),
        language=language(),
        policy_version_id=policy_id,
        wording=agreement() if policy_id is not None else "",
    )


def _names(form: RegisterForm) -> Names:
    return Names(form.name.data or "", form.email.address, form.phone.e164, current_face().name)


def _register_page(form: RegisterForm, status: int, problem: str = "") -> Page:
    page = render_template(
        "customers/storefront/register.html", form=form, problem=problem, agreement=agreement(), rule=password_rule()
    )
    return page, status


def _sign_in_page(form: SignInForm, status: int) -> Page:
    return render_template("customers/storefront/sign_in.html", form=form), status
