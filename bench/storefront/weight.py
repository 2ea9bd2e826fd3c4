"""The first view of a page: bytes of page, style and script over the wire, and whether all come from the shop."""

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from playwright.sync_api import Browser

from bench.storefront.demo import Demo
from bench.storefront.pages import Target, fetch, read

MOST_IN_ALL = 14_000
MOST_STYLE = 8_000
MOST_SCRIPT = 3_000


class _Parts(HTMLParser):
    """Notes what a page loads before it can be used."""

    def __init__(self) -> None:
        super().__init__()
        self.styles: list[str] = []
        self.scripts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and "stylesheet" in given.get("rel", "").split():
            self.styles.append(given["href"])
        elif tag == "script" and "src" in given:
            self.scripts.append(given["src"])


def parts_of(page: str) -> tuple[list[str], list[str]]:
    """(addresses of style sheets, addresses of scripts) that a page names."""
    parts = _Parts()
    parts.feed(page)
    return parts.styles, parts.scripts


@dataclass(frozen=True)
class Weight:
    """Bytes of bodies, compressed as they are sent, without pictures. `strangers`: other hosts that were asked."""

    page: int
    style: int
    script: int
    strangers: tuple[str, ...]

    @property
    def whole(self) -> int:
        """The first view."""
        return self.page + self.style + self.script

    @property
    def misses(self) -> list[str]:
        """The goals that are not reached, in words."""
        said = []
        if self.whole > MOST_IN_ALL:
            said.append(f"first view {self.whole} > {MOST_IN_ALL}")
        if self.style > MOST_STYLE:
            said.append(f"style {self.style} > {MOST_STYLE}")
        if self.script > MOST_SCRIPT:
            said.append(f"script {self.script} > {MOST_SCRIPT}")
        return said + [f"asks {host}" for host in self.strangers]


def weigh(demo: Demo, target: Target, browser: Browser) -> Weight:
    """What one page costs whoever sees the shop for the first time."""

    def size(path: str) -> int:
        return len(fetch(demo, target.shop, path).body)

    styles, scripts = parts_of(read(demo, target.shop, target.path))
    strangers = tuple(sorted(asked_hosts(demo, target, browser) - {f"{target.shop}.localhost"}))
    return Weight(size(target.path), sum(map(size, styles)), sum(map(size, scripts)), strangers)


def asked_hosts(demo: Demo, target: Target, browser: Browser) -> set[str]:
    """The hosts a browser asks for anything while it shows the page down to its end."""
    hosts: set[str] = set()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    page.goto(demo.url(target.shop, target.path), wait_until="load")
    # Pictures further down are fetched only when one comes near.
    page.mouse.wheel(0, 100_000)
    page.wait_for_timeout(200)
    context.close()
    return hosts
