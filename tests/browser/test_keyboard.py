"""Every control of a page is reached with the Tab key alone, shows that it has the focus, and lets it go on."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff
from tests.browser.conftest import Served
from tests.browser.test_backoffice import sign_in
from tests.customers.builders import PASSWORD as CUSTOMERS_PASSWORD
from tests.customers.builders import PHONE, make_customer
from tests.orders.builders import Stall, place

VISITOR = ("/tai-khoan/dang-ky", "/bao-cao-an-ninh", "/san-pham/cuc-trang", "/dat-hang?sp=hoa-hong")
CUSTOMER = ("/tai-khoan", "/tai-khoan/du-lieu", "/tai-khoan/dia-chi/moi")
STAFF = (
    "/quan-tri/don-hang/1",
    "/quan-tri/san-pham/moi",
    "/quan-tri/cua-hang/ngay-nghi",
    "/quan-tri/cua-hang/nhan-vien",
    "/quan-tri/cua-hang/ben-nhan",
    "/quan-tri/cua-hang/tin-nhan",
)
# What a person with a keyboard has to get at; of a group of radio buttons the chosen one, else the first.
WANTED = """() => {
  const shown = (e) => e.checkVisibility({ visibilityProperty: true });
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
    .filter((e) => shown(e) && !e.disabled && e.tabIndex >= 0);
  const groups = {};
  for (const e of found) if (e.type === "radio") (groups[e.form?.action + e.name] ??= []).push(e);
  const left = new Set(Object.values(groups).flatMap((g) => {
    const chosen = g.find((e) => e.checked) ?? g[0];
    return g.filter((e) => e !== chosen);
  }));
  window.wanted = found.filter((e) => !left.has(e));
  window.reached = new Set();
  window.ringed = new Set();
  return window.wanted.length;
}"""
# Whether the focus can be seen: a ring on the control itself or on the box that stands for it. The parts of a date have
# rings of the browser's own, so that one press with a ring is enough.
NOTE = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return;
  window.reached.add(e);
  const ringed = (x) => {
    const s = x && getComputedStyle(x);
    return s && ((s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none");
  };
  const label = e.closest("label") ?? e.labels?.[0] ?? e.parentElement;
  if (ringed(e) || ringed(label) || ringed(e.nextElementSibling)) window.ringed.add(e);
}"""
FAINT = "() => [...window.reached].filter((e) => !window.ringed.has(e)).map((e) => e.outerHTML.slice(0, 120))"
MISSED = "() => window.wanted.filter((e) => !window.reached.has(e)).map((e) => e.outerHTML.slice(0, 120))"


def walk(page: Page, where: str) -> None:
    """Press Tab until everything should have had its turn."""
    wanted = page.evaluate(WANTED)
    assert wanted > 5, where
    # Date fields take several presses each; who is through begins anew.
    for _ in range(wanted * 5 + 20):
        page.keyboard.press("Tab")
        page.evaluate(NOTE)
        if not page.evaluate(MISSED):
            break
    assert page.evaluate(MISSED) == [], where
    assert page.evaluate(FAINT) == [], where


@pytest.mark.parametrize("who", ["visitor", "customer", "staff"])
def test_every_control_is_reached_and_seen(
    app: Flask, stall: Stall, shop: ShopRef, served: Served, open_page: Callable[..., Page], who: str
) -> None:
    place(app, stall)
    page = open_page("phone")
    paths: tuple[str, ...] = VISITOR
    if who == "customer":
        make_customer(app, shop)
        page.goto(served.url(shop, "/tai-khoan/dang-nhap"))
        page.fill("#contact", PHONE)
        page.fill("#password", CUSTOMERS_PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("**/tai-khoan")
        paths = CUSTOMER
    elif who == "staff":
        make_staff(app, shop, email="mot@a.example")
        sign_in(page, served, shop)
        paths = STAFF
    for path in paths:
        page.goto(served.url(shop, path))
        walk(page, path)
