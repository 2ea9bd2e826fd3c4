"""The policy's desk: what the shop adds in its own words, and who outside may be given data."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import NoResultFound
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import show_day
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.preview import pressed
from shopapp.privacy import actions, queries
from shopapp.privacy.forms import ReceiverForm, WordsForm
from shopapp.privacy.rules import EditedMeanwhile
from shopapp.records.capabilities import field_words, receiver_kind_words
from shopapp.records.queries import current_policy, list_receivers
from shopapp.records.rules import RECEIVER_FIELDS, Receiver, ReceiverExists

blueprint = Blueprint("privacy_backoffice", __name__, url_prefix="/quan-tri/cua-hang")

Page = tuple[str, int]


@blueprint.get("/chinh-sach")
@require(Permission.SHOP_SEE)
def words() -> Page:
    """The policy as it stands, and the box of the shop's own words."""
    kept = queries.own_words(current_shop())
    return _words_page(WordsForm(vi=kept.vi, en=kept.en, edit=str(kept.edit)))


@blueprint.post("/chinh-sach")
@require(Permission.SHOP_CHANGE)
def save_words() -> Response | Page:
    """Show the words as visitors would see them, or keep them."""
    shop, form, now = current_shop(), WordsForm(), clock.now()
    if not form.validate_on_submit():
        return _words_page(form, 422)
    if pressed() == "preview":
        return _words_page(form, 200, is_preview=True)
    sent = form.edit.data or ""
    edit = int(sent) if sent.isascii() and sent.isdecimal() else -1
    try:
        with transaction():
            actions.save_words(shop, vi=form.vi.data or "", en=form.en.data or "", edit=edit, now=now)
    except EditedMeanwhile:
        kept = queries.own_words(shop)
        form.edit.data = str(kept.edit)
        return _words_page(form, 409, theirs=kept)
    flash(_("Saved. The policy shows the new words in a moment."), "success")
    return redirect(url_for(".words"), 303)


@blueprint.get("/ben-nhan")
@require(Permission.SHOP_SEE)
def receivers() -> Page:
    """Who may be given data, and the form for one more."""
    return _receivers_page(_receiver_form())


@blueprint.post("/ben-nhan")
@require(Permission.SHOP_CHANGE)
def add() -> Response | Page:
    """Let somebody be given data; the policy names them right after the commit."""
    shop, form, now = current_shop(), _receiver_form(), clock.now()
    if not form.validate_on_submit():
        return _receivers_page(form, 422)
    try:
        with transaction():
            actions.allow_receiver(
                shop,
                kind=ReceiverKind(form.kind.data),
                name=form.name.data or "",
                fields=form.fields.data or (),
                agreed_on=form.agreed_on.day,
                ends_on=form.ends_on.day,
                now=now,
            )
    except ReceiverExists:
        form.name.errors = [_("There is an agreement with this name already. End it first, or use another name.")]
        return _receivers_page(form, 409)
    flash(_("%(name)s is on the list, and the policy names them in a moment.", name=form.name.data), "success")
    return redirect(url_for(".receivers"), 303)


@blueprint.post("/ben-nhan/<int(max=999999999999999):receiver_id>/ket-thuc")
@require(Permission.SHOP_CHANGE)
def end(receiver_id: int) -> Response:
    """End an agreement today."""
    shop, now = current_shop(), clock.now()
    try:
        with transaction():
            actions.end_receiver(shop, receiver_id, now=now)
    except NoResultFound:
        abort(404)
    flash(_("The agreement ends today; from tomorrow on nothing more is given."), "success")
    return redirect(url_for(".receivers"), 303)


@dataclass(frozen=True)
class ReceiverRow:
    """A receiver as the list shows it, in words."""

    id: int
    name: str
    kind: str
    fields: str
    agreed_on: str
    ends_on: str
    can_end: bool
    is_research: bool


def _shown(receiver: Receiver) -> ReceiverRow:
    return ReceiverRow(
        receiver.id,
        receiver.name,
        receiver_kind_words(receiver.kind),
        ", ".join(sorted(field_words(name) for name in receiver.fields)),
        show_day(receiver.agreed_on) if receiver.agreed_on else "",
        show_day(receiver.ends_on) if receiver.ends_on else "",
        receiver.kind in RECEIVER_FIELDS and receiver.ends_on is None,
        receiver.kind is ReceiverKind.RESEARCH,
    )


def _receiver_form() -> ReceiverForm:
    form = ReceiverForm()
    form.offer()
    return form


def _words_page(
    form: WordsForm, status: int = 200, *, is_preview: bool = False, theirs: queries.OwnWords | None = None
) -> Page:
    shop = current_shop()
    page = render_template(
        "privacy/backoffice/words.html",
        form=form,
        policy=current_policy(shop),
        notice_state=queries.latest_notice(shop),
        is_preview=is_preview,
        theirs=theirs,
    )
    return page, status


def _receivers_page(form: ReceiverForm, status: int = 200) -> Page:
    today = clock.local_day(clock.now())
    found = list_receivers(current_shop())
    page = render_template(
        "privacy/backoffice/receivers.html",
        form=form,
        running=[_shown(r) for r in found if r.ends_on is None or r.ends_on >= today],
        ended=[_shown(r) for r in found if r.ends_on is not None and r.ends_on < today],
        is_open=status != 200 or request.args.get("them"),
    )
    return page, status
