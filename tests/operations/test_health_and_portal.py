"""What answers without a shop: the health check on any host, and the demo's page on localhost."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from shopapp.operations import health
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import on_one_engine
from tests.notifications.builders import settings_changed

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], Any]


@pytest.mark.parametrize("host", ["a.localhost", "localhost", "unknown.example", "127.0.0.1:8000"])
def test_health_is_told_on_any_host(app: Flask, shop: ShopRef, host: str) -> None:
    answer = app.test_client().get("/healthz", base_url=f"http://{host}")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_health_is_bad_while_the_database_is_away(app: Flask, shop: ShopRef, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "is_alive", lambda: False)
    assert app.test_client().get("/healthz", base_url="http://a.localhost").status_code == 503


def test_the_portal_links_to_every_open_shop_and_says_where_mails_are(
    app: Flask, two_shops: tuple[ShopRef, ShopRef]
) -> None:
    with settings_changed(app, portal=True) as settings:
        page = app.test_client().get("/", base_url="http://localhost:8000")
    assert page.status_code == 200
    for shop in two_shops:
        assert f'href="{shop.base_url}/"' in page.text
    assert f"{settings.data.absolute()}/mail/" in page.text
    assert "demo-logins.json" in page.text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_portal_speaks_both_languages(app: Flask, shop: ShopRef, language: str) -> None:
    with settings_changed(app, portal=True):
        page = app.test_client().get(f"/?lang={language}", base_url="http://localhost")
    assert f'lang="{language}"' in page.text


def test_without_the_portal_localhost_is_an_unknown_host(app: Flask, shop: ShopRef) -> None:
    assert app.test_client().get("/", base_url="http://localhost").status_code == 404


@pytest.mark.parametrize("url", ["http://unknown.example/", "http://localhost/quan-tri", "http://localhost/dat-hang"])
def test_the_portal_opens_nothing_else(app: Flask, shop: ShopRef, url: str) -> None:
    base, _, path = url.partition("//")[2].partition("/")
    with settings_changed(app, portal=True):
        assert app.test_client().get(f"/{path}", base_url=f"http://{base}").status_code == 404


def test_a_shops_own_home_is_not_the_portal(app: Flask, shop: ShopRef, client: Any) -> None:
    with settings_changed(app, portal=True):
        assert "demo-logins.json" not in client.get("/").text
