"""A data incident in a real browser, from the first line to the end, on every page of it."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.operations.worker import drain
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, axe_violations, follow, overflow
from tests.browser.test_backoffice import sign_in
from tests.orders.builders import furnish, place


def test_an_incident_is_run_to_its_end_and_every_page_of_it_is_accessible_and_fits(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    place(app, furnish(app, shop))
    drain(app)
    make_staff(app, shop, email="mot@a.example")
    page = open_page("phone")
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, served, shop)

    def look(path: str) -> None:
        page.goto(served.url(shop, path))
        assert axe_violations(page) == [], path
        assert overflow(page) == 0, path

    look("/quan-tri/su-co/moi")
    page.get_by_label("Mất hoặc bị lấy cắp").check()
    page.get_by_label("Sự việc, theo những gì đã biết").fill("Điện thoại nhận đơn bị lấy mất tại quầy.")
    follow(page, page.get_by_role("button", name="Ghi vào sổ"))
    home = "/quan-tri/su-co/1"
    page.goto(served.url(shop, f"{home}/nguoi"))
    page.get_by_role("button", name="Tìm những người này").click()
    expect(page.get_by_role("status").first).to_contain_text("Đang đếm")
    drain(app)
    for path in ("", "/nguoi", "/sua", "/dong-ho/vi-pham", "/can-goi", "/bao-cao"):
        look(f"{home}{path}")
    look(f"{home}/thong-bao")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Gửi cho 2 người").click()
    expect(page.get_by_role("button", name="Dừng gửi")).to_be_visible()
    drain(app)
    look(f"{home}/thong-bao")
    expect(page.locator(".page-head .badge")).to_have_text("đã gửi cho mọi người")
    look("/quan-tri/su-co")
    for clock in ("tan-cong", "vi-pham"):
        page.goto(served.url(shop, f"{home}/dong-ho/{clock}"))
        page.get_by_label("Không phải báo cáo", exact=True).check()
        page.get_by_label("Báo cáo cho ai").fill("Máy chủ không bị xâm nhập, đã hỏi cơ quan.")
        follow(page, page.get_by_role("button", name="Lưu"))
    page.get_by_label("Bài học rút ra").fill("Mọi điện thoại đã đặt khóa màn hình.")
    page.get_by_role("button", name="Kết thúc sự cố").click()
    expect(page.locator(".page-head .badge")).to_have_text("đã kết thúc")
    assert axe_violations(page) == []
