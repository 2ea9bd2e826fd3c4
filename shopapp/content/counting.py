"""How often public pages are looked at: counted in memory, written every few seconds, without knowing by whom.

A page must not wait for a write, and the first view of a shop must not take the database's one write lock. A process
that is killed loses the last seconds; figures of this kind may.
"""

import threading
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from flask import Flask, current_app, g

from shopapp.content.usage import tallies, visits
from shopapp.content.usage.queries import add_count, add_views
from shopapp.content.usage.visits import Came
from shopapp.kernel.clock import local_day, now
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for

WRITE_SECONDS = 5.0
# Many times what a shop can have; what comes faster than this is no people and is not worth a row each.
MOST_VISITS = 500
# Browsers that come first over one line in that time; more are somebody who makes them up.
MOST_OF_A_LINE = 5
_KEY = "shopapp_usage"
Looked = tuple[str, str, date]


@dataclass
class Seen:
    """What happened in one shop since the last writing: looks, and visits by what tells browsers apart today."""

    counts: Counter[Looked] = field(default_factory=Counter)
    visits: dict[tuple[date, str], Came] = field(default_factory=dict)
    lines: Counter[int] = field(default_factory=Counter)


class Usage:
    """What has been counted in this process and is not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[ShopRef, Seen] = {}

    def add(self, shop: ShopRef, looked: Looked) -> None:
        """One more look."""
        with self._lock:
            self._of(shop).counts[looked] += 1

    def add_visit(self, shop: ShopRef, day: date, browser: str, came: Came, *, line: int) -> None:
        """Somebody's browser was here; how it came is what its first page of these seconds says.

        `line` tells addresses apart for these seconds and is never written.
        """
        with self._lock:
            seen = self._of(shop)
            visits_of_shop = seen.visits
            first = visits_of_shop.get((day, browser))
            if first is not None:
                visits_of_shop[day, browser] = Came(first.browser, first.source, came.at)
            elif len(visits_of_shop) < MOST_VISITS and seen.lines[line] < MOST_OF_A_LINE:
                seen.lines[line] += 1
                visits_of_shop[day, browser] = came

    def take(self) -> dict[ShopRef, Seen]:
        """Everything counted so far, which is then the caller's to write."""
        with self._lock:
            taken, self._seen = self._seen, {}
        return taken

    def put_back(self, shop: ShopRef, seen: Seen) -> None:
        """What could not be written waits for the next time."""
        with self._lock:
            mine = self._of(shop)
            mine.counts.update(seen.counts)
            mine.visits = {**seen.visits, **mine.visits}

    def _of(self, shop: ShopRef) -> Seen:
        return self._seen.setdefault(shop, Seen())


def init_usage(app: Flask) -> None:
    """Give the application its counter, and room for the figures its pages show."""
    app.extensions[_KEY] = Usage()
    tallies.init_tallies(app)


def count_as(kind: str, key: str) -> None:
    """Say what the page of this request is counted as, where its address does not tell; whether it is counted at all
    is decided when its answer is ready (`usage/seeing.py`)."""
    g.counted_as = (kind, key)


def count(shop: ShopRef, kind: str, key: str, *, now: datetime) -> None:
    """Count one look or tap."""
    usage(current_app).add(shop, (kind, key, local_day(now)))


def write_counts(app: Flask) -> None:
    """Add what was counted to the tables, shop by shop; what fails is kept for the next time.

    Shops of which a page wanted to show figures are read as well, so that no page has to.
    """
    seen = usage(app).take()
    for shop in {*seen, *tallies.take_wanted(app)}:
        mine = seen.get(shop, Seen())
        try:
            _settle(app, shop, mine)
        except Exception as error:
            log.warning("usage_not_written", shop_id=shop.id, exc_info=error)
            usage(app).put_back(shop, mine)


def _settle(app: Flask, shop: ShopRef, seen: Seen) -> None:
    present = now()
    with app.app_context(), acting_for(shop):
        if seen.counts or seen.visits:
            with transaction():
                counts = seen.counts + visits.write_visits(shop, seen.visits, now=present)
                for (kind, key, day), number in sorted(counts.items()):
                    add_count(shop, kind, key, day, number)
                add_views(shop, counts)
        tallies.keep(app, shop, now=present)


def write_regularly(app: Flask) -> None:
    """Write every few seconds from now on, in a thread of the web server's process."""

    def go() -> None:
        tallies.want_all(app)
        pause = threading.Event()
        while True:
            write_counts(app)
            pause.wait(WRITE_SECONDS)

    threading.Thread(target=go, name="usage", daemon=True).start()


def usage(app: Flask) -> Usage:
    """The counter of this process. Raises TypeError before `init_usage`."""
    found = app.extensions[_KEY]
    if not isinstance(found, Usage):
        raise TypeError("init_usage was not called")
    return found
