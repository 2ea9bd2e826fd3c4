"""The first paint of pages on a slow phone, as a multiple of a bare page's on the same server in the same round."""

import http.client
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from playwright.sync_api import Browser, Page

from bench.storefront.demo import Demo, DemoFailed, free_port, started
from bench.storefront.pages import Target
from bench.storefront.server import BARE_PAGE

BYTES_A_SECOND = 50_000
WAY_AND_BACK_MILLISECONDS = 300
TIMES_SLOWER = 6
MOST_TIMES_BARE = 1.3
START_SECONDS = 20
FIRST_PAINT = """() => new Promise((tell) => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  if (told()) return tell(told());
  new PerformanceObserver(() => told() && tell(told())).observe({ type: "paint", buffered: true });
})"""


@dataclass
class Paints:
    """Milliseconds until something of the page could be read, one for each round, with those of the bare page."""

    page: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)

    @property
    def milliseconds(self) -> float:
        """The median of the page."""
        return statistics.median(self.page)

    @property
    def times_bare(self) -> float:
        """The median of the ratios, each made within one round."""
        return statistics.median(page / bare for page, bare in zip(self.page, self.bare, strict=True))

    @property
    def misses(self) -> list[str]:
        """The goal that is not reached, in words."""
        over = self.times_bare > MOST_TIMES_BARE
        return [f"first paint {self.times_bare:.2f} × bare > {MOST_TIMES_BARE}"] if over else []


def measure(demo: Demo, targets: Sequence[Target], browser: Browser, *, rounds: int) -> dict[Target, Paints]:
    """The pages and the bare page in turn, `rounds` times, each in a browser window that knows nothing yet."""
    found = {target: Paints() for target in targets}
    with bare_beside(demo) as both:
        for target in targets:
            # Whoever asks first pays for templates and pools that have to be warmed; that is another figure.
            first_paint(both, target, browser)
        for _ in range(rounds):
            for target, paints in found.items():
                paints.bare.append(first_paint(both, replace(target, path=BARE_PAGE), browser))
                paints.page.append(first_paint(both, target, browser))
    return found


@contextmanager
def bare_beside(demo: Demo) -> Iterator[Demo]:
    """The demo's shops on a second web server that serves the bare page too."""
    port = free_port()
    with started("bench.storefront.server", str(port), environment={"SHOPAPP_DATA": str(demo.folder)}):
        end = time.monotonic() + START_SECONDS
        while not is_there(port):
            if time.monotonic() > end:
                raise DemoFailed(f"the web server with the bare page does not answer after {START_SECONDS} s")
            time.sleep(0.1)
        yield replace(demo, port=port)


def is_there(port: int) -> bool:
    """Whether the bare page is served."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", BARE_PAGE)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def slow_down(page: Page) -> None:
    """Make the window's line and processor those of an old phone far out in the country."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": WAY_AND_BACK_MILLISECONDS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": TIMES_SLOWER})


def first_paint(demo: Demo, target: Target, browser: Browser) -> float:
    """Milliseconds from asking for the page until the first words of it stand there."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN")
    page = context.new_page()
    slow_down(page)
    page.goto(demo.url(target.shop, target.path), wait_until="domcontentloaded", timeout=60_000)
    painted = float(page.evaluate(FIRST_PAINT))
    context.close()
    return painted
