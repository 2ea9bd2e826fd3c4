"""The ground: scopes, transactions, the gate."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import UnscopedQuery, settle_in
from shopapp.shops.models import ShopProfile
from shopapp.shops.queries import get_profile
from tests.conftest import ShopClient

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]


def test_a_shop_sees_its_own_profile_only(two_shops: tuple[ShopRef, ShopRef], inside: Inside) -> None:
    a, b = two_shops
    with inside(a):
        assert get_profile(a).name == "Tiệm A"
        assert [row.name for row in db.session.execute(select(ShopProfile)).scalars()] == ["Tiệm A"]
    with inside(b):
        assert get_profile(b).name == "Tiệm B"


def test_a_shop_table_without_a_shop_in_scope_is_refused(two_shops: tuple[ShopRef, ShopRef], inside: Inside) -> None:
    with inside(None), pytest.raises(UnscopedQuery):
        db.session.execute(select(ShopProfile))


def test_a_session_that_serves_a_shop_cannot_be_turned(two_shops: tuple[ShopRef, ShopRef], inside: Inside) -> None:
    a, b = two_shops
    with inside(a), pytest.raises(UnscopedQuery):
        settle_in(b)


def test_a_change_outside_a_transaction_is_refused(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        row = db.session.execute(select(ShopProfile)).scalar_one()
        row.name = "Khác"
        with pytest.raises(RuntimeError, match="outside transaction"):
            db.session.flush()


def _rename_and_fail() -> None:
    with transaction():
        db.session.execute(select(ShopProfile)).scalar_one().name = "Khác"
        db.session.flush()
        _ = 1 / 0


def test_a_failed_transaction_leaves_nothing(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        with pytest.raises(ZeroDivisionError):
            _rename_and_fail()
        assert get_profile(shop).name == "Tiệm A"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_every_sqlite_connection_is_prepared(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10000}
        found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_an_unknown_host_is_not_found(client: ShopClient) -> None:
    assert client.get("/", base_url="http://stranger.example").status_code == 404
