"""The pages about data, in a real browser: the policy's desk, the register, a customer's own page, a comparison."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.operations.worker import drain
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, assert_well_made
from tests.browser.test_backoffice import sign_in
from tests.customers.builders import PASSWORD, PHONE, make_customer
from tests.orders.builders import Stall, place

DESK = ("/chinh-sach", "/ben-nhan?them=1", "/chuyen-giao", "/chuyen-giao?xem=tat-ca", "/chuyen-giao/moi")


def test_a_receiver_is_named_and_every_page_of_it_is_accessible_and_fits(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    place(app, stall)
    make_staff(app, shop, email="mot@a.example")
    make_customer(app, shop)
    page = open_page()
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, served, shop)
    page.goto(served.url(shop, "/quan-tri/cua-hang/ben-nhan?them=1"))
    page.get_by_label("Tên bên nhận").fill("Giao hàng Mẫu")
    page.get_by_label("địa chỉ người nhận").check()
    page.get_by_label("Ngày ký thỏa thuận").fill("2026-11-01")
    page.get_by_label("Bên nhận đã ký cam kết").check()
    page.get_by_role("button", name="Thêm vào danh sách").click()
    expect(page.get_by_role("heading", name="Giao hàng Mẫu")).to_be_visible()
    drain(app)
    for path in (*(f"/quan-tri/cua-hang{path}" for path in DESK), "/chinh-sach-bao-mat/2/thay-doi"):
        page.goto(served.url(shop, path))
        assert_well_made(page, path)
    expect(page.locator("ins")).to_contain_text("Giao hàng Mẫu")
    page.goto(served.url(shop, "/tai-khoan/dang-nhap?tiep=/tai-khoan/du-lieu"))
    page.fill("#contact", PHONE)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Dữ liệu của tôi tại cửa hàng")).to_be_visible()
    assert_well_made(page)
