"""The whole order flow in a browser: with JavaScript and without it, on a phone and on a desk."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.kernel.clock import local_day, now
from shopapp.notifications.models import Message
from tests.browser.conftest import EACH_ONCE, Served, assert_well_made
from tests.orders.builders import DELIVERY, NEAR, Stall, only_order, rows_of


@dataclass
class Walk:
    """One visitor's way through the pages; every page is looked at as it is reached."""

    page: Page
    script: bool

    def look(self) -> None:
        """The page fits its window and, where axe can run, has no fault."""
        assert_well_made(self.page, script=self.script)

    def press(self, name: str) -> None:
        """Press the button or link of that name in the page's main part."""
        target = self.page.locator("main").get_by_role("button", name=name, exact=True)
        target = target if target.count() else self.page.locator("main").get_by_role("link", name=name, exact=True)
        with self.page.expect_navigation():
            target.click()
        self.look()

    def place(self) -> None:
        """Press the button that orders; it bears the sum."""
        with self.page.expect_navigation():
            self.page.locator("main").get_by_role("button", name="Đặt hàng ·").click()
        self.look()


def free_day() -> date:
    """A day within the shop's reach on which it delivers."""
    days = (local_day(now()) + timedelta(days=ahead) for ahead in range(5, 9))
    return next(day for day in days if day.isoformat() not in DELIVERY["closed_dates"])


def fill(page: Page, stall: Stall, script: bool) -> None:
    """Type everything a gift needs."""
    page.fill("#sender_name", "Nguyễn Thị Mẫu")
    page.fill("#sender_phone", "0900 000 123")
    page.fill("#recipient_name", "Trần Văn Nhận")
    page.fill("#recipient_phone", "0900 000 124")
    page.fill("#greeting", "Chúc mừng sinh nhật!")
    page.fill("#ward_find", "sai gon")
    if not script:
        with page.expect_navigation():
            page.get_by_role("button", name="Tìm phường, xã", exact=True).click()
    found = page.get_by_role("button", name="Phường Sài Gòn")
    if script:
        found.click()
    else:
        with page.expect_navigation():
            found.click()
    expect(page.locator("#ward")).to_have_value(NEAR)
    page.fill("#street", "12 đường Ví Dụ")
    expect(page.locator("#delivery_date_other")).to_be_hidden()
    page.check('input[name="delivery_date"][value="khac"]')
    page.fill("#delivery_date_other", free_day().isoformat())
    page.check(f'input[name="slot"][value="{stall.morning}"]')
    page.check('input[name="payment"][value="transfer"]')


@EACH_ONCE
def test_a_gift_is_ordered_opened_changed_and_cancelled(
    app: Flask, stall: Stall, served: Served, open_page: Callable[..., Page], size: str, script: bool
) -> None:
    page = open_page(size, script=script)
    walk = Walk(page, script)
    page.goto(served.url(stall.shop, "/dat-hang"))
    walk.look()
    walk.press("Chọn Cúc trắng")
    page.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
    walk.press("Xem lại đơn hàng")
    expect(page.locator("#error-summary")).to_be_visible()
    page.locator("#error-summary a").first.click()
    expect(page.locator("#sender_name")).to_be_focused()
    fill(page, stall, script)
    walk.press("Xem lại đơn hàng")
    expect(page.locator("main h1")).to_have_text("Mọi thông tin đã đúng chưa?")
    expect(page.locator("main")).to_contain_text("575.000\xa0₫")
    walk.place()
    expect(page.locator("#declared-error")).to_be_visible()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    page.check("#declared")
    walk.place()
    order = only_order(app, stall.shop)
    expect(page.locator("main")).to_contain_text("Cửa hàng sẽ gọi số 0900 ••• 123")
    expect(page.locator("main")).to_contain_text(order.code)
    expect(page.locator("main")).not_to_contain_text("0900 000 124")
    open_in_full(app, stall, walk)
    walk.press("Sửa thông tin giao hàng")
    page.fill("#street", "99 đường Khác")
    walk.press("Lưu thay đổi")
    expect(page.locator("main")).to_contain_text("99 đường Khác")
    walk.press("Hủy đơn hàng")
    walk.press("Hủy đơn hàng")
    expect(page.locator("main h1")).to_have_text("Đơn hàng này đã hủy")
    assert only_order(app, stall.shop).state == "cancelled"


