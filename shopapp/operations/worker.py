"""The worker: claims work that is due, does it in its shop's scope, and never stops because one piece failed."""

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

from flask import Flask
from sqlalchemy.exc import NoResultFound

from shopapp.kernel import clock
from shopapp.notifications.rules import JOBS
from shopapp.operations import rounds
from shopapp.operations.parents import end_with
from shopapp.platform import dispatch
from shopapp.platform.database import transaction
from shopapp.platform.dispatch import EVERYTHING, Claim, GivenUp, Job, Outcome, Portion, TryAgain
from shopapp.platform.logs import log
from shopapp.platform.tenancy.queries import get_shop
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights.actions import EXPORT_JOB

IDLE_SECONDS = 0.5
TROUBLE_SECONDS = 2.0
# What each thread works on: making the sizes of a hundred pictures, or a copy of somebody's thousand orders, must not
# hold up the mail about an order or a changed policy, nor a mail server or text gateway that lets us wait hold up the
# other and everything else.
SLOW = (*JOBS.values(), "picture", EXPORT_JOB)
THREADS = (*(Portion(only=frozenset({job})) for job in SLOW), Portion(without=frozenset(SLOW)))
TURN_SECONDS = 0.0005
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=1)
# Longer than a gateway usually takes; who is still busy then is ended, and the lease brings the work back.
PATIENCE_SECONDS = 15


@dataclass(frozen=True)
class Assignment:
    """A piece of work and the shop it is for."""

    claim: Claim
    shop: ShopRef


@dataclass(frozen=True)
class Finished:
    """How a piece of work went, not yet recorded."""

    claim: Claim
    outcome: Outcome


def run_worker(app: Flask, *, parent: int | None = None) -> None:
    """Work until SIGTERM or SIGINT, or until `parent` is gone. What is under way is finished first."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        # Not here: the main thread may be inside this very event's lock, and would wait for itself.
        threading.Thread(target=stop.set, daemon=True).start()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    if parent is not None:
        end_with(parent, stop.set, patience=PATIENCE_SECONDS)
    # A thread whose gateway has just said yes must note that at once and not wait for the other's turn: what is not
    # noted when the machine fails is sent twice.
    sys.setswitchinterval(TURN_SECONDS)
    threads = [threading.Thread(target=work, args=(app, stop, portion), daemon=True) for portion in THREADS]
    for thread in threads:
        thread.start()
    log.info("worker_started", pid=os.getpid())
    rounds.walk(app, stop)
    end_by = time.monotonic() + PATIENCE_SECONDS
    for thread in threads:
        thread.join(max(0.0, end_by - time.monotonic()))


def work(app: Flask, stop: threading.Event, portion: Portion = EVERYTHING) -> None:
    """One thread's life: do what is due of its portion, wait a little when nothing is."""
    finished: Finished | None = None
    while not stop.is_set() or finished is not None:
        try:
            assignment = exchange(app, finished, portion, wants_more=not stop.is_set())
            finished = None
            if assignment is not None:
                finished = perform(app, assignment)
            elif not stop.is_set():
                stop.wait(IDLE_SECONDS)
        except Exception as error:
            # Mostly the database being away. What is finished is kept until it can be recorded, or the lease is over.
            log.error("worker_cannot_claim", exc_info=error)
            if stop.is_set():
                return
            stop.wait(TROUBLE_SECONDS)


def exchange(
    app: Flask, finished: Finished | None, portion: Portion = EVERYTHING, *, wants_more: bool = True
) -> Assignment | None:
    """Record what was finished and claim the next piece, in one transaction; None when nothing is due."""
    with app.app_context(), acting_for(None):
        if finished is None and not dispatch.is_anything_due(now=clock.now(), portion=portion):
            # Asked first, because a claim takes the one write lock of the embedded database even for nothing.
            return None
        with transaction():
            now = clock.now()
            if finished is not None:
                dispatch.settle(finished.claim, finished.outcome, now=now)
            claimed = dispatch.claim(now=now, portion=portion) if wants_more else None
            return _assigned(claimed, now) if claimed is not None else None


def perform(app: Flask, assignment: Assignment) -> Finished:
    """Do one piece of work. Never raises: an error means trying again later, a few times."""
    claimed, shop = assignment.claim, assignment.shop
    job: Job | None = rounds.job_for(app, claimed.kind)
    if job is None:
        log.error("no_such_job", kind=claimed.kind, shop_id=shop.id)
        return Finished(claimed, GivenUp())
    now = clock.now()
    try:
        with app.app_context(), acting_for(shop):
            return Finished(claimed, job(shop, claimed.row_id, claimed, now))
    except Exception as error:
        log.error(
            "job_failed",
            kind=claimed.kind,
            shop_id=shop.id,
            row_id=claimed.row_id,
            attempt=claimed.attempt,
            exc_info=error,
        )
        return Finished(claimed, after_failure(claimed, clock.now()))


def after_failure(claimed: Claim, now: datetime) -> Outcome:
    """Wait longer each time; give up in the end, except where the work comes round by itself."""
    if claimed.attempt >= MOST_ATTEMPTS and not rounds.is_round(claimed.kind):
        return GivenUp()
    seconds = 5 * 2 ** min(claimed.attempt, 10)
    return TryAgain(now + min(timedelta(seconds=seconds), LONGEST_WAIT), has_failed=True)


def drain(app: Flask, *, most: int = 10_000) -> int:
    """Do everything that is due now and return how much it was. For tests and for the filling of the demo."""
    finished: Finished | None = None
    for count in range(most):
        assignment = exchange(app, finished)
        if assignment is None:
            return count
        finished = perform(app, assignment)
    raise RuntimeError(f"more than {most} pieces of work: something asks for itself again and again")


def _assigned(claimed: Claim, now: datetime) -> Assignment | None:
    try:
        return Assignment(claimed, get_shop(claimed.shop_id))
    except NoResultFound:
        # The shop was deleted meanwhile; its work goes with it.
        dispatch.settle(claimed, dispatch.Done(), now=now)
        log.info("work_of_no_shop", kind=claimed.kind, shop_id=claimed.shop_id, pid=os.getpid())
        return None
