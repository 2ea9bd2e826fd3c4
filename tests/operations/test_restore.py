"""Restoring on either engine: what was erased stays erased, open doors are shut, nothing is sent twice."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, pool

from shopapp.operations import migrations
from shopapp.operations.backup.aftermath import DOORS, LEAP
from shopapp.operations.backup.refusals import InUse
from shopapp.operations.backup.restoring import finish_restore
from shopapp.operations.occupancy import HalfRestored, Occupied, sharing
from shopapp.platform.database import Base, transaction
from shopapp.platform.holdings import Person
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import begin_erasure, erase_person
from shopapp.records import bars
from shopapp.records.actions import record_consent
from shopapp.records.bars import BarKind, bury
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Reference
from tests.builders import NOW
from tests.operations.backup_builders import (
    LATER,
    PICTURE,
    Origin,
    ask,
    change,
    copy_of,
)
from tests.orders.builders import place
from tests.support.postgres import PostgresServer

ERASED = "khach1@khach.example"
pytestmark = pytest.mark.usefixtures("cheap_tables")


def test_a_backup_replaces_the_live_state_on_either_engine(on_engine: Origin, tmp_path: Path) -> None:
    made, before = on_engine.back_up(tmp_path / "b.tar"), on_engine.rows()
    url = on_engine.settings.database
    change(url, "DELETE FROM order_line", "UPDATE customer SET name = 'Lạc'")
    (on_engine.settings.files / PICTURE).unlink()
    (on_engine.settings.files / "new.webp").write_bytes(b"came later")
    done = on_engine.restore(made.path)
    after = on_engine.rows()
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed <= {
        *("sign_in_link", "message", "dispatch", "purge_run", "purge_line"),
        *(model.__tablename__ for model in DOORS),
    }
    assert before["order_line"] == after["order_line"]
    assert (on_engine.settings.files / PICTURE).exists()
    assert not (on_engine.settings.files / "new.webp").exists()
    assert ask(url, "SELECT count(*) FROM sign_in_link") == [0]
    assert done.old is not None
    [kept] = done.old.folders
    assert (Path(kept) / "files" / "new.webp").exists(), "the replaced state is kept aside"
    # The restored instance serves and takes orders.
    with on_engine.app() as app:
        assert app.test_client().get("/", base_url="http://hoa.localhost").status_code == 200
    if done.old.schemas:
        left = "SELECT nspname FROM pg_namespace WHERE nspname LIKE '%restore%'"
        assert ask(url, left) == [done.old.schemas[2]]


def test_a_shop_moves_from_sqlite_to_postgresql(
    archive: Path, first: Origin, tmp_path: Path, postgres: PostgresServer
) -> None:
    url = postgres.create_database("backup_moved")
    (tmp_path / "var").mkdir()
    moved = Origin(replace(first.settings, data=tmp_path / "var", database_url=url), first.stall)
    moved.restore(archive)
    for query in (
        "SELECT street FROM shop_order ORDER BY id",
        "SELECT CAST(facts AS text) FROM policy_version ORDER BY id",
        "SELECT total FROM shop_order ORDER BY id",
    ):
        assert moved.ask(query) == first.ask(query)
    with moved.app() as app:
        assert app.test_client().get("/", base_url="http://hoa.localhost").status_code == 200
    assert moved.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restore_%'") == [0]


def test_what_opens_a_door_is_ended() -> None:
    """A table of the future that holds a token for a while must be thought of here."""
    doors = {
        mapper.class_
        for mapper in Base.registry.mappers
        if {"expires_at", "holder_hash"} <= set(mapper.columns.keys())
        or {"expires_at", "token_hash"} <= set(mapper.columns.keys())
    }
    assert doors <= set(DOORS)


def test_nothing_that_waited_is_sent_by_itself(origin: Origin, archive: Path) -> None:
    waiting = len(origin.ask("SELECT id FROM message WHERE state = 'queued'"))
    assert waiting
    assert origin.restore(archive).settled.held_back == waiting
    assert origin.ask("SELECT DISTINCT state || ' ' || error FROM message") == ["withheld restored"]
    assert origin.ask("SELECT count(*) FROM dispatch WHERE kind IN ('message', 'text_message')") == [0]


def test_ids_and_order_numbers_go_on_after_those_of_lost_orders(origin: Origin, archive: Path) -> None:
    with origin.app() as app:
        lost = place(app, origin.stall)
    number = origin.ask("SELECT number FROM shop_order ORDER BY id DESC LIMIT 1")
    origin.restore(archive)
    assert lost.id not in origin.ask("SELECT id FROM shop_order")
    with origin.app() as app:
        new = place(app, origin.stall)
    assert new.id > lost.id
    assert origin.ask("SELECT number FROM shop_order ORDER BY id DESC LIMIT 1") != number
    # Where the live state is lost nobody knows how many there were.
    for path in origin.settings.data.glob("shopapp.sqlite3*"):
        path.unlink()
    origin.restore(archive, now=LATER + timedelta(minutes=1))
    with origin.app() as app:
        assert place(app, origin.stall).id > LEAP


def test_who_was_erased_stays_erased(origin: Origin, tmp_path: Path) -> None:
    made = origin.back_up(tmp_path / "b.tar")
    assert any(ERASED in repr(rows) for rows in origin.rows().values())
    with origin.app() as app, app.app_context(), acting_for(origin.shop):
        with transaction():
            person = Person(frozenset({ERASED, "+84900000201"}))
            begin_erasure(origin.shop, person, now=LATER)
            bury(origin.shop, "khach2@khach.example", BarKind.RESTRICTED, now=LATER)
        with transaction():
            erase_person(origin.shop, person, now=LATER)
    # The worker has not written the file yet: the bars of the live database have to do.
    done = origin.restore(made.path)
    assert done.settled.erased > 0
    found = [name for name, rows in origin.rows().items() if ERASED in repr(rows) or "+84900000201" in repr(rows)]
    assert found == []
    assert ERASED.encode() not in (origin.settings.data / "shopapp.sqlite3").read_bytes()
    assert origin.ask("SELECT count(*) FROM bar WHERE kind = 'restricted'") == [1]
    stones = (origin.settings.data / "tombstones" / "hoa.jsonl").read_text()
    assert stones.count('"erased"') == 2
    # Once more with the live database lost: now the file alone tells.
    for path in origin.settings.data.glob("shopapp.sqlite3*"):
        path.unlink()
    torn = origin.settings.data / "tombstones" / "hoa.jsonl"
    torn.write_text(stones + '{"kind": "erased", "conta')
    again = origin.restore(made.path, now=LATER + timedelta(minutes=1))
    assert not any(ERASED in repr(rows) for rows in origin.rows().values())
    assert ["torn" in warning for warning in again.warnings] == [True]


def test_a_yes_that_was_taken_back_since_does_not_come_back(origin: Origin, tmp_path: Path) -> None:
    def say(*, given: bool, now: datetime) -> None:
        with origin.app() as app, app.app_context(), acting_for(origin.shop), transaction():
            record_consent(
                origin.shop,
                subject=Reference("customer", 1),
                contact=ERASED,
                purpose=Purpose.MARKETING,
                given=given,
                wording="Câu",
                policy_version_id=current_policy_id(origin.shop) or 0,
                channel="web",
                source="own",
                now=now,
            )

    say(given=True, now=NOW)
    made = origin.back_up(tmp_path / "b.tar")
    say(given=False, now=LATER)
    origin.restore(made.path)
    assert origin.ask("SELECT given FROM consent ORDER BY id") == [1, 0]


def test_tombstones_of_the_backup_count_too(origin: Origin, tmp_path: Path) -> None:
    with origin.app() as app, app.app_context(), acting_for(origin.shop):
        stone = bars.Tombstone(BarKind.ERASED, bars.contact_hash(origin.shop, ERASED), LATER)
        path = bars.tombstone_file(origin.shop)
        path.parent.mkdir()
        path.write_text("\n".join(bars.tombstone_lines([stone])))
    made = origin.back_up(tmp_path / "b.tar")
    path.unlink()
    origin.restore(made.path)
    assert not any(ERASED in repr(rows) for rows in origin.rows().values())


def test_a_broken_live_database_does_not_stand_in_the_way(origin: Origin, archive: Path) -> None:
    (origin.settings.data / "shopapp.sqlite3").write_bytes(b"no database" * 1000)
    killed = origin.settings.data / ".restore-killed"
    killed.mkdir()
    done = origin.restore(archive)
    assert not killed.exists(), "what a killed restore left is removed"
    assert ["live database cannot be read" in warning for warning in done.warnings] == [True]
    assert origin.ask("SELECT count(*) FROM shop") == [2]


def test_nobody_restores_below_a_running_service(origin: Origin, archive: Path, tmp_path: Path) -> None:
    with sharing(origin.settings):
        with pytest.raises(Occupied):
            origin.restore(archive)
        assert origin.restore(archive, is_check_only=True).old is None
        origin.back_up(tmp_path / "beside.tar")


def test_nobody_restores_below_others_on_postgresql(origin: Origin, archive: Path, postgres: PostgresServer) -> None:
    url = postgres.create_database("backup_busy")
    busy = create_engine(url, poolclass=pool.NullPool)
    elsewhere = Origin(replace(origin.settings, database_url=url), origin.stall)
    with busy.connect() as connection:
        connection.exec_driver_sql("SELECT 1")
        with pytest.raises(InUse):
            elsewhere.restore(archive)


def test_a_restore_that_was_stopped_half_way_is_finished(
    origin: Origin, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped before several of the changes of names; nothing starts meanwhile, and finishing leads to the same end."""
    for at_most in (0, 2, 5):
        change(origin.settings.database, "UPDATE shop SET slug = 'sai' WHERE slug = 'hoa'")
        with monkeypatch.context() as patched:
            patched.setattr(os, "rename", stopping_after(at_most))
            with pytest.raises(KeyboardInterrupt):
                origin.restore(archive)
        with pytest.raises(HalfRestored), sharing(origin.settings):
            pass
        with pytest.raises(HalfRestored):
            origin.restore(archive)
        finish_restore(origin.settings, discards_old=True)
        assert sorted(origin.ask("SELECT slug FROM shop")) == ["hoa", "mac"]
        assert (origin.settings.files / PICTURE).exists()


