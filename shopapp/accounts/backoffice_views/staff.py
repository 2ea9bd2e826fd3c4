"""Who works in the shop: the list, inviting, roles and last days, closing and opening, and how staff sign in."""

from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts import actions, desk_words, queries
from shopapp.accounts.actions import Invited
from shopapp.accounts.backoffice_views.base import blueprint
from shopapp.accounts.desk_forms import InviteForm, RoleForm
from shopapp.accounts.desk_words import refusal_words
from shopapp.accounts.queries import StaffRow
from shopapp.accounts.rules import EmailTaken, NoSuchStaff, PhoneTaken
from shopapp.kernel import clock
from shopapp.kernel.refusal import Refusal
from shopapp.platform.access import ROLE_MATRIX, ROLE_REACH, Permission, Role, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.gate import current_principal, current_shop

PLACE = "/quan-tri/cua-hang/nhan-vien"
ONE = f"{PLACE}/<int(max=999999999999999):account_id>"


@blueprint.get(PLACE)
@require(Permission.STAFF_MANAGE)
def staff() -> str:
    """Everybody who works here, and how they sign in."""
    shop = current_shop()
    return render_template(
        "accounts/backoffice/staff.html",
        staff=queries.list_staff(shop),
        with_factor=queries.accounts_with_factor(shop),
        is_needed=queries.needs_second_factor(shop),
        today=clock.local_day(clock.now()),
        me=current_principal().account_id,
        words=desk_words,
    )


@blueprint.get("/quan-tri/cua-hang/vai-tro")
@require(Permission.BACK_OFFICE)
def roles() -> str:
    """What each role may do and see: the very table the program asks."""
    return render_template(
        "accounts/backoffice/roles.html",
        roles=list(Role),
        permissions=list(Permission),
        matrix=ROLE_MATRIX,
        reach=ROLE_REACH,
        mine=current_principal().role,
    )


@blueprint.get(f"{PLACE}/moi")
@require(Permission.STAFF_MANAGE)
def new_member() -> str:
    """The form of an invitation."""
    return _invite_page(InviteForm(role=Role.SELLER.value))


@blueprint.post(f"{PLACE}/moi")
@require(Permission.STAFF_MANAGE)
def invite() -> str | tuple[str, int]:
    """Make the account, mail the link, and show it this once."""
    shop, me, form, now, told = current_shop(), current_principal(), InviteForm(), clock.now(), language()
    if not form.validate_on_submit():
        return _invite_page(form), 422
    draft = form.to_draft()
    try:
        with transaction():
            invited = actions.invite_staff(shop, draft, by=me, language=told, now=now)
    except EmailTaken:
        form.email.errors = [_("Somebody of the shop's staff has this address already.")]
        return _invite_page(form), 422
    except PhoneTaken:
        form.phone.errors = [_("A colleague has this number already.")]
        return _invite_page(form), 422
    except Refusal as refusal:
        form.refuse(refusal)
        return _invite_page(form), 422
    return _invited_page(invited)


@blueprint.get(ONE)
@require(Permission.STAFF_MANAGE)
def member(account_id: int) -> str:
    """One member of staff."""
    row = _member(account_id)
    return _member_page(row, RoleForm(role=row.role.value, ends_on=row.ends_on))


@blueprint.post(ONE)
@require(Permission.STAFF_MANAGE)
def change_member(account_id: int) -> Response | tuple[str, int]:
    """Keep another role or another last day."""
    shop, me, form, now = current_shop(), current_principal(), RoleForm(), clock.now()
    row = _member(account_id)
    if not form.validate_on_submit():
        return _member_page(row, form), 422
    role, ends_on = Role(form.role.data), form.ends_on.data
    try:
        with transaction():
            actions.change_staff(shop, account_id, role=role, ends_on=ends_on, by=me, now=now)
    except NoSuchStaff:
        abort(404)
    except Refusal as refusal:
        form.refuse(refusal)
        return _member_page(_member(account_id), form), 422
    flash(_("Saved. It holds from their next click on."), "success")
    return redirect(url_for(".member", account_id=account_id), 303)


@blueprint.post(f"{ONE}/khoa")
@require(Permission.STAFF_MANAGE)
def close_member(account_id: int) -> Response:
    """Close an account at once."""
    shop, me, now = current_shop(), current_principal(), clock.now()
    done = _("The account is closed. Whoever was signed in with it is out.")
    return _do(account_id, lambda: actions.close_staff(shop, account_id, by=me, now=now), done)


