"""What somebody agrees to and objects to: consents taken back, advertising ended, use restricted, and that lifted."""

from dataclasses import dataclass

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose
from shopapp.platform.web.forms import ShopForm
from shopapp.platform.web.gate import current_shop
from shopapp.privacy.rights.rules import RequestKind
from shopapp.privacy.rights.storefront_views.base import Page, ask, blueprint, over, show
from shopapp.privacy.rights.visiting.actions import lift_restriction
from shopapp.privacy.rights.visiting.web import Visitor, find_visitor
from shopapp.privacy.wording import purpose_words
from shopapp.records.bars import BarKind, is_barred
from shopapp.records.law import needs_consent
from shopapp.records.queries import has_consented


@dataclass(frozen=True)
class Given:
    """A purpose somebody has said yes to."""

    purpose: str
    title: str


@blueprint.get("/du-lieu-cua-toi/dong-y")
@open_to_all
def choices() -> Response | Page:
    """What was agreed to, whether advertising is ended, and whether the use of the data is restricted."""
    visitor = find_visitor()
    return _page(visitor) if visitor is not None else over()


@blueprint.post("/du-lieu-cua-toi/dong-y/rut-lai")
@open_to_all
def withdraw() -> Response:
    """Take one yes back, or (no purpose named) all of them."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    wanted = request.form.get("purpose", "")
    if wanted and wanted not in {given.purpose for given in _given(visitor)}:
        abort(404)
    _id, code = ask(visitor, RequestKind.WITHDRAW, purpose=Purpose(wanted) if wanted else None)
    return _done(_("Taken back. It counts from this moment on. Receipt: %(code)s.", code=code))


@blueprint.post("/du-lieu-cua-toi/dong-y/phan-doi")
@open_to_all
def object_() -> Response:
    """End advertising to these contacts at once, and for good."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    _id, code = ask(visitor, RequestKind.OBJECT)
    return _done(
        _("From this moment on the shop sends no advertising to these contacts. Receipt: %(code)s.", code=code)
    )


@blueprint.post("/du-lieu-cua-toi/dong-y/han-che")
@open_to_all
def restrict() -> Response:
    """Have the data kept and not used any further."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    _id, code = ask(visitor, RequestKind.RESTRICT)
    return _done(_("From this moment on your data is only kept. Receipt: %(code)s.", code=code))


@blueprint.post("/du-lieu-cua-toi/dong-y/bo-han-che")
@open_to_all
def lift() -> Response:
    """End a restriction, because whoever wanted it wants it no more."""
    visitor = find_visitor()
    if visitor is None:
        return over()
    with transaction():
        lift_restriction(current_shop(), visitor.person, now=clock.now())
    return _done(_("The restriction is lifted. The shop may serve you again."))


def _done(words: str) -> Response:
    flash(words, "success")
    return redirect(url_for(".choices"), 303)


def _page(visitor: Visitor) -> Page:
    shop = current_shop()
    return show(
        "choices",
        visitor,
        form=ShopForm(),
        given=_given(visitor),
        has_objected=all(is_barred(shop, contact, BarKind.OBJECTED) for contact in visitor.person.contacts),
        is_restricted=any(is_barred(shop, contact, BarKind.RESTRICTED) for contact in visitor.person.contacts),
    )


def _given(visitor: Visitor) -> list[Given]:
    shop, contacts = current_shop(), visitor.person.contacts
    return [
        Given(purpose.value, purpose_words(purpose))
        for purpose in Purpose
        if needs_consent(purpose) and any(has_consented(shop, contact, purpose) for contact in contacts)
    ]
