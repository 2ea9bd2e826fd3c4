"""Orders as the shop works on them: what waits, one order with its next step, calls, payment, notes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from shopapp.accounts.queries import list_staff
from shopapp.inquiries.cases.queries import list_cases_about
from shopapp.kernel import clock
from shopapp.kernel.folding import tidy, tidy_lines
from shopapp.notifications import queries as outbox
from shopapp.notifications import words as message_words
from shopapp.notifications.rules import State as MessageState
from shopapp.orders import actions, backoffice_words, queries
from shopapp.orders.forms.choices import number
from shopapp.orders.models import Order
from shopapp.orders.rules import ENDED, Frozen, OrderGone, State, StepNotAllowed, next_steps
from shopapp.platform.access import Area, Permission, Reach, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.records.bars import is_restricted
from shopapp.records.queries import has_read_since
from shopapp.records.rules import Reference
from shopapp.records.web import audited, show_in_full

blueprint = Blueprint("orders_backoffice", __name__, url_prefix="/quan-tri/don-hang")

# The word in the address and the states it shows; the first is where one lands.
VIEWS: dict[str, tuple[State, ...]] = {
    "": (State.PLACED,),
    "chuan-bi": (State.CONFIRMED, State.PREPARING),
    "dang-giao": (State.SENT_OUT, State.FAILED),
    "da-xong": (State.DELIVERED,),
    "da-huy": (State.CANCELLED,),
    "tat-ca": (),
}
SHOWN_FOR = timedelta(minutes=15)
LONGEST_NOTE = 1000
LARGEST_ID = 10**15


@blueprint.get("")
@require(Permission.ORDERS_SEE)
def index() -> str:
    """One page of orders in a view, searched and filtered."""
    shop, view = current_shop(), request.args.get("xem", "")
    view = view if view in VIEWS else ""
    typed, mine, day = tidy(request.args.get("q", ""))[:100], request.args.get("cua-toi") == "1", _day()
    states = () if typed else VIEWS[view]
    wanted = queries.OrderFilter(
        states=tuple(state.value for state in states),
        text=typed,
        assigned_to=current_principal().account_id if mine else _only_of(),
        delivery_date=day,
    )
    before = request.args.get("truoc", type=int)
    found = queries.list_orders(shop, wanted, before=before if before and 0 < before < LARGEST_ID else None)
    more = {"xem": view, "q": typed, "cua-toi": "1" if mine else "", "ngay": day.isoformat() if day else ""}
    return render_template(
        "orders/backoffice/index.html",
        tabs=_tabs("tat-ca" if typed else view),
        view=view,
        orders=found,
        typed=typed,
        mine=mine,
        day=more["ngay"],
        today=clock.local_day(clock.now()),
        ended=ENDED,
        words=backoffice_words,
        next_href=_address(more | {"truoc": str(found[-1].id)}) if len(found) == queries.PAGE else "",
    )


@blueprint.get("/<int(max=999999999999999):order_id>")
@require(Permission.ORDERS_SEE)
@audited("order", "order_id")
def order(order_id: int) -> str:
    """One order: what to do next, who, where, what, how it is paid, what happened."""
    shop, me = current_shop(), current_principal()
    found = _found(order_id)
    about = Reference("order", found.id)
    since, staff, today = clock.now() - SHOWN_FOR, list_staff(shop), clock.local_day(clock.now())
    is_locked = _is_locked(found)
    was_shown = has_read_since(shop, account_id=me.account_id, subject=about, what="contact", since=since)
    return render_template(
        "orders/backoffice/order.html",
        order=found,
        lines=queries.list_lines(shop, found.id),
        cases=list_cases_about(shop, about) if found.frozen_at else (),
        events=list(reversed(queries.list_events(shop, found.id))),
        steps=next_steps(found.state),
        staff=[row for row in staff if row.works_on(today) or row.id == found.assigned_account_id],
        who={row.id: row.name for row in staff},
        messages=outbox.list_messages(shop, about),
        message_words=message_words,
        message_states=MessageState,
        is_shown=was_shown and me.may(Permission.CONTACTS_REVEAL) and not is_locked,
        is_locked=is_locked,
        is_overdue=found.state not in ENDED and found.delivery_date < today,
        State=State,
        words=backoffice_words,
    )


@blueprint.post("/<int(max=999999999999999):order_id>/xem-day-du")
@require(Permission.CONTACTS_REVEAL)
def reveal(order_id: int) -> ResponseReturnValue:
    """Show contact data in full for a quarter of an hour, and note who had it shown."""
    found = _found(order_id)
    show_in_full(Reference("order", found.id), is_locked=_is_locked(found))
    return _back(order_id)


@blueprint.post("/<int(max=999999999999999):order_id>/buoc")
@require(Permission.ORDERS_CHANGE)
def advance(order_id: int) -> ResponseReturnValue:
    """Move the order along."""
    wanted = request.form.get("buoc", "")
    if wanted not in set(State):
        abort(400)
    shop, me, note = current_shop(), current_principal(), _note()

    def act() -> None:
        actions.advance(shop, order_id, wanted, account_id=me.account_id, note=note, now=clock.now())

    return _do(order_id, act, _("Noted: %(state)s.", state=backoffice_words.state_word(wanted)))


@blueprint.post("/<int(max=999999999999999):order_id>/da-goi")
@require(Permission.ORDERS_CHANGE)
def called(order_id: int) -> ResponseReturnValue:
    """Note a call: reached or not."""
    shop, me, reached, note = current_shop(), current_principal(), request.form.get("gap") == "1", _note()

    def act() -> None:
        actions.mark_called(shop, order_id, account_id=me.account_id, reached=reached, note=note, now=clock.now())

    done = _("Noted: called to confirm.") if reached else _("Noted: called, nobody answered.")
    return _do(order_id, act, done)


@blueprint.post("/<int(max=999999999999999):order_id>/da-tra-tien")
@require(Permission.ORDERS_CHANGE)
def paid(order_id: int) -> ResponseReturnValue:
    """Note that the money has come."""
    shop, me = current_shop(), current_principal()

    def act() -> None:
        actions.mark_paid(shop, order_id, account_id=me.account_id, note=_note(), now=clock.now())

    return _do(order_id, act, _("Noted: payment received."))


@blueprint.post("/<int(max=999999999999999):order_id>/da-hoan-tien")
@require(Permission.ORDERS_CHANGE)
def refunded(order_id: int) -> ResponseReturnValue:
    """Note that the money of a cancelled order was given back."""
    shop, me = current_shop(), current_principal()

    def act() -> None:
        actions.mark_refunded(shop, order_id, account_id=me.account_id, note=_note(), now=clock.now())

    return _do(order_id, act, _("Noted: money given back."))


@blueprint.post("/<int(max=999999999999999):order_id>/phu-trach")
@require(Permission.ORDERS_CHANGE)
def assign(order_id: int) -> ResponseReturnValue:
    """Put somebody in charge."""
    shop, me = current_shop(), current_principal()
    typed = request.form.get("nhan-vien", "")
    wanted = number(typed) if typed else None
    today = clock.local_day(clock.now())
    if wanted is not None and wanted not in {row.id for row in list_staff(shop) if row.works_on(today)}:
        abort(404)

    def act() -> None:
        actions.assign(shop, order_id, to_account_id=wanted, account_id=me.account_id, now=clock.now())

    return _do(order_id, act, _("Noted who is in charge."))


@blueprint.post("/<int(max=999999999999999):order_id>/ghi-chu")
@require(Permission.ORDERS_CHANGE)
def add_note(order_id: int) -> ResponseReturnValue:
    """Leave a note for colleagues."""
    shop, me, text = current_shop(), current_principal(), _note()
    if not text:
        flash(_("The note was empty, so nothing was saved."), "warning")
        return _back(order_id)

    def act() -> None:
        actions.add_note(shop, order_id, text=text, account_id=me.account_id, now=clock.now())

    return _do(order_id, act, _("The note was saved."))


def _do(order_id: int, act: Callable[[], None], done: str) -> ResponseReturnValue:
    """Run one action in its transaction and say how it went, on the order's page."""
    _found(order_id)
    try:
        with transaction():
            act()
    except OrderGone:
        abort(404)
    except Frozen:
        flash(
            _("This order is on hold, because somebody says that it is not theirs. Please decide on that first."),
            "warning",
        )
    except StepNotAllowed as refused:
        state = backoffice_words.state_word(refused.state)
        flash(_("Somebody else has moved this order meanwhile. It now stands at: %(state)s.", state=state), "warning")
    except IntegrityError:
        abort(404)
    else:
        flash(done, "success")
    return _back(order_id)


