"""What a message says: the reader's language, absolute links, safe headers, plain text messages."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime

import pytest
import time_machine
from flask import Flask

from shopapp.notifications.models import Message
from shopapp.platform.links import link_token
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import on_one_engine
from tests.notifications.builders import make_draft, make_sms, queue, work_off
from tests.support.mailsink import MailSink

engine = on_one_engine("sqlite")

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
Clock = time_machine.Traveller


def parts(mails: MailSink) -> tuple[str, str]:
    (mail,) = mails.messages
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return plain.get_content() if plain else "", html.get_content() if html else ""


def test_a_mail_speaks_its_readers_language_in_text_and_html(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(language="en"), now=now)
    work_off(app)
    text, html = parts(mails)
    assert mails.messages[0]["Subject"] == "Hello Lan Anh"
    assert "350,000\u00a0₫" in text
    assert "350,000\u00a0₫" in html


def test_the_shops_language_is_not_the_readers(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(language="vi"), now=now)
    work_off(app)
    assert mails.messages[0]["Subject"] == "Chào Lan Anh"
    assert "350.000\u00a0₫" in parts(mails)[0]


def test_links_lead_to_the_shops_own_address_and_open_the_row(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    with app.app_context():
        token = link_token(shop, "order", 7, 2)
    queue(app, shop, make_draft(facts={"who": "A", "amount": 1, "links": {"order": ["order", 7, 2]}}), now=now)
    work_off(app)
    assert f"http://a.localhost/don-hang/{token}" in parts(mails)[0].split()


@pytest.mark.parametrize("link", ["https://evil.example/x", "//evil.example/x", "x", ["gibt", 1, 1]])
def test_a_link_that_leads_elsewhere_is_never_sent(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime, link: object
) -> None:
    queue(app, shop, make_draft(facts={"who": "A", "amount": 1, "links": {"order": link}}), now=now)
    work_off(app)
    assert outbox()[0].error == "not_worded"
    assert mails.messages == []


def test_markup_in_a_name_stays_text_in_html(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(facts={"who": "<a href='https://evil.example'>", "amount": 1}), now=now)
    work_off(app)
    text, html = parts(mails)
    assert "<a href" in text
    assert "<a" not in html


def test_a_mail_without_html_template_is_plain(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(kind="trial.plain"), now=now)
    work_off(app)
    assert mails.messages[0].get_content_type() == "text/plain"


def test_long_lines_reach_the_reader_whole(
    app: Flask, shop: ShopRef, mails: MailSink, clock: Clock, now: datetime
) -> None:
    who = "ố" * 3000
    queue(app, shop, make_draft(facts={"who": who, "amount": 1}, language="vi", kind="trial.hello"), now=now)
    work_off(app)
    raw = mails.messages[0].as_bytes()
    assert max(len(line) for line in raw.split(b"\n")) < 998
    assert who in parts(mails)[0]


def test_a_line_break_smuggled_into_a_subject_fails_for_good(
    app: Flask, shop: ShopRef, mails: MailSink, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_draft(facts={"who": "A\r\nBcc: evil@evil.example", "amount": 1}), now=now)
    work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("failed", "bad_header")
    assert mails.connections == 0


def test_a_text_message_is_plain_and_kept_as_a_file(
    app: Flask, shop: ShopRef, outbox: Outbox, clock: Clock, now: datetime
) -> None:
    queue(app, shop, make_sms(facts={"who": "Đặng Thị Ánh", "amount": 350000}), now=now)
    work_off(app)
    message = outbox()[0]
    assert message.state == "sent"
    with app.app_context():
        folder = current_settings().data / "sms"
    found = [json.loads(path.read_text()) for path in folder.glob(f"*{message.reference}.json")]
    assert [entry["text"] for entry in found] == ["Tiem A: chao Dang Thi Anh, 350.000 d"]
    assert (found[0]["to"], found[0]["segments"]) == ("+84900000101", 1)
