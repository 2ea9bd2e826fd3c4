"""Channels: found by name, added by a package, honest about a full disk; and what happens around them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from shopapp.config import BadSetting, Settings
from shopapp.notifications import channels, jobs
from shopapp.notifications.actions.deliver import finish_delivery
from shopapp.notifications.channels import Accepted, Envelope, Refused, open_channel
from shopapp.notifications.channels.sms_log import SmsLog
from shopapp.notifications.models import Message
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.actions import record_consent
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Reference
from tests.conftest import SECRET
from tests.notifications.builders import make_draft, make_sms, queue, settings_changed, work_off
from tests.support.mailsink import MailSink

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
Clock = time_machine.Traveller


class Pigeon:
    """An SMS channel of another package."""

    receiver = ReceiverKind.SMS_GATEWAY
    flown: list[Envelope]

    def __init__(self, settings: Settings) -> None:
        self.name = settings.sms_channel

    def send(self, envelope: Envelope) -> Accepted:
        Pigeon.flown.append(envelope)
        return Accepted()


class EntryPoint:
    """What the package's metadata would say."""

    name = "pigeon"

    def load(self) -> type[Pigeon]:
        return Pigeon


@pytest.fixture
def pigeons(monkeypatch: pytest.MonkeyPatch) -> list[Envelope]:
    """The channel is installed; what it was given."""
    Pigeon.flown = []
    monkeypatch.setattr(channels, "entry_points", lambda group: [EntryPoint()])
    return Pigeon.flown


def test_a_package_may_add_a_channel(
    app: Flask, shop: ShopRef, outbox: Outbox, clock: Clock, now: datetime, pigeons: list[Envelope]
) -> None:
    queue(app, shop, make_sms(), now=now)
    with settings_changed(app, sms_channel="pigeon"):
        work_off(app)
    assert [envelope.reference for envelope in pigeons] == [outbox()[0].reference]
    assert outbox()[0].state == "sent"


def test_a_channel_that_is_not_installed_is_refused_and_the_others_are_named(pigeons: list[Envelope]) -> None:
    with pytest.raises(BadSetting, match="there are: http, log, pigeon"):
        open_channel("sms", Settings(secret_key=SECRET, sms_channel="dove"))


def test_a_full_disk_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "sms").write_text("a file where the folder should be")
    result = SmsLog(tmp_path / "sms").send(Envelope("ab" * 16, "+84900000101", "chao"))
    assert result == Refused(permanent=False, reason="disk")


def test_news_need_a_yes_that_still_stands(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    def say(given: bool) -> None:
        with app.app_context(), acting_for(shop), transaction():
            record_consent(
                shop,
                subject=Reference("order", 1),
                contact="khach@thu.example",
                purpose=Purpose.NEWS,
                given=given,
                wording="Được gửi tin",
                policy_version_id=current_policy_id(shop) or 0,
                channel="web",
                source="test",
                now=now,
            )

    news = make_draft(purpose=Purpose.NEWS)
    queue(app, shop, news, now=now)
    work_off(app)
    say(True)
    queue(app, shop, news, now=now)
    work_off(app)
    queue(app, shop, news, now=now)
    say(False)
    work_off(app)
    assert [(message.state, message.error) for message in outbox()] == [
        ("cancelled", "no_consent"),
        ("sent", ""),
        ("cancelled", "no_consent"),
    ]
    assert len(mails.messages) == 1


def test_a_database_that_is_away_after_the_sending_is_waited_for(
    app: Flask,
    shop: ShopRef,
    mails: MailSink,
    outbox: Outbox,
    clock: Clock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real: Callable[..., object] = finish_delivery
    troubles = iter([True, True])

    def sometimes(*arguments: object, **options: object) -> object:
        if next(troubles, False):
            raise OperationalError("", {}, Exception("the database is away"))
        return real(*arguments, **options)

    monkeypatch.setattr(jobs, "finish_delivery", sometimes)
    queue(app, shop, make_draft(), now=now)
    work_off(app)
    assert outbox()[0].state == "sent"
    assert len(mails.messages) == 1
