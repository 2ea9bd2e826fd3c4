"""Visits: the same browser counts once a day, and tomorrow nobody can tell that it was here.

What tells browsers apart is hashed twice. In the request, address and browser name are hashed with the instance's
secret, so that not even this process's memory holds them afterwards. When written, that is hashed again with a random
salt of this shop and day. At midnight salt and marks are deleted: what stays is a number. Somebody who reads the
database alone learns nothing from a mark, and marks of two shops or two days never meet.
"""

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select

from shopapp.content.usage.models import Visit, VisitSalt, VisitTally
from shopapp.content.usage.rules import ONLINE_MINUTES
from shopapp.kernel.clock import local_day
from shopapp.kernel.codes import keyed_digest
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert

_NO_SYNC = {"synchronize_session": False}


@dataclass(frozen=True)
class Came:
    """A visit as it began: family of the browser, kind of the way here, and when it was last seen."""

    browser: str
    source: str
    at: datetime


def write_visits(
    shop: ShopRef, came: Mapping[tuple[date, str], Came], *, now: datetime
) -> Counter[tuple[str, str, date]]:
    """Note who is here today and give what is to be counted of those who were not yet. Inside a transaction.

    What was seen before midnight and is written after it is left out: its salt may have gone.
    """
    today, new = local_day(now), Counter[tuple[str, str, date]]()
    mine = {browser: one for (day, browser), one in came.items() if day == today}
    if not mine:
        return new
    salt = _salt(shop, today)
    for mark, one in sorted((keyed_digest(salt, browser), one) for browser, one in mine.items()):
        looks = upsert(
            shop,
            Visit,
            {"day": today, "mark": mark, "seen_at": one.at, "looks": 1},
            unique=["day", "mark"],
            change={"seen_at": one.at, "looks": Visit.looks + 1},
            returning=Visit.looks,
        )
        if looks == 1:
            new.update({("visit", "", today): 1, ("browser", one.browser, today): 1, ("source", one.source, today): 1})
    if new:
        add_to_total(shop, new["visit", "", today])
    return new


def add_to_total(shop: ShopRef, count: int) -> None:
    """So many visits more in the figure of all there ever were. Inside a transaction."""
    upsert(
        shop,
        VisitTally,
        {"total": count, "is_shown": True},
        unique=[],
        change={"total": VisitTally.total + count},
        returning=VisitTally.id,
    )


def _salt(shop: ShopRef, day: date) -> str:
    """The salt of the day, made by whichever process comes first; with a new one the old marks go."""
    query = select(VisitSalt.salt).where(VisitSalt.shop_id == shop.id, VisitSalt.day == day)
    found = db.session.execute(query).scalar_one_or_none()
    if found is not None:
        return found
    _delete_before(shop, day)
    made = {"day": day, "salt": secrets.token_hex(32)}
    kept = upsert(shop, VisitSalt, made, unique=["day"], change={"salt": VisitSalt.salt}, returning=VisitSalt.salt)
    return str(kept)


def forget_visits(shop: ShopRef, now: datetime) -> None:
    """Throw away what tells the visits of past days apart, also where nobody has come since."""
    with transaction():
        _delete_before(shop, local_day(now))


def _delete_before(shop: ShopRef, day: date) -> None:
    for model in (Visit, VisitSalt):
        query = delete(model).where(model.shop_id == shop.id, model.day < day)
        db.session.execute(query.execution_options(**_NO_SYNC))


def count_online(shop: ShopRef, *, now: datetime) -> int:
    """How many browsers have looked at a page within the last minutes."""
    since = now - timedelta(minutes=ONLINE_MINUTES)
    query = select(func.count()).select_from(Visit).where(Visit.shop_id == shop.id, Visit.seen_at > since)
    return db.session.execute(query).scalar_one()


def show_figures(shop: ShopRef, *, is_shown: bool) -> None:
    """Whether the footer of the shop's pages tells how many are and were here. Inside a transaction."""
    upsert(
        shop,
        VisitTally,
        {"total": 0, "is_shown": is_shown},
        unique=[],
        change={"is_shown": is_shown},
        returning=VisitTally.id,
    )