def _found(order_id: int) -> Order:
    found, only_of = queries.find_order(current_shop(), order_id), _only_of()
    if found is None or (only_of is not None and found.assigned_account_id != only_of):
        abort(404)
    return found


def _is_locked(order: Order) -> bool:
    """Whether sender or recipient wants their data only kept; what is still to be delivered is delivered."""
    contacts = (order.sender_phone, order.sender_email, order.recipient_phone)
    return order.state in ENDED and is_restricted(current_shop(), contacts)


def _only_of() -> int | None:
    """Whose orders alone are shown: one's own, where the role reaches no further; None for everybody's."""
    me = current_principal()
    return None if me.reach(Area.ORDERS) is Reach.ALL else me.account_id


def _back(order_id: int) -> ResponseReturnValue:
    return redirect(url_for(".order", order_id=order_id), 303)


def _note() -> str:
    return tidy_lines(request.form.get("ghi-chu", ""))[:LONGEST_NOTE]


def _day() -> date | None:
    try:
        return date.fromisoformat(request.args.get("ngay", ""))
    except ValueError:
        return None


def _address(args: dict[str, str]) -> str:
    return f"{url_for('.index')}?{urlencode({name: value for name, value in args.items() if value})}"


def _tabs(view: str) -> Sequence[dict[str, object]]:
    counts = queries.count_by_state(current_shop(), assigned_to=_only_of())
    labels = {
        "": _("To confirm"),
        "chuan-bi": _("To prepare"),
        "dang-giao": _("Delivering"),
        "da-xong": _("Delivered"),
        "da-huy": _("Cancelled"),
        "tat-ca": _("All"),
    }
    return [
        {
            "label": labels[name],
            "href": _address({"xem": name}),
            "count": _capped(sum(counts.get(state, 0) for state in states))
            if states and not ENDED & set(states)
            else None,
            "current": name == view,
        }
        for name, states in VIEWS.items()
    ]


def _capped(count: int) -> str:
    return "99+" if count > 99 else str(count)
