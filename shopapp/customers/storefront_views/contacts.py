"""One's own name, language and contacts. A contact changes only with the password and proof of the new one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.rules import TooManyCodes
from shopapp.accounts.web import set_claim_cookie
from shopapp.customers import actions
from shopapp.customers.forms import EmailForm, JoinForm, PhoneForm, ProfileForm, choices_of
from shopapp.customers.models import Customer
from shopapp.customers.queries import get_registered
from shopapp.customers.storefront_views.base import Page, blueprint, knows_password, limit_claims
from shopapp.customers.storefront_views.doors import too_many_codes
from shopapp.kernel import clock
from shopapp.kernel.contacts import show_phone
from shopapp.platform.access import for_customer
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_customer, current_shop


@blueprint.get("/tai-khoan/thong-tin")
@for_customer
def profile() -> Page:
    """What the shop knows of this customer."""
    me = _me()
    return _profile_page(ProfileForm(name=me.name, language=me.language), me, 200)


@blueprint.post("/tai-khoan/thong-tin")
@for_customer
def save_profile() -> Response | Page:
    """Change name and language."""
    form = ProfileForm()
    if not form.validate():
        return _profile_page(form, _me(), 422)
    with transaction():
        actions.rename(
            current_shop(), current_customer().account_id, name=form.name.data or "", language=form.language.data
        )
    flash(_("Your changes are saved."), "success")
    return redirect(url_for("customers_storefront.profile"), 303)


@blueprint.get("/tai-khoan/lien-lac")
@for_customer
def contact() -> Page:
    """Another phone number, or (`?loai=email`) another e-mail address; also to confirm one that still waits."""
    me, form = _me(), _contact_form()
    waiting = (me.email, me.email_proven_at) if _is_email() else (me.phone, me.phone_proven_at)
    if waiting[0] and waiting[1] is None:
        form.contact.data = waiting[0] if _is_email() else show_phone(waiting[0])
    return _contact_page(form, me, 200)


@blueprint.post("/tai-khoan/lien-lac")
@for_customer
def change_contact() -> Response | Page:
    """Check the password and send a code to the new contact; nothing changes before it is typed."""
    limit_claims()
    form, now = _contact_form(), clock.now()
    if not form.validate() or not knows_password(form.current, now):
        return _contact_page(form, _me(), 422)
    account_id, language = current_customer().account_id, _me().language
    try:
        with transaction():
            token = actions.claim_for_change(current_shop(), account_id, form.value, language=language, now=now)
    except TooManyCodes:
        form.contact.errors = [too_many_codes()]
        return _contact_page(form, _me(), 429)
    return _to_code(token)


@blueprint.get("/tai-khoan/don-cu")
@for_customer
def earlier() -> Page:
    """Looking for what was ordered or asked without signing in, with a contact of one's own."""
    return _earlier_page(_join_form(_me()), 200)


@blueprint.post("/tai-khoan/don-cu")
@for_customer
def find_earlier() -> Response | Page:
    """Send a code to the chosen contact: a number may have passed to somebody else since it was proven."""
    limit_claims()
    me = _me()
    form, contacts = _join_form(me), _proven(me)
    if form.by.data not in contacts:
        form.by.errors = [_("Please choose where the code goes.")]
        return _earlier_page(form, 422)
    account_id, chosen, language = current_customer().account_id, contacts[form.by.data], me.language
    try:
        with transaction():
            token = actions.claim_for_join(current_shop(), account_id, chosen, language=language, now=clock.now())
    except TooManyCodes:
        form.by.errors = [too_many_codes()]
        return _earlier_page(form, 429)
    return _to_code(token)


def _me() -> Customer:
    return get_registered(current_shop(), current_customer().account_id)


def _is_email() -> bool:
    return request.args.get("loai") == "email"


def _contact_form() -> PhoneForm | EmailForm:
    return EmailForm() if _is_email() else PhoneForm()


def _to_code(token: str) -> Response:
    response = redirect(url_for("customers_storefront.type_code"), 303)
    set_claim_cookie(response, token)
    return response


def _proven(me: Customer) -> dict[str, str]:
    """The contacts that were proven once: the only ones worth looking under."""
    found = {"phone": me.phone if me.phone_proven_at else "", "email": me.email if me.email_proven_at else ""}
    return {name: contact for name, contact in found.items() if contact}


def _join_form(me: Customer) -> JoinForm:
    form, contacts = JoinForm(), _proven(me)
    form.by.choices = choices_of((name, show_phone(c) if name == "phone" else c) for name, c in contacts.items())
    if form.by.data is None:
        form.by.data = next(iter(contacts), "")
    return form


def _profile_page(form: ProfileForm, me: Customer, status: int) -> Page:
    return render_template("customers/storefront/profile.html", form=form, me=me), status


def _contact_page(form: PhoneForm | EmailForm, me: Customer, status: int) -> Page:
    return render_template("customers/storefront/contact.html", form=form, me=me, is_email=_is_email()), status


def _earlier_page(form: JoinForm, status: int) -> Page:
    return render_template("customers/storefront/earlier.html", form=form), status
