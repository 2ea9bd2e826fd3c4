"""The two figures of the footer, as each web process knows them: how many are here now, and all visits so far.

No page reads them from the database. The thread that writes counts reads them right afterwards, for the shops whose
pages were just looked at; a page shows what its process knows, a few seconds old. All processes agree, because all
read what all have written. They stand in the page as words, not as a picture or a script's work, so that they can be
read aloud and need nothing more to be fetched; what they do to caching is told in `platform/web/headers.py`.
"""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import select

from shopapp.content.usage.models import VisitTally
from shopapp.content.usage.rules import ONLINE_MINUTES
from shopapp.content.usage.visits import count_online
from shopapp.platform.database import db
from shopapp.platform.logs import log
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for

_KEY = "shopapp_tallies"
# A process that serves thousands of shops learns the figures of each when it is first looked at, not when it starts.
MOST_AT_START = 200


@dataclass(frozen=True)
class Tally:
    """What one shop's footer shows, as of a moment."""

    online: int
    total: int
    is_shown: bool
    at: datetime

    def online_at(self, now: datetime) -> int:
        """How many are here now: at least whoever reads this; nothing is known of anybody from longer ago."""
        return max(1, self.online) if now - self.at < timedelta(minutes=ONLINE_MINUTES) else 1


class Tallies:
    """What this process knows, by shop; and of which shops a page would have liked to know."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known: dict[int, Tally] = {}
        self.wanted: set[ShopRef] = set()


def init_tallies(app: Flask) -> None:
    """Begin knowing nothing."""
    app.extensions[_KEY] = Tallies()


def find_tally(app: Flask, shop: ShopRef) -> Tally | None:
    """What the process knows of a shop; the first page of a shop in a process knows nothing and asks for it."""
    mine: Tallies = app.extensions[_KEY]
    found = mine.known.get(shop.id)
    if found is None:
        with mine.lock:
            mine.wanted.add(shop)
    return found


def take_wanted(app: Flask) -> set[ShopRef]:
    """The shops asked for, which are then the caller's to read."""
    mine: Tallies = app.extensions[_KEY]
    with mine.lock:
        wanted, mine.wanted = mine.wanted, set()
    return wanted


def keep(app: Flask, shop: ShopRef, *, now: datetime) -> None:
    """Read a shop's figures again. In its scope, outside any transaction."""
    query = select(VisitTally.total, VisitTally.is_shown).where(VisitTally.shop_id == shop.id)
    row = db.session.execute(query).one_or_none()
    total, is_shown = (row.total, row.is_shown) if row else (0, True)
    mine: Tallies = app.extensions[_KEY]
    mine.known[shop.id] = Tally(count_online(shop, now=now), total, is_shown, now)


def want_all(app: Flask) -> None:
    """When a process starts: ask for the figures of its shops, so that the very first page can show them."""
    mine: Tallies = app.extensions[_KEY]
    try:
        with app.app_context(), acting_for(None):
            shops = [found.ref for found in list_shops()[:MOST_AT_START]]
    except Exception as error:
        log.warning("tallies_not_read", exc_info=error)
        return
    with mine.lock:
        mine.wanted.update(shops)


def forget_tally(shop: ShopRef) -> None:
    """The shop has changed its mind about showing them: this process reads again, the others within seconds."""
    mine: Tallies = current_app.extensions[_KEY]
    mine.known.pop(shop.id, None)
