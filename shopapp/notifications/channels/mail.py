"""Mail over SMTP, through Flask-Mail but on a connection of our own: verified TLS, and an end to every waiting.

Flask-Mail's own connection knows no time-out and checks no certificate; a silent server would hold a worker for ever.
"""

import contextlib
import smtplib
import socket
import ssl
import threading
from typing import Any

from flask import current_app
from flask_mail import Connection

from shopapp.config import Settings
from shopapp.notifications.channels import Accepted, Envelope, Refused, Result, Unknown
from shopapp.notifications.channels.letters import BadHeader, build_letter
from shopapp.platform.logs import log
from shopapp.platform.personal_data import ReceiverKind

# Each answer may take the time-out of the settings; all of them together must end before the lease (60 s) does.
WHOLE_TALK_SECONDS = 40
LONGEST_CONNECT_SECONDS = 15


class _Bounded(smtplib.SMTP):
    """A talk with a mail server that is cut off when it lasts too long, and that knows whether the mail has left."""

    has_left = False
    _limit: threading.Timer | None = None

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        opened: socket.socket = super()._get_socket(host, port, min(timeout, LONGEST_CONNECT_SECONDS))  # type: ignore[misc]
        opened.settimeout(timeout)
        self._limit = threading.Timer(WHOLE_TALK_SECONDS, self._cut)
        self._limit.daemon = True
        self._limit.start()
        return opened

    def _cut(self) -> None:
        line = self.sock
        if line is not None:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def data(self, msg: Any) -> tuple[int, bytes]:
        """From here on the server may have the mail, whatever it says or fails to say."""
        self.has_left = True
        return super().data(msg)

    def close(self) -> None:
        if self._limit is not None:
            self._limit.cancel()
        super().close()


class _BoundedTls(_Bounded, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte on."""


class VerifiedConnection(Connection):
    """Flask-Mail's connection with a verified certificate and time-outs."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(current_app.extensions["mail"])
        self._settings = settings

    def configure_host(self) -> smtplib.SMTP:
        """Connect, encrypt, sign in. Raises what smtplib, ssl and the network raise."""
        chosen = self._settings
        # Without a name of its own smtplib asks the name service, which may be slow and tells a stranger our name.
        name = chosen.mail_sender.rpartition("@")[2]
        where = (chosen.mail_host, chosen.mail_port, name)
        if chosen.mail_security == "tls":
            return self._signed_in(
                _BoundedTls(*where, timeout=chosen.mail_timeout, context=ssl.create_default_context())
            )
        host = _Bounded(*where, timeout=chosen.mail_timeout)
        if chosen.mail_security == "starttls":
            try:
                host.starttls(context=ssl.create_default_context())
            except BaseException:
                host.close()
                raise
        return self._signed_in(host)

    def _signed_in(self, host: smtplib.SMTP) -> smtplib.SMTP:
        if self._settings.mail_user:
            try:
                host.login(self._settings.mail_user, self._settings.mail_password)
            except BaseException:
                host.close()
                raise
        return host


class MailChannel:
    """Hands mails to the server of the settings."""

    receiver = ReceiverKind.MAIL_GATEWAY

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def send(self, envelope: Envelope) -> Result:
        if not self._settings.mail_host:
            return Refused(permanent=False, reason="no_mail_server")
        try:
            letter = build_letter(envelope, self._settings.mail_sender)
        except BadHeader:
            return Refused(permanent=True, reason="bad_header")
        connection = VerifiedConnection(self._settings)
        try:
            connection.host = connection.configure_host()
            connection.send(letter)
        except (smtplib.SMTPException, OSError) as error:
            return self._judged(error, connection)
        finally:
            self._hang_up(connection)
        return Accepted()

    def _judged(self, error: Exception, connection: Connection) -> Result:
        has_left = isinstance(connection.host, _Bounded) and connection.host.has_left
        result = judge(error, has_left=has_left)
        log.info("mail_not_taken", reason=result.reason, error=type(error).__name__)
        return result

    def _hang_up(self, connection: Connection) -> None:
        """Say goodbye without waiting for an answer.

        The mail's fate is known by now, and a worker that dies before it has noted that sends the mail once more.
        """
        if connection.host is None:
            return
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.host.putcmd("quit")
        with contextlib.suppress(OSError):
            connection.host.close()


def judge(error: Exception, *, has_left: bool) -> Refused | Unknown:
    """What a failed talk means. Only what is said for good of recipient or content is permanent; our trouble passes."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max((code for code, _ in error.recipients.values()), default=450)
        # 552 is how many servers say "mailbox full", which passes.
        return Refused(permanent=code >= 500 and code != 552, reason=f"recipient_{code // 100}xx")
    if isinstance(error, smtplib.SMTPDataError):
        return Refused(permanent=error.smtp_code >= 500, reason=f"content_{error.smtp_code // 100}xx")
    if isinstance(error, smtplib.SMTPSenderRefused):
        return Refused(permanent=False, reason="sender_refused" if error.smtp_code >= 500 else "busy")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Refused(permanent=False, reason="login_refused")
    if isinstance(error, ssl.SSLError | smtplib.SMTPNotSupportedError):
        return Refused(permanent=False, reason="not_encrypted")
    if isinstance(error, smtplib.SMTPResponseException):
        return Refused(permanent=False, reason="busy")
    if has_left:
        return Unknown("line_broke")
    # smtplib says "disconnected" for a server that keeps silent; what really happened stands in the context.
    was_silent = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)
    return Refused(permanent=False, reason="timed_out" if was_silent else "unreachable")
