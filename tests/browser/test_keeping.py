"""Keeping periods in a real browser: typed, looked at, saved; accessible and within the window in every state."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.kernel import clock
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, assert_well_made
from tests.browser.test_backoffice import sign_in
from tests.builders import NOW
from tests.orders.builders import furnish
from tests.privacy.keeping import DAY, ended, purge


def test_a_shorter_period_shows_what_would_go_and_is_then_saved(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    # The server that is looked at goes by the clock of this day.
    stall, since = furnish(app, shop), clock.now() - NOW
    ended(app, stall, 40 * DAY - since)
    ended(app, stall, 50 * DAY - since, frozen_at=NOW)
    purge(app, shop, now=clock.now())
    ended(app, stall, 20 * DAY - since)
    make_staff(app, shop, email="mot@a.example")
    page = open_page()
    sign_in(page, served, shop)

    page.goto(served.url(shop, "/quan-tri/cua-hang/luu-giu"))
    assert_well_made(page)
    expect(page.get_by_text("Người nhận: 30 ngày")).to_be_visible()
    page.fill("#after_delivery-count", "1")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Vui lòng chọn ít nhất 3 ngày.").first).to_be_visible()
    assert_well_made(page)
    page.fill("#after_delivery-count", "14")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Người nhận và địa chỉ của 1 đơn hàng").first).to_be_visible()
    assert_well_made(page)
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã lưu.")).to_be_visible()
    expect(page.locator("#after_delivery-count")).to_have_value("14")
