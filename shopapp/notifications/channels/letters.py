"""The one builder of mails: every header passes it, and none may hold a line break."""

from email.charset import QP, Charset
from email.mime.text import MIMEText
from email.utils import quote

from flask_mail import Message as FlaskMessage

from shopapp.notifications.channels import Envelope

_PRINTABLE = Charset("utf-8")
# Long lines of 8-bit text are cut by some servers in the middle of a letter; quoted-printable lines never are.
_PRINTABLE.body_encoding = QP


class BadHeader(ValueError):
    """A header would hold a line break or another control character, by which further headers could be smuggled in."""


class Letter(FlaskMessage):
    """A mail whose parts are encoded so that every server carries them."""

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        return MIMEText(text or "", subtype, _PRINTABLE)  # type: ignore[arg-type]  # A Charset is taken as well.


def build_letter(envelope: Envelope, sender: str) -> Letter:
    """The mail of an envelope, from `sender`'s address in the shop's name. Raises BadHeader."""
    domain = sender.rpartition("@")[2]
    headers = {
        "To": envelope.to,
        "Subject": envelope.subject,
        "From": sender,
        "Name": envelope.sender_name,
        "Reply-To": envelope.reply_to,
        "Message-ID": f"<{envelope.reference}@{domain}>",
    }
    for name, value in headers.items():
        if any(ord(c) < 32 or ord(c) == 127 or c in "\u0085\u2028\u2029" for c in value):
            raise BadHeader(name)
    letter = Letter(
        subject=envelope.subject,
        recipients=[envelope.to],
        body=envelope.text,
        html=envelope.html or None,
        sender=_named(envelope.sender_name, sender),
        reply_to=envelope.reply_to or None,
        # A machine wrote it: holiday replies and other machines must not answer.
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    letter.msgId = headers["Message-ID"]
    return letter


def _named(name: str, address: str) -> str:
    """Name and address as Flask-Mail takes them apart again; it encodes the name itself."""
    return f'"{quote(name)}" <{address}>'
