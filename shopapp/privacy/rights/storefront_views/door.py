"""The way in: a contact, a code sent to it, and back out. The pages are the same for any contact."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.rules import CODE_FOR, CodeExpired, TooManyCodes, TooManyTries, WrongCode
from shopapp.kernel import clock
from shopapp.kernel.contacts import mask_email, mask_phone
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429
from shopapp.privacy.rights.forms import CodeForm, ContactForm
from shopapp.privacy.rights.storefront_views.base import Page, blueprint, over
from shopapp.privacy.rights.storefront_views.see import hub
from shopapp.privacy.rights.visiting import actions
from shopapp.privacy.rights.visiting.rules import VISITS, VISITS_WINDOW, NoVisit, Visit
from shopapp.privacy.rights.visiting.web import current_visit, find_visitor, read_token, set_token


@blueprint.get("/du-lieu-cua-toi")
@open_to_all
def home() -> Page:
    """What is held and what can be done about it; before that, the question whose data it is."""
    visitor = find_visitor()
    return hub(visitor) if visitor is not None else _contact_page(ContactForm(), 200)


@blueprint.post("/du-lieu-cua-toi")
@open_to_all
def send_code() -> Response | Page:
    """Send a code to the contact, whether the shop knows it or not; the answer here is the same."""
    _limit()
    form = ContactForm()
    if not form.validate():
        return _contact_page(form, 422)
    try:
        with transaction():
            token = actions.begin_visit(current_shop(), form.contact.value, language=language(), now=clock.now())
    except TooManyCodes:
        return _contact_page(form, 429, too_many_codes())
    response = redirect(url_for(".type_code"), 303)
    set_token(response, token)
    return response


@blueprint.get("/du-lieu-cua-toi/xac-nhan")
@open_to_all
def type_code() -> Response | Page:
    """Where the code is typed."""
    visit = current_visit()
    if visit is None:
        return over()
    return redirect(url_for(".home"), 303) if visit.is_proven else _code_page(CodeForm(), visit, 200)


@blueprint.post("/du-lieu-cua-toi/xac-nhan")
@open_to_all
def check_code() -> Response | Page:
    """Take the code; a right one opens the contact's data in this browser for half an hour."""
    form, visit = CodeForm(), current_visit()
    if visit is None or visit.is_proven:
        return over()
    if not form.validate():
        return _code_page(form, visit, 422)
    try:
        with transaction():
            token = actions.prove(current_shop(), read_token(), form.code.data or "", now=clock.now())
    except NoVisit:
        return over()
    except (WrongCode, TooManyTries, CodeExpired) as refusal:
        form.code.errors = [refusal_words(refusal)]
        return _code_page(form, visit, 422)
    response = redirect(url_for(".home"), 303)
    set_token(response, token)
    return response


@blueprint.post("/du-lieu-cua-toi/xac-nhan/gui-lai")
@open_to_all
def send_again() -> Response | Page:
    """Send another code to the same contact."""
    _limit()
    visit = current_visit()
    try:
        with transaction():
            actions.send_again(current_shop(), read_token(), now=clock.now())
    except NoVisit:
        return over()
    except TooManyCodes:
        return _code_page(CodeForm(formdata=None), visit, 429, too_many_codes()) if visit else over()
    flash(_("Another code is on its way. The one before no longer works."), "success")
    return redirect(url_for(".type_code"), 303)


@blueprint.post("/du-lieu-cua-toi/ket-thuc")
@open_to_all
def leave() -> Response:
    """End the visit in this browser at once."""
    with transaction():
        actions.end_visit(current_shop(), read_token(), now=clock.now())
    flash(_("Closed. Nobody sees your data on this device without a new code."), "success")
    response = redirect(url_for(".home"), 303)
    set_token(response, "")
    return response


def too_many_codes() -> str:
    """Why no code is sent, and what to do."""
    return str(_("Several codes were sent already. Please wait an hour, or call the shop."))


def refusal_words(refusal: Refusal) -> str:
    """Why a code was not taken, and what to do."""
    if isinstance(refusal, WrongCode):
        return str(_("This is not the code that was sent. Tries left: %(left)s.", left=refusal.left))
    if isinstance(refusal, TooManyTries):
        return str(_("A wrong code was typed too often. Please wait 15 minutes, then ask for a new one."))
    return str(_("The code is too old. Please ask for a new one."))


def _limit() -> None:
    limit_or_429(current_shop(), "data_visits", limit=VISITS, window=VISITS_WINDOW)


def _contact_page(form: ContactForm, status: int, problem: str = "") -> Page:
    return render_template("privacy/storefront/rights_door.html", form=form, problem=problem), status


def _code_page(form: CodeForm, visit: Visit, status: int, problem: str = "") -> Page:
    is_email = "@" in visit.contact
    page = render_template(
        "privacy/storefront/rights_code.html",
        form=form,
        again=ShopForm(formdata=None),
        contact=mask_email(visit.contact) if is_email else mask_phone(visit.contact),
        is_email=is_email,
        minutes=int(CODE_FOR.total_seconds() // 60),
        problem=problem,
    )
    return page, status
