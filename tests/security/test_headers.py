"""Headers of every kind of answer, what may be cached, and what a stranger's headers cannot change."""

import re
from collections.abc import Callable
from typing import NoReturn

import pytest
from flask import Flask

from shopapp.kernel.clock import now
from shopapp.platform.access import access_rule_of, open_to_all
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.headers import CONTENT_SECURITY_POLICY
from tests.builders import csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.security.walker import own_paths, routes
from tests.security.world import World, make_world

engine = on_one_engine("sqlite")

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def world(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> World:
    """The first shop, filled."""
    return make_world(app, two_shops[0], "anemone", now=now(), policies=1)


@pytest.fixture
def owner(world: World, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    """A browser with every cookie of the shop."""
    client = client_of(world.shop)
    for name, value in world.cookies.items():
        client.set_cookie(name, value, domain=world.shop.base_url.removeprefix("http://"))
    return client


def test_every_kind_of_answer_carries_the_security_headers(
    app: Flask, world: World, owner: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    @open_to_all
    def broken() -> NoReturn:
        raise RuntimeError("0912 345 678 broke it")

    monkeypatch.setitem(app.view_functions, "orders_storefront.lookup", broken)
    picture = f"/anh/{world.params['name'][0]}"
    style = re.findall(r'href="(/static/[^"]+\.css)"', owner.get("/quan-tri").text)[0]
    etag = owner.get("/chinh-sach-bao-mat").headers["ETag"]
    kinds = {
        200: [owner.get(path) for path in ("/", picture, style, "/healthz", "/sitemap.xml", "/quan-tri")],
        303: [owner.get("/don-hang/" + world.params["token"][0] + "/xac-minh")],
        304: [owner.get("/chinh-sach-bao-mat", headers={"If-None-Match": etag})],
        400: [owner.post("/dat-hang", data={})],
        404: [owner.get("/khong-co"), owner.get("/static/x/y"), owner.get("/", base_url="http://nobody.localhost")],
        405: [owner.open("/", method="TRACE")],
        413: [owner.post("/tra-cuu", data=b"a&" * 5000, content_type="application/x-www-form-urlencoded")],
        500: [owner.get("/tra-cuu")],
    }
    for status, answers in kinds.items():
        for answer in answers:
            assert answer.status_code == status, answer.request.path
            assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS, answer.request.path
            assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            if status >= 400:
                assert answer.headers["Cache-Control"] == "private, no-store"
                assert "broke" not in answer.text


def test_what_belongs_to_somebody_is_stored_nowhere(app: Flask, world: World, owner: ShopClient) -> None:
    asked = 0
    for rule in routes(app):
        access = access_rule_of(app.view_functions[rule.endpoint])
        if "GET" not in (rule.methods or ()) or access is None:
            continue
        for path in own_paths(rule, world):
            answer = owner.get(path)
            control = answer.headers["Cache-Control"]
            if access.kind != "open" or "csrf_token" in answer.get_data().decode(errors="replace"):
                assert control == "private, no-store", path
                assert "Cookie" in answer.headers["Vary"], path
                asked += 1
            if control.startswith("public"):
                assert "Set-Cookie" not in answer.headers, path
    assert asked > 20


def test_a_strangers_headers_neither_name_the_host_nor_the_sender(client: ShopClient) -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Original-URL": "/quan-tri"}
    for path in ("/", "/quan-tri", "/sitemap.xml", "/robots.txt", "//evil.example/x", "/khong-co"):
        answer = client.get(path, headers=forged)
        assert "evil.example" not in answer.text, path
        assert "evil.example" not in answer.headers.get("Location", ""), path
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 404


@pytest.mark.parametrize(
    ("first", "second", "is_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
    ],
)
def test_whoever_changes_the_address_within_a_network_is_counted_as_one(
    client: ShopClient, first: str, second: str, is_one: bool
) -> None:
    sent = {"csrf_token": csrf_token(client.get("/tra-cuu").text), "code": "DH34679A", "phone": "0912 345 678"}
    for _ in range(20):
        client.post("/tra-cuu", data=sent, environ_overrides={"REMOTE_ADDR": first})
    last = client.post("/tra-cuu", data=sent, environ_overrides={"REMOTE_ADDR": second})
    assert last.status_code == (429 if is_one else 404)
