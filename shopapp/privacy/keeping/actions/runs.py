"""A purge from its beginning to its end, batch by batch; each batch notes how far it has come."""

from datetime import datetime
from typing import Literal

from sqlalchemy import select

from shopapp.platform.database import db
from shopapp.platform.dispatch import cancel, enqueue
from shopapp.platform.holdings import Ids
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert
from shopapp.privacy.keeping.actions.removing import remove
from shopapp.privacy.keeping.models import PurgeCount, PurgeRun
from shopapp.privacy.keeping.queries import Place, Step, find_unfinished, last_night, rules_of, still_due
from shopapp.privacy.keeping.rules import LEFT_BEHIND, is_due, night_of

JOB = "purge"
Cause = Literal["night", "command"]


def begin_night(shop: ShopRef, *, now: datetime) -> None:
    """Ask for tonight's purge, or go on with one that was left behind; nothing when neither is due."""
    left = find_unfinished(shop)
    if left is not None and now - left.worked_at < LEFT_BEHIND:
        return
    if left is None and not is_due(now, last_night(shop)):
        return
    run_id = left.id if left is not None else begin_run(shop, cause="night", now=now)
    if left is not None:
        # What is left of its work may be a row nobody tries any more.
        cancel(shop, JOB, left.id)
        left.worked_at = now
    enqueue(shop, JOB, run_id, due_at=now, now=now)


def begin_run(shop: ShopRef, *, cause: Cause, now: datetime) -> int:
    """Open the record of a purge; its id."""
    run = PurgeRun(shop_id=shop.id, night=night_of(now), cause=cause, started_at=now, worked_at=now)
    db.session.add(run)
    db.session.flush()
    return run.id


def take(shop: ShopRef, run_id: int, place: Place, step: Step, ids: Ids, *, now: datetime) -> int:
    """Remove one batch of a step, as far as it is still due, and count it; returns how many records went.

    `place` is how far the purge had come when the batch was found: nothing is done when another worker has come
    further meanwhile.
    """
    run = _locked(shop, run_id)
    if run.finished_at is not None or (run.step, run.last_id) != (place.step, place.last_id):
        return 0
    after = place.last_id if place.step == step.name else 0
    rules = rules_of(shop)
    due = still_due(shop, step, rules, ids, now=now)
    run.step, run.last_id, run.worked_at = step.name, ids[-1], now
    if not due:
        return 0
    taken = remove(shop, step, due, now=now)
    if taken.upto != due[-1]:
        run.last_id = taken.upto or after
    if taken.removed or taken.waiting:
        _count(shop, run_id, step.name, step.rule(rules), taken.removed, taken.waiting)
    return taken.removed


def finish(shop: ShopRef, run_id: int, *, now: datetime) -> None:
    """Close the record."""
    run = _locked(shop, run_id)
    run.finished_at = run.worked_at = now


def _locked(shop: ShopRef, run_id: int) -> PurgeRun:
    query = select(PurgeRun).where(PurgeRun.shop_id == shop.id, PurgeRun.id == run_id)
    return db.session.execute(query.with_for_update()).scalars().one()


def _count(shop: ShopRef, run_id: int, holding: str, rule: str, removed: int, waiting: int) -> None:
    upsert(
        shop,
        PurgeCount,
        {"run_id": run_id, "holding": holding, "rule": rule, "removed": removed, "waiting": waiting},
        unique=["run_id", "holding"],
        change={
            "rule": rule,
            "removed": PurgeCount.removed + removed,
            "waiting": PurgeCount.waiting + waiting,
        },
        returning=PurgeCount.id,
    )
