"""Who is concerned: rules and lists by which people are found, the people in part, and whom only a call reaches."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.catalog.queries import list_product_choices
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.incidents import actions, queries, wording
from shopapp.privacy.incidents.backoffice_views.register import (
    LARGEST_ID,
    ONE,
    Page,
    blueprint,
    closed_already,
    get_incident,
)
from shopapp.privacy.incidents.forms import GroupForm, ListForm, junk_words
from shopapp.privacy.incidents.models import Incident
from shopapp.privacy.incidents.rules import AlreadyClosed, AlreadyTold, NoSuchIncident, Way
from shopapp.records.rules import Reference
from shopapp.records.web import audited, note_once

AFTER = "sau"
# A list that is too long comes back with a word about it, and not as an error page that has lost it.
LIST_BYTES = 2_000_000


@blueprint.get(f"{ONE}/nguoi")
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id", what="people")
def people(incident_id: int) -> Page:
    """The rules, the figures, the people in part."""
    return _page(get_incident(incident_id), 200)


@blueprint.post(f"{ONE}/nguoi")
@require(Permission.INCIDENTS_MANAGE)
def add_rule(incident_id: int) -> Response | Page:
    """Have everybody found whom a rule leads to."""
    shop, found, now = current_shop(), get_incident(incident_id), clock.now()
    form = _group_form()
    if not form.validate():
        return _page(found, 422, group_form=form)
    draft, account_id = form.to_draft(), current_principal().account_id
    try:
        with transaction():
            actions.add_group(shop, incident_id, draft, account_id=account_id, now=now)
    except AlreadyClosed:
        return closed_already(incident_id)
    flash(_("The people are being counted. That takes a moment; this page shows how far it is."), "success")
    return redirect(url_for(".people", incident_id=incident_id), 303)


@blueprint.post(f"{ONE}/nguoi/danh-sach")
@require(Permission.INCIDENTS_MANAGE)
def add_people(incident_id: int) -> Response | Page:
    """Keep everybody on a pasted list, or say which lines cannot be read."""
    shop, found, now = current_shop(), get_incident(incident_id), clock.now()
    request.max_form_memory_size = LIST_BYTES
    form = ListForm()
    if not form.validate():
        return _page(found, 422, list_form=form)
    with_recipients, account_id = bool(form.list_recipients.data), current_principal().account_id
    try:
        with transaction():
            unknown = actions.add_list(
                shop, incident_id, form.read, with_recipients=with_recipients, account_id=account_id, now=now
            )
    except AlreadyClosed:
        return closed_already(incident_id)
    if unknown:
        form.contacts.errors = [junk_words(unknown)]
        return _page(found, 422, list_form=form)
    flash(_("The people on the list are in the register."), "success")
    return redirect(url_for(".people", incident_id=incident_id), 303)


@blueprint.post(f"{ONE}/nguoi/<int(max=999999999999999):group_id>/bo")
@require(Permission.INCIDENTS_MANAGE)
def remove_group(incident_id: int, group_id: int) -> Response:
    """Take a rule or list back."""
    shop, account_id, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.remove_group(shop, incident_id, group_id, account_id=account_id, now=now)
    except NoSuchIncident:
        abort(404)
    except AlreadyClosed:
        return closed_already(incident_id)
    except AlreadyTold:
        flash(_("Telling has begun; who is concerned stays as it is. More people can be added."), "error")
    return redirect(url_for(".people", incident_id=incident_id), 303)


@blueprint.get(f"{ONE}/can-goi")
@require(Permission.INCIDENTS_MANAGE)
@audited("incident", "incident_id", what="contact")
def calls(incident_id: int) -> str:
    """Numbers to call: people whom no message reaches."""
    shop, found = current_shop(), get_incident(incident_id)
    rows = queries.list_to_call(shop, incident_id, _way(incident_id), after=_after())
    return render_template(
        "privacy/backoffice/incident_calls.html",
        incident=found,
        rows=rows,
        next_after=rows[-1].id if len(rows) == queries.PEOPLE_PAGE else None,
    )


@blueprint.post(f"{ONE}/can-goi/<int(max=999999999999999):person_id>")
@require(Permission.INCIDENTS_MANAGE)
def mark_called(incident_id: int, person_id: int) -> Response:
    """Note that somebody was told on the telephone."""
    shop, account_id, now = current_shop(), current_principal().account_id, clock.now()
    try:
        with transaction():
            actions.mark_called(shop, incident_id, person_id, account_id=account_id, now=now)
    except NoSuchIncident:
        abort(404)
    except AlreadyClosed:
        return closed_already(incident_id)
    flash(_("Noted as told on the telephone."), "success")
    return redirect(url_for(".calls", incident_id=incident_id), 303)


def _way(incident_id: int) -> Way:
    notice = queries.find_notice(current_shop(), incident_id)
    return Way(notice.way) if notice else Way.BOTH


def _after() -> int:
    named = request.args.get(AFTER, type=int) or 0
    return named if 0 < named < LARGEST_ID else 0


def _group_form(*, is_new: bool = False) -> GroupForm:
    form = GroupForm(formdata=None) if is_new else GroupForm()
    form.offer(list_product_choices(current_shop()))
    return form


def _page(
    found: Incident, status: int, *, group_form: GroupForm | None = None, list_form: ListForm | None = None
) -> Page:
    shop = current_shop()
    if status != 200:
        # A form that comes back shows the people, too.
        note_once(Reference("incident", found.id), "people")
    rows, groups = queries.list_people(shop, found.id, after=_after()), queries.list_groups(shop, found.id)
    products = dict(list_product_choices(shop))
    page = render_template(
        "privacy/backoffice/incident_people.html",
        incident=found,
        people=queries.tally(shop, found.id),
        groups=[(wording.group_words(group, products), group) for group in groups],
        rows=rows,
        next_after=rows[-1].id if len(rows) == queries.PEOPLE_PAGE else None,
        group_form=group_form or _group_form(is_new=True),
        list_form=list_form or ListForm(formdata=None),
        opened="rule" if group_form or (not groups and not list_form) else "list" if list_form else "",
    )
    return page, status
