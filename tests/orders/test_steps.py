"""How an order moves along, and what the shop may do with it."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from shopapp.orders import actions, queries
from shopapp.orders.models import Order, OrderEvent
from shopapp.orders.queries import OrderFilter
from shopapp.orders.rules import STEPS, ContentDiffers, OrderGone, State, StepNotAllowed, fingerprint, next_steps
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff
from tests.builders import NOW
from tests.conftest import SECRET
from tests.orders.builders import DAY, Stall, draft_of, messages_of, only_order, place, rows_of

ROAD = ("confirmed", "preparing", "sent_out", "delivered")


def step(app: Flask, stall: Stall, order_id: int, *states: str) -> None:
    for state in states:
        with app.app_context(), acting_for(stall.shop), transaction():
            actions.advance(stall.shop, order_id, state, account_id=stall.owner, now=NOW)


@pytest.mark.parametrize("state", list(State))
def test_only_the_known_steps_can_be_made(app: Flask, stall: Stall, state: State) -> None:
    roads: dict[State, tuple[str, ...]] = {
        State.PLACED: (),
        State.CONFIRMED: ROAD[:1],
        State.PREPARING: ROAD[:2],
        State.SENT_OUT: ROAD[:3],
        State.DELIVERED: ROAD,
        State.FAILED: (*ROAD[:3], "failed"),
        State.CANCELLED: ("cancelled",),
    }
    order_id = place(app, stall, (stall.small, 1)).id
    step(app, stall, order_id, *roads[state])
    for target in State:
        if target in STEPS[state] or target is State.PLACED:
            continue
        with pytest.raises(StepNotAllowed) as refused:
            step(app, stall, order_id, target.value)
        assert refused.value.state == state
    assert set(next_steps(state)) == set(STEPS[state])


def test_every_step_is_told_and_noted(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall).id
    step(app, stall, order_id, *ROAD)
    kinds = [kind for kind, channel, _ in messages_of(app, stall.shop) if channel == "sms"]
    assert kinds == ["orders.placed", "orders.confirmed", "orders.sent_out", "orders.delivered"]
    events = rows_of(app, stall.shop, OrderEvent)
    assert [(e.kind, e.actor) for e in events] == [("placed", "visitor"), *((kind, "staff") for kind in ROAD)]
    assert {e.account_id for e in events[1:]} == {stall.owner}
    assert only_order(app, stall.shop).ended_at == NOW


def test_a_failed_delivery_goes_out_again(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall).id
    step(app, stall, order_id, *ROAD[:3], "failed", "sent_out", "delivered")
    assert [k for k, c, _ in messages_of(app, stall.shop) if c == "sms"][-3:] == [
        "orders.failed",
        "orders.sent_out",
        "orders.delivered",
    ]


def test_cancelling_by_staff_puts_the_goods_back_once(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall, (stall.single, 1), (stall.small, 2)).id
    step(app, stall, order_id, "confirmed", "cancelled")
    with pytest.raises(StepNotAllowed):
        step(app, stall, order_id, "cancelled")
    assert place(app, stall, (stall.single, 1)).is_new


def test_calls_are_noted_reached_or_not(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall).id
    with app.app_context(), acting_for(stall.shop), transaction():
        actions.mark_called(stall.shop, order_id, account_id=stall.owner, reached=False, now=NOW)
    assert only_order(app, stall.shop).called_at is None
    with app.app_context(), acting_for(stall.shop), transaction():
        actions.mark_called(stall.shop, order_id, account_id=stall.owner, note="Hẹn chiều", now=NOW)
    assert only_order(app, stall.shop).called_at == NOW
    events = [(e.kind, e.note) for e in rows_of(app, stall.shop, OrderEvent)]
    assert events[1:] == [("call_missed", ""), ("called", "Hẹn chiều")]


def test_a_payment_is_noted_once(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall, payment="transfer").id
    for _ in range(2):
        with app.app_context(), acting_for(stall.shop), transaction():
            actions.mark_paid(stall.shop, order_id, account_id=stall.owner, now=NOW)
    assert [e.kind for e in rows_of(app, stall.shop, OrderEvent)] == ["placed", "paid"]


def test_a_cancelled_order_takes_no_payment(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall).id
    step(app, stall, order_id, "cancelled")
    with pytest.raises(StepNotAllowed), app.app_context(), acting_for(stall.shop), transaction():
        actions.mark_paid(stall.shop, order_id, account_id=stall.owner, now=NOW)


def test_an_order_is_assigned_and_noted(app: Flask, stall: Stall) -> None:
    order_id = place(app, stall).id
    with app.app_context(), acting_for(stall.shop), transaction():
        actions.assign(stall.shop, order_id, to_account_id=stall.owner, account_id=stall.owner, now=NOW)
        actions.add_note(stall.shop, order_id, text="Khách quen", account_id=stall.owner, now=NOW)
    assert only_order(app, stall.shop).assigned_account_id == stall.owner
    assert rows_of(app, stall.shop, OrderEvent)[-1].note == "Khách quen"


def test_an_account_of_another_shop_cannot_be_put_in_charge(
    app: Flask, stall: Stall, two_shops: tuple[ShopRef, ShopRef]
) -> None:
    order_id, stranger = place(app, stall).id, make_staff(app, two_shops[1], password=None)
    with pytest.raises(IntegrityError), app.app_context(), acting_for(stall.shop), transaction():
        actions.assign(stall.shop, order_id, to_account_id=stranger, account_id=stall.owner, now=NOW)


def test_nothing_of_another_shop_can_be_moved(app: Flask, stall: Stall, two_shops: tuple[ShopRef, ShopRef]) -> None:
    order_id, other = place(app, stall).id, two_shops[1]
    doings: list[Any] = [
        lambda: actions.advance(other, order_id, "confirmed", account_id=1, now=NOW),
        lambda: actions.mark_called(other, order_id, account_id=1, now=NOW),
        lambda: actions.mark_paid(other, order_id, account_id=1, now=NOW),
        lambda: actions.assign(other, order_id, to_account_id=None, account_id=1, now=NOW),
        lambda: actions.add_note(other, order_id, text="x", account_id=1, now=NOW),
        lambda: actions.cancel_by_visitor(other, order_id, now=NOW),
    ]
    for doing in doings:
        with pytest.raises(OrderGone), app.app_context(), acting_for(other), transaction():
            doing()
    with app.app_context(), acting_for(other):
        assert queries.find_order(other, order_id) is None
    assert only_order(app, stall.shop).state == "placed"


def test_an_order_is_typed_in_for_somebody_on_the_phone(app: Flask, stall: Stall) -> None:
    draft = draft_of(stall, sender_email="")

    def take(mark: str) -> Any:
        with app.app_context(), acting_for(stall.shop), transaction():
            return actions.take_phone_order(
                stall.shop,
                draft,
                key="tờ-một",
                fingerprint=mark,
                source="phone",
                account_id=stall.owner,
                now=NOW,
            )

    mark = fingerprint(SECRET, draft)
    first = take(mark)
    assert take(mark) == type(first)(first.id, first.token, False)
    with pytest.raises(ContentDiffers):
        take("khác")
    order = only_order(app, stall.shop)
    assert (order.source, order.called_at, order.policy_version_id) == ("phone", NOW, None)
    assert [kind for kind, *_ in messages_of(app, stall.shop)] == ["orders.placed", "orders.new_for_shop"]


def test_the_desk_finds_orders_by_what_people_say(app: Flask, stall: Stall) -> None:
    first = place(app, stall, sender_name="Đặng Thị Ước").id
    place(app, stall, (stall.small, 1), sender_name="Người Khác", sender_phone="+84900000199")
    with app.app_context(), acting_for(stall.shop):
        code = db.session.get_one(Order, first).code

        def found(text: str, **more: Any) -> list[int]:
            return [o.id for o in queries.list_orders(stall.shop, OrderFilter(text=text, **more))]

        assert found("dang uoc") == found("ƯỚC") == found(code.lower()) == [first]
        assert found("0900000199 khac") == [first + 1]
        assert found("100%_") == []
        assert len(found("", states=("placed",), delivery_date=DAY)) == 2
        assert found("", states=("delivered",)) == []
        assert queries.find_code(stall.shop, code[2:]) == first
        assert queries.count_by_state(stall.shop) == {State.PLACED: 2}
        waiting = queries.count_waiting(stall.shop, DAY.replace(day=26))
        assert (waiting.to_call, waiting.overdue) == (2, 2)
