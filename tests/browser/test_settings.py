"""The owner runs the shop's settings from a phone: tries a colour, closes for Tết, takes it back, changes a fee."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.words import SECTIONS
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served, assert_well_made, axe_violations
from tests.browser.test_backoffice import sign_in
from tests.orders.builders import Stall

FOLDER = "/quan-tri/cua-hang"
DELIVERY_PAGES = ("/giao-hang", "/giao-hang/khu-vuc/1", "/giao-hang/khu-vuc/moi", "/giao-hang/lich")


@pytest.fixture
def desk(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> Callable[..., Page]:
    """`desk(size, script=…)`: a browser in which the owner of a shop that delivers is signed in."""
    make_staff(app, shop, email="mot@a.example")

    def enter(size: str, *, script: bool = True) -> Page:
        page = open_page(size, script=script)
        sign_in(page, served, shop)
        return page

    return enter


def test_every_settings_page_is_accessible_and_fits(shop: ShopRef, served: Served, desk: Callable[..., Page]) -> None:
    page = desk("phone")
    for path in (*(f"/{words.slug}" for words in SECTIONS), *DELIVERY_PAGES):
        page.goto(served.url(shop, FOLDER + path))
        assert_well_made(page, path)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_the_owner_closes_for_tet_from_a_phone_and_takes_it_back(
    shop: ShopRef, served: Served, desk: Callable[..., Page], script: bool
) -> None:
    page = desk("phone", script=script)
    page.goto(served.url(shop, f"{FOLDER}/ngay-nghi"))
    page.get_by_label("Dịp nghỉ").first.fill("Nghỉ Tết")
    page.get_by_label("Nghỉ từ ngày").first.fill("2030-02-01")
    page.get_by_label("Nghỉ đến hết ngày").first.fill("2030-02-07")
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.get_by_text("Nghỉ Tết: cửa hàng nghỉ từ 01/02/2030 đến hết 07/02/2030")).to_be_visible()
    assert_well_made(page, script=script)
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.get_by_text("Đã hoàn tác")).to_be_visible()
    page.goto(served.url(shop, FOLDER))
    expect(page.get_by_text("Chưa có đợt nghỉ nào")).to_be_visible()


def test_a_colour_is_shown_while_it_is_chosen(shop: ShopRef, served: Served, desk: Callable[..., Page]) -> None:
    page = desk("phone")
    page.goto(served.url(shop, f"{FOLDER}/thong-tin"))
    with page.expect_response("**/mau.svg?mau=1f3fae") as sample:
        page.get_by_label("Màu của cửa hàng").fill("#1f3fae")
    assert sample.value.ok
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.get_by_role("link", name="Đặt hàng").first).to_have_css("background-color", "rgb(31, 63, 174)")
    assert axe_violations(page) == []


def test_a_ward_is_found_among_many_and_given_its_area(
    shop: ShopRef, served: Served, desk: Callable[..., Page]
) -> None:
    page = desk("phone")
    page.goto(served.url(shop, f"{FOLDER}/giao-hang/khu-vuc/1"))
    page.get_by_label("Tìm phường, xã").fill("ben thanh")
    ward = page.get_by_role("checkbox", name="Phường Bến Thành")
    ward.check()
    expect(page.get_by_role("checkbox", name="Phường Sài Gòn")).to_be_hidden()
    page.get_by_role("button", name="Xem trước", exact=True).click()
    expect(page.get_by_role("heading", name="Những ngày khách chọn được lúc này")).to_be_visible()
    assert axe_violations(page) == []
    page.get_by_role("button", name="Sửa tiếp").click()
    expect(ward).to_be_checked()
