"""One's own second factor: set up with a QR code, recovery codes shown once, renewed, turned off."""

import segno
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from shopapp.accounts import actions, queries
from shopapp.accounts.backoffice_views.base import blueprint, count_code, uncount_code
from shopapp.accounts.desk_forms import CodeForm
from shopapp.accounts.rules import FactorIsOff, FactorIsOn, FactorNeeded, WrongFactor
from shopapp.accounts.totp import seed_address, spaced
from shopapp.accounts.web import signed_in_session
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.sealing import CannotOpen, open_sealed
from shopapp.platform.web.gate import current_face, current_principal, current_shop

PLACE = "/quan-tri/tai-khoan/xac-minh-hai-buoc"


@blueprint.get(PLACE)
@require(Permission.BACK_OFFICE, in_set_up=True)
def factor() -> str:
    """How one's second factor stands, and the next thing to do about it."""
    return _page(CodeForm())


@blueprint.post(f"{PLACE}/bat-dau")
@require(Permission.BACK_OFFICE, in_set_up=True)
def begin_factor() -> Response:
    """Make a seed and show it."""
    try:
        with transaction():
            actions.begin_factor(current_shop(), current_principal().account_id, now=clock.now())
    except FactorIsOn:
        flash(_("The second step is on already."), "info")
    return redirect(url_for(".factor"), 303)


@blueprint.post(f"{PLACE}/bat")
@require(Permission.BACK_OFFICE, in_set_up=True)
def confirm_factor() -> Response | str | tuple[str, int]:
    """Take the first code; show the recovery codes, this once."""
    shop, me, form, now = current_shop(), current_principal(), CodeForm(), clock.now()
    if not form.validate_on_submit():
        return _page(form), 422
    typed, here = form.code.data or "", signed_in_session().session_id
    count_code(shop, me.account_id, now)
    try:
        with transaction():
            codes = actions.confirm_factor(shop, me.account_id, typed, now=now)
            actions.end_other_sessions(shop, me.account_id, but=here)
            uncount_code(shop, me.account_id, now)
    except WrongFactor:
        form.code.errors = [_("This code does not fit. Please type the six digits your app shows now.")]
        return _page(form), 422
    except (FactorIsOn, FactorIsOff):
        return redirect(url_for(".factor"), 303)
    return _codes_page(codes, is_new=True)


@blueprint.post(f"{PLACE}/ma-du-phong")
@require(Permission.BACK_OFFICE, in_set_up=True)
def renew_codes() -> Response | str | tuple[str, int]:
    """Ten new recovery codes, against a code of the phone or one of the old ones."""
    shop, me, form, now = current_shop(), current_principal(), CodeForm(), clock.now()
    if not form.validate_on_submit():
        return _page(form), 422
    typed = form.code.data or ""
    count_code(shop, me.account_id, now)
    try:
        with transaction():
            codes = actions.renew_recovery_codes(shop, me.account_id, typed, now=now)
            uncount_code(shop, me.account_id, now)
    except (WrongFactor, FactorIsOff):
        return _wrong(form)
    return _codes_page(codes, is_new=False)


@blueprint.post(f"{PLACE}/tat")
@require(Permission.BACK_OFFICE, in_set_up=True)
def turn_factor_off() -> Response | tuple[str, int]:
    """Ask for no code any more, against a last one."""
    shop, me, form, now = current_shop(), current_principal(), CodeForm(), clock.now()
    if not form.validate_on_submit():
        return _page(form), 422
    typed, told = form.code.data or "", language()
    count_code(shop, me.account_id, now)
    try:
        with transaction():
            actions.turn_factor_off(shop, me.account_id, typed, language=told, now=now)
            uncount_code(shop, me.account_id, now)
    except (WrongFactor, FactorIsOff):
        return _wrong(form)
    except FactorNeeded:
        flash(_("The owner asks everybody for the second step, so it stays on."), "warning")
        return redirect(url_for(".factor"), 303)
    flash(_("The second step is off."), "success")
    return redirect(url_for(".own"), 303)


def _wrong(form: CodeForm) -> tuple[str, int]:
    form.code.errors = [_("This code is not right, or was used before. Please wait for the next one.")]
    return _page(form), 422


def _page(form: CodeForm) -> str:
    shop, me = current_shop(), current_principal()
    state = queries.get_factor(shop, me.account_id)
    seed = _seed(state.sealed_seed)
    account = queries.get_account(shop, me.account_id)
    return render_template(
        "accounts/backoffice/factor.html",
        form=form,
        state=state,
        seed=spaced(seed),
        picture=_drawn(seed, account.email or account.name) if seed else "",
        is_needed=queries.needs_second_factor(shop),
        must_set_up=me.must_set_up,
    )


def _seed(sealed: str) -> str:
    try:
        return open_sealed(sealed) if sealed else ""
    except CannotOpen:
        # Sealed under a key that is gone: setting up begins anew.
        return ""


def _drawn(seed: str, account: str) -> Markup:
    text = seed_address(seed, shop_name=current_face().name, account=account)
    return Markup(segno.make(text, error="m", micro=False).svg_inline(omitsize=True, border=2))  # noqa: S704 - drawn here.


def _codes_page(codes: list[str], *, is_new: bool) -> str:
    return render_template("accounts/backoffice/factor_codes.html", codes=codes, is_new=is_new, today=clock.now())
