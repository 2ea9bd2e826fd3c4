"""The shop's goods from a phone: added with a photograph, looked at, put away and fetched back."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.catalog import actions
from shopapp.catalog.rules import Option
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, assert_well_made, overflow
from tests.browser.test_backoffice import sign_in
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, picture_bytes

HOME = "/quan-tri/san-pham"


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A file as a phone would hand it over."""
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(picture_bytes("JPEG", (900, 1200)))
    return path


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_product_is_added_seen_and_put_away_on_a_phone(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page], photograph: Path, script: bool
) -> None:
    make_staff(app, shop, email="mot@a.example")
    page = open_page("phone", script=script)
    sign_in(page, served, shop)
    page.goto(served.url(shop, HOME))
    page.get_by_role("link", name="Thêm sản phẩm đầu tiên").click()
    page.locator("#name").fill("Bó cúc họa mi")
    page.locator("#price").fill("abc")
    page.locator("#pictures").set_input_files(photograph)
    page.get_by_role("button", name="Đăng bán", exact=True).click()
    expect(page.locator("#error-summary")).to_contain_text("150k")
    expect(page.locator("#name")).to_have_value("Bó cúc họa mi")
    expect(page.locator(".thumbs .pic")).to_have_count(1)
    page.locator("#price").fill("150k")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bó cúc họa mi")
    expect(page.locator("main")).to_contain_text(re.compile(r"150\.000"))
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("main")).to_contain_text("Đã đăng bán")
    page.goto(served.url(shop, "/san-pham/bo-cuc-hoa-mi"))
    expect(page.locator(".gallery img")).to_have_count(1)
    page.go_back()
    page.get_by_role("button", name="Cất vào lưu trữ").click()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator("main")).to_contain_text("Đã trả lại cửa hàng")
    assert overflow(page) == 0


def test_every_page_of_the_goods_is_accessible_and_fits(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page], photograph: Path
) -> None:
    category = make_category(app, shop)
    goods = make_product(app, shop, name="Bó hồng đỏ Đà Lạt gói giấy kem kèm thiệp viết tay", category_id=category)
    stored = make_product(app, shop, "cat", name="Đã cất")
    draft = make_product(app, shop, "nhap", name="Bản nháp", active=False)
    with app.app_context(), acting_for(shop), transaction():
        actions.change_options(shop, goods, [Option("Cỡ", ("Nhỏ", "Lớn"))], seen_version=1, now=NOW)
        actions.add_picture(shop, goods, picture_bytes(), "Bó hoa", now=NOW)
        actions.archive_product(shop, stored, now=NOW)
    make_staff(app, shop, email="mot@a.example")
    page = open_page()
    sign_in(page, served, shop)
    pages = ["moi", "danh-muc", f"danh-muc/{category}", "sap-xep", "?xem=luu-tru", str(stored), str(draft)]
    pages += [f"{draft}/xem-truoc", *(f"{goods}/{part}" for part in ("", "sua", "lua-chon", "anh"))]
    for path in pages:
        page.goto(served.url(shop, f"{HOME}/{path}".replace("/?", "?").rstrip("/")))
        assert_well_made(page, path)
    page.goto(served.url(shop, f"{HOME}/moi"))
    page.locator("#price").fill("abc")
    page.locator("#pictures").set_input_files(photograph)
    page.get_by_role("button", name="Đăng bán", exact=True).click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert_well_made(page, "errors")
    page.goto(served.url(shop, f"{HOME}/{goods}"))
    page.get_by_role("button", name="Cất vào lưu trữ").click()
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_visible()
    assert_well_made(page, "undo")
