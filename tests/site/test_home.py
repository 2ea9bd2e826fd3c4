"""The first page of each kind of shop, and what it weighs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import brotli
import pytest
from flask import Flask

from shopapp.catalog.rules import PictureDraft, VariantDraft
from shopapp.platform.tenancy.refs import KINDS, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web.static import static_url
from tests.builders import NOW, make_shop
from tests.catalog.builders import make_category, make_product, make_sizes, picture_bytes
from tests.content.builders import make_post

ClientOf = Callable[[ShopRef], Any]
FIRST_VIEW_BYTES = 14_000
LONG_AGO = NOW - timedelta(days=400)


def fill(app: Flask, shop: ShopRef) -> None:
    """Seven categories, nine featured products with pictures in sizes, three pieces of news."""
    from sqlalchemy import select

    from shopapp.catalog.models import Picture
    from shopapp.platform.database import db

    picture = picture_bytes(size=(640, 800))
    for number in range(1, 8):
        category = make_category(
            app,
            shop,
            f"danh-muc-{number}",
            name=f"Dịp thứ {number}",
            intro=f"Những bó hoa cho dịp thứ {number} trong năm.",
        )
        for one in ("a", "b") if number < 3 else ("a",):
            make_product(
                app,
                shop,
                f"san-pham-{number}{one}",
                name=f"Bó hoa {one} của dịp thứ {number}",
                category_id=category,
                featured=True,
                pictures=(PictureDraft(picture, f"Bó hoa {one} của dịp thứ {number} gói giấy kem"),),
                facts=(("Tuổi", "3 tháng"), ("Giới tính", "Cái"), ("Giá tham khảo", "từ 45.000 ₫")),
                variants=(VariantDraft(price=100_000 + number, stock=5),),
            )
    for number in range(3):
        make_post(app, shop, f"tin-{number}", title=f"Tin thứ {number}", published_at=LONG_AGO)
    with app.app_context(), acting_for(shop):
        ids = db.session.execute(select(Picture.id)).scalars().all()
    for picture_id in ids:
        make_sizes(app, shop, picture_id)


@pytest.mark.parametrize("kind", KINDS)
def test_home_is_light_and_the_same_for_everybody(
    app: Flask, client_of: ClientOf, statements: list[str], kind: str
) -> None:
    with app.app_context():
        shop = make_shop("nha", kind=kind)
    fill(app, shop)
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
    sheets = (static_url("storefront.css"), static_url("storefront.js"), theme_of(answer.text))
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
