"""The register of disclosures, and the form for what is given on demand."""

import secrets

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.accounts.queries import names_of_staff
from shopapp.inquiries.attachments import EXTENSIONS, MEGABYTE
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.settings import current_settings, files
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy import actions
from shopapp.privacy.backoffice_views.desk import Page, blueprint
from shopapp.privacy.forms import DemandForm
from shopapp.privacy.rules import DemandDraft, NoSuchOrder
from shopapp.privacy.wording import demand_words, purpose_words
from shopapp.records.capabilities import field_words
from shopapp.records.queries import Given, find_given, list_register
from shopapp.records.rules import ON_DEMAND, Ground
from shopapp.records.web import note_once

PAGE = 50
LARGEST_ID = 10**15


@blueprint.get("/chuyen-giao")
@require(Permission.SHOP_CHANGE)
def register() -> str:
    """What was given to whom: on demand, or everything."""
    shop, everything = current_shop(), request.args.get("xem") == "tat-ca"
    before = request.args.get("truoc", type=int)
    found = list_register(
        shop,
        grounds=() if everything else ON_DEMAND,
        before=before if before and 0 < before < LARGEST_ID else None,
        limit=PAGE,
    )
    for subject in {given.subject for given in found if given.reason}:
        # A reason may name people; who reads it has opened something about the order.
        note_once(subject, "register")
    names = names_of_staff(shop, [given.account_id for given in found if given.account_id is not None])
    return render_template(
        "privacy/backoffice/register.html",
        found=[_row(given, names) for given in found],
        everything=everything,
        next_before=found[-1].id if len(found) == PAGE else None,
    )


@blueprint.get("/chuyen-giao/moi")
@require(Permission.SHOP_CHANGE)
def new_demand() -> Page:
    """The form for data somebody asks for without an agreement."""
    form = _form()
    form.about.data = request.args.get("don", "")[:40]
    return _form_page(form, 200)


@blueprint.post("/chuyen-giao/moi")
@require(Permission.SHOP_CHANGE)
def note_demand() -> Response | Page:
    """Note it; only then may the data be handed over."""
    settings = current_settings()
    request.max_content_length = settings.request_bytes + settings.upload_megabytes * MEGABYTE
    shop, form = current_shop(), _form()
    if not form.validate_on_submit():
        return _form_page(form, 422)
    try:
        _give(shop, form)
    except NoSuchOrder:
        form.about.errors = [_("The shop has no order with this code. Please check it.")]
        return _form_page(form, 422)
    flash(_("It is in the register. Now the data may be handed over, and nothing beyond what was chosen."), "success")
    return redirect(url_for(".register"), 303)


@blueprint.get("/chuyen-giao/<int(max=999999999999999):disclosure_id>/giay-to")
@require(Permission.SHOP_CHANGE)
def paper(disclosure_id: int) -> FlaskResponse:
    """The paper of a demand, to be saved."""
    given = find_given(current_shop(), disclosure_id)
    content = files().get(given.paper_key) if given is not None and given.paper_key else None
    if given is None or content is None:
        abort(404)
    answer = FlaskResponse(content, mimetype="application/octet-stream")
    ending = given.paper_key.rpartition(".")[2]
    answer.headers["Content-Disposition"] = f"attachment; filename=giay-to-{given.id}.{ending}"
    return answer


def _give(shop: ShopRef, form: DemandForm) -> None:
    key = f"{shop.id}/papers/{secrets.token_hex(16)}.{EXTENSIONS[form.file.content_type]}" if form.file else ""
    if form.file is not None:
        files().put(key, form.file.content)
    draft = DemandDraft(
        Ground(form.ground.data),
        form.receiver.data or "",
        form.about.data or "",
        tuple(form.fields.data or ()),
        form.reason.data or "",
        key,
    )
    account_id, now = current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.give_on_demand(shop, draft, account_id=account_id, now=now)
    except BaseException:
        # Nothing names the paper, so it must not stay.
        if key:
            files().delete(key)
        raise


def _row(given: Given, names: dict[int, str]) -> dict[str, object]:
    return {
        "id": given.id,
        "at": given.at,
        "receiver": given.receiver,
        "fields": ", ".join(field_words(name) for name in given.fields),
        "purpose": purpose_words(given.purpose),
        "ground": demand_words(given.ground),
        "by": names.get(given.account_id, "") if given.account_id is not None else "",
        "reason": given.reason,
        "has_paper": bool(given.paper_key),
        "href": f"/quan-tri/don-hang/{given.subject.id}" if given.subject.kind == "order" else "",
    }


def _form() -> DemandForm:
    form = DemandForm()
    form.offer()
    return form


def _form_page(form: DemandForm, status: int) -> Page:
    return render_template("privacy/backoffice/demand.html", form=form), status
