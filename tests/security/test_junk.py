"""Whatever anybody sends in path, query, header or form: an answer below 500 that tells nothing of the program."""

import re
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule

from shopapp.kernel.clock import now
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.requests import MOST_FIELDS
from tests.builders import csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.security.walker import PLANTED, FormReader, own_paths, routes
from tests.security.world import World, make_world
from tests.support.fixtures import Proof

engine = on_one_engine("postgresql")

# The nastiest stand first; all of them are tried at full size.
JUNK = (
    "\0",
    "9" * 30,
    "²\r\nX-Evil: 1",
    "//[",
    "-" + "9" * 30,
    "9" * 5000,
    "\ufffe\u202e\U0001f4a3",
    "0001-01-01",
    "9999-12-31",
    "{{7*7}}%s${x}",
    "../../../etc/passwd",
    "http://[x",
    "a" * 5000,
)
QUERY_NAMES = ("sp", "pb", "sl", "q", "sau", "truoc", "xem", "muc", "loai", "ngay", "tinh", "tiep", "so", "luu", "nho")
TELLING = re.compile(r"Traceback|sqlalchemy|sqlite|psycopg|werkzeug|shopapp/|\.py\b|SELECT [\w.]+", re.ASCII)


@pytest.fixture
def world(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> World:
    """The first shop, filled."""
    return make_world(app, two_shops[0], "anemone", now=now(), policies=1)


@pytest.fixture
def owner(world: World, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    """A browser in which the owner is signed in and an order is half typed."""
    client = client_of(world.shop)
    for name, value in world.cookies.items():
        client.set_cookie(name, value, domain=world.shop.base_url.removeprefix("http://"))
    return client


def check(answer: Any, what: str) -> None:
    assert answer.status_code < 500, f"{answer.status_code}: {what}"
    assert "X-Evil" not in answer.headers, what
    if answer.status_code >= 400:
        assert not TELLING.search(answer.text), what


def with_junk(rule: Rule, junk: str) -> str:
    """The route's address with the same junk in each of its places."""
    return re.sub(r"<[^>]+>", lambda _found: quote(junk, safe=""), rule.rule)


def gets(app: Flask) -> Iterator[Rule]:
    yield from (rule for rule in routes(app) if "GET" in (rule.methods or set()))


def test_no_path_breaks_a_page(app: Flask, owner: ShopClient, proof: Proof) -> None:
    for rule in routes(app):
        if not rule.arguments:
            continue
        for junk in JUNK[: proof.size(2, len(JUNK))]:
            path = with_junk(rule, junk)
            method = "GET" if "GET" in (rule.methods or set()) else "POST"
            check(owner.open(path, method=method), f"{method} {path[:200]}")


def test_no_query_breaks_a_page(app: Flask, world: World, owner: ShopClient, proof: Proof) -> None:
    for rule in gets(app):
        path = next(own_paths(rule, world))
        for junk in JUNK[: proof.size(5, len(JUNK))]:
            query = [(name, junk) for name in (*QUERY_NAMES, "lang", "%[]²")]
            check(owner.get(path, query_string=query), f"GET {path} {junk[:40]!r}")


def test_no_form_value_breaks_anything(app: Flask, world: World, owner: ShopClient, proof: Proof) -> None:
    names = {"drop", "proof", "code", *PLANTED}
    for rule in gets(app):
        page = owner.get(next(own_paths(rule, world)))
        for form in FormReader(page.text if page.mimetype == "text/html" else "").forms:
            names |= {name for name, _ in form.fields} - {"csrf_token"}
    assert len(names) > 40
    names |= {"lines-²-variant", "lines-²-price", f"lines-{'9' * 5000}-price", "lines--1-quantity", "lines-\0-x"}
    token = csrf_token(owner.get("/tra-cuu").text)
    for rule in routes(app):
        # Setting a password ends the session, and signing out is about to.
        if "POST" not in (rule.methods or set()) or rule.endpoint == "accounts_backoffice.sign_out":
            continue
        path = next(own_paths(rule, world))
        for junk in JUNK[: proof.size(3, len(JUNK))]:
            data = dict.fromkeys(names, junk) | {"csrf_token": token}
            check(owner.post(path, data=data), f"POST {path} {junk[:40]!r}")


@pytest.mark.parametrize("name", ["%00", "a" * 300, "..%2f..%2fconfig.py", "%2e%2e/config.py", "storefront.css/x"])
def test_no_name_leads_out_of_the_static_folder(client: ShopClient, name: str) -> None:
    assert client.get(f"/static/x/{name}").status_code == 404


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("If-Modified-Since", "Wed, 21 Oct 99999999999999999999 07:28:00 GMT"),
        ("If-None-Match", 'W/"' + "x" * 5000),
        ("Range", "bytes=9-1,-"),
        ("Accept-Encoding", "br;q=x, gzip;q=1e999"),
        ("Accept", "text/html;q=nan, */*;q=-1"),
        ("Accept-Language", "\xff;q=9e999"),
        ("Cookie", 'form=.eJx; staff="\\377\\000"; proof=\xff; draft=\xff\xfe; language=xx'),
        ("Content-Type", "multipart/form-data"),
        ("Referer", "\xff"),
    ],
)
def test_no_header_breaks_a_page(client: ShopClient, header: str, value: str) -> None:
    for path in ("/chinh-sach-bao-mat", "/tim-kiem?q=a", "/dia-chi/phuong-xa?tinh=79", "/dat-hang", "/quan-tri"):
        check(client.get(path, headers={header: value}), path)


def test_odd_methods_are_refused(client: ShopClient) -> None:
    for method in ("TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"):
        for path in ("/", "/tra-cuu", "/quan-tri", "/khong-co"):
            answer = client.open(path, method=method, headers={"X-HTTP-Method-Override": "GET"})
            assert answer.status_code in (400, 404, 405), f"{method} {path}"


def test_the_language_switch_keeps_a_hostile_query_harmless(client: ShopClient) -> None:
    page = client.get("/tim-kiem?q=%2F%2F%5Ba%23b%26c%3D1&x=%C3%A9").text
    assert "/tim-kiem?q=%2F%2F%5Ba%23b%26c%3D1&amp;x=%C3%A9&amp;lang=en" in page


def test_a_form_of_countless_fields_is_refused_quickly(client: ShopClient) -> None:
    began = perf_counter()
    answer = client.post("/dat-hang", data=b"a&" * 5_000_000, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert perf_counter() - began < 2
    assert client.post("/dat-hang", data={f"a{i}": "" for i in range(MOST_FIELDS)}).status_code == 400


def test_broken_bodies_are_refused(client: ShopClient) -> None:
    token = csrf_token(client.get("/dat-hang").text).encode()
    form, parts = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
    bodies = (
        (form, b"\0" * 1000),
        (form, b"csrf_token=" + token + b"&step=review&note=%00%FF%ED%A0%80&sender_name=\xff\0"),
        (parts, b'--x\r\nContent-Disposition: form-data; name="a\r\n'),
        (parts, b"--x\r\n" * 10_000),
        (f"multipart/form-data; boundary={'b' * 5000}", b"x"),
        ("application/json", b"{" * 10_000),
    )
    for kind, body in bodies:
        answer = client.post("/dat-hang", data=body, content_type=kind)
        assert 400 <= answer.status_code < 500, body[:40]
        check(answer, kind)
