"""While an order is held, its customer hears nothing of it, whoever presses which button."""

import pytest
from flask import Flask
from sqlalchemy import update

from shopapp.notifications.actions import send_again, send_failed_again
from shopapp.notifications.models import Message
from shopapp.notifications.rules import OnHold
from shopapp.operations.worker import drain
from shopapp.orders.models import Order
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.orders.builders import Stall, place, rows_of


def hold(app: Flask, stall: Stall, *, is_held: bool) -> None:
    with app.app_context(), acting_for(stall.shop), transaction():
        query = update(Order).where(Order.shop_id == stall.shop.id).values(frozen_at=NOW if is_held else None)
        db.session.execute(query.execution_options(synchronize_session=False))


def test_a_held_order_keeps_its_messages_in_the_house(app: Flask, stall: Stall) -> None:
    place(app, stall)
    hold(app, stall, is_held=True)
    drain(app)
    messages = rows_of(app, stall.shop, Message)
    to_customer = [message for message in messages if message.audience == "customer"]
    assert to_customer
    assert {(message.state, message.error) for message in to_customer} == {("cancelled", "on_hold")}
    assert all(message.error != "on_hold" for message in messages if message.audience == "staff")
    with app.app_context(), acting_for(stall.shop):
        for message in to_customer:
            with pytest.raises(OnHold), transaction():
                send_again(stall.shop, message.id, now=NOW)
        with transaction():
            query = update(Message).where(Message.shop_id == stall.shop.id, Message.audience == "customer")
            values = {"state": "failed", "error": "timed_out", "queued_at": NOW}
            db.session.execute(query.values(**values).execution_options(synchronize_session=False))
        with transaction():
            assert send_failed_again(stall.shop, now=NOW).going == 0
    hold(app, stall, is_held=False)
    with app.app_context(), acting_for(stall.shop), transaction():
        assert send_failed_again(stall.shop, now=NOW).going == len(to_customer)