@blueprint.post(f"{ONE}/mo")
@require(Permission.STAFF_MANAGE)
def reopen_member(account_id: int) -> Response:
    """Open a closed account again."""
    shop, me = current_shop(), current_principal()
    return _do(account_id, lambda: actions.reopen_staff(shop, account_id, by=me), _("The account is open again."))


@blueprint.post(f"{ONE}/dang-xuat")
@require(Permission.STAFF_MANAGE)
def sign_member_out(account_id: int) -> Response:
    """End all of somebody's sessions."""
    shop, me = current_shop(), current_principal()
    done = _("All their devices are signed out.")
    return _do(account_id, lambda: actions.sign_staff_out(shop, account_id, by=me), done)


@blueprint.post(f"{ONE}/bo-buoc-hai")
@require(Permission.STAFF_MANAGE)
def reset_member_factor(account_id: int) -> Response:
    """Take a lost second factor away."""
    shop, me, now, told = current_shop(), current_principal(), clock.now(), language()
    done = _("The second step is taken away, their devices are signed out, and they are told by e-mail.")
    return _do(account_id, lambda: actions.reset_factor(shop, account_id, by=me, language=told, now=now), done)


@blueprint.post(f"{ONE}/gui-lien-ket")
@require(Permission.STAFF_MANAGE)
def invite_again(account_id: int) -> Response | str:
    """Mail a new link; show it only while nobody has been in with the account."""
    shop, me, now, told = current_shop(), current_principal(), clock.now(), language()
    if not _member(account_id).works_on(clock.local_day(now)):
        flash(_("The account is closed, so no link was sent."), "warning")
        return redirect(url_for(".member", account_id=account_id), 303)
    try:
        with transaction():
            token = actions.invite_again(shop, account_id, by=me, language=told, now=now)
    except Refusal as refusal:
        flash(refusal_words(refusal), "error")
        return redirect(url_for(".member", account_id=account_id), 303)
    if token:
        return _invited_page(Invited(account_id, token))
    flash(_("A sign-in link is on its way to their mailbox."), "success")
    return redirect(url_for(".member", account_id=account_id), 303)


@blueprint.post(f"{PLACE}/quy-tac")
@require(Permission.SECURITY_CHANGE)
def change_rules() -> Response:
    """Ask everybody for a second factor, or leave it to each."""
    is_needed = request.form.get("bat-buoc") == "1"
    with transaction():
        actions.ask_everybody(current_shop(), is_needed, now=clock.now())
    if is_needed:
        flash(
            _("Everybody is now asked for the second step. Whoever has none sets it up with the next click."), "success"
        )
    else:
        flash(_("The second step is now up to each."), "success")
    return redirect(url_for(".staff"), 303)


def _do(account_id: int, act: Callable[[], None], done: str) -> Response:
    try:
        with transaction():
            act()
    except NoSuchStaff:
        abort(404)
    except Refusal as refusal:
        flash(refusal_words(refusal), "error")
    else:
        flash(done, "success")
    return redirect(url_for(".member", account_id=account_id), 303)


def _member(account_id: int) -> StaffRow:
    row = queries.find_member(current_shop(), account_id)
    if row is None:
        abort(404)
    return row


def _invite_page(form: InviteForm) -> str:
    form.offer(current_principal())
    return render_template(
        "accounts/backoffice/invite.html", form=form, today=clock.local_day(clock.now()), words=desk_words
    )


def _invited_page(invited: Invited) -> str:
    address = current_shop().base_url + url_for(".link", token=invited.token)
    row = _member(invited.account_id)
    return render_template("accounts/backoffice/invited.html", member=row, address=address)


def _member_page(row: StaffRow, form: RoleForm) -> str:
    shop, me = current_shop(), current_principal()
    form.offer(me)
    now = clock.now()
    return render_template(
        "accounts/backoffice/member.html",
        member=row,
        form=form,
        words=desk_words,
        today=clock.local_day(now),
        has_factor=queries.has_factor(shop, row.id),
        devices=len(queries.list_sessions(shop, row.id, now=now)),
        is_mine=row.id == me.account_id,
        may_touch=row.id != me.account_id and (row.role is not Role.OWNER or me.may(Permission.OWNERS_MANAGE)),
    )
