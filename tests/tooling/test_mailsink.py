"""The tests' mail server: what it keeps, and each way in which it fails."""

import smtplib
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support.certificates import make_certificate
from tests.support.mailsink import Fault, MailSink

OWNER = "chu@hoa.example"
VISITOR = "khach@nha.example"


def make_message(to: str = OWNER) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "shop@hoa.example", to, "Đơn hàng mới"
    message.set_content("Quý khách đã đặt một bó hồng.")
    message.add_alternative("<p>Quý khách đã đặt một bó hồng.</p>", subtype="html")
    return message


def send(sink: MailSink, message: EmailMessage, *, seconds: float = 5) -> None:
    with smtplib.SMTP(sink.host, sink.port, timeout=seconds) as client:
        client.send_message(message)


def test_a_mail_arrives_decoded_with_its_envelope(mail_sink: MailSink) -> None:
    send(mail_sink, make_message())

    message = mail_sink.wait_for(1)[0]
    body, page = message.get_body(("plain",)), message.get_body(("html",))
    assert message["Subject"] == "Đơn hàng mới"
    assert body is not None
    assert "bó hồng" in body.get_content()
    assert page is not None
    assert "<p>" in page.get_content()
    assert mail_sink.received[0].recipients == (OWNER,)
    assert mail_sink.received[0].was_confirmed
    assert not mail_sink.received[0].was_encrypted


def test_mails_are_found_by_recipient_and_forgotten_on_demand(mail_sink: MailSink) -> None:
    send(mail_sink, make_message(OWNER))
    send(mail_sink, make_message(VISITOR))

    assert [str(message["To"]) for message in mail_sink.to(VISITOR)] == [VISITOR]
    mail_sink.clear()
    assert mail_sink.messages == []
    assert mail_sink.connections == 0


def test_waiting_for_a_mail_that_does_not_come_says_what_came(mail_sink: MailSink) -> None:
    send(mail_sink, make_message())

    with pytest.raises(TimeoutError, match=r"1 of 2 mails.*Đơn hàng mới"):
        mail_sink.wait_for(2, seconds=0.1)


def test_refused_connections_end_on_the_same_port(mail_sink: MailSink) -> None:
    port = mail_sink.port
    mail_sink.fail(Fault.REFUSED)
    with pytest.raises(ConnectionRefusedError):
        send(mail_sink, make_message())

    mail_sink.work()
    send(mail_sink, make_message())

    assert mail_sink.port == port
    assert len(mail_sink.messages) == 1


def test_a_refusal_can_be_neither_counted_nor_aimed(mail_sink: MailSink) -> None:
    with pytest.raises(ValueError, match="nobody sees a refused connection"):
        mail_sink.fail(Fault.REFUSED, times=1)


def test_a_silent_server_is_silent(mail_sink: MailSink) -> None:
    mail_sink.fail(Fault.SILENT)

    with pytest.raises(smtplib.SMTPServerDisconnected, match="timed out"):
        send(mail_sink, make_message(), seconds=0.3)
    assert mail_sink.connections == 1


def test_a_busy_server_says_421_and_hangs_up(mail_sink: MailSink) -> None:
    mail_sink.fail(Fault.BUSY_421, times=1)

    with pytest.raises(smtplib.SMTPConnectError) as refused:
        send(mail_sink, make_message())
    assert refused.value.smtp_code == 421
    send(mail_sink, make_message())


@pytest.mark.parametrize(
    ("fault", "code"), [(Fault.GREYLISTED_450, 450), (Fault.FULL_452, 452), (Fault.UNKNOWN_550, 550)]
)
def test_a_recipient_is_refused(mail_sink: MailSink, fault: Fault, code: int) -> None:
    mail_sink.fail(fault, times=1)

    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        send(mail_sink, make_message())
    assert refused.value.recipients[OWNER][0] == code
    assert mail_sink.messages == []
    send(mail_sink, make_message())
    assert len(mail_sink.messages) == 1


def test_a_fault_can_concern_one_recipient_only(mail_sink: MailSink) -> None:
    mail_sink.fail(Fault.UNKNOWN_550, only_to=VISITOR)

    send(mail_sink, make_message(OWNER))
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        send(mail_sink, make_message(VISITOR))


def test_a_mail_whose_answer_is_lost_has_arrived_all_the_same(mail_sink: MailSink) -> None:
    mail_sink.fail(Fault.DROPPED_AFTER_DATA, times=1)

    with pytest.raises((smtplib.SMTPServerDisconnected, ConnectionResetError)):
        send(mail_sink, make_message())
    send(mail_sink, make_message())

    assert [received.was_confirmed for received in mail_sink.received] == [False, True]


def test_a_server_with_a_certificate_takes_nothing_in_the_clear(tmp_path: Path) -> None:
    with MailSink(certificate=make_certificate(tmp_path)) as sink:
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            send(sink, make_message())

        assert refused.value.smtp_code == 530
        assert sink.messages == []


def test_a_certificate_is_accepted_by_who_trusts_its_authority(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with MailSink(certificate=certificate) as sink:
        with smtplib.SMTP("localhost", sink.port, timeout=5) as client:
            client.starttls(context=certificate.client_context())
            client.send_message(make_message())

        assert sink.received[0].was_encrypted


def test_a_certificate_is_refused_by_who_does_not_know_its_authority(tmp_path: Path) -> None:
    with (
        MailSink(certificate=make_certificate(tmp_path)) as sink,
        smtplib.SMTP(sink.host, sink.port, timeout=5) as client,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        client.starttls(context=ssl.create_default_context())


def test_a_certificate_for_another_host_is_refused(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path, "mail.example")
    with (
        MailSink(certificate=certificate) as sink,
        smtplib.SMTP(sink.host, sink.port, timeout=5) as client,
        pytest.raises(ssl.SSLCertVerificationError, match=r"mismatch|not valid for"),
    ):
        client.starttls(context=certificate.client_context())


def test_a_login_is_asked_for_and_checked(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    with (
        MailSink(certificate=certificate, login=("shop", "sample-pass")) as sink,
        smtplib.SMTP("localhost", sink.port, timeout=5) as client,
    ):
        client.starttls(context=certificate.client_context())
        with pytest.raises(smtplib.SMTPSenderRefused):
            client.send_message(make_message())
        with pytest.raises(smtplib.SMTPAuthenticationError):
            client.login("shop", "wrong")
        client.login("shop", "sample-pass")
        client.send_message(make_message())

        assert len(sink.messages) == 1


def test_a_login_without_encryption_is_not_offered() -> None:
    with pytest.raises(ValueError, match="only asked for on an encrypted line"):
        MailSink(login=("shop", "sample-pass"))
