"""Asking, answering and writing on in a real browser: small and wide, with and without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.inquiries.models import Attachment, Inquiry
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import EACH_ONCE, Served, assert_well_made
from tests.builders import make_shop
from tests.inquiries.builders import EMAIL, NAME, PDF, make_inquiry, make_product, picture, rows_of

PHOTO: Any = {"name": "mặt tiền.png", "mimeType": "image/png", "buffer": picture("PNG", (300, 200))}
NO_PICTURE: Any = {"name": "anh.png", "mimeType": "image/png", "buffer": b"<html>"}


@pytest.fixture
def signs(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> ShopRef:
    """A sign workshop, whose quote form asks the most."""
    with app.app_context():
        return make_shop("bien", kind="signs")


def fill(page: Page) -> None:
    """What the form needs besides the contact."""
    page.get_by_label("Loại biển").fill("Hộp đèn")
    page.get_by_label("Đèn LED").check()
    page.locator("#body").fill("Treo cao 3 mét.")


@EACH_ONCE
def test_a_quote_is_asked_mended_and_sent(
    app: Flask, signs: ShopRef, served: Served, open_page: Callable[..., Page], size: str, script: bool
) -> None:
    page = open_page(size, script=script)
    page.goto(served.url(signs, "/bao-gia"))
    fill(page)
    if script:
        page.reload()
        expect(page.locator("#body")).to_have_value("Treo cao 3 mét.")
        expect(page.get_by_label("Đèn LED")).to_be_checked()
    page.locator("#phone").fill("0900 1")
    page.locator("#files").set_input_files([PHOTO, NO_PICTURE])
    if script:
        expect(page.locator("#files-chosen li")).to_have_count(2)
        page.route("**/bao-gia", lambda route: route.abort())
        page.locator("#send").click()
        expect(page.locator("[data-upload]")).to_contain_text("Mạng bị ngắt quãng")
        expect(page.locator("#body")).to_have_value("Treo cao 3 mét.")
        page.unroute("**/bao-gia")
    page.locator("#send").click()
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.locator("#phone")).to_have_value("0900 1")
    expect(page.locator("#body")).to_have_value("Treo cao 3 mét.")
    expect(page.get_by_text("Không gửi “mặt tiền.webp”")).to_be_visible()
    page.locator("#error-summary a", has_text="Số điện thoại").click()
    page.locator("#phone").fill("0900 000 105")
    page.locator("#name").fill(NAME)
    page.locator("#email").fill(EMAIL)
    page.locator("#send").click()
    page.wait_for_url("**/yeu-cau/*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cảm ơn")
    expect(page.get_by_text("m•••i@khach.example").first).to_be_visible()
    page.locator("#body").fill("Cần trước Tết.")
    page.locator("#send").click()
    expect(page.get_by_text("Cần trước Tết.")).to_be_visible()
    assert len(rows_of(app, signs, Inquiry)) == 1
    assert [file.name for file in rows_of(app, signs, Attachment)] == ["mặt tiền.webp"]


def test_every_page_of_a_visitor_is_accessible(
    app: Flask, signs: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_product(app, signs, "Biển mẫu")
    page = open_page()
    page.goto(served.url(signs, "/lien-he?sp=bien-mau"))
    assert_well_made(page)
    page.goto(served.url(signs, "/lien-he?loai=khieu-nai"))
    assert_well_made(page)
    page.goto(served.url(signs, "/bao-gia"))
    page.locator("#send").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert_well_made(page)
    page.goto(served.url(signs, f"/yeu-cau/{make_inquiry(app, signs).token}"))
    assert_well_made(page)


def sign_in(page: Page, served: Served, shop: ShopRef) -> None:
    """Through the door, as a person does."""
    page.goto(served.url(shop, "/quan-tri/dang-nhap"))
    page.locator("[name=email]").fill(f"chu@{shop.slug}.example")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    expect(page.locator("nav.places")).to_be_visible()


@EACH_ONCE
def test_the_owner_answers_with_a_product_and_a_file(
    app: Flask, signs: ShopRef, served: Served, open_page: Callable[..., Page], size: str, script: bool
) -> None:
    make_staff(app, signs)
    make_product(app, signs, "Biển mẫu")
    sent = make_inquiry(app, signs)
    page = open_page(size, script=script)
    sign_in(page, served, signs)
    page.get_by_role("link", name="1 câu hỏi mới").click()
    page.locator("table.rows th a").click()
    page.locator("#body").fill("Dạ, xưởng gửi báo giá.")
    page.locator("#products summary").click()
    page.locator("#find").fill("bien")
    page.locator("#find").press("Enter")
    page.get_by_label("Biển mẫu").check()
    expect(page.locator("#body")).to_have_value("Dạ, xưởng gửi báo giá.")
    page.locator("#files").set_input_files({"name": "báo giá.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("#send").click()
    expect(page.get_by_text("báo giá.pdf")).to_be_visible()
    page.locator("#note").fill("Khách quen.")
    page.locator("form", has=page.locator("#note")).get_by_role("button").click()
    expect(page.locator("section", has=page.locator("#notes")).get_by_text("Khách quen.")).to_be_visible()
    page.get_by_role("button", name="để trả lời").click()
    expect(page.get_by_text("0900 000 105").first).to_be_visible()
    page.goto(served.url(signs, f"/yeu-cau/{sent.token}"))
    expect(page.get_by_text("Dạ, xưởng gửi báo giá.")).to_be_visible()
    expect(page.get_by_role("link", name="Biển mẫu")).to_be_visible()
    assert "Khách quen." not in page.content()


def test_every_page_of_the_desk_is_accessible(
    app: Flask, signs: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_staff(app, signs)
    make_product(app, signs, "Biển mẫu")
    sent = make_inquiry(app, signs, kind="quote", quote={"type": "Hộp đèn", "width_cm": 320})
    page = open_page()
    sign_in(page, served, signs)
    for path in ("", "?q=zzz", "/moi"):
        page.goto(served.url(signs, f"/quan-tri/hoi-dap{path}"))
        assert_well_made(page)
    page.goto(served.url(signs, f"/quan-tri/hoi-dap/{sent.id}"))
    page.locator("details.fold summary").click()
    page.locator("#send").click()
    expect(page.locator("#error-summary")).to_be_visible()
    page.locator("details.fold summary").click()
    assert_well_made(page)
