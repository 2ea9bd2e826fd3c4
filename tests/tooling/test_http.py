"""The client without a browser, and services that end with the test."""

import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.http import Service, Upload, free_port
from tests.support.kept import is_alive

# A stand-in for the program: it echoes, sets cookies as the program does, and redirects.
PROGRAM = textwrap.dedent("""
    import http.server, json, os, subprocess, sys

    class Echo(http.server.BaseHTTPRequestHandler):
        def answer(self, status, headers, body):
            self.send_response(status)
            for name, value in headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path == "/set":
                session = "__Host-session=a1; Secure; HttpOnly; Path=/"
                self.answer(200, [("Set-Cookie", session), ("Set-Cookie", "lang=en")], b"")
            elif self.path == "/unset":
                self.answer(200, [("Set-Cookie", "lang=; Max-Age=0")], b"")
            elif self.path == "/go":
                self.answer(303, [("Location", f"http://{self.headers['Host']}/there?x=1")], b"")
            elif self.path == "/away":
                self.answer(303, [("Location", "https://bank.example/")], b"")
            elif self.path == "/form":
                hidden = b'<input type=hidden name=csrf_token value="t&amp;1">'
                self.answer(200, [], hidden + b"<input type=checkbox name=news value=y>")
            else:
                seen = {"path": self.path, "host": self.headers["Host"], "cookie": self.headers["Cookie"]}
                self.answer(200, [], json.dumps(seen).encode())

        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(422, [("X-Kind", self.headers["Content-Type"])], body)

        def log_message(self, *words):
            pass

    if "--with-child" in sys.argv:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        print("child", child.pid, flush=True)
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Echo).serve_forever()
""")


def start(tmp_path: Path, *words: str) -> Service:
    port = free_port()
    return Service([sys.executable, "-c", PROGRAM, str(port), *words], port=port, log=tmp_path / "log")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with start(tmp_path) as service:
        yield service


def test_the_wanted_host_is_said_though_the_address_is_loopback(service: Service) -> None:
    seen = service.client("hoa.localhost").get("/san-pham/hoa").json()
    assert seen == {"path": "/san-pham/hoa", "host": f"hoa.localhost:{service.port}", "cookie": None}


def test_secure_cookies_are_kept_and_ended_ones_dropped(service: Service) -> None:
    client = service.client("hoa.localhost")
    client.get("/set")
    assert client.cookies == {"__Host-session": "a1", "lang": "en"}

    client.get("/unset")
    assert client.get("/").json() == {
        "path": "/",
        "host": f"hoa.localhost:{service.port}",
        "cookie": "__Host-session=a1",
    }
    assert service.client("hoa.localhost").cookies == {}


def test_redirects_are_followed_on_demand_and_never_to_another_host(service: Service) -> None:
    client = service.client("hoa.localhost")
    answer = client.get("/go")
    assert (answer.status, answer.location) == (303, f"http://hoa.localhost:{service.port}/there?x=1")
    assert '"/there?x=1"' in client.follow(answer).text

    with pytest.raises(AssertionError, match="leads away"):
        client.follow(client.get("/away"))


def test_a_pages_inputs_are_read(service: Service) -> None:
    assert service.client("hoa.localhost").get("/form").fields() == {"csrf_token": "t&1"}


def test_a_form_is_sent_with_repeated_names_and_marks(service: Service) -> None:
    answer = service.client("hoa.localhost").post("/", [("sp", "1"), ("sp", "2"), ("name", "Đỗ")])
    assert (answer.status, answer.body) == (422, b"sp=1&sp=2&name=%C4%90%E1%BB%97")


def test_a_form_with_a_file_is_sent_as_multipart(service: Service) -> None:
    upload = Upload("picture", "ảnh.png", b"\x89PNG\r\n", "image/png")
    answer = service.client("hoa.localhost").post("/", {"note": "Gói kỹ"}, uploads=[upload])

    assert answer.headers["X-Kind"].startswith("multipart/form-data; boundary=")
    assert 'name="note"\r\n\r\nGói kỹ\r\n'.encode() in answer.body
    assert 'filename="ảnh.png"\r\nContent-Type: image/png\r\n\r\n'.encode() + b"\x89PNG\r\n\r\n--" in answer.body


def test_a_service_and_its_children_end_with_the_block(tmp_path: Path) -> None:
    with start(tmp_path, "--with-child") as service:
        child = int(service.printed().split()[1])
        assert is_alive(child)

    assert not is_alive(service.pid)
    assert not is_alive(child)


def test_a_killed_service_is_killed_and_says_so(tmp_path: Path) -> None:
    with start(tmp_path) as service:
        service.kill()

        assert not service.is_running()
        assert service.wait() == -9


def test_a_service_that_ends_at_once_shows_what_it_printed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "raise SystemExit('Cổng đã có người dùng')"]
    with pytest.raises(RuntimeError, match="Cổng đã có người dùng"):
        Service(command, port=free_port(), log=tmp_path / "log")
