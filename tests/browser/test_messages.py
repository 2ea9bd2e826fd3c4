"""The shop's messages in a real browser: find what failed, read it, see the mail as it looks, send it again."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from shopapp.notifications.models import Message
from shopapp.notifications.samples import sample_facts
from shopapp.platform.database import db, transaction
from shopapp.platform.i18n import speaking
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import PASSWORD, make_staff
from tests.browser.conftest import Served, assert_well_made, follow, overflow
from tests.notifications.builders import make_draft, make_sms, queue

PAGE = "/quan-tri/cua-hang/tin-nhan"


@pytest.fixture
def failed(app: Flask, shop: ShopRef) -> None:
    """A mail and a text message about an order that did not go, and a code that waits."""
    with app.test_request_context(), speaking("vi"):
        facts = sample_facts("orders.placed") | {"links": {"order": ["order", 1, 1]}}
    now = datetime.now(UTC)
    ids = queue(
        app, shop, make_draft(kind="orders.placed", facts=facts), make_sms(kind="orders.placed", facts=facts), now=now
    )
    queue(app, shop, make_draft(kind="accounts.code", sensitive=True, facts={"code": "123456", "minutes": 5}), now=now)
    with app.app_context(), acting_for(shop), transaction():
        query = update(Message).where(Message.shop_id == shop.id, Message.id.in_(ids))
        values = {"state": "failed", "error": "timed_out", "attempts": 9}
        db.session.execute(query.values(**values).execution_options(synchronize_session=False))


def enter(page: Page, served: Served, shop: ShopRef) -> None:
    page.goto(served.url(shop, "/quan-tri/dang-nhap"))
    page.fill("input[name=email]", "chu@a.example")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(re.compile(r"/quan-tri$"))


@pytest.mark.usefixtures("failed")
def test_what_failed_is_found_read_and_sent_again(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_staff(app, shop)
    page = open_page()
    enter(page, served, shop)
    follow(page, page.locator(f"a[href='{PAGE}?xem=can-xem']"))
    assert_well_made(page)
    page.click(f"main a[href^='{PAGE}/'] >> nth=-1")
    expect(page.locator(".as-typed")).to_contain_text("/don-hang/…")
    assert_well_made(page)
    page.click("a[href$='/thu']")
    letter = page.locator(".letter")
    expect(letter).to_be_visible()
    assert letter.evaluate("e => getComputedStyle(e).maxWidth") == "560px", "the mail's own styles are let through"
    assert overflow(page) == 0
    page.go_back()
    follow(page, page.locator(".back"))
    page.goto(served.url(shop, f"{PAGE}?xem=can-xem"))
    page.click(".again-all button")
    expect(page.locator("main [role=status]")).to_be_visible()
    expect(page.locator(".again-all")).to_have_count(0)
    page.goto(served.url(shop, f"{PAGE}?xem=dang-cho"))
    expect(page.locator("tbody tr")).to_have_count(3)
    assert_well_made(page)


@pytest.mark.usefixtures("failed")
def test_every_kind_of_message_can_be_read(
    app: Flask, shop: ShopRef, served: Served, open_page: Callable[..., Page]
) -> None:
    make_staff(app, shop)
    page = open_page()
    enter(page, served, shop)
    page.goto(served.url(shop, PAGE))
    follow(page, page.locator(".page-head .actions a"))
    assert_well_made(page)
    page.click(f"a[href='{PAGE}/mau/orders.placed']")
    expect(page.locator(".as-typed")).to_have_count(4)
    assert_well_made(page)
