"""The way back to a database without customers' accounts and up again loses no order, question or customer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from shopapp import create_app
from shopapp.config import Settings
from shopapp.operations import migrations
from shopapp.platform.database import db
from tests.builders import make_shop
from tests.conftest import SECRET
from tests.customers.builders import EMAIL, PHONE, make_customer
from tests.orders.builders import furnish, place


@pytest.fixture
def empty_app(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application on a database without a table."""
    url = ""
    if engine == "postgresql":
        url = request.getfixturevalue("postgres").create_database("shopapp_customers")
    app = create_app(Settings(secret_key=SECRET, data=tmp_path, database_url=url, scheme="http"))
    yield app
    with app.app_context():
        db.engine.dispose()


def counted(app: Flask, query: str) -> int:
    with app.app_context(), db.engine.connect() as connection:
        return int(connection.execute(text(query)).scalar_one())


def test_rows_of_one_contact_become_one_guest_and_keep_their_orders(empty_app: Flask) -> None:
    migrations.upgrade(empty_app)
    with empty_app.app_context():
        shop = make_shop("a")
    stall = furnish(empty_app, shop)
    place(empty_app, stall, sender_phone=PHONE, sender_email=EMAIL)
    make_customer(empty_app, shop)
    place(empty_app, stall, sender_phone=PHONE, sender_email=EMAIL)
    assert counted(empty_app, "SELECT count(*) FROM customer") == 3, "joined guest, registered, and a later guest"
    migrations.downgrade(empty_app, "0002")
    assert counted(empty_app, "SELECT count(*) FROM customer") == 1
    assert counted(empty_app, "SELECT count(*) FROM shop_order WHERE customer_id = (SELECT id FROM customer)") == 2
    migrations.upgrade(empty_app)
    assert migrations.differences(empty_app) == []
    assert counted(empty_app, "SELECT count(*) FROM customer WHERE account_id IS NULL AND NOT is_registered") == 1