def test_a_restore_that_was_stopped_half_way_is_finished_on_postgresql(
    first_on_postgres: Origin, postgres: PostgresServer, archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.create_database("backup_half", template="backup_first")
    half = copy_of(first_on_postgres, tmp_path / "half", url)
    change(url, "UPDATE shop SET slug = 'sai' WHERE slug = 'hoa'")
    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", stopping_after(0))
        with pytest.raises(KeyboardInterrupt):
            half.restore(archive)
    finish_restore(half.settings, discards_old=True)
    assert sorted(half.ask("SELECT slug FROM shop")) == ["hoa", "mac"]
    assert half.ask("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%restore%'") == [0]
    assert (half.settings.files / PICTURE).exists()


def stopping_after(times: int) -> Callable[[str, str], None]:
    """Renames so often, and is then interrupted as by Ctrl-C."""
    rename, left = os.rename, iter(range(times))

    def rename_or_stop(source: str, target: str) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        rename(source, target)

    return rename_or_stop


def test_an_older_backup_is_brought_up_to_this_version(origin: Origin, tmp_path: Path) -> None:
    with origin.app() as app:
        migrations.downgrade(app, "0008")
    made = origin.back_up(tmp_path / "old.tar", verify=True)
    with origin.app() as app:
        migrations.upgrade(app)
    numbers = origin.ask("SELECT number FROM shop_order ORDER BY id")
    done = origin.restore(made.path)
    assert done.contents.head.revision == "0008"
    assert origin.ask("SELECT number FROM shop_order ORDER BY id") == numbers
    with origin.app() as app:
        assert migrations.present_revision(app) == migrations.newest_revision(app)
