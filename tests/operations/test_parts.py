"""The page of parts: on the portal's host alone, every look in both modes, from the real macros and sheets."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from shopapp.frames.theme import LOOKS
from shopapp.operations.parts.pages import MODES
from tests.builders import make_shop
from tests.conftest import on_one_engine
from tests.notifications.builders import settings_changed

engine = on_one_engine("sqlite")


@pytest.fixture
def portal(app: Flask) -> Iterator[Flask]:
    """An instance whose portal is on, with a shop of each kind."""
    with app.app_context():
        for kind in LOOKS:
            make_shop(kind, kind=kind)
    with settings_changed(app, portal=True):
        yield app


def test_every_part_is_shown_in_every_look_and_mode(portal: Flask) -> None:
    client = portal.test_client()
    overview = client.get("/parts", base_url="http://localhost").text
    for look in LOOKS:
        for mode in MODES:
            query = f"look={look}&mode={mode}"
            assert f'src="/parts?{query.replace("&", "&amp;")}"' in overview
            page = client.get(f"/parts?{query}", base_url="http://localhost")
            assert page.status_code == 200
            for part in ("tabs", "table", "card", "notice", "badge", "timeline", "greeting", "dialog", "goods", "fold"):
                assert re.search(rf'class="{part}[ "]', page.text), part
            sheet = client.get(f"/parts/sheet.css?{query}", base_url="http://localhost").text
            assert "prefers-color-scheme" not in sheet
            assert f"color-scheme:{mode}" in sheet


def test_it_may_be_framed_by_itself_and_nothing_else(portal: Flask) -> None:
    policy = portal.test_client().get("/parts", base_url="http://localhost").headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["florist.localhost", "unknown.localhost"])
def test_no_shop_has_it(portal: Flask, host: str) -> None:
    for path in ("/parts", "/parts?look=florist", "/parts/sheet.css?look=florist", "/anh/parts-hoa-0.webp"):
        assert portal.test_client().get(path, base_url=f"http://{host}").status_code == 404


def test_a_look_nobody_has_is_not_found(portal: Flask) -> None:
    for query in ("look=bakery", "look=florist&mode=dusk"):
        assert portal.test_client().get(f"/parts?{query}", base_url="http://localhost").status_code == 404
