"""An SMS gateway on this machine that checks signatures, drops doubles, and fails in the ways real ones do.

It is written from docs/sms-channels.md alone and shares no code with the program.
"""

import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.support.certificates import Certificate

KEY_ID, SECRET = "shop-key-1", "a-sample-secret-of-a-gateway-for-tests"
PATIENCE_SECONDS = 10


class Trouble(Enum):
    """How a gateway fails."""

    SILENT_AFTER_TAKING = auto()  # The message is taken, the answer never comes.
    CUT_AFTER_TAKING = auto()  # The message is taken, the line cut.
    BROKEN_500 = auto()
    BUSY_429 = auto()  # With Retry-After.
    AWAY_503 = auto()  # Without it.
    ERROR_IN_200 = auto()  # "200 OK", and the body says no.
    PAGE_IN_200 = auto()  # "200 OK", and the body is a web page.
    BAD_NUMBER = auto()
    BAD_REQUEST_400 = auto()
    UNAUTHORISED_401 = auto()
    REDIRECT_307 = auto()  # Points at `elsewhere`.
    DRIPPING = auto()  # One byte of the answer now and then, for ever.
    ENDLESS = auto()  # An answer without end.


ANSWERS: dict[Trouble, tuple[int, dict[str, str], Any]] = {
    Trouble.BROKEN_500: (500, {}, "<h1>Oops</h1>"),
    Trouble.BUSY_429: (429, {"Retry-After": "600"}, {}),
    Trouble.AWAY_503: (503, {}, {}),
    Trouble.ERROR_IN_200: (200, {}, {"status": "refused", "reason": "no_credit"}),
    Trouble.PAGE_IN_200: (200, {}, "<html>Welcome</html>"),
    Trouble.BAD_NUMBER: (422, {}, {"status": "refused", "reason": "bad_number"}),
    Trouble.BAD_REQUEST_400: (400, {}, {"error": "?"}),
    Trouble.UNAUTHORISED_401: (401, {}, {}),
}


@dataclass(frozen=True)
class Taken:
    """One request as it came in."""

    headers: dict[str, str]
    body: dict[str, Any]


def signature(secret: str, url: str, timestamp: str, body: bytes) -> str:
    """As the documentation has it: HMAC-SHA256 over timestamp, address and digest, a line each."""
    text = "\n".join([timestamp, url, hashlib.sha256(body).hexdigest()])
    return "v1=" + hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()


def report(url: str, **said: Any) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a signed delivery report; `secret`, `key_id` and `at` (Unix seconds) may differ."""
    secret, key_id = said.pop("secret", SECRET), said.pop("key_id", KEY_ID)
    timestamp = str(said.pop("at", int(time.time())))
    body = json.dumps(said).encode()
    signed = signature(secret, url, timestamp, body)
    return body, {"Shopapp-Key-Id": key_id, "Shopapp-Timestamp": timestamp, "Shopapp-Signature": signed}


class SmsGateway:
    """Serves while the block lasts. `delivered` holds each message once, `requests` every time it was asked."""

    def __init__(self, certificate: Certificate | None = None) -> None:
        self.requests: list[Taken] = []
        self.delivered: dict[str, dict[str, Any]] = {}
        self.trouble: Trouble | None = None
        self.elsewhere = ""
        self.end = threading.Event()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                gateway.answer(self)

            do_GET = do_POST  # noqa: N815 - http.server looks it up by this name; a redirect may turn POST into GET.

            def log_message(self, format: str, *args: Any) -> None:
                """Keep still."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.scheme = "https" if certificate else "http"
        if certificate:
            context = certificate.server_context()
            # The handshake belongs to the connection's own thread, or one bad client would hold up all.
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(PATIENCE_SECONDS)

    @property
    def url(self) -> str:
        return f"{self.scheme}://127.0.0.1:{self._server.server_port}/send"

    def settings(self) -> dict[str, Any]:
        """What leads the program here."""
        known = {"sms_http_url": self.url, "sms_http_key_id": KEY_ID, "sms_http_secret": SECRET}
        return known | {"sms_channel": "http", "sms_http_timeout": 1}

    def answer(self, talk: BaseHTTPRequestHandler) -> None:
        """Take one request the way the gateway is told to."""
        body = talk.rfile.read(int(talk.headers.get("Content-Length", 0)))
        headers = dict(talk.headers.items())
        trouble = self.trouble
        expected = signature(SECRET, self.url, headers.get("Shopapp-Timestamp", ""), body)
        if headers.get("Shopapp-Signature") != expected or headers.get("Shopapp-Key-Id") != KEY_ID:
            say(talk, 401, {}, {"status": "refused", "reason": "bad_signature"})
            return
        said = json.loads(body)
        self.requests.append(Taken(headers, said))
        if trouble in ANSWERS:
            say(talk, *ANSWERS[trouble])
        elif trouble is Trouble.REDIRECT_307:
            say(talk, 307, {"Location": self.elsewhere}, {})
        elif trouble in (Trouble.DRIPPING, Trouble.ENDLESS):
            self._keep_talking(talk, slowly=trouble is Trouble.DRIPPING)
        else:
            self.delivered.setdefault(headers["Idempotency-Key"], said)
            self._confirm(talk, trouble)

    def _confirm(self, talk: BaseHTTPRequestHandler, trouble: Trouble | None) -> None:
        if trouble is Trouble.SILENT_AFTER_TAKING:
            self.end.wait(PATIENCE_SECONDS)
        if trouble is None:
            say(talk, 200, {}, {"status": "accepted"})
        talk.close_connection = True

    def _keep_talking(self, talk: BaseHTTPRequestHandler, *, slowly: bool) -> None:
        part = b"x" if slowly else b"x" * 65536
        try:
            talk.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: " if slowly else b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.end.wait(0.1 if slowly else 0):
                talk.wfile.write(part)
        except OSError:
            talk.close_connection = True


def say(talk: BaseHTTPRequestHandler, status: int, headers: dict[str, str], body: Any) -> None:
    """One whole answer."""
    content = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    talk.send_response(status)
    for name, value in {**headers, "Content-Length": str(len(content))}.items():
        talk.send_header(name, value)
    talk.end_headers()
    talk.wfile.write(content)
