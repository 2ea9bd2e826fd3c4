"""Two workers, dead workers and slow workers: no message is lost, and none is sent by two at once."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from shopapp.notifications import jobs
from shopapp.notifications.channels import Accepted, Envelope, Result
from shopapp.notifications.jobs import deliver
from shopapp.notifications.models import Message
from shopapp.operations import worker
from shopapp.platform import dispatch
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import LEASE, Claim, Dispatch
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.notifications.builders import make_draft, queue, work_off
from tests.support.mailsink import MailSink

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
Clock = time_machine.Traveller


def claim(app: Flask, now: datetime) -> Claim | None:
    with app.app_context(), acting_for(None), transaction():
        return dispatch.claim(now=now)


def test_a_worker_that_died_while_sending_is_followed_by_another_after_the_lease(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(), now=now)
    assert claim(app, now) is not None
    with app.app_context(), acting_for(shop), transaction():
        dying = update(Message).where(Message.shop_id == shop.id).values(state="sending", attempts=1)
        db.session.execute(dying.execution_options(synchronize_session=False))
    assert work_off(app) == 0, "the lease is still the dead worker's"
    clock.shift(LEASE + timedelta(seconds=1))
    work_off(app)
    assert (outbox()[0].state, outbox()[0].attempts, len(mails.messages)) == ("sent", 2, 1)


def test_a_worker_that_lost_its_lease_sends_nothing(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=now)
    slow = claim(app, now)
    assert slow is not None
    clock.shift(LEASE + timedelta(seconds=1))
    work_off(app)
    assert len(mails.messages) == 1
    with app.app_context(), acting_for(shop), transaction():
        again = update(Message).where(Message.shop_id == shop.id).values(state="queued")
        db.session.execute(again.execution_options(synchronize_session=False))
    with app.app_context(), acting_for(shop):
        deliver(shop, message_id, slow, now)
    assert len(mails.messages) == 1


def test_a_worker_that_lost_its_lease_while_sending_marks_nothing(
    app: Flask, shop: ShopRef, outbox: Outbox, clock: Clock, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    (message_id,) = queue(app, shop, make_draft(), now=now)
    slow = claim(app, now)
    assert slow is not None

    class Slow:
        receiver = ReceiverKind.MAIL_GATEWAY

        def send(self, envelope: Envelope) -> Result:
            with app.app_context(), acting_for(None), transaction():
                taken = update(Dispatch).where(Dispatch.row_id == message_id).values(token="of another worker")
                db.session.execute(taken.execution_options(synchronize_session=False))
            return Accepted()

    monkeypatch.setattr(jobs, "open_channel", lambda *_: Slow())
    with app.app_context(), acting_for(shop):
        deliver(shop, message_id, slow, now)
    assert outbox()[0].state == "sending"


def test_a_clock_that_stepped_back_does_not_hold_work_for_ever(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(), now=now - timedelta(hours=3))
    assert claim(app, now) is not None
    clock.shift(-timedelta(hours=2))
    assert work_off(app) == 1
    assert len(mails.messages) == 1


def test_two_workers_never_send_one_message_twice(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    queue(app, shop, *[make_draft(to=f"khach{n}@thu.example") for n in range(30)], now=real_now)
    stop = threading.Event()
    threads = [threading.Thread(target=worker.work, args=(app, stop)) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        mails.wait_for(30, seconds=60)
    finally:
        stop.set()
        for thread in threads:
            thread.join(20)
    assert not any(thread.is_alive() for thread in threads)
    sent = Counter(mail["Message-ID"] for mail in mails.messages)
    assert len(sent) == 30
    assert set(sent.values()) == {1}
    assert {message.state for message in outbox()} == {"sent"}


def test_nothing_is_held_open_while_the_network_is_waited_for(
    app: Flask, shop: ShopRef, clock: Clock, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue(app, shop, make_draft(), now=now)
    checked_out: list[int] = []

    class Watching:
        receiver = ReceiverKind.MAIL_GATEWAY

        def send(self, envelope: Envelope) -> Result:
            checked_out.append(db.session().in_transaction())
            return Accepted()

    monkeypatch.setattr(jobs, "open_channel", lambda *_: Watching())
    work_off(app)
    assert checked_out == [False]
