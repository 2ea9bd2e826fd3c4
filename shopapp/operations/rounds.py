"""Work that comes round: each shop's periodic work as rows of the dispatch table, shared by all workers."""

import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Flask
from sqlalchemy import select

from shopapp.kernel import clock
from shopapp.platform.database import db, transaction, truncate_log
from shopapp.platform.dispatch import Claim, Dispatch, Job, Outcome, TryAgain, enqueue
from shopapp.platform.logs import log
from shopapp.platform.rooms import Periodic
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web import limits

PREFIX = "every."
WALK_SECONDS = 60.0
SWEEP_EVERY = timedelta(hours=1)
# What was erased must not stay readable in the log of the embedded database.
TRUNCATE_EVERY = timedelta(minutes=10)


def walk(app: Flask, stop: threading.Event) -> None:
    """Until told to stop: give new shops their rounds, drop rate counts whose window is over."""
    swept: datetime | None = None
    truncated: datetime | None = None
    while not stop.is_set():
        now = clock.now()
        try:
            plan_rounds(app, now=now)
            if swept is None or now - swept >= SWEEP_EVERY:
                with app.app_context(), acting_for(None), transaction():
                    limits.sweep(now=now)
                swept = now
            if truncated is None or now - truncated >= TRUNCATE_EVERY:
                with app.app_context(), acting_for(None):
                    truncated = now if truncate_log() else truncated
        except Exception as error:
            log.error("rounds_not_planned", exc_info=error)
        stop.wait(WALK_SECONDS)


def plan_rounds(app: Flask, *, now: datetime) -> None:
    """See to it that each shop has one row for each periodic work."""
    wanted = {PREFIX + work.name for work in periodic(app)}
    with app.app_context(), acting_for(None):
        shops = [found.ref for found in list_shops()]
        for shop in shops:
            with transaction():
                # The shop's row is the lock: two workers that start together must not plan the same round twice.
                db.session.execute(select(Shop.id).where(Shop.id == shop.id).with_for_update())
                query = select(Dispatch.kind).where(Dispatch.shop_id == shop.id, Dispatch.kind.startswith(PREFIX))
                for kind in sorted(wanted - set(db.session.execute(query).scalars())):
                    enqueue(shop, kind, 0, due_at=now, now=now)


def periodic(app: Flask) -> Sequence[Periodic]:
    """What the rooms want done regularly."""
    found: Sequence[Periodic] = app.extensions["shopapp_periodic"]
    return found


def is_round(kind: str) -> bool:
    """Whether work of this kind comes round by itself."""
    return kind.startswith(PREFIX)


def job_for(app: Flask, kind: str) -> Job | None:
    """What does work of this kind, None when no room of this version does."""
    if is_round(kind):
        return next((_round(work) for work in periodic(app) if PREFIX + work.name == kind), None)
    found: Job | None = app.extensions["shopapp_jobs"].get(kind)
    return found


def _round(work: Periodic) -> Job:
    def go(shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
        work.work(shop, now)
        return TryAgain(now + work.every)

    return go
