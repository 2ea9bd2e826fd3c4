"""The shop window in a browser: every kind of home, and the way from a picture to the order form."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from shopapp.catalog.rules import PictureDraft, VariantDraft
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.refs import KINDS, MenuEntry, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.actions import set_menu
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import Served, assert_well_made, axe_violations, follow, overflow
from tests.builders import make_shop
from tests.catalog.builders import make_product, picture_bytes
from tests.notifications.builders import settings_changed
from tests.site.builders import fill_shop

OpenPage = Callable[..., Page]
OPTIONS = (
    VariantDraft(("Vừa", "Giấy kem"), 390_000, 5),
    VariantDraft(("Lớn", "Giấy kem"), 590_000, 2),
    VariantDraft(("Vừa", "Giấy hồng"), 390_000, 0),
)


@pytest.fixture
def stocked(app: Flask, shop: ShopRef) -> ShopRef:
    """A florist's shop in which a product with options and two pictures stands beside others."""
    fill_shop(app, shop, with_sizes=False)
    pictures = tuple(PictureDraft(picture_bytes(), f"Bó hồng, ảnh {number}") for number in (1, 2))
    make_product(app, shop, option_names=("Cỡ", "Giấy gói"), variants=OPTIONS, pictures=pictures)
    make_product(app, shop, "het", name="Hoa đã hết", variants=(VariantDraft(price=1000, stock=0),))
    make_product(app, shop, "bao-gia", name="Hoa cưới", pricing="quote", variants=(VariantDraft(),))
    return shop


def test_every_kind_of_home_is_accessible_and_fits(app: Flask, served: Served, open_page: OpenPage) -> None:
    page = open_page()
    for kind in KINDS:
        with app.app_context():
            shop = make_shop(kind, kind=kind)
        fill_shop(app, shop, with_sizes=False)
        page.goto(served.url(shop))
        assert_well_made(page)


def test_every_page_of_the_shop_window_is_accessible_and_fits(
    stocked: ShopRef, served: Served, open_page: OpenPage
) -> None:
    page = open_page()
    paths = (
        "/danh-muc/danh-muc-1",
        "/san-pham/hoa-hong",
        "/san-pham/het",
        "/san-pham/bao-gia",
        "/san-pham/san-pham-1a",
    )
    for path in (*paths, "/tim-kiem?q=hoa", "/tim-kiem?q=khong+co+gi", "/tin-tuc", "/tin-tuc/tin-1"):
        page.goto(served.url(stocked, path))
        assert_well_made(page)


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_finds_chooses_and_goes_on_to_the_order(
    stocked: ShopRef, served: Served, open_page: OpenPage, script: bool
) -> None:
    page = open_page("phone", script=script)
    page.goto(served.url(stocked, "/tim-kiem"))
    page.get_by_label("Quý khách tìm gì?").fill("hoa hong do")
    page.locator("main").get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Hoa hồng đỏ").click()
    choice = page.get_by_role("group", name="Giấy gói: Giấy kem").get_by_role("radio", name="Lớn")
    expect(page.get_by_role("group", name="Giấy gói: Giấy hồng").get_by_role("radio", name="Vừa")).to_be_disabled()
    choice.check()
    page.get_by_label("Số lượng").select_option("2")
    page.locator("#chon").get_by_role("button").click()
    page.wait_for_url("**/dat-hang?*")
    query = dict(part.split("=") for part in page.url.partition("?")[2].partition("#")[0].split("&"))
    assert query["sp"] == "hoa-hong"
    assert query["sl"] == "2"
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "590.000" in page.content()


def test_the_desk_of_products_is_accessible_and_fits(
    app: Flask, stocked: ShopRef, served: Served, open_page: OpenPage
) -> None:
    make_staff(app, stocked)
    page = open_page()
    page.goto(served.url(stocked, "/quan-tri/dang-nhap?tiep=/quan-tri/san-pham"))
    page.locator("[name=email]").fill(f"chu@{stocked.slug}.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/quan-tri/san-pham*")
    assert_well_made(page)
    follow(page, page.get_by_role("link", name="Hoa hồng đỏ"))
    assert_well_made(page)
    page.locator("[name=lines-0-price]").fill("ba trăm")
    page.get_by_role("button", name="Lưu giá và tồn kho").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert_well_made(page)
    page.locator("[name=lines-0-price]").fill("400.000")
    page.get_by_role("button", name="Lưu giá và tồn kho").click()
    expect(page.get_by_role("status").first).to_be_visible()


def test_a_frame_of_extreme_words_holds(app: Flask, shop: ShopRef, served: Served, open_page: OpenPage) -> None:
    name = "Tiệm" + "Ễ" * 112 + " Ậm"
    with app.app_context(), acting_for(shop), transaction():
        set_menu(shop, [MenuEntry(f"Danh mục {'dài' * (n % 60)} {n}", f"/danh-muc/{n}") for n in range(400)])
        row = db.session.execute(select(Shop).where(Shop.id == shop.id)).scalar_one()
        row.face = {**row.face, "name": name, "tagline": "", "departments": [], "languages": ["vi"]}
    page = open_page()
    for path in ("/", "/khong-co-trang-nay", "/lien-he"):
        page.goto(served.url(shop, path))
        for width, letters in ((320, "200%"), (320, "100%"), (1280, "100%")):
            page.set_viewport_size({"width": width, "height": 800})
            page.evaluate("(size) => document.documentElement.style.fontSize = size", letters)
            assert overflow(page) == 0, (path, width, letters)
        header = page.locator("header.top").bounding_box()
        assert header is not None
        assert header["height"] < 260, path
    # Of four hundred categories the first are at hand, and all of them one tap away.
    assert page.locator("header.top a[href^='/danh-muc/']").count() < 20
    assert page.locator("header.top .cats a[href='/danh-muc']").is_visible()


@pytest.mark.parametrize(("look", "mode"), [("general", "light"), ("signs", "dark")])
def test_the_page_of_parts_is_well_made(app: Flask, served: Served, open_page: OpenPage, look: str, mode: str) -> None:
    with app.app_context():
        make_shop("mau", kind=look)
    page = open_page()
    with settings_changed(app, portal=True):
        page.goto(f"http://localhost:{served.port}/parts?look={look}&mode={mode}")
        assert_well_made(page)
        page.get_by_role("button", name="Vì sao hỏi điều này").click()
        expect(page.get_by_role("dialog")).to_be_visible()
        assert axe_violations(page) == []
