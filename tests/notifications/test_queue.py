"""Writing into the outbox: whole with the change or not at all, in few statements, never beyond a limit."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.notifications.actions import queue_messages
from shopapp.notifications.models import Message
from shopapp.notifications.rules import CAPS, JOBS
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.notifications.builders import make_draft, make_sms, queue

Outbox = Callable[[], Sequence[Message]]


def due_rows(app: Flask) -> list[int]:
    with app.app_context(), acting_for(None):
        query = select(Dispatch.row_id).where(Dispatch.kind.in_(JOBS.values())).order_by(Dispatch.id)
        return list(db.session.execute(query).scalars())


class Undone(Exception):
    """What a test lets a change fail with."""


def queue_and_fail(app: Flask, shop: ShopRef, now: datetime) -> None:
    with app.app_context(), acting_for(shop), transaction():
        queue_messages(shop, [make_sms()], now=now)
        raise Undone


def test_messages_and_their_work_are_written_together(app: Flask, shop: ShopRef, outbox: Outbox, now: datetime) -> None:
    ids = queue(app, shop, make_draft(), make_sms(), make_draft(audience="staff"), now=now)
    assert [message.id for message in outbox()] == ids
    assert {message.state for message in outbox()} == {"queued"}
    assert due_rows(app) == ids


def test_a_rolled_back_change_leaves_no_message_no_work_and_no_count(
    app: Flask, shop: ShopRef, outbox: Outbox, now: datetime
) -> None:
    limit = CAPS[("sms", "customer")][0].limit
    for _ in range(limit):
        with pytest.raises(Undone):
            queue_and_fail(app, shop, now)
    assert outbox() == []
    assert due_rows(app) == []
    queue(app, shop, make_sms(), now=now)
    assert outbox()[0].state == "queued"


def test_three_messages_cost_at_most_six_statements(
    app: Flask, shop: ShopRef, statements: list[str], now: datetime
) -> None:
    statements.clear()
    queue(app, shop, make_draft(), make_sms(), make_draft(audience="staff", to="chu@a.example"), now=now)
    assert len(statements) <= 6, statements


def test_a_number_gets_no_more_than_its_limit_and_the_rest_is_kept_with_the_reason(
    app: Flask, shop: ShopRef, outbox: Outbox, now: datetime
) -> None:
    cap = CAPS[("sms", "customer")][0]
    queue(app, shop, *[make_sms() for _ in range(cap.limit + 2)], now=now)
    queue(app, shop, make_sms(), now=now)
    states = [message.state for message in outbox()]
    assert states == ["queued"] * cap.limit + ["withheld"] * 3
    assert {message.error for message in outbox() if message.state == "withheld"} == {cap.name}
    assert len(due_rows(app)) == cap.limit


def test_another_number_another_shop_and_the_next_hour_are_counted_apart(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], outbox: Outbox, now: datetime
) -> None:
    a, b = two_shops
    limit = CAPS[("sms", "customer")][0].limit
    queue(app, a, *[make_sms() for _ in range(limit)], now=now)
    queue(app, a, make_draft(channel="sms", to="+84900000102"), now=now)
    queue(app, b, make_sms(), now=now)
    queue(app, a, make_sms(), now=now + timedelta(hours=1))
    assert "withheld" not in {message.state for message in outbox()}


def test_the_whole_shop_has_a_limit_of_its_own(
    app: Flask, shop: ShopRef, outbox: Outbox, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    caps = tuple(cap for cap in CAPS[("email", "customer")] if cap.per == "shop")
    limit = 5
    monkeypatch.setitem(CAPS, ("email", "customer"), tuple(type(c)(c.name, c.per, limit, c.window) for c in caps))
    queue(app, shop, *[make_draft(to=f"khach{n}@thu.example") for n in range(limit + 1)], now=now)
    assert [message.state for message in outbox()][-1] == "withheld"
    assert outbox()[-1].error == "mail_shop_day"


def test_every_message_has_a_reference_of_its_own(app: Flask, shop: ShopRef, outbox: Outbox, now: datetime) -> None:
    queue(app, shop, make_draft(), make_draft(), make_sms(), now=now)
    references = {message.reference for message in outbox()}
    assert len(references) == 3
    assert all(len(reference) == 32 for reference in references)
