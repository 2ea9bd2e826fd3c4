"""Deciding on an order that is on hold because somebody said that it is not theirs."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from shopapp.inquiries.cases.rules import Outcome
from shopapp.kernel import clock
from shopapp.orders import actions, queries
from shopapp.orders.backoffice_views.desk import blueprint
from shopapp.orders.rules import NotFrozen, OrderGone, State, StepNotAllowed, places_from
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.forms import AtMost, Lines, Needed, ShopForm
from shopapp.platform.web.gate import current_principal, current_shop

CHOICES = {"tiep-tuc": Outcome.RELEASED, "huy": Outcome.CANCELLED}
LONGEST_NOTE = 1000


class DecisionForm(ShopForm):
    """What was found out; colleagues read it on the order and on the case."""

    note = Lines(
        lazy_gettext("What was found out"),
        [Needed(lazy_gettext("Please note what was found out, for example in a call.")), AtMost(LONGEST_NOTE)],
    )


@blueprint.get("/<int(max=999999999999999):order_id>/tam-giu")
@require(Permission.CASES_CHANGE)
def ask_decision(order_id: int) -> ResponseReturnValue:
    """The question: does the order go on, or is it cancelled?"""
    return _page(order_id, DecisionForm(), 200)


@blueprint.post("/<int(max=999999999999999):order_id>/tam-giu")
@require(Permission.CASES_CHANGE)
def decide(order_id: int) -> ResponseReturnValue:
    """Let it go on or cancel it. A note is needed, because two people's words stand against each other."""
    outcome = CHOICES.get(request.form.get("chon", ""))
    if outcome is None:
        abort(400)
    form, shop, account_id = DecisionForm(), current_shop(), current_principal().account_id
    if not form.validate():
        return _page(order_id, form, 422)
    note, back = form.note.data or "", redirect(url_for(".order", order_id=order_id), 303)
    try:
        with transaction():
            actions.decide(shop, order_id, outcome, note=note, account_id=account_id, now=clock.now())
    except OrderGone:
        abort(404)
    except NotFrozen:
        flash(_("Somebody else has already decided on this order."), "warning")
        return back
    except StepNotAllowed:
        form.note.errors = [_("What is under way cannot be cancelled. Let it go on, then note that it failed.")]
        return _page(order_id, form, 409)
    done = _("The order was cancelled.") if outcome is Outcome.CANCELLED else _("The order goes on.")
    flash(f"{done} {_('Whoever reported it is told.')}", "success")
    return back


def _page(order_id: int, form: DecisionForm, status: int) -> ResponseReturnValue:
    order = queries.find_order(current_shop(), order_id)
    if order is None:
        abort(404)
    if order.frozen_at is None:
        return redirect(url_for(".order", order_id=order_id), 303)
    page = render_template(
        "orders/backoffice/decide.html",
        order=order,
        form=form,
        lines=queries.list_lines(current_shop(), order.id),
        may_cancel=order.state in places_from(State.CANCELLED),
    )
    return page, status
