"""A mail server on this machine that keeps what it is given, and fails in the ways real ones do.

Mail programs break at the edges of the conversation, so the faults are played over a real connection:
nobody listens, nobody speaks, "try later", "mailbox full", "no such mailbox", and the worst: the line is
cut after the mail was taken and before that was said.
"""

import asyncio
import email
import email.policy
import socket
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.support.certificates import Certificate

HOST = "127.0.0.1"
NAME = "sink.example"
PATIENCE_SECONDS = 10


class Fault(Enum):
    """How a mail server fails."""

    REFUSED = auto()  # Nobody listens on the port.
    SILENT = auto()  # The connection is taken and nothing is ever said.
    BUSY_421 = auto()  # The greeting says "come back later" and hangs up.
    GREYLISTED_450 = auto()  # The recipient is put off.
    FULL_452 = auto()  # The server has no room for the recipient's mail now.
    UNKNOWN_550 = auto()  # The recipient does not exist: trying again is no use.
    DROPPED_AFTER_DATA = auto()  # The mail is taken, and the line cut before that was said.


GREETING_421 = b"421 4.3.2 Service not available, closing transmission channel\r\n"
RECIPIENT_REPLIES = {
    Fault.GREYLISTED_450: "450 4.2.0 Greylisted, try again later",
    Fault.FULL_452: "452 4.2.2 Insufficient system storage",
    Fault.UNKNOWN_550: "550 5.1.1 No such mailbox here",
}


@dataclass(frozen=True)
class Received:
    """One mail as it came in; `was_confirmed` is false when the line was cut before the answer."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage
    at: datetime
    was_encrypted: bool
    was_confirmed: bool


@dataclass
class Failing:
    """A fault, how often it still happens (None: until told otherwise) and whom it concerns (None: all)."""

    fault: Fault
    left: int | None = None
    only_to: str | None = None

    def strikes(self, faults: frozenset[Fault], addresses: list[str] | None = None) -> bool:
        """Does it happen now? Counts if so."""
        concerns = addresses is None or self.only_to is None or self.only_to in addresses
        if self.fault not in faults or self.left == 0 or not concerns:
            return False
        if self.left is not None:
            self.left -= 1
        return True


class Mute(asyncio.Protocol):
    """Takes a connection, says its line if it has one and hangs up then; else keeps silent."""

    def __init__(self, line: bytes, keep: list[asyncio.BaseTransport]) -> None:
        self._line, self._keep = line, keep

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        if self._line:
            transport.write(self._line)
            transport.close()
        else:
            self._keep.append(transport)


@dataclass
class Handler:
    """What aiosmtpd calls while a client talks."""

    sink: "MailSink"
    failing: Callable[[], Failing | None]

    async def handle_RCPT(  # noqa: N802 (aiosmtpd looks it up by this name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        failing = self.failing()
        if failing and failing.strikes(frozenset(RECIPIENT_REPLIES), [address]):
            return RECIPIENT_REPLIES[failing.fault]
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (as above)
        assert isinstance(envelope.content, bytes)
        failing = self.failing()
        is_dropped = bool(failing and failing.strikes(frozenset({Fault.DROPPED_AFTER_DATA}), envelope.rcpt_tos))
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.sink.take(
            Received(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                message=message,
                at=datetime.now(UTC),
                was_encrypted=session.ssl is not None,
                was_confirmed=not is_dropped,
            )
        )
        if is_dropped and server.transport is not None:
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return "250 OK: taken"


class MailSink:
    """An SMTP server on a free loopback port, in a thread of its own; use it as a context manager.

    With a `certificate` nothing is taken before STARTTLS, and with a `login` (name, password) as well nothing before
    signing in.
    """

    def __init__(
        self, *, certificate: Certificate | None = None, login: tuple[str, str] | None = None, host: str = HOST
    ) -> None:
        if login and not certificate:
            raise ValueError("a password is only asked for on an encrypted line: give a certificate too")
        self.certificate, self.login = certificate, login
        self.host, self.port = host, 0
        self.received: list[Received] = []
        self.connections = 0
        self._failing: Failing | None = None
        self._arrived = threading.Condition()
        self._silent: list[asyncio.BaseTransport] = []
        self._server: asyncio.Server | None = None
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail sink", daemon=True)

    def fail(self, fault: Fault, *, times: int | None = None, only_to: str | None = None) -> None:
        """Fails like this from now on, or `times` times, or only for one recipient, until `work()`.

        What is counted is connections, recipients or mails, as the fault concerns. Refusals cannot be
        counted.
        """
        if fault is Fault.REFUSED and (times is not None or only_to is not None):
            raise ValueError("nobody sees a refused connection: it can neither be counted nor be for somebody")
        self.work()
        self._failing = Failing(fault, times, only_to)
        if fault is Fault.REFUSED:
            self._run(self._close_door())

    def work(self) -> None:
        """Ends every fault."""
        self._failing = None
        self._run(self._open_door())

    def clear(self) -> None:
        """Forgets what came in."""
        with self._arrived:
            self.received.clear()
            self.connections = 0

    @property
    def messages(self) -> list[EmailMessage]:
        return [received.message for received in self.received]

    def to(self, address: str) -> list[EmailMessage]:
        """What was delivered to `address` (the envelope counts, not the header)."""
        return [received.message for received in self.received if address in received.recipients]

    def wait_for(self, count: int, *, seconds: float = PATIENCE_SECONDS) -> list[EmailMessage]:
        """The messages once at least `count` have come; TimeoutError saying what has come otherwise."""
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.received) >= count, seconds):
                subjects = [str(message["Subject"]) for message in self.messages]
                raise TimeoutError(f"{len(subjects)} of {count} mails after {seconds} s: {subjects}")
        return self.messages

    def take(self, received: Received) -> None:
        with self._arrived:
            self.received.append(received)
            self._arrived.notify_all()

    def __enter__(self) -> Self:
        self._door = self._bound()
        self.port = self._door.getsockname()[1]
        self._thread.start()
        self._run(self._open_door())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_SECONDS)

    def _bound(self) -> socket.socket:
        """A socket that holds the port; connections are refused until it listens."""
        door = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind((self.host, self.port))
        return door

    async def _open_door(self) -> None:
        if self._server is None:
            self._server = await self._loop.create_server(self._greet, sock=self._door)

    async def _close_door(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
            # Held but not listened on, so that nobody else gets this port meanwhile.
            self._door = self._bound()

    async def _end(self) -> None:
        if self._server is not None:
            self._server.close()
        self._door.close()
        for transport in self._silent:
            transport.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _greet(self) -> asyncio.BaseProtocol:
        self.connections += 1
        failing = self._failing
        if failing and failing.strikes(frozenset({Fault.BUSY_421})):
            return Mute(GREETING_421, self._silent)
        if failing and failing.strikes(frozenset({Fault.SILENT})):
            return Mute(b"", self._silent)
        return SMTP(
            Handler(self, lambda: self._failing),
            hostname=NAME,
            enable_SMTPUTF8=True,
            tls_context=self.certificate.server_context() if self.certificate else None,
            require_starttls=self.certificate is not None,
            authenticator=self._authenticate,
            auth_required=self.login is not None,
            loop=self._loop,
        )

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        is_right = (
            self.login is not None
            and isinstance(given, LoginPassword)
            and (given.login.decode(), given.password.decode()) == self.login
        )
        return AuthResult(success=is_right, handled=False)
