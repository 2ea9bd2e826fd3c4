"""The doors of the back office in a real browser: the sign-in page, a one-time link, one's own password."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_link, make_staff
from tests.browser.conftest import Served, assert_well_made, follow

NEW = "chín con vịt đi chợ"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_link_leads_in_and_a_password_is_chosen(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page], script: bool
) -> None:
    owner = make_staff(app, shop, password=None)
    link = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
    page = open_page("phone", script=script)
    page.goto(served.url(shop, link))
    page.click("main button[type=submit]")
    page.wait_for_url("**/quan-tri/mat-khau*")
    page.fill("input[name=password]", "12345678")
    page.fill("input[name=again]", "12345678")
    page.click("main button[type=submit]")
    expect(page.locator("#error-summary")).to_be_visible()
    page.fill("input[name=password]", NEW)
    page.fill("input[name=again]", NEW)
    page.click("main button[type=submit]")
    page.wait_for_url("**/quan-tri*")
    expect(page.locator("main [role=status]")).to_be_visible()
    page.click("footer button[type=submit]")
    page.wait_for_url("**/quan-tri/dang-nhap")
    page.goto(served.url(shop, link))
    assert page.locator("main form").count() == 0


def test_the_doors_are_accessible_and_fit(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    owner = make_staff(app, shop)
    link = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
    page = open_page()
    for path in ("/quan-tri/dang-nhap", link):
        page.goto(served.url(shop, path))
        assert_well_made(page, path)
    page.goto(served.url(shop, "/quan-tri/dang-nhap"))
    page.fill("input[name=email]", "chu@a.example")
    page.fill("input[name=password]", "wrong")
    page.click("main button[type=submit]")
    expect(page.locator("#error-summary")).to_be_visible()
    assert_well_made(page, "a wrong password")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/quan-tri*")
    page.goto(served.url(shop, link))
    follow(page, page.locator("main button[type=submit]"))
    page.goto(served.url(shop, link))
    assert_well_made(page, "a link that is used up")
