"""Messages for tests, and templates for a kind of message that belongs to no room."""

import dataclasses
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, DictLoader

from shopapp.config import Settings
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.operations import worker
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose
from shopapp.platform.settings import current_settings, keep_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.rules import Reference
from tests.support.mailsink import MailSink

TEMPLATES = {
    "trial/mail/hello.subject.txt": "{% if language == 'vi' %}Chào {{ who }}{% else %}Hello {{ who }}{% endif %}\n",
    "trial/mail/hello.txt": "{{ who }}: {{ amount|money }}\n{{ links.order|default('') }}\n{{ face.name }}\n",
    "trial/mail/hello.html": "<p>{{ who }}: {{ amount|money }}</p>",
    "trial/sms/hello.txt": "{{ face.name }}: chào {{ who }}, {{ amount|money }}\n{{ links.order|default('') }}",
    "trial/mail/plain.subject.txt": "Plain",
    "trial/mail/plain.txt": "No HTML",
    "trial/mail/broken.subject.txt": "{{ nothing.there.at.all }}",
    "trial/mail/broken.txt": "",
}


def make_draft(**differences: Any) -> MessageDraft:
    """A mail to a customer about order 1."""
    draft = MessageDraft(
        kind="trial.hello",
        channel="email",
        to="khach@thu.example",
        language="vi",
        audience="customer",
        purpose=Purpose.ORDER,
        about=Reference("order", 1),
        facts={"who": "Lan Anh", "amount": 350000},
    )
    return dataclasses.replace(draft, **differences)


def make_sms(**differences: Any) -> MessageDraft:
    """The same as a text message."""
    return make_draft(channel="sms", to="+84900000101", **differences)


def queue(app: Flask, shop: ShopRef, *drafts: MessageDraft, now: datetime) -> list[int]:
    """Queue in a transaction of its own."""
    with app.app_context(), acting_for(shop), transaction():
        return queue_messages(shop, list(drafts), now=now)


@contextmanager
def trial_templates(app: Flask) -> Iterator[None]:
    """Templates of the room "trial" while the block lasts."""
    before = app.jinja_env.loader
    assert before is not None
    app.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), before])
    try:
        yield
    finally:
        app.jinja_env.loader = before


@contextmanager
def settings_changed(app: Flask, **differences: Any) -> Iterator[Settings]:
    """Other settings while the block lasts."""
    with app.app_context():
        before = current_settings()
    changed = dataclasses.replace(before, **differences)
    keep_settings(app, changed)
    try:
        yield changed
    finally:
        keep_settings(app, before)


def mail_settings(sink: MailSink, **differences: Any) -> Mapping[str, Any]:
    """Settings that lead to a test's mail server."""
    return {"mail_host": sink.host, "mail_port": sink.port, "mail_security": "none", "mail_timeout": 2} | differences


def work_off(app: Flask) -> int:
    """Do all work that is due; how much it was."""
    return worker.drain(app)
