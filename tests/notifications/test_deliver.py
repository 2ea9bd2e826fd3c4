"""Delivery to a real mail server that works, and that fails in the ways real ones do."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update

from shopapp.notifications import jobs
from shopapp.notifications.actions import send_again
from shopapp.notifications.models import Message
from shopapp.notifications.rules import WAITS
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import LEASE
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.models import Disclosure, ReceiverRow
from tests.notifications.builders import mail_settings, make_draft, queue, settings_changed, work_off
from tests.support.mailsink import Fault, MailSink

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
Clock = time_machine.Traveller


def disclosures(app: Flask, shop: ShopRef) -> Sequence[Disclosure]:
    with app.app_context(), acting_for(shop):
        return db.session.execute(select(Disclosure).order_by(Disclosure.id)).scalars().all()


def test_a_mail_arrives_and_is_marked_as_sent(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(), now=now)
    work_off(app)
    (mail,) = mails.messages
    message = outbox()[0]
    assert (message.state, message.attempts, message.error, message.sent_at) == ("sent", 1, "", now)
    assert mail["To"] == "khach@thu.example"
    assert mail["Message-ID"] == f"<{message.reference}@mail.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["From"] == "Tiệm A <shop@mail.example>"
    assert mail["Reply-To"] == "shop@a.example"
    assert mails.received[0].sender == "shop@mail.example"


def test_what_is_handed_over_is_written_down_before_it_leaves(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    mails.fail(Fault.REFUSED)
    queue(app, shop, make_draft(), now=now)
    work_off(app)
    (given,) = disclosures(app, shop)
    assert (given.subject_kind, given.subject_id, given.purpose, given.ground) == ("order", 1, "order", "contract")
    assert given.fields == ["email", "message"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.REFUSED, "unreachable"),
        (Fault.SILENT, "timed_out"),
        (Fault.BUSY_421, "busy"),
        (Fault.GREYLISTED_450, "recipient_4xx"),
        (Fault.FULL_452, "recipient_4xx"),
        (Fault.DROPPED_AFTER_DATA, "line_broke"),
    ],
)
def test_a_fault_that_may_pass_is_tried_again_and_the_mail_arrives_in_the_end(
    app: Flask,
    shop: ShopRef,
    mails: MailSink,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    fault: Fault,
    reason: str,
) -> None:
    mails.fail(fault)
    queue(app, shop, make_draft(), now=now)
    with settings_changed(app, **mail_settings(mails, mail_timeout=1)):
        work_off(app)
    message = outbox()[0]
    assert (message.state, message.error, message.next_try_at) == ("retrying", reason, now + WAITS[0])
    assert work_off(app) == 0, "not before its time"
    mails.work()
    clock.shift(WAITS[0])
    work_off(app)
    assert outbox()[0].state == "sent"
    names = {mail["Message-ID"] for mail in mails.messages}
    assert names == {f"<{message.reference}@mail.example>"}, "the same name at every attempt"
    assert len(disclosures(app, shop)) == 2, "an unknown outcome counts as given"


def test_a_mailbox_that_does_not_exist_is_not_tried_again(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    mails.fail(Fault.UNKNOWN_550, only_to="khach@thu.example")
    queue(app, shop, make_draft(), make_draft(to="anders@thu.example"), now=now)
    work_off(app)
    bad, good = outbox()
    assert (bad.state, bad.error, bad.next_try_at) == ("failed", "recipient_5xx", None)
    assert good.state == "sent"
    clock.shift(timedelta(days=5))
    assert work_off(app) == 0


def test_after_the_last_wait_people_have_to_look(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    mails.fail(Fault.REFUSED)
    queue(app, shop, make_draft(), now=now)
    for wait in WAITS:
        work_off(app)
        assert outbox()[0].state == "retrying"
        clock.shift(wait)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].attempts) == ("failed", len(WAITS) + 1)


def test_without_a_mail_server_messages_wait(
    app: Flask, shop: ShopRef, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(), now=now)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "no_mail_server")


def test_a_code_is_wiped_once_it_is_sent(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(facts={"who": "483920", "amount": 1}, sensitive=True), now=now)
    work_off(app)
    assert "483920" in mails.messages[0].as_string()
    assert outbox()[0].facts == {}


def test_a_message_that_cannot_be_worded_fails_alone(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(kind="trial.broken"), make_draft(kind="trial.missing"), make_draft(), now=now)
    work_off(app)
    assert [(m.state, m.error) for m in outbox()] == [("failed", "not_worded"), ("failed", "not_worded"), ("sent", "")]


def test_a_shop_without_a_gateway_gives_nothing_out(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    with app.app_context(), acting_for(shop), transaction():
        ended = update(ReceiverRow).where(ReceiverRow.kind == "mail_gateway")
        ended = ended.values(ends_on=(now - timedelta(days=2)).date())
        db.session.execute(ended.execution_options(synchronize_session=False))
    queue(app, shop, make_draft(), now=now)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("failed", "receiver_not_allowed")
    assert mails.connections == 0


def test_a_worker_that_dies_after_the_gateway_said_yes_sends_no_second_time(
    app: Flask,
    shop: ShopRef,
    mails: MailSink,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    queue(app, shop, make_draft(), now=now)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "finish_delivery", _die)
        with pytest.raises(KeyboardInterrupt):
            work_off(app)
    assert outbox()[0].state == "sending"
    clock.shift(LEASE + timedelta(seconds=1))
    work_off(app)
    message = outbox()[0]
    assert (message.state, message.attempts, len(mails.messages)) == ("sent", 1, 1)
    # Whoever then asks for it once more gets it: what was noted for the first time does not count for the second.
    with app.app_context(), acting_for(shop), transaction():
        send_again(shop, message.id, now=now + LEASE)
    work_off(app)
    assert len(mails.messages) == 2


def _die(*_arguments: object, **_options: object) -> None:
    raise KeyboardInterrupt
