"""Stopping an order from its message, reporting misuse, and deciding, in a real browser: small and wide."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import EACH_ONCE, Served, assert_well_made, follow
from tests.builders import NOW
from tests.orders.builders import Stall, place
from tests.orders.test_disown import links_of


@pytest.fixture
def on_the_morning() -> Iterator[None]:
    """The morning orders are for."""
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.mark.usefixtures("on_the_morning")
@EACH_ONCE
def test_an_order_is_stopped_and_the_owner_decides(
    app: Flask, stall: Stall, served: Served, open_page: Callable[..., Page], size: str, script: bool
) -> None:
    place(app, stall)
    make_staff(app, stall.shop, email="hai@a.example")
    link = links_of(app, stall.shop)["sms"]
    page = open_page(size, script=script)

    def check() -> None:
        assert_well_made(page, script=script)

    page.goto(served.url(stall.shop, link))
    check()
    page.locator("#text").fill("Tôi không đặt hoa.")
    page.locator("#send").click()
    expect(page.get_by_text("Số biên nhận")).to_be_visible()
    check()
    page.get_by_role("link", name="Đọc và viết thêm").click()
    expect(page.get_by_text("Tôi không đặt hoa.")).to_be_visible()
    check()
    sign_in_as_owner(page, served, stall)
    follow(page, page.get_by_role("link", name="1 vụ việc an ninh đang mở"))
    check()
    follow(page, page.locator("table.rows th a"))
    check()
    follow(page, page.get_by_role("link", name="Quyết định về đơn hàng"))
    check()
    page.locator("#note").fill("Đã gọi, đúng là không phải khách đặt.")
    page.get_by_role("button", name="hủy đơn").click()
    expect(page.get_by_text("Đơn hàng đã hủy.")).to_be_visible()
    page.goto(served.url(stall.shop, link))
    expect(page.get_by_text("Sẽ không có gì được giao").first).to_be_visible()


def sign_in_as_owner(page: Page, served: Served, stall: Stall) -> None:
    """Through the door, as a person does."""
    page.goto(served.url(stall.shop, "/quan-tri/dang-nhap"))
    page.locator("[name=email]").fill("hai@a.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("nav.places")).to_be_visible()


def test_misuse_is_reported_without_a_name(shop: ShopRef, served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(served.url(shop, "/"))
    follow(page, page.get_by_role("link", name="Báo cáo an ninh"))
    assert_well_made(page)
    page.locator("#body").fill("Có người đoán mật khẩu của tôi.")
    page.locator("#send").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert_well_made(page)
    page.get_by_label("Có người biết mật khẩu").check()
    page.locator("#send").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đã nhận báo cáo")
    assert_well_made(page)
