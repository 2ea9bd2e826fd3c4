"""Correcting: one's own name at once, an order that is still open on its own page, anything else by a request."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.rights.correcting import actions, queries
from shopapp.privacy.rights.forms import CorrectionForm, NameForm
from shopapp.privacy.rights.rules import RequestKind
from shopapp.privacy.rights.storefront_views.base import Page, ask, blueprint, over, show
from shopapp.privacy.rights.storefront_views.requests import running
from shopapp.privacy.rights.visiting.web import Visitor, find_visitor
from shopapp.records.law import the_law


@blueprint.get("/du-lieu-cua-toi/sua")
@open_to_all
def correct() -> Response | Page:
    """What can be changed at once, and the form for the rest."""
    visitor = find_visitor()
    return _page(visitor, CorrectionForm(), 200) if visitor is not None else over()


@blueprint.post("/du-lieu-cua-toi/sua/ten")
@open_to_all
def save_name() -> Response | Page:
    """Change the name the shop keeps for this contact."""
    visitor, form = find_visitor(), NameForm()
    if visitor is None:
        return over(form.name.data or "")
    if not form.validate():
        return _page(visitor, CorrectionForm(formdata=None), 422, name=form)
    with transaction():
        actions.correct_name(current_shop(), visitor.person, visitor.plain, form.name.data or "")
    flash(_("Your name is corrected. It counts from now on."), "success")
    return redirect(url_for(".correct"), 303)


@blueprint.post("/du-lieu-cua-toi/sua")
@open_to_all
def ask_correction() -> Response | Page:
    """Take in what is wrong and what should stand there; the shop's staff carry it out."""
    visitor, form = find_visitor(), CorrectionForm()
    if visitor is None:
        return over(f"{form.wrong.data or ''}\n\n{form.right.data or ''}".strip())
    if not form.validate():
        return _page(visitor, form, 422)
    if running(visitor, RequestKind.CORRECT) is not None:
        return _page(visitor, form, 409)
    details = _("Wrong: %(wrong)s\nInstead: %(right)s", wrong=form.wrong.data, right=form.right.data)
    _id, code = ask(visitor, RequestKind.CORRECT, details=str(details))
    days = the_law().answer_working_days
    flash(
        _("The shop has your request %(code)s and answers within %(days)s working days.", code=code, days=days),
        "success",
    )
    return redirect(url_for(".home"), 303)


def _page(visitor: Visitor, form: CorrectionForm, status: int, *, name: NameForm | None = None) -> Page:
    shop = current_shop()
    known = queries.known_name(shop, visitor.person, visitor.plain)
    if name is None and known:
        name = NameForm(formdata=None, name=known)
    return show(
        "correct",
        visitor,
        status,
        form=form,
        name=name,
        orders=queries.open_orders(shop, visitor.person),
        running=running(visitor, RequestKind.CORRECT),
        is_refused=status == 409,
    )
