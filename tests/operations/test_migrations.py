"""Migrations lead to the tables of the models, there and back, on both databases, and leave no row hanging."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import IntegrityError

from shopapp import beside_package, create_app
from shopapp.config import Settings
from shopapp.notifications.models import Message
from shopapp.operations import migrations
from shopapp.platform.database import db
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, make_shop
from tests.conftest import SECRET
from tests.notifications.builders import make_draft, make_sms, queue


@pytest.fixture
def empty_app(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application on a database without a table."""
    url = ""
    if engine == "postgresql":
        url = request.getfixturevalue("postgres").create_database("shopapp_migrations")
    app = create_app(Settings(secret_key=SECRET, data=tmp_path, database_url=url, scheme="http"))
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the program's migrations, to which a test may add."""
    copy = tmp_path / "migrations"
    shutil.copytree(beside_package("migrations"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def tables(app: Flask) -> set[str]:
    with app.app_context():
        return set(inspect(db.engine).get_table_names())


def add_revision(folder: Path, body: str) -> None:
    """One more migration on top of the newest, with `body` as its upgrade."""
    newest = max(path.name.split("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
    lines = "\n".join("    " + line for line in body.splitlines())
    (folder / "versions" / "9999_trial.py").write_text(
        f'"""Trial."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "9999"\n'
        f'down_revision = "{newest}"\nbranch_labels = None\ndepends_on = None\n\n\n'
        f"def upgrade() -> None:\n{lines}\n\n\ndef downgrade() -> None:\n    pass\n"
    )


def test_an_empty_database_comes_to_the_tables_of_the_models(empty_app: Flask) -> None:
    migrations.upgrade(empty_app)
    assert migrations.differences(empty_app) == []
    assert migrations.present_revision(empty_app) == migrations.newest_revision(empty_app) is not None


def test_the_way_back_leaves_nothing_and_can_be_gone_again(empty_app: Flask) -> None:
    migrations.upgrade(empty_app)
    migrations.downgrade(empty_app, "base")
    assert tables(empty_app) == {"alembic_version"}
    migrations.upgrade(empty_app)
    assert migrations.differences(empty_app) == []


def test_a_missing_table_is_told(empty_app: Flask) -> None:
    migrations.upgrade(empty_app)
    with empty_app.app_context(), db.engine.begin() as connection:
        connection.execute(text("DROP TABLE rate_count"))
    assert any("rate_count" in line for line in migrations.differences(empty_app))


def test_a_failed_migration_leaves_the_database_as_it_was(empty_app: Flask, folder: Path) -> None:
    migrations.upgrade(empty_app)
    before = tables(empty_app)
    add_revision(folder, 'op.create_table("half", sa.Column("id", sa.Integer()))\nraise RuntimeError("on purpose")')
    with pytest.raises(RuntimeError, match="on purpose"):
        migrations.upgrade(empty_app, folder=folder)
    assert tables(empty_app) == before
    assert migrations.present_revision(empty_app) != "9999"


def test_a_table_that_others_refer_to_can_be_rebuilt_with_its_rows(empty_app: Flask, folder: Path) -> None:
    migrations.upgrade(empty_app)
    with empty_app.app_context():
        make_shop("a")
    add_revision(
        folder,
        'with op.batch_alter_table("shop") as shop:\n    shop.alter_column("slug", type_=sa.String(62))',
    )
    migrations.upgrade(empty_app, folder=folder)
    with empty_app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM shop_profile")).scalar_one() == 1
        assert connection.execute(text("SELECT slug FROM shop")).scalar_one() == "a"


def test_a_migration_that_leaves_rows_without_what_they_refer_to_is_refused(empty_app: Flask, folder: Path) -> None:
    migrations.upgrade(empty_app)
    with empty_app.app_context():
        make_shop("a")
    orphan = """op.execute("INSERT INTO domain (host, shop_id) VALUES ('x.example', 99)")"""
    add_revision(folder, 'op.execute("DELETE FROM shop")\n' + orphan)  # noqa: S608 - text of a migration, nobody's input.
    with pytest.raises((RuntimeError, IntegrityError), match=r"without what they refer to|foreign key"):
        migrations.upgrade(empty_app, folder=folder)
    with empty_app.app_context(), db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM shop")).scalar_one() == 1


def test_waiting_messages_are_asked_for_once_on_either_side_of_the_way(empty_app: Flask) -> None:
    migrations.upgrade(empty_app)
    with empty_app.app_context():
        shop = make_shop("a", now=NOW)
    mail, sms = queue(empty_app, shop, make_draft(), make_sms(), now=NOW)

    def asked() -> list[tuple[int, str]]:
        with empty_app.app_context(), db.engine.connect() as connection:
            found = connection.execute(text("SELECT row_id, kind FROM dispatch WHERE kind LIKE '%message' ORDER BY id"))
            return [(row.row_id, row.kind) for row in found]

    assert asked() == [(mail, "message"), (sms, "text_message")]
    migrations.downgrade(empty_app, "0006")
    assert asked() == [(mail, "message"), (sms, "message")]
    migrations.upgrade(empty_app)
    assert asked() == [(mail, "message"), (sms, "text_message")]
    with empty_app.app_context(), acting_for(shop):
        stored = db.session.execute(select(Message).order_by(Message.id)).scalars().all()
        assert [(row.state, row.report, row.wording_digest) for row in stored] == [("queued", "", "")] * 2
