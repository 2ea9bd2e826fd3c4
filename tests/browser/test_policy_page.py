"""The policy page in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page

from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served, assert_well_made


def test_the_policy_page_is_accessible_and_fits(shop: ShopRef, served: Served, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.goto(served.url(shop, "/chinh-sach-bao-mat"))
    assert_well_made(page)
