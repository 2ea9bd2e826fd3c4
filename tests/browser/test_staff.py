"""An owner invites a seller and turns the second step on; a courier delivers. On a phone, and every page of it fits."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from shopapp.accounts.totp import code_at
from shopapp.kernel.clock import now
from shopapp.orders import actions
from shopapp.platform.access import Role
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import PASSWORD, make_role, make_staff
from tests.browser.conftest import Served, axe_violations, follow, overflow
from tests.orders.builders import Stall, place

STAFF = "/quan-tri/cua-hang/nhan-vien"


def sign_in(page: Page, served: Served, shop: ShopRef, email: str, password: str = PASSWORD) -> None:
    page.goto(served.url(shop, "/quan-tri/dang-nhap"))
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    follow(page, page.locator("main button[type=submit]"))


def check(page: Page) -> None:
    """Accessible, and no wider than the smallest phone."""
    assert axe_violations(page) == [], page.url
    page.set_viewport_size({"width": 320, "height": 640})
    assert overflow(page) == 0, page.url
    page.set_viewport_size({"width": 360, "height": 740})


def test_an_owner_invites_a_seller_who_sets_up_a_second_step(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_staff(app, shop, email="mot@a.example")
    owner, seller = open_page("phone"), open_page("phone")
    sign_in(owner, served, shop, "mot@a.example")
    for path in (STAFF, f"{STAFF}/moi", f"{STAFF}/1", "/quan-tri/cua-hang/vai-tro", "/quan-tri/tai-khoan"):
        owner.goto(served.url(shop, path))
        check(owner)
    owner.goto(served.url(shop, f"{STAFF}/moi"))
    owner.fill("input[name=name]", "Vũ Thị Mẫu Mới")
    owner.fill("input[name=email]", "moi@a.example")
    owner.click("main form button[type=submit]")
    expect(owner.locator("output.v")).to_be_visible()
    check(owner)
    address = owner.locator("output.v").inner_text()
    seller.goto(served.url(shop, re.sub(r"^https?://[^/]+", "", address)))
    check(seller)
    seller.click("main button[type=submit]")
    seller.fill("input[name=password]", "năm con vịt đi bộ")
    seller.fill("input[name=again]", "năm con vịt đi bộ")
    follow(seller, seller.locator("main form button[type=submit]"))
    seller.goto(served.url(shop, "/quan-tri/tai-khoan/xac-minh-hai-buoc"))
    seller.click("main button[type=submit]")
    expect(seller.locator("output.v")).to_be_visible()
    check(seller)
    seed = re.sub(r"\s", "", seller.locator("output.v").inner_text())
    seller.fill("input[name=code]", code_at(seed, now()))
    seller.locator("main form button[type=submit]").first.click()
    expect(seller.locator("ol.codes")).to_be_visible()
    check(seller)
    recovery = seller.locator("ol.codes code").first.inner_text()
    elsewhere = open_page("desk")
    sign_in(elsewhere, served, shop, "moi@a.example", "năm con vịt đi bộ")
    elsewhere.wait_for_url("**/ma-xac-minh**")
    assert axe_violations(elsewhere) == []
    elsewhere.fill("input[name=code]", recovery)
    elsewhere.click("main button[type=submit]")
    elsewhere.wait_for_url("**/quan-tri")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_courier_delivers_with_a_thumb(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page], script: bool
) -> None:
    placed, courier = place(app, stall), make_role(app, shop, Role.COURIER)
    with app.app_context(), acting_for(shop), transaction():
        for step in ("confirmed", "preparing"):
            actions.advance(shop, placed.id, step, account_id=None, now=now())
        actions.assign(shop, placed.id, to_account_id=courier, account_id=courier, now=now())
    page = open_page("phone", script=script)
    sign_in(page, served, shop, "courier@a.example")
    follow(page, page.locator("nav.places ul a").first)
    if script:
        check(page)
    follow(page, page.locator("table.rows tbody a").first)
    if script:
        check(page)
    page.locator("form[action$='xem-dia-chi'] button").click()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    for _step in ("sent out", "delivered"):
        with page.expect_navigation():
            page.locator("form[action$='buoc'] button").first.click()
    page.wait_for_url("**/giao-hang")
    assert page.locator("table.rows").count() == 0
