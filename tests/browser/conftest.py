"""A real browser before a real server: one engine, because what is tried here is what a visitor sees."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from weakref import WeakSet

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize
from werkzeug.serving import make_server

from shopapp.platform.tenancy.refs import ShopRef

PHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1280, height=900)
SIZES = {"phone": PHONE, "desk": DESK}
# The smallest phone in daylight and a desk at night: colours do not depend on the size, nor the size on colours.
LOOKS = ((ViewportSize(width=320, height=640), "light"), (DESK, "dark"))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": RULES, "resultTypes": ["violations"]}
EACH_ONCE = pytest.mark.parametrize(
    # What is laid out for a size does not depend on scripts, so that each size and each way needs to be walked once.
    ("size", "script"),
    [("phone", True), ("desk", False)],
    ids=["phone-script", "desk-no-script"],
)
# axe writes inline styles while it measures, which the policy rightly refuses; that is no fault of the page.
_MEASURED: WeakSet[Page] = WeakSet()


@pytest.fixture(scope="session", params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    """Browser tests run on one engine."""
    return str(request.param)


@dataclass(frozen=True)
class Served:
    """The application behind a port of this machine."""

    port: int

    def url(self, shop: ShopRef, path: str = "/") -> str:
        """A page of a shop as the browser calls it; browsers resolve *.localhost by themselves."""
        return f"http://{shop.slug}.localhost:{self.port}{path}"


@pytest.fixture
def served(app: Flask) -> Iterator[Served]:
    """The application served over HTTP while the test runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(server.server_port)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """`open_page(size="phone", script=True)`: a fresh browser window that fails the test on a script error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note_violation(page: Page, text: str) -> None:
        if "Content Security Policy" in text and page not in _MEASURED:
            errors.append(text)

    def open_one(size: str = "phone", *, script: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport=SIZES[size],
            java_script_enabled=script,
            locale="vi-VN",
            color_scheme="dark" if dark else "light",
            # A colour that is still fading in would be measured half way.
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: note_violation(page, message.text))
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert errors == []


def follow(page: Page, link: Locator) -> None:
    """Tap what leads to another page and wait until that page is there, whole: a look in between sees neither."""
    left = page.url
    link.click()
    page.wait_for_url(lambda url: url != left)


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong on the page: WCAG 2.2 AA and best practice, one line each. Needs JavaScript on."""
    page.wait_for_load_state()
    _MEASURED.add(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Without resultTypes, axe would spell out every element that passed each rule, which takes longer than the rules.
    found = page.evaluate("(options) => axe.run(options).then((results) => results.violations)", AXE)
    page.wait_for_timeout(50)
    _MEASURED.discard(page)
    return [f"{v['id']}: {node['html'][:160]}" for v in found for node in v["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 is right."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def assert_well_made(page: Page, what: str = "", *, script: bool = True) -> None:
    """Nothing sticks out at the side and axe has nothing to say, on a phone and on a desk, in both lights.

    Looks at one loaded page in every way, which costs half of loading it again. `script`: whether the page may run
    some; axe is one.
    """
    size = page.viewport_size
    assert size is not None
    page.wait_for_load_state()
    is_dark = bool(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
    found: dict[str, object] = {}
    for look, light in LOOKS:
        page.set_viewport_size(look)
        page.emulate_media(color_scheme="dark" if light == "dark" else "light")
        found[f"{light}, {look['width']} px: too wide by"] = overflow(page)
        found[f"{light}, {look['width']} px: axe"] = axe_violations(page) if script else []
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if is_dark else "light")
    assert {where: fault for where, fault in found.items() if fault} == {}, what or page.url
