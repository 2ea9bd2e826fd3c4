"""Text messages through a real HTTP gateway that works, and that fails in the ways real ones do."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, update
from structlog.testing import capture_logs

from shopapp.notifications.channels import talk
from shopapp.notifications.models import Message
from shopapp.notifications.rules import WAITS
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.models import Disclosure, ReceiverRow
from tests.conftest import on_one_engine
from tests.notifications.builders import make_sms, queue, settings_changed, work_off
from tests.support.certificates import make_certificate
from tests.support.smsgateway import SECRET, SmsGateway, Trouble

engine = on_one_engine("sqlite")

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
Clock = time_machine.Traveller


@pytest.fixture
def gateway(app: Flask) -> Iterator[SmsGateway]:
    """A gateway that the application uses."""
    with SmsGateway() as gateway, settings_changed(app, **gateway.settings()):
        yield gateway


def test_a_text_message_is_handed_over_signed_and_names_nobody(
    app: Flask, shop: ShopRef, gateway: SmsGateway, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_sms(), now=now)
    work_off(app)
    (request,) = gateway.requests
    message = outbox()[0]
    assert (message.state, message.attempts, message.error, message.sent_at) == ("sent", 1, "", now)
    assert request.body == {
        "reference": message.reference,
        "to": "+84900000101",
        "text": "Tiem A: chao Lan Anh, 350.000 d",
        "segments": 1,
        "report_to": "http://a.localhost/tin-nhan/bao-phat",
    }
    assert request.headers["Idempotency-Key"] == message.reference
    assert SECRET not in str(request)


def test_what_is_handed_over_is_written_down_before_it_leaves(
    app: Flask, shop: ShopRef, gateway: SmsGateway, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_sms(), make_sms(), now=now)
    gateway.trouble = Trouble.BROKEN_500
    work_off(app)
    with app.app_context(), acting_for(shop):
        given = db.session.execute(select(Disclosure)).scalars().all()
        assert [(row.fields, row.ground) for row in given] == [(["message", "phone"], "contract")] * 2
        with transaction():
            only = update(ReceiverRow).where(ReceiverRow.shop_id == shop.id, ReceiverRow.kind == "sms_gateway")
            db.session.execute(only.values(fields=["phone"]).execution_options(synchronize_session=False))
    asked = len(gateway.requests)
    clock.shift(WAITS[0])
    work_off(app)
    assert {(row.state, row.error) for row in outbox()} == {("failed", "receiver_not_allowed")}
    assert len(gateway.requests) == asked


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (Trouble.SILENT_AFTER_TAKING, "timed_out"),
        (Trouble.CUT_AFTER_TAKING, "line_broke"),
        (Trouble.BROKEN_500, "gateway_trouble"),
        (Trouble.AWAY_503, "busy"),
        (Trouble.ERROR_IN_200, "no_credit"),
        (Trouble.PAGE_IN_200, "unclear_answer"),
        (Trouble.UNAUTHORISED_401, "login_refused"),
        (Trouble.ENDLESS, "unclear_answer"),
    ],
)
def test_a_trouble_that_may_pass_is_tried_again_and_the_message_arrives_once(
    app: Flask,
    shop: ShopRef,
    gateway: SmsGateway,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    trouble: Trouble,
    reason: str,
) -> None:
    gateway.trouble = trouble
    queue(app, shop, make_sms(), now=now)
    work_off(app)
    message = outbox()[0]
    assert (message.state, message.error, message.next_try_at) == ("retrying", reason, now + WAITS[0])
    gateway.trouble = None
    clock.shift(WAITS[0])
    work_off(app)
    assert outbox()[0].state == "sent"
    assert list(gateway.delivered) == [message.reference], "the same name at every attempt, so that it goes once"


def test_a_busy_gateway_is_not_asked_before_its_time(
    app: Flask, shop: ShopRef, gateway: SmsGateway, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    gateway.trouble = Trouble.BUSY_429
    queue(app, shop, make_sms(), now=now)
    work_off(app)
    assert (outbox()[0].error, outbox()[0].next_try_at) == ("busy", now + timedelta(minutes=10))
    clock.shift(timedelta(minutes=9))
    assert work_off(app) == 0


@pytest.mark.parametrize(
    ("trouble", "reason"), [(Trouble.BAD_NUMBER, "number_refused"), (Trouble.BAD_REQUEST_400, "message_refused")]
)
def test_what_is_refused_for_good_is_not_tried_again(
    app: Flask,
    shop: ShopRef,
    gateway: SmsGateway,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    trouble: Trouble,
    reason: str,
) -> None:
    gateway.trouble = trouble
    queue(app, shop, make_sms(), now=now)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].error, outbox()[0].next_try_at) == ("failed", reason, None)


def test_nothing_is_carried_to_another_address(
    app: Flask, shop: ShopRef, gateway: SmsGateway, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_sms(), now=now)
    with SmsGateway() as other:
        gateway.trouble, gateway.elsewhere = Trouble.REDIRECT_307, other.url
        work_off(app)
        assert other.requests == []
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "wrong_address")


def test_a_proxy_of_the_machines_environment_is_not_used(
    app: Flask,
    shop: ShopRef,
    gateway: SmsGateway,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    queue(app, shop, make_sms(), now=now)
    work_off(app)
    assert outbox()[0].state == "sent"


def test_a_gateway_that_drips_is_cut_off(
    app: Flask,
    shop: ShopRef,
    gateway: SmsGateway,
    outbox: Outbox,
    real_now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert talk.WHOLE_TALK_SECONDS + talk.LONGEST_CONNECT_SECONDS < 50
    monkeypatch.setattr(talk, "WHOLE_TALK_SECONDS", 1.5)
    gateway.trouble = Trouble.DRIPPING
    queue(app, shop, make_sms(), now=real_now)
    begun = time.monotonic()
    work_off(app)
    assert time.monotonic() - begun < 5
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "timed_out")


def test_a_gateway_that_is_not_there_has_had_nothing(
    app: Flask, shop: ShopRef, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    with contextlib.closing(socket.socket()) as held, SmsGateway() as gateway:
        held.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{held.getsockname()[1]}/send"
        queue(app, shop, make_sms(), now=now)
        with settings_changed(app, **gateway.settings() | {"sms_http_url": url}):
            work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "unreachable")


def test_only_a_trusted_certificate_is_given_a_number(
    app: Flask,
    shop: ShopRef,
    outbox: Outbox,
    tmp_path: Path,
    real_now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    certificate = make_certificate(tmp_path)
    queue(app, shop, make_sms(), make_sms(), now=real_now)
    with SmsGateway(certificate) as gateway, settings_changed(app, **gateway.settings()):
        work_off(app)
        assert {(row.state, row.error) for row in outbox()} == {("retrying", "not_encrypted")}
        assert gateway.requests == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
        with time_machine.travel(real_now + WAITS[0] + timedelta(seconds=5)):
            work_off(app)
        assert {row.state for row in outbox()} == {"sent"}


def test_the_secret_and_the_number_are_in_no_log(
    app: Flask,
    shop: ShopRef,
    gateway: SmsGateway,
    clock: Clock,
    now: datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    gateway.trouble = Trouble.CUT_AFTER_TAKING
    queue(app, shop, make_sms(), now=now)
    with caplog.at_level("DEBUG"), capture_logs() as said:
        work_off(app)
    logged = str(said) + caplog.text
    assert "gateway_not_heard" in logged
    assert SECRET not in logged
    assert "900000101" not in logged
    with app.app_context():
        assert SECRET not in repr(app.extensions["shopapp_settings"])
