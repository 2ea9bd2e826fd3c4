"""A complaint in a real browser, from its times to the shop's figures; and the page of proof that counts it."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.kernel import clock
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, assert_well_made, follow
from tests.browser.test_backoffice import sign_in
from tests.inquiries.builders import make_inquiry


def test_a_complaint_is_sent_with_its_times_and_counted_where_all_can_see(
    shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.goto(served.url(shop, "/lien-he?loai=khieu-nai"))
    page.fill("#name", "Lê Thị Hỏi Mẫu")
    page.fill("#phone", "0900 000 105")
    page.fill("#body", "Hoa héo khi nhận.")
    page.get_by_label("Giao trễ hoặc không giao được").check()
    follow(page, page.locator("#send"))
    expect(page.locator("#times")).to_contain_text("trước")
    assert_well_made(page, "thread")
    page.goto(served.url(shop, "/minh-bach"))
    expect(page.locator("#complaints")).to_contain_text("dưới 5")
    assert_well_made(page)


def test_what_is_overdue_is_answered_by_word_of_mouth(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_staff(app, shop, email="mot@a.example")
    make_inquiry(app, shop, kind="complaint", topic="data", now=clock.now() - timedelta(days=2))
    page = open_page()
    sign_in(page, served, shop)
    follow(page, page.get_by_role("link", name="1 khiếu nại quá hạn"))
    assert_well_made(page, "list")
    follow(page, page.get_by_role("link", name="Khiếu nại H-"))
    page.get_by_text("Đã trả lời trực tiếp?").click()
    assert_well_made(page, "complaint")
    page.get_by_label("Nội dung đã trao đổi").fill("Đã gọi và xin lỗi.")
    page.get_by_role("button", name="Ghi là đã trả lời").click()
    expect(page.get_by_text("trễ hạn; đã hẹn trước")).to_be_visible()
    for path in ("/quan-tri/hoi-dap/khieu-nai", "/quan-tri/cua-hang/khieu-nai"):
        page.goto(served.url(shop, path))
        assert_well_made(page, path)
