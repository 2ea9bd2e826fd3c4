"""The program over HTTP as a visitor's browser would talk to it, without a browser.

Python resolves no `*.localhost` and drops Secure cookies on plain http, though every browser keeps them
there. So this client always dials 127.0.0.1, says the wanted host in its header, and keeps cookies itself.
"""

import http.client
import json
import secrets
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.support.kept import Kept, wait_until

ADDRESS = "127.0.0.1"
Pairs = Mapping[str, str] | Sequence[tuple[str, str]]


def free_port() -> int:
    """A loopback port nobody listens on now."""
    with socket.socket() as listener:
        listener.bind((ADDRESS, 0))
        return int(listener.getsockname()[1])


class Fields(HTMLParser):
    """Collects what the forms of a page would send if nothing were typed."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        name = attributes.get("name")
        is_ticked = attributes.get("type") not in {"checkbox", "radio"} or "checked" in attributes
        if tag == "input" and name and is_ticked and attributes.get("type") != "submit":
            self.values[name] = attributes.get("value") or ""


@dataclass(frozen=True)
class Answer:
    """One answer; header names are looked up in any case."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def location(self) -> str:
        """Where a redirect leads, or an empty string."""
        return self.headers.get("Location", "")

    def json(self) -> object:
        return json.loads(self.body)

    def fields(self) -> dict[str, str]:
        """The values that stand in the page's inputs, hidden ones (CSRF, form key) included."""
        parser = Fields()
        parser.feed(self.text)
        return parser.values


@dataclass(frozen=True)
class Upload:
    """A file for a form's field."""

    field: str
    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


@dataclass
class Client:
    """A visitor of `host` with cookies of their own; redirects are shown, not followed."""

    port: int
    host: str
    seconds: float = 30
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, form: Pairs = (), *, uploads: Sequence[Upload] = (), **headers: str) -> Answer:
        """Sends a form; with uploads as multipart. Header names are given as `X_Sample="…"`."""
        if uploads:
            boundary = secrets.token_hex(16)
            body = multipart(pairs(form), uploads, boundary)
            kind = f"multipart/form-data; boundary={boundary}"
        else:
            body, kind = urlencode(pairs(form)).encode(), "application/x-www-form-urlencoded"
        origin = f"http://{self.host}:{self.port}"
        return self.ask("POST", path, body=body, headers={"Content_Type": kind, "Origin": origin} | headers)

    def follow(self, answer: Answer) -> Answer:
        """Goes where a redirect to the same host leads."""
        target = urlsplit(answer.location)
        if target.hostname not in {None, self.host}:
            raise AssertionError(f"{answer.location} leads away from {self.host}")
        return self.get(target.path + (f"?{target.query}" if target.query else ""))

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        sent = {"Host": f"{self.host}:{self.port}"}
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection = http.client.HTTPConnection(ADDRESS, self.port, timeout=self.seconds)
        try:
            connection.request(method, path, body=body, headers=sent)
            response = connection.getresponse()
            answer = Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
        self._keep_cookies(answer)
        return answer

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get_all("Set-Cookie", []):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or "1970" in morsel["expires"] or not morsel.coded_value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.coded_value


def pairs(form: Pairs) -> list[tuple[str, str]]:
    return list(form.items()) if isinstance(form, Mapping) else list(form)


def multipart(form: Sequence[tuple[str, str]], uploads: Sequence[Upload], boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in form
    ]
    for upload in uploads:
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{upload.field}"; filename="{upload.filename}"'
        parts.append(f"{head}\r\nContent-Type: {upload.content_type}\r\n\r\n".encode() + upload.content + b"\r\n")
    return b"".join([*parts, f"--{boundary}--\r\n".encode()])


class Service(Kept):
    """A program that serves HTTP on `port`, ready when `/healthz` answers 200 (or `ready`, another path, does).

    `environment` is all it gets to see. Leaving the `with` block ends it; `kill()` is kill -9.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        port: int,
        log: Path,
        environment: Mapping[str, str] | None = None,
        ready: str = "/healthz",
        seconds: float = 30,
    ) -> None:
        super().__init__(command, log=log, environment=environment)
        self.port, self._ready = port, ready
        try:
            wait_until(f"{command[0]} answers", self._answers, seconds=seconds, kept=self)
        except BaseException:
            self.stop()
            raise

    def client(self, host: str) -> Client:
        """A new visitor of `host`."""
        return Client(self.port, host)

    def _answers(self) -> bool:
        try:
            return Client(self.port, "localhost", seconds=5).get(self._ready).status == 200
        except (OSError, http.client.HTTPException):
            return False
