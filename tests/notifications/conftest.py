"""What the tests of messages share."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.kernel.clock import now as present
from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.notifications.builders import mail_settings, settings_changed, trial_templates
from tests.support.mailsink import MailSink


@pytest.fixture
def templates(app: Flask) -> Iterator[None]:
    """Kinds of the room "trial" can be worded."""
    with trial_templates(app):
        yield


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Time as in the builders, moved by hand."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def mails(app: Flask, mail_sink: MailSink) -> Iterator[MailSink]:
    """A mail server that the application uses."""
    with settings_changed(app, **mail_settings(mail_sink)):
        yield mail_sink


@pytest.fixture
def outbox(app: Flask, shop: ShopRef) -> Callable[[], Sequence[Message]]:
    """Every message of the first shop as it stands now."""

    def read() -> Sequence[Message]:
        with app.app_context(), acting_for(shop):
            return db.session.execute(select(Message).order_by(Message.id)).scalars().all()

    return read


@pytest.fixture
def now() -> datetime:
    """The moment at which the builders' world stands."""
    return NOW


@pytest.fixture
def real_now() -> datetime:
    """The present moment, for what cannot travel: certificates and threads."""
    return present()
