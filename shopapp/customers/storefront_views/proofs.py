"""Proving a contact with a one-time code, and what comes after it. The pages are the same for any contact."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from shopapp.accounts.rules import CODE_FOR, CodeExpired, Names, TooManyCodes, TooManyTries, WeakPassword, WrongCode
from shopapp.accounts.web import read_claim_token, set_claim_cookie
from shopapp.accounts.words import fault_words, password_rule
from shopapp.customers import actions
from shopapp.customers.actions import Fulfilled
from shopapp.customers.forms import CodeForm, ContactForm, NewPasswordForm, is_good_password
from shopapp.customers.queries import find_claim
from shopapp.customers.rules import NEW_PASSWORD, ClaimPurpose, ClaimState, ContactTaken, NoClaim, is_email, next_path
from shopapp.customers.storefront_views.base import Page, blueprint, limit_claims, signed_in
from shopapp.customers.storefront_views.doors import too_many_codes
from shopapp.customers.web import this_visit
from shopapp.kernel import clock
from shopapp.kernel.contacts import mask_email, mask_phone
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_face, current_shop, find_current_customer


@blueprint.get("/tai-khoan/quen-mat-khau")
@open_to_all
def forgotten() -> Page:
    """Which contact a code for a new password should go to."""
    return _contact_page(ContactForm(), 200)


@blueprint.post("/tai-khoan/quen-mat-khau")
@open_to_all
def ask_new_password() -> Response | Page:
    """Send a code to the contact, or a word that it has no account; the answer here is the same."""
    return open_claim(ContactForm(), ClaimPurpose.RESET)


@blueprint.get("/tai-khoan/xac-nhan")
@open_to_all
def type_code() -> Response | Page:
    """Where the code is typed."""
    state = _claim()
    if state is None:
        return _over_page()
    if state.is_proven:
        return redirect(url_for("customers_storefront.new_password"), 303)
    return _code_page(CodeForm(), state, 200)


@blueprint.post("/tai-khoan/xac-nhan")
@open_to_all
def check_code() -> Response | Page:
    """Take the code and do what it was for."""
    form, state = CodeForm(), _claim()
    if state is None or state.is_proven:
        return _over_page()
    if not form.validate():
        return _code_page(form, state, 422)
    try:
        done = _fulfil(form.code.data or "")
    except NoClaim:
        return _over_page()
    except (ContactTaken, IntegrityError):
        # The contact is proven, so this may be told: somebody registered with it while the code was on its way.
        form.code.errors = [_("This contact has an account by now. Please sign in with it.")]
        return _code_page(form, state, 409)
    except (WrongCode, TooManyTries, CodeExpired) as refusal:
        form.code.errors = [refusal_words(refusal)]
        return _code_page(form, state, 422)
    return _go_on(done)


@blueprint.post("/tai-khoan/xac-nhan/gui-lai")
@open_to_all
def send_again() -> Response | Page:
    """Send another code to the same contact."""
    limit_claims()
    state = _claim()
    try:
        with transaction():
            actions.send_again(current_shop(), read_claim_token(), now=clock.now())
    except NoClaim:
        return _over_page()
    except TooManyCodes:
        return _code_page(CodeForm(formdata=None), state, 429, too_many_codes()) if state else _over_page()
    flash(_("Another code is on its way. The one before no longer works."), "success")
    return redirect(url_for("customers_storefront.type_code", tiep=request.args.get("tiep")), 303)


@blueprint.get("/tai-khoan/mat-khau-moi")
@open_to_all
def new_password() -> Response | Page:
    """The new password, once the code was right."""
    state = _claim()
    if state is None or state.purpose not in NEW_PASSWORD:
        return _over_page()
    if not state.is_proven:
        return redirect(url_for("customers_storefront.type_code"), 303)
    return _password_page(NewPasswordForm(), state, 200)


@blueprint.post("/tai-khoan/mat-khau-moi")
@open_to_all
def save_new_password() -> Response | Page:
    """Set it, end every session of the account, and sign this browser in."""
    form, state = NewPasswordForm(), _claim()
    if state is None or not state.is_proven:
        return _over_page()
    if not form.validate() or not is_good_password(form.password, _names(state)):
        return _password_page(form, state, 422)
    try:
        done = _set_password(form)
    except NoClaim:
        return _over_page()
    except WeakPassword as refusal:
        form.password.errors = [fault_words(refusal.fault)]
        return _password_page(form, state, 422)
    response = signed_in(done.session, url_for("customers_storefront.home"))
    flash(password_saved(is_reported=done.purpose is ClaimPurpose.SECURE), "success")
    return response


def open_claim(form: ContactForm, purpose: ClaimPurpose) -> Response | Page:
    """Begin a new password for a contact; known and unknown contacts take the same road and get the same answer."""
    limit_claims()
    if not form.validate():
        return _contact_page(form, 422, purpose=purpose)
    try:
        with transaction():
            token = actions.claim_for_password(
                current_shop(), form.contact.value, language=language(), now=clock.now(), purpose=purpose
            )
    except TooManyCodes:
        return _contact_page(form, 429, too_many_codes(), purpose=purpose)
    response = redirect(url_for("customers_storefront.type_code"), 303)
    set_claim_cookie(response, token)
    return response


def password_saved(*, is_reported: bool) -> str:
    """What has happened, and what happens next."""
    if is_reported:
        return str(
            _("Your account is safe: the password is new, every other device is signed out, and the shop was told.")
        )
    return str(_("Your password is changed. All other devices are signed out."))


def refusal_words(refusal: Refusal) -> str:
    """Why a code was not taken, and what to do."""
    if isinstance(refusal, WrongCode):
        return str(_("This is not the code that was sent. Tries left: %(left)s.", left=refusal.left))
    if isinstance(refusal, TooManyTries):
        return str(_("A wrong code was typed too often. Please wait 15 minutes, then ask for a new one."))
    return str(_("The code is too old. Please ask for a new one."))


def _claim() -> ClaimState | None:
    return find_claim(current_shop(), read_claim_token(), now=clock.now())


def _fulfil(code: str) -> Fulfilled:
    me = find_current_customer()
    visit, account_id = this_visit(), me.account_id if me else None
    with transaction():
        return actions.fulfil(
            current_shop(), read_claim_token(), code, visit=visit, account_id=account_id, now=clock.now()
        )


def _set_password(form: NewPasswordForm) -> Fulfilled:
    visit = this_visit()
    with transaction():
        return actions.set_new_password(
            current_shop(),
            read_claim_token(),
            form.password.data or "",
            shop_name=current_face().name,
            text=form.text.data or "",
            visit=visit,
            now=clock.now(),
        )


def _go_on(done: Fulfilled) -> Response:
    if done.purpose in NEW_PASSWORD:
        return redirect(url_for("customers_storefront.new_password"), 303)
    if done.purpose is ClaimPurpose.REGISTER:
        response = signed_in(done.session, next_path(request.args.get("tiep", "")))
        flash(_("Your account is ready.") + _joined(done.joined), "success")
        return response
    if done.purpose is ClaimPurpose.CHANGE:
        flash(_("Your contact is confirmed. You can sign in with it from now on.") + _joined(done.joined), "success")
        response = redirect(url_for("customers_storefront.profile"), 303)
    else:
        found = _joined(done.joined) or " " + _("Nothing more was found under this contact.")
        flash(_("Your contact is confirmed.") + found, "success")
        response = redirect(url_for("customers_storefront.home"), 303)
    set_claim_cookie(response, "")
    return response


def _joined(count: int) -> str:
    return " " + str(_("What you ordered or asked before with this contact is here now.")) if count else ""


def _names(state: ClaimState) -> Names:
    contact = state.contact
    return Names("", contact if is_email(contact) else "", "" if is_email(contact) else contact, current_face().name)


def _masked(state: ClaimState) -> str:
    return mask_email(state.contact) if is_email(state.contact) else mask_phone(state.contact)


def _contact_page(
    form: ContactForm, status: int, problem: str = "", *, purpose: ClaimPurpose = ClaimPurpose.RESET
) -> Page:
    name = "secure_signed_out" if purpose is ClaimPurpose.SECURE else "forgotten"
    return render_template(f"customers/storefront/{name}.html", form=form, problem=problem), status


def _code_page(form: CodeForm, state: ClaimState, status: int, problem: str = "") -> Page:
    page = render_template(
        "customers/storefront/code.html",
        form=form,
        again=ShopForm(formdata=None),
        contact=_masked(state),
        is_email=is_email(state.contact),
        minutes=int(CODE_FOR.total_seconds() // 60),
        next=request.args.get("tiep"),
        problem=problem,
    )
    return page, status


def _password_page(form: NewPasswordForm, state: ClaimState, status: int) -> Page:
    page = render_template(
        "customers/storefront/new_password.html",
        form=form,
        is_secured=state.purpose is ClaimPurpose.SECURE,
        rule=password_rule(),
    )
    return page, status


def _over_page() -> Page:
    return render_template("customers/storefront/code_over.html"), 410
