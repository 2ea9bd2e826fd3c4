"""Deliveries as couriers see them: the doors to ring at, the amount to collect, and what became of it."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.kernel.folding import tidy_lines
from shopapp.orders import actions, backoffice_words, queries
from shopapp.orders.queries import Delivery
from shopapp.orders.rules import Frozen, OrderGone, State, StepNotAllowed
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.records.queries import has_read_since
from shopapp.records.rules import ReadReason, Reference
from shopapp.records.web import audited, show_in_full

blueprint = Blueprint("deliveries_backoffice", __name__, url_prefix="/quan-tri/giao-hang")

# A courier's day: long enough for a round, so that no address has to be shown twice on the way.
SHOWN_FOR = timedelta(hours=12)
ONE = "/<int(max=999999999999999):order_id>"


@blueprint.get("")
@require(Permission.ORDERS_DELIVER)
def index() -> str:
    """What I have to take out."""
    found = queries.list_deliveries(current_shop(), current_principal().account_id)
    today = clock.local_day(clock.now())
    return render_template(
        "orders/backoffice/deliveries.html", deliveries=found, today=today, words=backoffice_words, State=State
    )


@blueprint.get(ONE)
@require(Permission.ORDERS_DELIVER)
@audited("order", "order_id")
def delivery(order_id: int) -> str:
    """One door. The address is masked until it is asked for."""
    shop, me = current_shop(), current_principal()
    found, about = _found(order_id), Reference("order", order_id)
    since = clock.now() - SHOWN_FOR
    return render_template(
        "orders/backoffice/delivery.html",
        delivery=found,
        is_shown=has_read_since(shop, account_id=me.account_id, subject=about, what="delivery", since=since),
        words=backoffice_words,
        State=State,
    )


@blueprint.post(f"{ONE}/xem-dia-chi")
@require(Permission.ORDERS_DELIVER)
def reveal(order_id: int) -> Response:
    """Show name, address and phone for the day, and note who had them shown."""
    show_in_full(Reference("order", _found(order_id).id), what="delivery", reason=ReadReason.DELIVER)
    return redirect(url_for(".delivery", order_id=order_id), 303)


@blueprint.post(f"{ONE}/buoc")
@require(Permission.ORDERS_DELIVER)
def advance(order_id: int) -> Response:
    """Taken along, handed over, or not."""
    wanted = request.form.get("buoc", "")
    if wanted not in set(State):
        abort(400)
    shop, me, step = current_shop(), current_principal(), State(wanted)
    is_collected = request.form.get("da-thu") == "1"
    note = tidy_lines(request.form.get("ghi-chu", ""))[:300]
    try:
        with transaction():
            actions.deliver(
                shop, order_id, step, account_id=me.account_id, is_collected=is_collected, note=note, now=clock.now()
            )
    except OrderGone:
        abort(404)
    except (Frozen, StepNotAllowed):
        flash(_("The shop has changed something about this delivery meanwhile. Please look at it again."), "warning")
        return redirect(url_for(".index"), 303)
    flash(_("Noted: %(state)s.", state=backoffice_words.state_word(wanted)), "success")
    if step is State.SENT_OUT:
        return redirect(url_for(".delivery", order_id=order_id), 303)
    return redirect(url_for(".index"), 303)


def _found(order_id: int) -> Delivery:
    found = queries.find_delivery(current_shop(), order_id, account_id=current_principal().account_id)
    if found is None:
        abort(404)
    return found
