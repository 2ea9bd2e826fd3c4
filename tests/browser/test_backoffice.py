"""The owner's road on a phone and on a desk: sign in, see what waits, confirm, answer for it."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import EACH_ONCE, Served, assert_well_made, overflow
from tests.orders.builders import Stall, only_order, place

PAGES = ("", "/don-hang?xem=tat-ca", "/don-hang/moi", "/hoi-dap", "/hoi-dap/moi", "/san-pham", "/cua-hang")
MORE = ("/cua-hang/tin-nhan", "/mat-khau", "/san-pham/1", "/don-hang/1")


def sign_in(page: Page, served: Served, shop: ShopRef) -> None:
    page.goto(served.url(shop, "/quan-tri"))
    page.fill("input[name=email]", "mot@a.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/quan-tri*")


@EACH_ONCE
def test_an_order_is_called_and_confirmed(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page], size: str, script: bool
) -> None:
    place(app, stall)
    make_staff(app, shop, email="mot@a.example")
    page = open_page(size, script=script)
    sign_in(page, served, shop)
    page.get_by_text("1 đơn chờ gọi xác nhận").click()
    page.get_by_role("link", name=only_order(app, shop).code).click()
    page.get_by_role("button", name="Hiện số điện thoại").click()
    expect(page.get_by_role("link", name="0900 000 123").first).to_be_visible()
    page.get_by_role("button", name="Đã gọi xác nhận").click()
    page.get_by_role("button", name="Xác nhận đơn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Đã xác nhận")
    assert overflow(page) == 0


def test_every_page_of_the_shop_is_accessible_and_fits(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    place(app, stall)
    make_staff(app, shop, email="mot@a.example")
    page = open_page()
    sign_in(page, served, shop)
    for path in (*PAGES, *MORE):
        page.goto(served.url(shop, f"/quan-tri{path}"))
        assert_well_made(page, path)