def open_in_full(app: Flask, stall: Stall, walk: Walk) -> None:
    """Prove the contact by the code that was sent to it."""
    walk.press("Xem đầy đủ, sửa hoặc hủy")
    walk.press("Gửi mã")
    [code] = [m.facts["code"] for m in rows_of(app, stall.shop, Message) if m.kind == "accounts.code"]
    walk.page.fill("#code", str(code))
    walk.press("Xem đơn hàng")
    expect(walk.page.locator("main")).to_contain_text("0900 000 124")


def test_the_script_counts_while_one_chooses(stall: Stall, served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
    page.fill("#lines-0-quantity", "2")
    page.locator("#lines-0-quantity").blur()
    expect(page.locator("[data-total]")).to_have_text("700.000\xa0₫")
    page.select_option("#ward", NEAR)
    expect(page.locator("[data-total]")).to_have_text("725.000\xa0₫")
    expect(page.locator("[data-unless-script]").first).to_be_hidden()


def test_what_is_typed_outlives_a_reload_of_the_tab(
    stall: Stall, served: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
    page.fill("#sender_name", "Nguyễn Thị Mẫu")
    page.select_option("#ward", NEAR)
    page.fill("#greeting", "Chúc mừng\nsinh nhật!")
    expect(page.locator("#greeting-card blockquote")).to_have_text("Chúc mừng\nsinh nhật!")
    page.locator("input[name=delivery_date]:enabled").nth(1).check()
    page.reload()
    expect(page.locator("#sender_name")).to_have_value("Nguyễn Thị Mẫu")
    expect(page.locator("#ward")).to_have_value(NEAR)
    expect(page.locator("#greeting-card")).to_be_visible()
    expect(page.locator("[data-total]")).to_have_text("375.000\xa0₫")
    expect(page.locator("input[name=delivery_date]:enabled").nth(1)).to_be_checked()
    other = open_page()
    other.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
    expect(other.locator("#sender_name")).to_have_value("")
    other.locator(".send .button").first.click()
    expect(other.locator("#error-summary")).to_be_focused()
    other.fill("#sender_name", "Lê Văn Mẫu")
    other.reload()
    expect(other.locator("#sender_name")).to_have_value("Lê Văn Mẫu")


def test_the_recipient_is_asked_for_only_when_there_is_one(
    stall: Stall, served: Served, open_page: Callable[..., Page]
) -> None:
    for script in (True, False):
        page = open_page(script=script)
        page.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
        expect(page.locator("#recipient_name")).to_be_visible()
        page.check('input[name="for_whom"][value="self"]')
        expect(page.locator("#recipient_name")).to_be_hidden()
        expect(page.locator("#greeting")).to_be_visible()


def test_going_back_after_ordering_orders_nothing_twice(
    app: Flask, stall: Stall, served: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page("desk")
    page.goto(served.url(stall.shop, "/dat-hang?sp=hoa-hong"))
    fill(page, stall, True)
    walk = Walk(page, False)
    walk.press("Xem lại đơn hàng")
    page.check("#declared")
    walk.place()
    placed = page.url
    assert page.evaluate("sessionStorage.length") == 0
    page.go_back()
    page.reload()
    if page.locator("#declared").count():
        page.check("#declared")
        walk.place()
        assert page.url.partition("#")[0] == placed.partition("#")[0]
    assert only_order(app, stall.shop).number == 1


def test_looking_an_order_up_is_accessible(stall: Stall, served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(served.url(stall.shop, "/tra-cuu"))
    assert_well_made(page)
    page.fill("#code", "DH333333")
    page.fill("#phone", "0900 000 123")
    Walk(page, False).press("Tìm đơn hàng")
    expect(page.locator("#error-summary")).to_contain_text("Không có đơn hàng nào khớp")
    assert_well_made(page)
