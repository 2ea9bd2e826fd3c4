"""Views are counted without knowing by whom, written in batches, and lost to no error."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.content import counting
from shopapp.content.counting import write_counts
from shopapp.content.models import UsageCount
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import ShopClient

POLICY = "/chinh-sach-bao-mat"


def counts(app: Flask, shop: ShopRef) -> list[tuple[str, str, int]]:
    with app.app_context(), acting_for(shop):
        rows = db.session.execute(select(UsageCount).order_by(UsageCount.day)).scalars()
        return [(row.kind, row.key, row.count) for row in rows]


@pytest.fixture(autouse=True)
def nothing_counted(app: Flask) -> None:
    """The application lives for the whole run; what other tests looked at is not ours."""
    counting.init_usage(app)


def test_views_are_counted_for_their_shop_and_day_and_shown_with_the_version(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], ShopClient]
) -> None:
    here, there = two_shops
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(3):
            client_of(here).get(POLICY)
        client_of(here).head(POLICY)
        client_of(there).get(POLICY)
        assert counts(app, here) == [], "no page waits for a write"
        write_counts(app)
        client_of(here).get(POLICY)
        write_counts(app)
        clock.shift(timedelta(days=1))
        client_of(here).get(POLICY)
        write_counts(app)
    assert counts(app, here) == [("policy", "1", 4), ("policy", "1", 1)]
    assert counts(app, there) == [("policy", "1", 1)]
    assert "đã đọc 5 lần" in client_of(here).get(POLICY).text


def test_a_table_that_cannot_be_written_loses_nothing(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(POLICY)
    with monkeypatch.context() as patched:
        patched.setattr(counting, "upsert", _fail)
        write_counts(app)
    assert counts(app, shop) == []
    write_counts(app)
    assert counts(app, shop) == [("policy", "1", 1)]


def _fail(*_arguments: object, **_options: object) -> None:
    raise OSError("the disk is full")


def test_many_at_once_are_all_counted(app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]) -> None:
    def look() -> None:
        with app.test_request_context():
            for _ in range(200):
                counting.count_view(shop, "post", "tin", now=NOW)

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        write_counts(app)
        thread.join()
    write_counts(app)
    assert counts(app, shop) == [("post", "tin", 1600)]
