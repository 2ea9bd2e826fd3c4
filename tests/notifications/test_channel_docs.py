"""The documentation of channels is carried out: its example is installed and sends, its signature is ours."""

import importlib
import re
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
import time_machine
from flask import Flask

from shopapp.config import BadSetting, Settings
from shopapp.notifications.channels import http_answers, open_channel
from shopapp.notifications.channels.signing import sign
from shopapp.notifications.models import Message
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import SECRET
from tests.notifications.builders import make_sms, queue, settings_changed, work_off

DOCUMENT = Path(__file__).parents[2] / "docs/sms-channels.md"
Outbox = Callable[[], Sequence[Message]]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)


class Provider:
    """What the example talks to: takes forms, answers by a code."""

    def __init__(self) -> None:
        self.taken: list[dict[str, list[str]]] = []
        self.keys: set[str | None] = set()
        self.answer = b'{"code": 0}'
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.taken.append(parse_qs(body))
                provider.keys.add(self.headers["Authorization"])
                self.send_response(200)
                self.end_headers()
                self.wfile.write(provider.answer)

            def log_message(self, format: str, *args: Any) -> None:
                """Keep still."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """The provider is there, and the package of the documentation is installed."""
    project = tomllib.loads(blocks("toml")[0])["project"]
    (tmp_path / "shopapp_buuta.py").write_text(next(code for code in blocks("python") if "class BuuTa" in code))
    metadata = tmp_path / f"shopapp_buuta-{project['version']}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    ((group, points),) = project["entry-points"].items()
    lines = [f"{name} = {target}" for name, target in points.items()]
    (metadata / "entry_points.txt").write_text("\n".join([f"[{group}]", *lines, ""]))
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    provider = Provider()
    monkeypatch.setenv("BUUTA_URL", f"http://127.0.0.1:{provider.server.server_port}/")
    monkeypatch.setenv("BUUTA_KEY", "a-sample-key")
    Thread(target=provider.server.serve_forever, args=(0.05,), daemon=True).start()
    yield provider
    provider.server.shutdown()
    provider.server.server_close()
    sys.modules.pop("shopapp_buuta", None)


@pytest.mark.usefixtures("templates")
@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        (b'{"code": 0}', "sent", ""),
        (b'{"code": 21}', "failed", "number_refused"),
        (b'{"code": 77}', "retrying", "gateway_refused"),
        (b"<html>", "retrying", "unclear_answer"),
    ],
)
def test_the_example_of_a_package_sends(
    app: Flask,
    shop: ShopRef,
    provider: Provider,
    outbox: Outbox,
    clock: time_machine.Traveller,
    now: datetime,
    answer: bytes,
    state: str,
    error: str,
) -> None:
    provider.answer = answer
    queue(app, shop, make_sms(), now=now)
    with settings_changed(app, sms_channel="buuta"):
        work_off(app)
    message = outbox()[0]
    assert (message.state, message.error) == (state, error)
    assert provider.taken == [
        {"to": ["+84900000101"], "message": ["Tiem A: chao Lan Anh, 350.000 d"], "ref": [message.reference]}
    ]
    assert provider.keys == {"Bearer a-sample-key"}


def test_the_example_refuses_to_start_without_its_settings(provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BUUTA_KEY")
    with pytest.raises(BadSetting, match="BUUTA_KEY"):
        open_channel("sms", Settings(secret_key=SECRET, sms_channel="buuta"))


def test_the_documented_signature_and_reasons_are_those_of_the_program() -> None:
    known: dict[str, Any] = {}
    exec(next(code for code in blocks("python") if "def signature" in code), known)  # noqa: S102 - our own document.
    url, body = "https://sms.example/send", '{"text":"chào"}'.encode()
    assert known["signature"](SECRET, url, "1795312800", body) == sign(SECRET, url, 1795312800, body)
    document = DOCUMENT.read_text()
    assert [reason for reason in http_answers.REASONS if f"`{reason}`" not in document] == []
