"""The first page of each kind of shop, and what it weighs."""

from collections.abc import Callable
from typing import Any

import brotli
import pytest
from flask import Flask

from shopapp.catalog.rules import PictureDraft
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.platform.web.static import static_url
from tests.builders import make_shop
from tests.catalog.builders import make_category, make_product, picture_bytes
from tests.conftest import on_one_engine
from tests.content.builders import make_post
from tests.site.builders import LONG_AGO, fill_shop

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], Any]
FIRST_VIEW_BYTES = 14_000


@pytest.mark.parametrize("kind", KINDS)
def test_home_is_light_and_the_same_for_everybody(
    app: Flask, client_of: ClientOf, statements: list[str], kind: str
) -> None:
    with app.app_context():
        shop = make_shop("nha", kind=kind)
    fill_shop(app, shop)
    client = client_of(shop)
    client.get("/")
    statements.clear()
    answer = client.get("/")
    assert answer.status_code == 200
    assert len(statements) <= 3, statements
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "csrf" not in answer.text
    for number in range(1, 8):
        assert f'href="/danh-muc/danh-muc-{number}"' in answer.text.split("<main")[1]
    for words in ("/san-pham/san-pham-1b", "/tin-tuc/tin-2", "tel:+84900000101", "https://zalo.me/0900000101"):
        assert words in answer.text.split("<main")[1]
    weights = {"html": len(brotli.compress(answer.data, quality=4))}
    sheets = (static_url("storefront.js"), theme_of(answer.text))
    for path in sheets:
        part = client.get(path, headers={"Accept-Encoding": "br"})
        assert part.status_code == 200
        assert part.headers["Content-Encoding"] == "br"
        weights[path] = len(part.data)
    assert sum(weights.values()) <= FIRST_VIEW_BYTES, weights


def theme_of(page: str) -> str:
    """The address of the look in a page."""
    return "/theme-" + page.split('href="/theme-')[1].split('"')[0]


def test_an_empty_shop_has_a_home_all_the_same(shop: ShopRef, client: Any) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Hoa cho ngày vui" in answer.text
    assert 'class="goods"' not in answer.text


def test_home_shows_nothing_hidden_and_nothing_of_others(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: Any
) -> None:
    mine, other = two_shops
    make_product(app, mine, "an-di", featured=True, active=False, category_id=make_category(app, mine))
    make_product(app, other, "hang-xom", featured=True, category_id=make_category(app, other, "nha-ben"))
    make_post(app, other, "tin-ben", published_at=LONG_AGO)
    text = client.get("/").text
    for path in ("/san-pham/an-di", "/san-pham/hang-xom", "/danh-muc/nha-ben", "/tin-tuc/tin-ben"):
        assert path not in text


def test_the_opening_picture_leads_to_its_product(app: Flask, shop: ShopRef, client: Any) -> None:
    picture = PictureDraft(picture_bytes(), "Bó hồng")
    make_product(app, shop, featured=True, pictures=(picture,))
    make_product(app, shop, "hoa-cuc", name="Hoa cúc", featured=True)
    text = client.get("/").text
    hero = text.split('class="hero')[1].split("</section>")[0]
    assert 'href="/san-pham/hoa-hong"' in hero
    assert 'fetchpriority="high"' in hero
    grid = text.split('class="goods"')[1].split("</ul>")[0]
    assert "/san-pham/hoa-cuc" in grid
    assert "/san-pham/hoa-hong" not in grid


def test_home_shows_the_first_of_very_many_categories(app: Flask, shop: ShopRef, client: Any) -> None:
    for number in range(15):
        category = make_category(app, shop, f"muc-{number}")
        make_product(app, shop, f"hoa-{number}", category_id=category)
    text = client.get("/").text.split("<main")[1]
    assert [number for number in range(15) if f'href="/danh-muc/muc-{number}"' in text] == list(range(12))


def test_home_speaks_the_readers_language_where_the_shop_does(app: Flask, shop: ShopRef, client: Any) -> None:
    make_post(app, shop, "tin", title="Tin vui", published_at=LONG_AGO, wordings={"en": {"title": "Good news"}})
    assert "Tin vui" in client.get("/").text
    english = client.get("/?lang=en").text
    assert "Good news" in english
    assert "Tin vui" not in english
