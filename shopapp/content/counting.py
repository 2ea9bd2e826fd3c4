"""How often public pages are looked at: counted in memory, written every few seconds, without knowing by whom.

A page must not wait for a write, and the first view of a shop must not take the database's one write lock. A process
that is killed loses the last seconds; figures of this kind may.
"""

import threading
from collections import Counter
from datetime import date, datetime

from flask import Flask, current_app, request

from shopapp.content.models import UsageCount
from shopapp.kernel.clock import local_day
from shopapp.platform.database import transaction
from shopapp.platform.logs import log
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.tenancy.upsert import upsert

WRITE_SECONDS = 5.0
_KEY = "shopapp_usage"
Looked = tuple[ShopRef, str, str, date]


class Usage:
    """What has been counted in this process and is not yet written."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Looked] = Counter()

    def add(self, looked: Looked) -> None:
        """One more look."""
        with self._lock:
            self._counts[looked] += 1

    def take(self) -> Counter[Looked]:
        """Everything counted so far, which is then the caller's to write."""
        with self._lock:
            taken, self._counts = self._counts, Counter()
        return taken

    def put_back(self, counts: Counter[Looked]) -> None:
        """What could not be written waits for the next time."""
        with self._lock:
            self._counts.update(counts)


def init_usage(app: Flask) -> None:
    """Give the application its counter."""
    app.extensions[_KEY] = Usage()


def count_view(shop: ShopRef, kind: str, key: str, *, now: datetime) -> None:
    """Count that a page of this request was looked at; asking for its head alone is no look."""
    if request.method == "GET":
        _usage(current_app).add((shop, kind, key, local_day(now)))


def write_counts(app: Flask) -> None:
    """Add what was counted to the tables, shop by shop; what fails is kept for the next time."""
    counts = _usage(app).take()
    for shop in {looked[0] for looked in counts}:
        own = Counter({looked: count for looked, count in counts.items() if looked[0] == shop})
        try:
            with app.app_context(), acting_for(shop), transaction():
                for (_, kind, key, day), count in sorted(own.items(), key=lambda item: item[0][1:]):
                    _add(shop, kind, key, day, count)
        except Exception as error:
            log.warning("usage_not_written", shop_id=shop.id, exc_info=error)
            _usage(app).put_back(own)


def write_regularly(app: Flask) -> None:
    """Write every few seconds from now on, in a thread of the web server's process."""

    def go() -> None:
        pause = threading.Event()
        while True:
            pause.wait(WRITE_SECONDS)
            write_counts(app)

    threading.Thread(target=go, name="usage", daemon=True).start()


def _add(shop: ShopRef, kind: str, key: str, day: date, count: int) -> None:
    upsert(
        shop,
        UsageCount,
        {"kind": kind, "key": key, "day": day, "count": count},
        unique=["kind", "key", "day"],
        change={"count": UsageCount.count + count},
        returning=UsageCount.id,
    )


def _usage(app: Flask) -> Usage:
    found = app.extensions[_KEY]
    if not isinstance(found, Usage):
        raise TypeError("init_usage was not called")
    return found
