"""The desk of requests: a caller's request from its receipt to the letter, with somebody outside who holds a copy."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import Served, assert_well_made, follow
from tests.orders.builders import furnish, place
from tests.privacy.test_requests import deliver, give_to_carrier

OpenPage = Callable[..., Page]
DESK = "/quan-tri/yeu-cau-du-lieu"


@pytest.fixture
def busy_shop(app: Flask, shop: ShopRef) -> ShopRef:
    """A delivered order whose carrier was told who receives it, and an owner."""
    place(app, furnish(app, shop))
    deliver(app, shop)
    give_to_carrier(app, shop)
    make_staff(app, shop, email="chinh@a.example")
    return shop


def sent_code(app: Flask, shop: ShopRef) -> str:
    with app.app_context(), acting_for(shop):
        query = select(Message.facts).where(Message.kind == "privacy.request_code")
        facts: Any = db.session.execute(query).scalar_one()
        return str(facts["proof_code"])


def test_a_caller_is_checked_served_and_answered(
    app: Flask, busy_shop: ShopRef, served: Served, open_page: OpenPage
) -> None:
    page = open_page()
    page.goto(served.url(busy_shop, "/quan-tri/dang-nhap"))
    page.get_by_label("E-mail").fill("chinh@a.example")
    page.get_by_label(re.compile("^Mật khẩu")).fill(PASSWORD)
    follow(page, page.get_by_role("button", name="Đăng nhập"))
    page.goto(served.url(busy_shop, DESK))
    follow(page, page.get_by_role("link", name="Nhập yêu cầu").first)
    assert_well_made(page, "typing in")
    page.get_by_label("Xóa dữ liệu").check()
    page.get_by_label("Điện thoại", exact=True).check()
    page.get_by_label(re.compile("^Số điện thoại")).fill("0900 000 123")
    follow(page, page.get_by_role("button", name="Ghi yêu cầu"))
    page.get_by_role("button", name="Gửi mã đến liên lạc").click()
    page.get_by_label(re.compile("^Mã người yêu cầu đọc lại")).fill(sent_code(app, busy_shop))
    page.get_by_role("button", name="Kiểm tra mã").click()
    expect(page.get_by_text("Đã xác minh danh tính. Có thể thực hiện yêu cầu.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Giao Mẫu"))).to_be_visible()
    page.locator("summary", has_text="Gửi qua e-mail").click()
    page.locator("summary", has_text="Gia hạn một lần").click()
    page.locator("summary", has_text="Từ chối").click()
    assert_well_made(page, "everything open")
    page.get_by_label(re.compile("^E-mail của bên nhận")).fill("lien-he@giao-mau.example")
    page.get_by_role("button", name="Gửi thư").click()
    expect(page.get_by_text("Thư đang được gửi.")).to_be_visible()
    page.get_by_role("button", name="Xóa dữ liệu").click()
    expect(page.get_by_text("Vui lòng xác nhận xóa vĩnh viễn dữ liệu.").first).to_be_visible()
    page.get_by_label(re.compile("^Xóa vĩnh viễn")).check()
    page.get_by_role("button", name="Xóa dữ liệu").click()
    expect(page.get_by_text("Yêu cầu đang được thực hiện; khi xong")).to_be_visible()
    page.goto(served.url(busy_shop, DESK))
    assert_well_made(page, "the list")
