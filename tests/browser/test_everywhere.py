"""Every public page of a shop works for everybody: read aloud, enlarged, on the smallest phone, with a thumb, at night.

The pages come from the program's own routes. Each is loaded once and then looked at in every way.
"""

from collections.abc import Callable, Iterator, Mapping

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Page, ViewportSize, expect

from shopapp.kernel.clock import now
from shopapp.platform.tenancy.refs import ShopRef
from tests.browser.conftest import AXE, PHONE, Served, follow, overflow
from tests.conftest import ShopClient
from tests.security.pages import Found, pages_of
from tests.security.test_html import LETTER
from tests.security.world import World, make_world

OpenPage = Callable[..., Page]
# What changes with the light are colours alone.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
SMALLEST = ViewportSize(width=320, height=640)
MOST_SHIFT = 0.02
# A thumb needs 44 × 44; half a pixel is lost where lines are laid out. Links within a sentence are as high as that.
SMALL_TARGETS = """() => {
  const least = 43.5;
  const within = (e) => {
    if (e.tagName !== "A" || !getComputedStyle(e).display.startsWith("inline")) return false;
    const block = e.closest("p, li, dd, dt, td, th, figcaption, blockquote, label, small, summary, address, span.text");
    return block && block.textContent.trim().length > e.textContent.trim().length;
  };
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const small = (e) => {
    const boxes = [e, ...(e.labels ?? []), e.closest("label")].filter(Boolean).map((x) => x.getBoundingClientRect());
    return !boxes.some((box) => box.width >= least && box.height >= least);
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => shown(e) && !e.closest(".sr, .skip") && !e.matches(".sr, [tabindex='-1']"))
    .filter((e) => small(e) && !within(e))
    .slice(0, 6)
    .map((e) => { const r = e.getBoundingClientRect();
      return `${Math.round(r.width)} × ${Math.round(r.height)}: ${e.outerHTML.slice(0, 110)}`; });
}"""
# What lies further down may be laid out only when one comes near, and what sticks out of it cut off; here all shows.
SHOW_ALL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { content-visibility: visible !important }");
  document.adoptedStyleSheets.push(sheet);
}"""
# Kept from the first moment of the page on; what moves because of a tap does not count.
SHIFT = """() => new Promise((tell) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => (sum += e.hadRecentInput ? 0 : e.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => tell(sum), 30);
})"""


@pytest.fixture
def world(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> World:
    """A shop with something of everything."""
    return make_world(app, two_shops[0], "anemone", now=now(), policies=2)


@pytest.fixture
def public(app: Flask, world: World, client_of: Callable[[ShopRef], ShopClient]) -> list[Found]:
    """One page of every route that is not the back office's."""
    return [page for page in pages_of(app, world, client_of) if not page.is_for_staff and not LETTER.search(page.path)]


def in_turn(pages: list[Found], world: World, served: Served, open_page: OpenPage) -> Iterator[tuple[Found, Page, str]]:
    """Each page before those who may see it, on a phone, and what its browser fetched from elsewhere."""
    windows = {who: open_page("phone") for who in ("stranger", "known")}
    home = served.url(world.shop)
    windows["known"].context.add_cookies(
        [{"name": name, "value": value, "url": home} for name, value in world.cookies.items()]
    )
    asked: list[str] = []
    for window in windows.values():
        window.on("request", lambda request: asked.append(request.url))
    for page in pages:
        asked.clear()
        window = windows[page.persona]
        window.set_viewport_size(PHONE)
        window.goto(served.url(world.shop, page.path))
        yield page, window, " ".join(url for url in asked if not url.startswith((home, "data:")))


def read_aloud(window: Page, options: Mapping[str, object]) -> list[str]:
    """What axe has against the page that is open."""
    if not window.evaluate("'axe' in window"):
        window.evaluate(AXE_SCRIPT)
    found = window.evaluate("(options) => axe.run(options).then((results) => results.violations)", options)
    return [f"{fault['id']}: {node['html'][:140]}" for fault in found for node in fault["nodes"]]


def faults_of(window: Page) -> dict[str, object]:
    """What is wrong with the page that is open: each kind of fault with its places."""
    faults: dict[str, object] = {"shift": shift if (shift := window.evaluate(SHIFT)) > MOST_SHIFT else 0}
    window.evaluate(SHOW_ALL)
    faults["small targets"] = window.evaluate(SMALL_TARGETS)
    faults["axe"] = read_aloud(window, AXE)
    window.emulate_media(color_scheme="dark")
    faults["axe by night"] = read_aloud(window, COLOURS)
    window.emulate_media(color_scheme="light")
    window.set_viewport_size(SMALLEST)
    faults["too wide at 320 px"] = overflow(window)
    # Enlarged to 400 % a desk is 320 px wide; whoever also doubles the text has half of that for each line.
    window.evaluate("document.documentElement.style.fontSize = '200%'")
    faults["too wide with text of 200 %"] = overflow(window)
    return {kind: found for kind, found in faults.items() if found}


def test_every_public_page_fits_thumbs_and_small_windows(
    public: list[Found], world: World, served: Served, open_page: OpenPage
) -> None:
    assert len(public) > 40
    faults = {}
    for page, window, asked in in_turn(public, world, served, open_page):
        found = faults_of(window) | ({"asks": asked} if asked else {})
        if found:
            faults[page.path] = found
    assert faults == {}


def test_the_menu_opens_and_leads_on_without_scripts(world: World, served: Served, open_page: OpenPage) -> None:
    page = open_page("phone", script=False)
    page.goto(served.url(world.shop))
    way = page.locator(".menu").get_by_role("link", name="Loại anemone")
    expect(way).to_be_hidden()
    page.locator(".menu summary").click()
    follow(page, way)
    expect(page.get_by_role("heading", level=1)).to_have_text("Loại anemone")
