"""The mail server's certificate is verified, and nothing is said to a server that is not who it should be."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from shopapp.notifications.models import Message
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import on_one_engine
from tests.notifications.builders import mail_settings, make_draft, queue, settings_changed, work_off
from tests.support.certificates import Certificate, make_certificate
from tests.support.mailsink import MailSink

engine = on_one_engine("sqlite")

pytestmark = pytest.mark.usefixtures("templates")

Outbox = Callable[[], Sequence[Message]]
LOGIN = ("shop", "a-sample-password")


@pytest.fixture
def certificate(tmp_path: Path) -> Certificate:
    return make_certificate(tmp_path)


@pytest.fixture
def guarded(certificate: Certificate) -> Iterator[MailSink]:
    """A server that takes nothing before STARTTLS and a login."""
    with MailSink(certificate=certificate, login=LOGIN) as sink:
        yield sink


def secure(sink: MailSink, **differences: object) -> dict[str, object]:
    user, password = LOGIN
    wanted = {"mail_security": "starttls", "mail_user": user, "mail_password": password}
    return dict(mail_settings(sink, **wanted | differences))


def test_a_trusted_server_gets_the_mail_encrypted_and_after_a_login(
    app: Flask,
    shop: ShopRef,
    guarded: MailSink,
    certificate: Certificate,
    outbox: Outbox,
    real_now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    queue(app, shop, make_draft(), now=real_now)
    with settings_changed(app, **secure(guarded)):
        work_off(app)
    assert outbox()[0].state == "sent"
    assert guarded.received[0].was_encrypted


def test_an_unknown_certificate_gets_nothing(
    app: Flask, shop: ShopRef, guarded: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    queue(app, shop, make_draft(), now=real_now)
    with settings_changed(app, **secure(guarded)):
        work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "not_encrypted")
    assert guarded.received == []


def test_a_certificate_for_another_name_gets_nothing(
    app: Flask, shop: ShopRef, tmp_path: Path, outbox: Outbox, real_now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_certificate(tmp_path, "mail.elsewhere.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other.authority))
    queue(app, shop, make_draft(), now=real_now)
    with MailSink(certificate=other) as sink, settings_changed(app, **mail_settings(sink, mail_security="starttls")):
        work_off(app)
        assert sink.received == []
    assert outbox()[0].error == "not_encrypted"


def test_a_server_without_encryption_gets_nothing(
    app: Flask, shop: ShopRef, mail_sink: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    queue(app, shop, make_draft(), now=real_now)
    with settings_changed(app, **mail_settings(mail_sink, mail_security="starttls")):
        work_off(app)
    assert outbox()[0].error == "not_encrypted"
    assert mail_sink.received == []


def test_a_refused_login_is_said_in_plain_words(
    app: Flask,
    shop: ShopRef,
    guarded: MailSink,
    certificate: Certificate,
    outbox: Outbox,
    real_now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    queue(app, shop, make_draft(), now=real_now)
    with settings_changed(app, **secure(guarded, mail_password="another")):
        work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "login_refused")


def test_a_server_that_speaks_no_tls_on_a_tls_port_gets_nothing(
    app: Flask, shop: ShopRef, mail_sink: MailSink, outbox: Outbox, real_now: datetime
) -> None:
    queue(app, shop, make_draft(), now=real_now)
    with settings_changed(app, **mail_settings(mail_sink, mail_security="tls")):
        work_off(app)
    assert (outbox()[0].state, outbox()[0].error) == ("retrying", "not_encrypted")
