"""The policy page in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import Served, axe_violations, overflow


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("dark", [False, True])
def test_the_policy_page_is_accessible_and_fits(
    shop: ShopRef, served: Served, open_page: Callable[..., Page], size: str, dark: bool
) -> None:
    page = open_page(size, dark=dark)
    page.goto(served.url(shop, "/chinh-sach-bao-mat"))
    assert axe_violations(page) == []
    assert overflow(page) == 0
