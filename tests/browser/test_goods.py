"""Looking for goods in a browser: suggestions by keyboard, filters and large pictures without a script."""

import re
from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.catalog.rules import PictureDraft
from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served, assert_well_made, follow
from tests.catalog.builders import make_category, make_product, picture_bytes

OpenPage = Callable[..., Page]


def fill(app: Flask, shop: ShopRef) -> None:
    """Four bouquets of two colours; the first has two pictures."""
    category = make_category(app, shop)
    pictures = tuple(PictureDraft(picture_bytes(), f"Bó hồng, ảnh {number}") for number in (1, 2))
    make_product(app, shop, category_id=category, facts=(("Màu", "Đỏ"),), pictures=pictures)
    for number in range(3):
        colour = "Đỏ" if number else "Vàng"
        make_product(app, shop, f"hoa-{number}", name=f"Hoa {number}", category_id=category, facts=(("Màu", colour),))


def test_suggestions_are_chosen_by_keyboard(app: Flask, shop: ShopRef, served: Served, open_page: OpenPage) -> None:
    fill(app, shop)
    page = open_page()
    page.goto(served.url(shop, "/tim-kiem"))
    box = page.get_by_role("combobox")
    box.press_sequentially("hoa h")
    option = page.get_by_role("option", name="Hoa hồng đỏ")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert_well_made(page, "suggestions")
    box.press("Escape")
    expect(option).to_be_hidden()
    box.press_sequentially("o")
    expect(option).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/san-pham/hoa-hong")


def test_filters_and_large_pictures_need_no_script(
    app: Flask, shop: ShopRef, served: Served, open_page: OpenPage
) -> None:
    fill(app, shop)
    page = open_page(script=False)
    page.goto(served.url(shop, "/danh-muc/hoa-bo"))
    page.locator("summary", has_text=re.compile("Lọc")).click()
    page.get_by_label("Đỏ").check()
    follow(page, page.locator(".sift button"))
    assert page.locator(".goods .item").count() == 3
    follow(page, page.locator(".chips a").first)
    assert page.locator(".goods .item").count() == 4
    follow(page, page.get_by_role("link", name="Hoa hồng đỏ"))
    large = page.locator("#to-2")
    expect(large).to_be_hidden()
    page.locator("#anh-2").click()
    expect(large).to_be_visible()
    page.go_back()
    expect(large).to_be_hidden()
