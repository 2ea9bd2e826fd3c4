"""How far an order is and what comes next, in words for whoever ordered."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _

from shopapp.kernel.clock import at_local, local
from shopapp.kernel.contacts import mask_phone
from shopapp.orders.models import Order, OrderEvent
from shopapp.orders.rules import State
from shopapp.platform.i18n import show_moment, show_weekday
from shopapp.platform.tenancy.refs import OpeningHours, ShopFace
from shopapp.platform.web.opening import day_words, opening_words

_ROAD = (State.PLACED, State.CONFIRMED, State.PREPARING, State.SENT_OUT, State.DELIVERED)


def timeline(
    order: Order, events: Sequence[OrderEvent], expected: Mapping[State, str] | None = None
) -> list[dict[str, str]]:
    """The steps of the order with the time of each that is done: entries for the macro of that name.

    `expected` says of steps that are still to come when that will be.
    """
    reached = {event.kind: event.at for event in events}
    state = State(order.state)
    if state is State.CANCELLED:
        road = [step for step in _ROAD if step in reached] + [State.CANCELLED]
    elif state is State.FAILED:
        road = [*_ROAD[:4], State.FAILED, State.DELIVERED]
    else:
        road = list(_ROAD)
    at = road.index(state)
    entries = [_entry(step, place - at, reached, expected or {}) for place, step in enumerate(road)]
    if order.called_at is not None:
        label, when = _("The shop has called"), show_moment(order.called_at)
        entries.insert(1, {"label": str(label), "at": when, "state": "done"})
    return entries


def expected_times(order: Order, face: ShopFace, now: datetime) -> dict[State, str]:
    """When the steps that lie ahead of an order happen, as far as anybody can say."""
    if order.frozen_at is not None:
        return {}
    times = {State.DELIVERED: appointment_of(order)} if order.state in _ROAD else {}
    opening = opening_words(face.hours, now, face.closures)
    if order.state == State.PLACED and order.called_at is None and opening is not None:
        times[State.CONFIRMED] = str(
            _("The shop calls during its opening hours. %(opening)s.", opening=opening["text"])
        )
    return times


def _entry(
    step: State, distance: int, reached: Mapping[str, datetime], expected: Mapping[State, str]
) -> dict[str, str]:
    done = "done" if distance < 0 else "next"
    when = reached.get(step) if distance <= 0 else None
    return {
        "label": state_words(step),
        "at": show_moment(when) if when else "",
        "state": "now" if distance == 0 else done,
        "note": expected.get(step, "") if distance > 0 else "",
    }


def next_words(order: Order, face: ShopFace, now: datetime) -> tuple[str, str]:
    """(headline, what happens next and when) for the top of the order's page."""
    if order.frozen_at is not None:
        return str(_("This order is on hold")), str(
            _("Somebody has said that this order is not theirs. The shop looks at it and takes no step until then.")
        )
    when = appointment_of(order)
    words: dict[State, tuple[Any, Any]] = {
        State.PLACED: (_("Thank you, the shop has your order"), _placed_words(order, face, now)),
        State.CONFIRMED: (
            _("Your order is confirmed"),
            _("The shop prepares it and delivers on %(when)s.", when=when),
        ),
        State.PREPARING: (_("Your order is being prepared"), _("It will be delivered on %(when)s.", when=when)),
        State.SENT_OUT: (_("Your order is on its way"), _("It was promised for %(when)s.", when=when)),
        State.DELIVERED: (_("Your order was delivered"), _("Thank you for ordering with us.")),
        State.FAILED: (
            _("The delivery did not succeed"),
            _("The shop will call %(phone)s to agree on another time.", phone=mask_phone(order.sender_phone)),
        ),
        State.CANCELLED: (_("This order was cancelled"), _cancelled_words(order)),
    }
    headline, text = words[State(order.state)]
    return str(headline), str(text)


def _placed_words(order: Order, face: ShopFace, now: datetime) -> str:
    phone, hours = mask_phone(order.sender_phone), next_hours(face.hours, now)
    if order.called_at is not None:
        return str(_("The shop has called and will confirm the order shortly."))
    if not hours:
        return str(_("The shop will call %(phone)s to confirm.", phone=phone))
    words = str(
        _("The shop will call %(phone)s to confirm during opening hours (%(hours)s).", phone=phone, hours=hours)
    )
    closure = next((closure for closure in face.closures if closure.holds(local(now).date())), None)
    if closure is not None:
        called = _("It is closed until %(last)s and will call after that.", last=day_words(closure.last_day))
        return f"{words} {called}"
    opening = opening_words(face.hours, now, face.closures)
    if opening is not None and not opening["is_open"]:
        return f"{words} {opening['text']}."
    return words


def _cancelled_words(order: Order) -> str:
    if order.paid_at is not None or order.payment == "transfer":
        return str(_("If money was transferred already, please call the shop: it will be returned."))
    return str(_("Nothing will be delivered and nothing is to be paid."))


def appointment_of(order: Order) -> str:
    """When an order is to be delivered."""
    span = f"{order.slot_starts}–{order.slot_ends}" if order.slot_starts else ""
    return appointment_words(order.delivery_date, span)


def appointment_words(day: date, span: str) -> str:
    """A day with its weekday and, if there is one, the span: Saturday, 22/11, 09:00–12:00."""
    words = show_weekday(at_local(day, time(12)))
    # Word joiners keep "07:00–09:00" on one line.
    return ", ".join((words, span.replace("–", "\u2060–\u2060"))) if span else words


def state_words(state: str) -> str:
    """Where an order stands, in a few words."""
    words = {
        State.PLACED: _("Order received"),
        State.CONFIRMED: _("Confirmed"),
        State.PREPARING: _("Being prepared"),
        State.SENT_OUT: _("On its way"),
        State.DELIVERED: _("Delivered"),
        State.FAILED: _("Not delivered"),
        State.CANCELLED: _("Cancelled"),
    }
    return str(words[State(state)])


def next_hours(hours: tuple[OpeningHours, ...], now: datetime) -> str:
    """The opening hours of today, or of the next day that has any after now: "07:00–20:00"; "" without hours."""
    here = local(now)
    for ahead in range(8):
        day = here.date() + timedelta(days=ahead)
        spans = [span for span in hours if day.weekday() in span.days]
        if ahead == 0:
            spans = [span for span in spans if f"{here:%H:%M}" < span.closes]
        if spans:
            return ", ".join(f"{span.opens}–{span.closes}" for span in spans)
    return ""
