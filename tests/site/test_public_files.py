"""The look, and what robots read."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.frames.theme import page_css, theme_hash
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.site import sitemap
from shopapp.site.sitemap import FIXED
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product
from tests.conftest import on_one_engine
from tests.content.builders import make_post

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], Any]


def test_the_look_is_kept_for_ever_under_its_own_digest_only(shop: ShopRef, client: Any) -> None:
    digest = theme_hash("florist", "#b5586b")
    present = client.get(f"/theme-{digest}.css")
    assert present.text == page_css("florist", "#b5586b")
    assert present.mimetype == "text/css"
    assert present.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in present.headers
    old = client.get("/theme-000000000000.css")
    assert old.text == present.text
    assert old.headers["Cache-Control"] == "public, no-cache"


def test_finders_of_weaknesses_learn_whom_to_write_to(two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf) -> None:
    with time_machine.travel(NOW):
        texts = [client_of(shop).get("/.well-known/security.txt") for shop in two_shops]
    assert {answer.headers["Content-Type"] for answer in texts} == {"text/plain; charset=utf-8"}
    for shop, answer in zip(two_shops, texts, strict=True):
        fields = [line.split(": ", 1) for line in answer.text.splitlines()]
        assert [value for name, value in fields if name == "Contact"] == [
            f"{shop.base_url}/bao-cao-an-ninh",
            "mailto:shop@a.example",
            "tel:+84900000101",
        ]
        assert dict(fields) | {"Contact": ""} == {
            "Contact": "",
            "Expires": "2027-05-21T00:00:00Z",
            "Preferred-Languages": "vi, en",
            "Canonical": f"{shop.base_url}/.well-known/security.txt",
            "Policy": f"{shop.base_url}/chinh-sach-bao-mat",
        }
    client = client_of(two_shops[0])
    assert client.get("/bao-cao-an-ninh").status_code == client.get("/chinh-sach-bao-mat").status_code == 200
    assert 'href="/bao-cao-an-ninh"' in client.get("/").text


def test_robots_stay_out_of_what_is_private(shop: ShopRef, client: Any) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    for path in ("/quan-tri", "/don-hang/", "/yeu-cau/", "/khong-phai-toi/", "/dat-hang/", "/tim-kiem"):
        assert f"Disallow: {path}\n" in answer.text
    assert "Disallow: /dat-hang\n" not in answer.text
    assert "Sitemap: http://a.localhost/sitemap.xml" in answer.text


def test_the_sitemap_names_what_visitors_may_read_and_nothing_else(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: Any, statements: list[str]
) -> None:
    mine, other = two_shops
    make_product(app, mine, category_id=make_category(app, mine))
    make_product(app, mine, "an-di", active=False)
    make_product(app, other, "hang-xom")
    make_post(app, mine, "tin", published_at=NOW - timedelta(days=400))
    make_post(app, mine, "nhap", published_at=None)
    statements.clear()
    answer = client.get("/sitemap.xml")
    assert len(statements) <= 2
    paths = (*FIXED, "/danh-muc/hoa-bo", "/san-pham/hoa-hong", "/tin-tuc/tin")
    marks = ("", "?lang=en")
    assert locations(answer.text) == [f"http://a.localhost{path}{mark}" for path in paths for mark in marks]
    root = ET.fromstring(answer.text)  # noqa: S314
    for url in root:
        others = {link.get("hreflang"): link.get("href", "") for link in url.iter() if link.tag.endswith("link")}
        assert list(others) == ["vi", "en"]
        assert url[0].text in others.values()
    assert answer.text.count("<lastmod>") == 2
    for path in FIXED:
        page = client.get(path)
        assert page.status_code == 200, path
        assert "X-Robots-Tag" not in page.headers, path
        assert f'<link rel="canonical" href="http://a.localhost{path}">' in page.text, path


def locations(text: str) -> list[str]:
    """The addresses a map names, in its order."""
    return [place.text or "" for place in ET.fromstring(text).iter() if place.tag.endswith("}loc")]  # noqa: S314


def test_a_large_shop_has_maps_that_together_name_everything_once(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: Any, statements: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, other = two_shops
    monkeypatch.setattr(sitemap, "MOST", 4)
    monkeypatch.setattr(sitemap, "FIXED", ("/",))
    for number in range(5):
        make_product(app, mine, f"hoa-{number}")
        make_product(app, other, f"la-{number}")
    make_product(app, mine, "an-di", active=False)
    statements.clear()
    maps = locations(client.get("/sitemap.xml").text)
    assert len(statements) <= 3
    assert len(maps) == 1 + 3
    named = []
    for address in maps:
        statements.clear()
        answer = client.get(address.removeprefix("http://a.localhost"))
        assert answer.status_code == 200
        assert len(statements) <= 2
        named += locations(answer.text)
    paths = ("/", *(f"/san-pham/hoa-{number}" for number in range(5)))
    assert named == [f"http://a.localhost{path}{mark}" for path in paths for mark in ("", "?lang=en")]


def test_links_lead_to_the_shops_own_address_whatever_host_was_asked(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop)
    text = client.get("/san-pham/hoa-hong", headers={"X-Forwarded-Host": "evil.example"}).text
    assert '<link rel="canonical" href="http://a.localhost/san-pham/hoa-hong">' in text
    assert "evil.example" not in text
