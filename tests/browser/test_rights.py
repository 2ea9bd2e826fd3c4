"""As somebody who was given a present and never had an account: find, take away and erase one's data in a browser."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served, assert_well_made, follow
from tests.customers.builders import newest_code
from tests.notifications.builders import work_off
from tests.orders.builders import furnish, place

HOME = "/du-lieu-cua-toi"


def prove(page: Page, app: Flask, shop: ShopRef, served: Served) -> None:
    """Through the door of the pages."""
    page.goto(served.url(shop, HOME))
    page.get_by_label(re.compile("điện thoại hoặc e-mail")).fill("0900 000 124")
    follow(page, page.get_by_role("button", name="Gửi mã cho tôi"))
    page.get_by_label(re.compile("Sáu chữ số")).fill(newest_code(app, shop))
    follow(page, page.get_by_role("button", name="Xem dữ liệu của tôi"))


def test_a_recipient_finds_takes_away_and_erases_their_data(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page], tmp_path: Path
) -> None:
    place(app, furnish(app, shop))
    page = open_page()
    page.goto(served.url(shop))
    follow(page, page.get_by_role("contentinfo").get_by_role("link", name="Dữ liệu của tôi"))
    assert_well_made(page)
    prove(page, app, shop, served)
    assert_well_made(page)
    for path in ("/dong-y", "/sua", "/xem"):
        page.goto(served.url(shop, HOME + path))
        assert_well_made(page)
    expect(page.get_by_role("main")).to_contain_text("Chúc mừng sinh nhật!")
    expect(page.get_by_role("main")).not_to_contain_text("Mẫu")
    follow(page, page.get_by_role("link", name="Tải bản sao về"))
    page.get_by_role("button", name="Lập bản sao cho tôi").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert_well_made(page)
    work_off(app)
    # Without another tap: the page looks by itself.
    ready = page.get_by_role("link", name="Tải bản sao", exact=True)
    expect(ready).to_be_visible()
    assert_well_made(page)
    with page.expect_download() as waiting:
        ready.click()
    waiting.value.save_as(tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as packed:
        packed.extractall(tmp_path / "copy")
    reader = open_page()
    reader.goto((tmp_path / "copy" / "doc-toi.html").as_uri())
    expect(reader.get_by_role("main")).to_contain_text("Trần Văn Nhận")
    assert_well_made(reader)
    page.goto(served.url(shop, f"{HOME}/xoa"))
    assert_well_made(page)
    follow(page, page.get_by_role("button", name="Xóa dữ liệu của tôi"))
    expect(page.get_by_role("main")).to_contain_text("Số biên nhận")
    assert_well_made(page)


def test_everything_can_be_done_without_a_script(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    place(app, furnish(app, shop))
    page = open_page(script=False)
    prove(page, app, shop, served)
    page.goto(served.url(shop, f"{HOME}/tai-ve"))
    page.get_by_role("button", name="Lập bản sao cho tôi").click()
    look = page.get_by_role("link", name="Xem tiến độ")
    expect(look).to_be_visible()
    work_off(app)
    look.click()
    expect(page.get_by_role("link", name="Tải bản sao", exact=True)).to_be_visible()
    page.goto(served.url(shop, HOME))
    page.get_by_role("button", name="Đóng lại").click()
    expect(page.get_by_role("button", name="Gửi mã cho tôi")).to_be_visible()
