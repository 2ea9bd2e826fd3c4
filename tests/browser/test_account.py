"""An account in a real browser: register by phone, find an earlier order, move house, lose a phone, be safe again."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served, assert_well_made
from tests.customers.builders import EMAIL, NAME, NEW, PASSWORD, PHONE, make_customer, newest_code
from tests.orders.builders import Stall, only_order, place

DOORS = ("/tai-khoan/dang-ky", "/tai-khoan/dang-nhap", "/tai-khoan/quen-mat-khau", "/tai-khoan/bao-ve")
INSIDE = (
    "/tai-khoan",
    "/tai-khoan/thong-tin",
    "/tai-khoan/lien-lac?loai=email",
    "/tai-khoan/dia-chi",
    "/tai-khoan/dia-chi/moi",
    "/tai-khoan/tin-nhan",
    "/tai-khoan/thiet-bi",
    "/tai-khoan/mat-khau",
    "/tai-khoan/bao-ve",
    "/tai-khoan/don-cu",
    "/tai-khoan/don-hang",
    "/tai-khoan/cau-hoi",
)


# Without a script the fragment of the form's address stays.
HOME = re.compile(r"/tai-khoan(#.*)?$")


def press(page: Page, at: int = 0) -> None:
    page.locator("main form button[type=submit]").nth(at).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_road_of_a_customer(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page], script: bool
) -> None:
    place(app, stall, sender_phone=PHONE, sender_email="")
    page = open_page("phone", script=script)
    page.goto(served.url(shop, "/tai-khoan/dang-ky"))
    page.fill("#name", NAME)
    page.fill("#phone", "0900 000 151")
    page.fill("#email", EMAIL)
    page.fill("#password", "12345678")
    press(page)
    expect(page.locator("#error-summary")).to_be_visible()
    assert page.input_value("#email") == EMAIL, "nothing that was typed is lost"
    page.fill("#password", PASSWORD)
    if script:
        expect(page.locator("[data-strength]")).not_to_be_empty()
    press(page)
    page.wait_for_url("**/tai-khoan/xac-nhan**")
    page.fill("#code", newest_code(app, shop))
    press(page)
    page.wait_for_url(HOME)
    expect(page.locator("main")).to_contain_text(only_order(app, shop).code)
    page.goto(served.url(shop, "/tai-khoan/dia-chi/moi"))
    page.fill("#label", "Nhà mới")
    page.select_option("#province", "79")
    if not script:
        page.click("button[value=province]")
    page.select_option("#ward", "26740")
    page.fill("#street", "8 ngõ Mẫu")
    page.get_by_role("button", name="Lưu địa chỉ").click()
    expect(page.locator("main")).to_contain_text("8 ngõ Mẫu")
    page.goto(served.url(shop, "/dat-hang?sp=hoa-hong"))
    page.get_by_role("button", name="Nhà mới").click()
    expect(page.locator("#street")).to_have_value("8 ngõ Mẫu")
    expect(page.locator("#sender_name")).to_have_value(NAME)
    page.goto(served.url(shop, "/tai-khoan/bao-ve"))
    page.fill("#current", PASSWORD)
    page.fill("#password", NEW)
    page.fill("#text", "Mất điện thoại")
    press(page)
    page.wait_for_url(HOME)
    expect(page.locator("main [role=status]").first).to_be_visible()


def test_account_pages_are_accessible_and_fit(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    place(app, stall, sender_phone=PHONE, sender_email="")
    make_customer(app, shop)
    page = open_page()

    def look(path: str) -> None:
        page.goto(served.url(shop, path))
        assert_well_made(page, path)

    for path in DOORS:
        look(path)
    page.goto(served.url(shop, "/tai-khoan/quen-mat-khau"))
    page.fill("#contact", PHONE)
    press(page)
    page.wait_for_url("**/tai-khoan/xac-nhan**")
    assert_well_made(page, "the code")
    page.fill("#code", newest_code(app, shop))
    press(page)
    page.wait_for_url("**/tai-khoan/mat-khau-moi**")
    assert_well_made(page, "the new password")
    page.fill("#password", NEW)
    press(page)
    page.wait_for_url(HOME)
    for path in INSIDE:
        look(path)
    look("/tai-khoan/xac-nhan")
