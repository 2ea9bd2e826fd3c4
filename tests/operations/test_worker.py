"""The worker: one failing piece of work never stops it, and periodic work is shared by all workers."""

import io
import threading
from collections.abc import Iterator
from contextlib import redirect_stderr
from datetime import datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select, text

from shopapp.operations import rounds, worker
from shopapp.platform import dispatch
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Dispatch, Done, Outcome, TryAgain
from shopapp.platform.logs import init_logs
from shopapp.platform.rooms import Periodic
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for, current_scope
from tests.builders import NOW

Clock = time_machine.Traveller
Jobs = dict[str, dispatch.Job]


@pytest.fixture
def clock() -> Iterator[Clock]:
    """Time as in the builders, moved by hand."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def jobs(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """The program's jobs, to which a test adds its own."""
    copy = dict(app.extensions["shopapp_jobs"])
    monkeypatch.setitem(app.extensions, "shopapp_jobs", copy)
    monkeypatch.setitem(app.extensions, "shopapp_periodic", ())
    return copy


def ask(app: Flask, shop: ShopRef, kind: str, row_id: int = 1) -> None:
    with app.app_context(), acting_for(shop), transaction():
        dispatch.enqueue(shop, kind, row_id, due_at=NOW, now=NOW)


def rows(app: Flask) -> list[Dispatch]:
    with app.app_context(), acting_for(None):
        return list(db.session.execute(select(Dispatch).order_by(Dispatch.id)).scalars())


def test_work_is_done_in_its_shops_scope(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], jobs: Jobs, clock: Clock
) -> None:
    seen: list[tuple[ShopRef, ShopRef | None, int]] = []

    def note(shop: ShopRef, row_id: int, claim: Claim, now: datetime) -> Outcome:
        seen.append((shop, current_scope(), row_id))
        return Done()

    jobs["note"] = note
    a, b = two_shops
    ask(app, a, "note", 7)
    ask(app, b, "note", 8)
    assert worker.drain(app) == 2
    assert seen == [(a, a, 7), (b, b, 8)]
    assert rows(app) == []


def test_a_failing_job_is_tried_again_later_and_given_up_in_the_end(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], jobs: Jobs, clock: Clock
) -> None:
    tries: list[datetime] = []

    def fail(shop: ShopRef, row_id: int, claim: Claim, now: datetime) -> Outcome:
        tries.append(now)
        raise RuntimeError("a sample's fault")

    jobs["fail"] = fail
    jobs["note"] = lambda *_: Done()
    ask(app, two_shops[0], "fail")
    ask(app, two_shops[1], "note")
    assert worker.drain(app) == 2
    for _ in range(worker.MOST_ATTEMPTS):
        clock.shift(worker.LONGEST_WAIT)
        worker.drain(app)
    assert len(tries) == worker.MOST_ATTEMPTS
    assert rows(app)[0].failed_at is not None


def test_work_in_many_parts_is_not_given_up_for_one_failure(
    app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock
) -> None:
    parts = iter([*range(worker.MOST_ATTEMPTS + 3), "fails", "ends"])

    def go_on(_shop: ShopRef, _row_id: int, _claim: Claim, now: datetime) -> Outcome:
        part = next(parts)
        if part == "fails":
            raise RuntimeError("one bad moment")
        return Done() if part == "ends" else TryAgain(now)

    jobs["parts"] = go_on
    ask(app, shop, "parts")
    worker.drain(app)
    [left] = rows(app)
    assert (left.failed_at, left.attempts) == (None, 1)
    clock.shift(timedelta(hours=2))
    worker.drain(app)
    assert rows(app) == []


def test_an_errors_text_never_reaches_the_log(app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock) -> None:
    def fail(shop: ShopRef, row_id: int, claim: Claim, now: datetime) -> Outcome:
        raise RuntimeError("Nguyễn Thị Lan, 0912345678")

    jobs["fail"] = fail
    ask(app, shop, "fail")
    printed = io.StringIO()
    # Logs go to what was standard error when they were set up.
    with redirect_stderr(printed):
        init_logs("info")
        worker.drain(app)
    init_logs("info")
    said = printed.getvalue()
    assert "job_failed" in said
    assert "Lan" not in said
    assert "0912345678" not in said


def test_work_no_room_knows_is_put_aside(app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock) -> None:
    ask(app, shop, "from-another-version")
    worker.drain(app)
    assert rows(app)[0].failed_at == NOW


