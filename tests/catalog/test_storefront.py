"""The shop window as visitors meet it."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog import actions
from shopapp.catalog.queries import find_product_by_slug
from shopapp.catalog.rules import PictureDraft, VariantDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.builders import NOW, make_shop
from tests.catalog.builders import make_category, make_product, make_sizes, picture_bytes, variants_of

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], Any]
QUOTE: dict[str, Any] = {"pricing": "quote", "variants": (VariantDraft(price=None, stock=None),)}


@pytest.fixture
def stocked(app: Flask, shop: ShopRef) -> ShopRef:
    """A shop with a category of thirty products; the first has pictures and two options."""
    category = make_category(app, shop)
    picture = PictureDraft(picture_bytes(), "Bó hồng đỏ gói giấy kem")
    options = (VariantDraft(("Vừa", "Kem"), 350_000, 5), VariantDraft(("Lớn", "Hồng"), 500_000, 0))
    common: dict[str, Any] = {"category_id": category, "featured": True}
    make_product(app, shop, **common, pictures=(picture,), option_names=("Cỡ", "Giấy"), variants=options)
    for number in range(2, 31):
        make_product(app, shop, f"hoa-{number}", name=f"Hoa số {number}", **common)
    return shop


PAGES = ("/danh-muc/hoa-bo", "/san-pham/hoa-hong", "/tim-kiem?q=hoa+hong", "/tim-kiem")


@pytest.mark.parametrize("path", PAGES)
def test_a_public_page_is_light_and_the_same_for_everybody(
    stocked: ShopRef, client: Any, statements: list[str], path: str
) -> None:
    client.get(path)
    statements.clear()
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(statements) <= 3, statements
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "csrf" not in answer.text
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_long_category_goes_on_over_pages(stocked: ShopRef, client: Any) -> None:
    first = client.get("/danh-muc/hoa-bo").text
    assert first.count('class="item') == 24
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(following).text
    assert second.count('class="item') == 6
    assert "Hoa số 30" in second
    assert "Hoa số 2<" not in second
    assert 'rel="next"' not in second


def test_a_page_of_nonsense_is_the_first(stocked: ShopRef, client: Any) -> None:
    for place in ("x", "1", "-", "1-2-3", "9" * 40 + "-1", "1-" + "9" * 40, "١-٢", "' OR 1=1 --"):
        answer = client.get("/danh-muc/hoa-bo", query_string={"sau": place})
        assert answer.status_code == 200, place
        assert "Hoa số 2<" in answer.text, place


def test_an_address_that_leads_nowhere_is_404(shop: ShopRef, client: Any) -> None:
    slugs = ("khong-co", "hoa%00", "%F0%9F%8C%B9", "x" * 500, "..%2F..", "hoa'--", "HOA-BO", "%ff%fe")
    for folder in ("/danh-muc/", "/san-pham/"):
        for slug in slugs:
            assert client.get(folder + slug).status_code == 404, folder + slug


FOUND = ("hoa hong", "HOA HỒNG", "ho\u0302\u0300ng hoa", "da lat", "hoa-1", "hoa bo hong")
NOT_FOUND = (
    "hoa lan",
    "%",
    "_",
    "ho_hongx",
    "\\",
    "' OR 1=1 --",
    "🌹🌹🌹",
    "hồng" * 1250,
    "\x00",
    "<script>alert(1)</script>",
)


def test_search_takes_anything_and_finds_by_folded_words(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop, category_id=make_category(app, shop))
    for typed in (*FOUND, *NOT_FOUND):
        answer = client.get("/tim-kiem", query_string={"q": typed})
        assert answer.status_code == 200, typed
        assert ("/san-pham/hoa-hong" in answer.text) is (typed in FOUND), typed
        assert "<script>alert" not in answer.text


def test_search_keeps_what_was_typed_and_says_that_it_was_cut(shop: ShopRef, client: Any) -> None:
    typed = "hoa " * 1200 + "hết"
    text = client.get("/tim-kiem", query_string={"q": typed}).text
    assert f'value="{typed}"' in text
    assert 'class="notice warn"' in text


def test_search_shows_first_what_bears_the_words_in_its_name(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop, "mi", name="Mì trứng", summary="Luộc trong nước sôi")
    make_product(app, shop, "mam", name="Nước mắm 40_%", summary="Cá cơm")
    text = client.get("/tim-kiem?q=nuoc").text
    assert text.index("/san-pham/mam") < text.index("/san-pham/mi")
    assert "/san-pham/mi" not in client.get("/tim-kiem", query_string={"q": "40_%"}).text
    assert "/san-pham/mam" in client.get("/tim-kiem", query_string={"q": "40_% nước"}).text


def test_search_over_pages_shows_each_product_once(app: Flask, shop: ShopRef, client: Any) -> None:
    for number in range(30):
        name = f"Trà số {number}" if number % 3 else f"Ấm số {number}"
        make_product(app, shop, f"p-{number}", name=name, summary="Pha trà ngon")
    first = client.get("/tim-kiem?q=tra").text
    second = client.get(first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")).text
    seen = re.findall(r'href="/san-pham/p-(\d+)"', first) + re.findall(r'href="/san-pham/p-(\d+)"', second)
    assert sorted(map(int, seen)) == list(range(30))
    assert [int(number) % 3 == 0 for number in seen] == [False] * 20 + [True] * 10


def test_search_goes_on_over_pages(stocked: ShopRef, client: Any) -> None:
    first = client.get("/tim-kiem?q=hoa").text
    following = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "q=hoa" in following
    assert client.get(following).text.count('class="item') == 6


def test_hidden_and_foreign_products_are_404(app: Flask, two_shops: tuple[ShopRef, ShopRef], client: Any) -> None:
    mine, other = two_shops
    make_product(app, mine, "an-di", active=False, name="Hàng ẩn", category_id=make_category(app, mine))
    make_product(app, other, "cua-nguoi-khac", name="Hàng hàng xóm")
    for path in ("/san-pham/an-di", "/san-pham/cua-nguoi-khac"):
        assert client.get(path).status_code == 404
    for path in ("/danh-muc/hoa-bo", "/tim-kiem?q=hang"):
        text = client.get(path).text
        assert "Hàng ẩn" not in text
        assert "hàng xóm" not in text


def test_a_product_with_options_is_chosen_by_a_plain_form(stocked: ShopRef, client: Any, app: Flask) -> None:
    text = client.get("/san-pham/hoa-hong").text
    product = client.get("/san-pham/hoa-hong")
    assert product.status_code == 200
    assert 'action="/dat-hang"' in text
    assert '<input type="hidden" name="sp" value="hoa-hong">' in text
    assert text.count('name="pb"') == 2
    assert text.count(" checked") == 1
    assert text.count(" disabled") == 1
    assert 'name="sl"' in text
    assert "350.000\N{NO-BREAK SPACE}₫" in text
    assert "<strong>ngày</strong>" in text


def test_a_product_without_options_carries_its_variant_hidden(app: Flask, shop: ShopRef, client: Any) -> None:
    (variant,) = variants_of(app, shop, make_product(app, shop))
    text = client.get("/san-pham/hoa-hong").text
    assert f'<input type="hidden" name="pb" value="{variant.id}">' in text


def test_a_quote_product_leads_to_the_quote_form(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop, "bien-hieu", **QUOTE)
    text = client.get("/san-pham/bien-hieu").text
    assert "/bao-gia?sp=bien-hieu" in text
    assert "/lien-he?sp=bien-hieu" in text
    assert 'action="/dat-hang"' not in text


def test_of_an_animal_one_asks_first(app: Flask, client_of: ClientOf) -> None:
    with app.app_context():
        shop = make_shop("cun", kind="puppies")
    make_product(app, shop, "bo", is_unique=True, variants=(VariantDraft(price=8_500_000, stock=1),))
    text = client_of(shop).get("/san-pham/bo").text
    main = text.split('<main id="main">')[1].split("</main>")[0]
    assert main.index("/lien-he?sp=bo") < main.index('type="submit"')
    assert '<a class="button" href="/lien-he?sp=bo">' in main
    assert '<input type="hidden" name="sl" value="1">' in main


def test_an_animal_that_has_a_home_cannot_be_ordered(app: Flask, client_of: ClientOf, inside: Inside) -> None:
    with app.app_context():
        shop = make_shop("cun", kind="puppies")
    category = make_category(app, shop)
    product = make_product(
        app, shop, "bo", is_unique=True, category_id=category, variants=(VariantDraft(price=8_500_000, stock=1),)
    )
    (variant,) = variants_of(app, shop, product)
    with inside(shop), transaction():
        actions.reserve(shop, variant.id, 1, now=NOW)
    text = client_of(shop).get("/san-pham/bo?lang=vi").text
    assert 'action="/dat-hang"' not in text
    assert "SoldOut" in text
    assert 'class="ribbon"' in client_of(shop).get("/danh-muc/hoa-bo").text


def test_a_sold_out_product_says_so_and_can_be_asked_about(app: Flask, shop: ShopRef, client: Any) -> None:
    make_product(app, shop, variants=(VariantDraft(price=1000, stock=0),))
    text = client.get("/san-pham/hoa-hong").text
    assert 'action="/dat-hang"' not in text
    assert "/lien-he?sp=hoa-hong" in text


def test_related_products_are_of_the_category_and_can_be_had(app: Flask, shop: ShopRef, client: Any) -> None:
    category = make_category(app, shop)
    make_product(app, shop, category_id=category)
    make_product(app, shop, "hoa-cuc", name="Hoa cúc", category_id=category)
    make_product(app, shop, "het", name="Hoa hết", category_id=category, variants=(VariantDraft(price=1, stock=0),))
    make_product(app, shop, "khac", name="Hoa khác")
    text = client.get("/san-pham/hoa-hong").text
    assert "/san-pham/hoa-cuc" in text
    assert "/san-pham/het" not in text
    assert "/san-pham/khac" not in text


def test_what_the_shop_writes_cannot_run(app: Flask, shop: ShopRef, client: Any) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    make_product(app, shop, name=hostile, summary=hostile, description=hostile, facts=((hostile, hostile),))
    make_product(app, shop, "hai", name="</script><script>alert(2)</script>")
    text = client.get("/san-pham/hoa-hong").text + client.get("/san-pham/hai").text
    assert "<img src=x" not in text
    assert "<script>alert" not in text


def test_before_the_worker_came_the_original_is_shown_then_the_sizes(
    app: Flask, shop: ShopRef, client: Any, inside: Inside
) -> None:
    make_product(app, shop, pictures=(PictureDraft(picture_bytes(), "Hoa"),))
    with inside(shop):
        sheet = find_product_by_slug(shop, "hoa-hong")
    assert sheet is not None
    assert sheet.picture is not None
    key = sheet.picture.key
    early = client.get("/san-pham/hoa-hong").text
    assert f'src="/anh/{key}.png"' in early
    assert "image/avif" not in early
    from sqlalchemy import select

    from shopapp.catalog.models import Picture
    from shopapp.platform.database import db

    with inside(shop):
        picture_id = db.session.execute(select(Picture.id)).scalar_one()
    make_sizes(app, shop, picture_id)
    late = client.get("/san-pham/hoa-hong").text
    assert f"/anh/{key}-640.avif 640w" in late
    assert f"/anh/{key}-320.webp 320w" in late
    assert "960w" not in late
    for name, kind in ((f"{key}.png", "png"), (f"{key}-320.webp", "webp"), (f"{key}-640.avif", "avif")):
        answer = client.get(f"/anh/{name}")
        assert answer.status_code == 200
        assert answer.mimetype == f"image/{kind}"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers


def test_a_picture_of_another_shop_is_404(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf, inside: Inside
) -> None:
    mine, other = two_shops
    make_product(app, mine, pictures=(PictureDraft(picture_bytes(), "Hoa"),))
    with inside(mine):
        sheet = find_product_by_slug(mine, "hoa-hong")
    assert sheet is not None
    assert sheet.picture is not None
    path = f"/anh/{sheet.picture.key}.png"
    assert client_of(mine).get(path).status_code == 200
    assert client_of(other).get(path).status_code == 404


def test_other_names_of_pictures_are_404(shop: ShopRef, client: Any) -> None:
    key = "a" * 12
    for name in (
        "x.png",
        f"{key}.svg",
        f"{key}-0.webp",
        f"{key}-99999.webp",
        "..%2Fx.png",
        f"{key}.png%00",
        f"{key}.png",
    ):
        assert client.get(f"/anh/{name}").status_code == 404, name
