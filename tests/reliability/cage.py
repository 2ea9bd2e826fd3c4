"""An instance of its own in which every field that is typed into is watched, until nobody is left in it."""

import io
import logging
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import structlog
import time_machine
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.serving import WSGIRequestHandler, make_server

from shopapp import create_app
from shopapp.accounts.actions import start_session
from shopapp.config import Settings
from shopapp.kernel import clock
from shopapp.operations import migrations
from shopapp.operations.rounds import plan_rounds
from shopapp.operations.worker import drain
from shopapp.platform.access import access_rule_of
from shopapp.platform.database import db, transaction, truncate_log
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, make_shop
from tests.conftest import SECRET
from tests.orders.builders import Stall, furnish
from tests.reliability.canaries import Found, Marks, in_files, in_tables, in_text, is_mark, together
from tests.support.forms import filled
from tests.support.http import Answer, Client, Upload
from tests.support.mailsink import MailSink

DATABASE = frozenset({"shopapp.sqlite3", "shopapp.sqlite3-wal", "shopapp.sqlite3-shm"})
TYPED_INTO = {"text", "email", "tel", "url", "search", "file", "textarea"}
Field = tuple[str, str]
"""Endpoint of a form and a field's name."""


class Boxes(HTMLParser):
    """(action, name) of everything a page's forms let somebody type or choose a file for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[Field] = set()
        self._action: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._action = given.get("action", "") if given.get("method", "get").lower() == "post" else None
        kind = tag if tag == "textarea" else given.get("type", "text") if tag == "input" else ""
        if self._action is not None and kind in TYPED_INTO and "name" in given and "readonly" not in given:
            self.found.add((self._action, given["name"]))


class Silent(WSGIRequestHandler):
    """Says nothing: this server is no part of the program."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing."""


@dataclass
class Cage:
    """The instance. `seen` remembers every place where a mark ever was."""

    app: Flask
    settings: Settings
    stall: Stall
    marks: Marks
    port: int
    log: io.StringIO
    time: time_machine.Traveller
    seen: Found = field(default_factory=dict)
    shown: set[Field] = field(default_factory=set)
    typed: set[Field] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    def visitor(self) -> "Visitor":
        """A fresh browser on the shop's host."""
        return Visitor(self, Client(self.port, urlsplit(self.stall.shop.base_url).hostname or ""))

    def owner(self) -> "Visitor":
        """A browser in which the owner is signed in."""
        shop, found = self.stall.shop, self.visitor()
        with self.app.app_context(), acting_for(shop), transaction():
            host = found.client.host
            token = start_session(shop, self.stall.owner, host=host, way="link", is_kept=True, now=clock.now())
        found.client.cookies["staff"] = token
        return found

    def places(self) -> Found:
        """Where the marks are now: tables, files (the database's own among them), and what was logged."""
        return together(
            self._tables(), in_files(self.settings.data, self.marks), in_text(self.log.getvalue(), self.marks)
        )

    def look(self) -> None:
        """Remember which marks are in a table or a file now; the database's own bytes hold no others."""
        self.seen = together(self.seen, self._tables(), in_files(self.settings.data, self.marks, but=DATABASE))

    def _tables(self) -> Found:
        with self.app.app_context():
            return in_tables(db.engine, self.marks)

    def work(self, *, hours: float = 0) -> None:
        """Let that time pass and the worker do all that is due."""
        self.time.shift(timedelta(hours=hours))
        plan_rounds(self.app, now=clock.now())
        drain(self.app)

    def checkpoint(self) -> None:
        """The worker's other round: on SQLite, the log of writes goes into the database's file."""
        with self.app.app_context(), acting_for(None):
            assert truncate_log(), "somebody reads meanwhile"

    def endpoint(self, action: str) -> str:
        """Where a form leads."""
        try:
            found, _values = self.app.url_map.bind("").match(urlsplit(action).path, method="POST")
        except HTTPException:
            return f"nowhere: {action}"
        return str(found)

    def is_public(self, endpoint: str) -> bool:
        """Whether a visitor sends this form."""
        rule = access_rule_of(self.app.view_functions[endpoint])
        return rule is not None and rule.kind != "staff" and not rule.shopless

    def public_posts(self) -> set[str]:
        """Every endpoint a visitor can send something to."""
        rules = (rule for rule in self.app.url_map.iter_rules() if "POST" in (rule.methods or ()))
        return {rule.endpoint for rule in rules if self.is_public(rule.endpoint)}


@dataclass
class Visitor:
    """A browser whose typing is watched."""

    cage: Cage
    client: Client

    def page(self, path: str, *, status: int = 200) -> str:
        """Open a page, whatever follows the # left away."""
        answer = self.client.get(path.partition("#")[0])
        assert answer.status == status, (answer.status, path, answer.text[:3000])
        self._remember(answer)
        return answer.text

    def submit(
        self, path: str, action: str, typed: Mapping[str, str], *, uploads: Sequence[Upload] = (), status: int = 303
    ) -> Answer:
        """Fill the form that leads to `action` on the page `path`, and send it."""
        form = filled(self.page(path), action)
        assert form, f"no form to {action} on {path}"
        taken = set(typed) | {upload.field for upload in uploads}
        kept = [(name, value) for name, found in form.items() if name not in taken for value in listed(found)]
        endpoint = self.cage.endpoint(action)
        self.cage.typed |= {(endpoint, name) for name, value in typed.items() if is_mark(self.cage.marks, value)}
        self.cage.typed |= {(endpoint, upload.field) for upload in uploads}
        self.cage.sent.add(endpoint)
        answer = self.client.post(action, [*kept, *typed.items()], uploads=uploads)
        assert answer.status == status, (answer.status, action, answer.text[:6000])
        self._remember(answer)
        return answer

    def tap(self, path: str) -> None:
        """What a browser tells by itself when a link is tapped."""
        self.cage.sent.add(self.cage.endpoint(path))
        answer = self.client.post(path)
        assert answer.status == 204, (answer.status, path)

    def _remember(self, answer: Answer) -> None:
        if answer.headers.get_content_type() == "text/html":
            boxes = {box for box in Boxes(answer.text).found if box[0]}
            self.cage.shown |= {(self.cage.endpoint(action), name) for action, name in boxes}


def listed(found: str | list[str]) -> list[str]:
    """One value or several, as several."""
    return [found] if isinstance(found, str) else found


@contextmanager
def logs_kept() -> Iterator[io.StringIO]:
    """What the program writes to its log while the block lasts; afterwards logs go where they went before."""
    root, kept, target = logging.getLogger(), structlog.get_config(), io.StringIO()
    handlers, level, stderr = root.handlers[:], root.level, sys.stderr
    sys.stderr = target
    try:
        yield target
    finally:
        sys.stderr = stderr
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**kept)


@contextmanager
def opened_cage(data: Path, url: str, sink: MailSink, marks: Marks, *, kind: str) -> Iterator[Cage]:
    """An empty shop that sells, its visitors' road over HTTP, and mail and text messages that really leave."""
    settings = Settings(
        secret_key=SECRET,
        data=data,
        database_url=url,
        scheme="http",
        mail_host="127.0.0.1",
        mail_port=sink.port,
        mail_security="none",
        mail_sender="shop@mail.example",
        log_level="debug",
    )
    with logs_kept() as log, time_machine.travel(NOW, tick=True) as time:
        app = create_app(settings)
        migrations.upgrade(app)
        with app.app_context():
            shop = make_shop("a", kind=kind)
        stall = furnish(app, shop)
        server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Silent)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield Cage(app, settings, stall, marks, server.server_port, log, time)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            with app.app_context():
                db.engine.dispose()