def test_work_of_a_deleted_shop_is_dropped(app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock) -> None:
    jobs["note"] = lambda *_: Done()
    ask(app, shop, "note")
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(text("UPDATE dispatch SET shop_id = 999"))
    worker.drain(app)
    assert rows(app) == []


def test_a_worker_waits_out_a_database_that_is_away(
    app: Flask, shop: ShopRef, jobs: Jobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = threading.Event()

    def note(shop: ShopRef, row_id: int, claim: Claim, now: datetime) -> Outcome:
        done.set()
        return Done()

    jobs["note"] = note
    with app.app_context(), acting_for(shop), transaction():
        dispatch.enqueue(shop, "note", 1, due_at=NOW - timedelta(days=999), now=NOW)
    real, failures = worker.exchange, iter([True, True])

    def sometimes(*arguments: object, **options: object) -> object:
        if next(failures, False):
            raise ConnectionError("away")
        return real(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(worker, "exchange", sometimes)
    monkeypatch.setattr(worker, "TROUBLE_SECONDS", 0.05)
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(app, stop))
    thread.start()
    try:
        assert done.wait(20)
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert rows(app) == []


def test_a_stopped_worker_finishes_and_records_what_it_was_doing(app: Flask, shop: ShopRef, jobs: Jobs) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(shop: ShopRef, row_id: int, claim: Claim, now: datetime) -> Outcome:
        begun.set()
        go_on.wait(20)
        return Done()

    jobs["slow"] = slow
    with app.app_context(), acting_for(shop), transaction():
        for row_id in (1, 2):
            dispatch.enqueue(shop, "slow", row_id, due_at=NOW - timedelta(days=999), now=NOW)
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(app, stop))
    thread.start()
    assert begun.wait(20)
    stop.set()
    go_on.set()
    thread.join(20)
    assert not thread.is_alive()
    assert [row.row_id for row in rows(app)] == [2], "the first is recorded, the second not begun"


def test_periodic_work_is_done_for_each_shop_and_comes_round(
    app: Flask,
    two_shops: tuple[ShopRef, ShopRef],
    jobs: Jobs,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    nightly = Periodic("nightly", timedelta(hours=24), lambda shop, now: done.append(shop.slug))
    monkeypatch.setitem(app.extensions, "shopapp_periodic", (nightly,))
    for _ in range(3):
        rounds.plan_rounds(app, now=NOW)
    assert worker.drain(app) == 2
    assert worker.drain(app) == 0
    assert sorted(done) == ["a", "b"]
    clock.shift(timedelta(hours=24))
    assert worker.drain(app) == 2
    assert len(rows(app)) == 2


def test_periodic_work_that_fails_comes_round_for_ever(
    app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(shop: ShopRef, now: datetime) -> None:
        raise RuntimeError

    monkeypatch.setitem(app.extensions, "shopapp_periodic", (Periodic("bad", timedelta(hours=1), fail),))
    rounds.plan_rounds(app, now=NOW)
    for _ in range(worker.MOST_ATTEMPTS + 3):
        assert worker.drain(app) == 2
        clock.shift(worker.LONGEST_WAIT)
    assert all(row.failed_at is None for row in rows(app))


def test_periodic_works_have_short_names_that_no_job_has(app: Flask) -> None:
    kinds = [rounds.PREFIX + work.name for work in rounds.periodic(app)]
    assert len(kinds) == len(set(kinds))
    assert all(len(kind) <= 40 for kind in kinds)
    assert not any(rounds.is_round(kind) for kind in app.extensions["shopapp_jobs"])


def test_messages_do_not_wait_for_other_work(app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock) -> None:
    ask(app, shop, "note")
    ask(app, shop, "message")
    portion = worker.THREADS[0]
    assignment = worker.exchange(app, None, portion)
    assert assignment is not None
    assert assignment.claim.kind == "message"
    assert worker.exchange(app, None, portion) is None


def test_every_kind_of_work_is_done_by_one_thread_and_pictures_hold_nothing_up(
    app: Flask, shop: ShopRef, jobs: Jobs, clock: Clock
) -> None:
    for kind in ("picture", "note", "message", "text_message"):
        ask(app, shop, kind)
    found = []
    for portion in worker.THREADS:
        while (assignment := worker.exchange(app, None, portion)) is not None:
            found.append((portion, assignment.claim.kind))
    assert sorted(kind for _, kind in found) == ["message", "note", "picture", "text_message"]
    assert len({portion for portion, _ in found}) == len(found)


def test_mails_and_text_messages_do_not_wait_for_each_other() -> None:
    assert {frozenset({"message"}), frozenset({"text_message"})} <= {portion.only for portion in worker.THREADS}
