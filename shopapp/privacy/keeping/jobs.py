"""The purge at work: asked for once a night, carried out in small batches, by a worker or by a command."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shopapp.kernel import clock
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import Claim, Done, Outcome, TryAgain
from shopapp.platform.rooms import Periodic
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping import actions, queries
from shopapp.privacy.keeping.queries import PurgeRecord, Step
from shopapp.privacy.keeping.rules import LEFT_BEHIND, is_due

# A worker's lease lasts a minute; the mails of other shops wait no longer than a slice.
SLICE_SECONDS = 3.0
# How long one batch should keep the embedded database's one writer: about as long as placing an order does.
BATCH_SECONDS = 0.05
FIRST_BATCH, SMALLEST_BATCH, LARGEST_BATCH = 10, 5, 100

# Called after each batch with the seconds it held the write lock and the records it removed.
Watch = Callable[[float, int], None]


@dataclass
class Pace:
    """How many records the next batch takes, so that it is about as long as it should be."""

    size: int = FIRST_BATCH

    def note(self, seconds: float) -> None:
        """Learn from a batch; one that was slow by chance, because the disk was, is not taken too much to heart."""
        wanted = self.size * max(0.5, min(2.0, BATCH_SECONDS / max(seconds, 0.0001)))
        self.size = max(SMALLEST_BATCH, min(LARGEST_BATCH, int(wanted)))


def watch_the_night(shop: ShopRef, now: datetime) -> None:
    """Every few minutes: see whether tonight's purge is due, or one was left behind. Mostly a read and no more."""
    left = queries.find_unfinished(shop)
    asked = now - left.worked_at >= LEFT_BEHIND if left is not None else is_due(now, queries.last_night(shop))
    if asked:
        with transaction():
            actions.begin_night(shop, now=now)


def purge(shop: ShopRef, run_id: int, _claim: Claim, _now: datetime) -> Outcome:
    """One slice of a purge; asks to be called again until there is nothing left."""
    ends_at, pace = time.monotonic() + SLICE_SECONDS, Pace()
    while time.monotonic() < ends_at:
        if not work_once(shop, run_id, pace, now=clock.now()):
            return Done()
    return TryAgain(clock.now())


def purge_now(shop: ShopRef, *, now: datetime, watch: Watch | None = None) -> PurgeRecord:
    """A whole purge as of a moment, for commands and measurements; in the shop's scope, outside any transaction."""
    with transaction():
        run_id = actions.begin_run(shop, cause="command", now=now)
    pace = Pace()
    while work_once(shop, run_id, pace, now=now, watch=watch):
        pass
    found = queries.find_run(shop, run_id)
    if found is None:
        raise LookupError("the record of this purge is gone")
    return found


def work_once(shop: ShopRef, run_id: int, pace: Pace, *, now: datetime, watch: Watch | None = None) -> bool:
    """One batch: found without a lock, removed in a transaction of its own. False when the purge is over.

    Memory is bounded by the ids of one batch and the rows it removes.
    """
    found = queries.find_place(shop, run_id)
    if found is None:
        return False
    batch = _next_batch(shop, found, pace.size, now)
    with transaction():
        began = time.perf_counter()
        removed = 0
        if batch is None:
            actions.finish(shop, run_id, now=now)
        else:
            removed = actions.take(shop, run_id, found, batch.step, batch.ids, now=now)
    took = time.perf_counter() - began
    if batch is None:
        return False
    pace.note(took)
    if watch is not None:
        watch(took, removed)
    # Orders that wait for the one writer come in between; they would starve before an unbroken row of batches.
    time.sleep(min(took, BATCH_SECONDS))
    return True


@dataclass(frozen=True)
class _Batch:
    step: Step
    ids: list[int]


def _next_batch(shop: ShopRef, place: queries.Place, most: int, now: datetime) -> _Batch | None:
    rules, steps = queries.rules_of(shop), queries.steps()
    names = [step.name for step in steps]
    # A step of an earlier version of the program is begun anew; what is gone is not found again.
    begin = names.index(place.step) if place.step in names else 0
    for step in steps[begin:]:
        after = place.last_id if step.name == place.step else 0
        ids = queries.next_ids(shop, step, rules, after=after, most=most, now=now)
        if ids:
            return _Batch(step, ids)
    return None


JOBS = {actions.JOB: purge}
PERIODIC = (Periodic("privacy.keeping", timedelta(minutes=10), watch_the_night),)
