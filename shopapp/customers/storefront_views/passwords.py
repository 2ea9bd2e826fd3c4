"""Another password, and "secure my account": new password, every session ended and the shop told, in one step."""

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from shopapp.accounts.rules import WeakPassword
from shopapp.accounts.words import fault_words, password_rule
from shopapp.customers import actions
from shopapp.customers.forms import ContactForm, PasswordForm, SecureForm, is_good_password
from shopapp.customers.queries import get_registered
from shopapp.customers.rules import ClaimPurpose
from shopapp.customers.storefront_views.base import Page, blueprint, knows_password, names_of, signed_in
from shopapp.customers.storefront_views.proofs import open_claim, password_saved
from shopapp.customers.web import customer_session, this_visit
from shopapp.kernel import clock
from shopapp.platform.access import for_customer, open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_customer, current_face, current_shop, find_current_customer


@blueprint.get("/tai-khoan/mat-khau")
@for_customer
def password() -> Page:
    """The form for another password."""
    return _password_page(PasswordForm(), 200)


@blueprint.post("/tai-khoan/mat-khau")
@for_customer
def change_password() -> Response | Page:
    """Change it; every other device is signed out, this one gets a new session."""
    form, is_kept = PasswordForm(), customer_session().is_kept
    if not _is_fit(form):
        return _password_page(form, 422)
    shop, account_id, visit = current_shop(), current_customer().account_id, this_visit(is_kept=is_kept)
    try:
        with transaction():
            token = actions.change_password(
                shop, account_id, form.password.data or "", shop_name=current_face().name, visit=visit, now=clock.now()
            )
    except WeakPassword as refusal:
        form.password.errors = [fault_words(refusal.fault)]
        return _password_page(form, 422)
    return _saved(token, is_kept=is_kept)


@blueprint.get("/tai-khoan/bao-ve")
@open_to_all
def secure() -> Page:
    """Whoever is signed in gives the present password; anybody else proves a contact first."""
    if find_current_customer() is None:
        return render_template("customers/storefront/secure_signed_out.html", form=ContactForm(), problem=""), 200
    return _secure_page(SecureForm(), 200)


@blueprint.post("/tai-khoan/bao-ve")
@open_to_all
def make_safe() -> Response | Page:
    """Secure the account, or send the code by which it will be."""
    me = find_current_customer()
    if me is None:
        return open_claim(ContactForm(), ClaimPurpose.SECURE)
    form, shop, visit = SecureForm(), current_shop(), this_visit()
    if not _is_fit(form):
        return _secure_page(form, 422)
    text, name, typed = form.text.data or "", current_face().name, form.password.data or ""
    try:
        with transaction():
            token = actions.secure_account(
                shop, me.account_id, typed, text=text, shop_name=name, visit=visit, now=clock.now()
            )
    except WeakPassword as refusal:
        form.password.errors = [fault_words(refusal.fault)]
        return _secure_page(form, 422)
    return _saved(token, is_kept=False, is_reported=True)


def _is_fit(form: PasswordForm) -> bool:
    """Whether the form is filled in, the present password right and the new one good enough."""
    names = names_of(get_registered(current_shop(), current_customer().account_id))
    is_filled = form.validate() and is_good_password(form.password, names)
    return is_filled and knows_password(form.current, clock.now())


def _saved(token: str, *, is_kept: bool, is_reported: bool = False) -> Response:
    response = signed_in(token, url_for("customers_storefront.home"), is_kept=is_kept)
    flash(password_saved(is_reported=is_reported), "success")
    return response


def _password_page(form: PasswordForm, status: int) -> Page:
    return render_template("customers/storefront/password.html", form=form, rule=password_rule()), status


def _secure_page(form: SecureForm, status: int) -> Page:
    return render_template("customers/storefront/secure.html", form=form, rule=password_rule()), status
