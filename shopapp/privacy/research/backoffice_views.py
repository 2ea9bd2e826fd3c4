"""Where the owner makes a file of figures for a research contractor."""

from flask import Blueprint, abort, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import show_day
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.privacy.research import actions, queries
from shopapp.privacy.research.actions import MOST_ORDERS, NoProject, TooMany
from shopapp.privacy.research.forms import PeriodForm
from shopapp.records.rules import Receiver, ReceiverNotAllowed

blueprint = Blueprint("research_backoffice", __name__, url_prefix="/quan-tri/cua-hang/ben-nhan")

Page = tuple[str, int]


@blueprint.get("/<int(max=999999999999999):receiver_id>/so-lieu")
@require(Permission.SHOP_CHANGE)
def ask(receiver_id: int) -> Page:
    """What is given, to whom, and of which days."""
    return _page(PeriodForm(), _project(receiver_id))


@blueprint.post("/<int(max=999999999999999):receiver_id>/so-lieu")
@require(Permission.SHOP_CHANGE)
def give(receiver_id: int) -> Response | Page:
    """Note each order in the register, then hand the file over."""
    form, project = PeriodForm(), _project(receiver_id)
    if not form.validate_on_submit() or form.first.day is None or form.last.day is None:
        return _page(form, project, 422)
    shop, me, now = current_shop(), current_principal(), clock.now()
    try:
        with transaction():
            given = actions.give_figures(
                shop, receiver_id, form.first.day, form.last.day, account_id=me.account_id, now=now
            )
    except NoProject:
        abort(404)
    except TooMany:
        form.last.errors = [_("These are more than %(most)s orders. Please choose fewer days.", most=MOST_ORDERS)]
        return _page(form, project, 422)
    except ReceiverNotAllowed:
        form.first.errors = [_("The agreement does not allow figures of orders and made-up names.")]
        return _page(form, project, 422)
    if not given.orders:
        form.first.errors = [
            _("No delivered order of these days belongs to somebody who agreed to research. Nothing was given.")
        ]
        return _page(form, project, 422)
    response = make_response(given.content)
    response.mimetype = "text/csv"
    name = f"so-lieu-{form.first.day:%Y%m%d}-{form.last.day:%Y%m%d}.csv"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _project(receiver_id: int) -> Receiver:
    found = queries.find_project(current_shop(), receiver_id, now=clock.now())
    if found is None:
        abort(404)
    return found


def _page(form: PeriodForm, project: Receiver, status: int = 200) -> Page:
    ends_on = show_day(project.ends_on) if project.ends_on else ""
    page = render_template(
        "privacy/backoffice/research.html", form=form, project=project, ends_on=ends_on, most=MOST_ORDERS
    )
    return page, status
