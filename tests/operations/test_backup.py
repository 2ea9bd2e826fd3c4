"""Backups: every row and file comes back on either engine, also encrypted; what may not come back does not."""

import base64
import io
import os
import stat
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, pool

from shopapp.operations import migrations
from shopapp.operations.backup import encryption, tables
from shopapp.operations.backup.aftermath import DOORS, LEAP
from shopapp.operations.backup.contents import fill
from shopapp.operations.backup.encryption import DecryptingReader, EncryptingWriter
from shopapp.operations.backup.keys import Identity, Passphrase, Recipient, read_identities
from shopapp.operations.backup.refusals import BackupRefused, CannotDecrypt, InUse
from shopapp.operations.backup.restoring import finish_restore
from shopapp.operations.backup.rotation import default_target, remove_old
from shopapp.operations.backup.scratch import scratch_place
from shopapp.operations.occupancy import HalfRestored, Occupied, sharing
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import begin_erasure, erase_person
from shopapp.records import bars
from shopapp.records.bars import BarKind, bury
from tests.builders import NOW
from tests.conftest import SECRET
from tests.operations.backup_builders import (
    LATER,
    PICTURE,
    Origin,
    ask,
    change,
    copy_of,
    make_origin,
    prepared_tables,
    rows_of,
)
from tests.operations.builders import CommandLine
from tests.orders.builders import place
from tests.support.postgres import PostgresServer
from tests.support.rows import fill_every_table, row_for

ERASED = "khach1@khach.example"


@pytest.fixture(scope="module", autouse=True)
def cheap_tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """Tables of the newest revision are copied into an empty SQLite file, because making them takes seconds."""
    with prepared_tables(tmp_path_factory.mktemp("tables")) as patched:
        yield patched


@pytest.fixture
def slow_tables(cheap_tables: pytest.MonkeyPatch) -> None:
    """The program's own migrations."""
    cheap_tables.undo()


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A furnished instance on SQLite, never changed."""
    return make_origin(tmp_path_factory.mktemp("backup") / "var")


@pytest.fixture(scope="module")
def archive(first: Origin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain backup of it."""
    return first.back_up(tmp_path_factory.mktemp("archive") / "a.tar").path


@pytest.fixture
def origin(first: Origin, tmp_path: Path) -> Origin:
    """A furnished instance of one's own on SQLite."""
    return copy_of(first, tmp_path / "var")


@pytest.fixture
def on_engine(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[Origin]:
    """A furnished instance of one's own on each engine."""
    if engine == "sqlite":
        yield request.getfixturevalue("origin")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    yield make_origin(tmp_path / "var", server.create_database("backup_origin"))
    server.drop_database("backup_origin")


def test_every_row_of_every_table_comes_back_as_it_was(on_engine: Origin, tmp_path: Path) -> None:
    with on_engine.app() as app, app.app_context(), db.engine.begin() as connection:
        for slug in ("bare", "bald"):
            values = row_for(Shop.__table__, 0, slug, 1, {}) | {"slug": slug}  # type: ignore[arg-type]
            del values["shop_id"]
            shop_id = connection.execute(insert(Shop).values(values).returning(Shop.id)).scalar_one()
            fill_every_table(connection, Base.metadata, shop_id, f"{slug}'\"\\\n\u2028dấu")
    made = on_engine.back_up(tmp_path / "b.tar", verify=True)
    on_sqlite = on_engine.settings.database.startswith("sqlite")
    with scratch_place(on_engine.settings, is_for_looking=False) as scratch:
        with made.path.open("rb") as file:
            fill(scratch, file, [])
        url = f"sqlite:///{scratch.database.absolute()}" if on_sqlite else scratch.app.config["SQLALCHEMY_DATABASE_URI"]
        assert rows_of(str(url)) == on_engine.rows()
        assert (scratch.folder / "files" / PICTURE).read_bytes() == (on_engine.settings.files / PICTURE).read_bytes()
        with scratch.engine.connect() as copy:
            last = tables.last_ids(copy)
    engine = create_engine(on_engine.settings.database, poolclass=pool.NullPool)
    with engine.connect() as connection:
        assert {name: value for name, value in last.items() if value} == {
            name: value for name, value in tables.last_ids(connection).items() if value
        }


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
    # A second time, thrown away at once.
    again = on_engine.restore(made.path, now=LATER + timedelta(minutes=1), discards_old=True)
    assert again.old is not None
    assert not any(Path(folder).exists() for folder in again.old.folders)
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


def test_every_type_of_column_is_known(first: Origin) -> None:
    engine = create_engine(first.settings.database, poolclass=pool.NullPool)
    with engine.connect() as connection:
        found = {shape.name: dict(shape.columns) for shape in tables.list_shapes(connection)}
    assert set(found) == set(Base.metadata.tables)
    for table in Base.metadata.tables.values():
        kinds = {c.name: tables._kind(table.name, getattr(c.type, "impl_instance", c.type)) for c in table.columns}
        assert found[table.name] == kinds, table.name


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


def test_who_was_erased_stays_erased(on_engine: Origin, tmp_path: Path) -> None:
    made = on_engine.back_up(tmp_path / "b.tar")
    assert any(ERASED in repr(rows) for rows in on_engine.rows().values())
    with on_engine.app() as app, app.app_context(), acting_for(on_engine.shop):
        with transaction():
            person = Person(frozenset({ERASED, "+84900000201"}))
            begin_erasure(on_engine.shop, person, now=LATER)
            bury(on_engine.shop, "khach2@khach.example", BarKind.RESTRICTED, now=LATER)
        with transaction():
            erase_person(on_engine.shop, person, now=LATER)
    # The worker has not written the file yet: the bars of the live database have to do.
    done = on_engine.restore(made.path)
    assert done.settled.erased > 0
    found = [name for name, rows in on_engine.rows().items() if ERASED in repr(rows) or "+84900000201" in repr(rows)]
    assert found == []
    assert on_engine.ask("SELECT count(*) FROM bar WHERE kind = 'restricted'") == [1]
    stones = (on_engine.settings.data / "tombstones" / "hoa.jsonl").read_text()
    assert stones.count('"erased"') == 2
    # Once more with the live database lost: now the file alone tells.
    if not done.old or done.old.schemas:
        return
    for path in on_engine.settings.data.glob("shopapp.sqlite3*"):
        path.unlink()
    torn = on_engine.settings.data / "tombstones" / "hoa.jsonl"
    torn.write_text(stones + '{"kind": "erased", "conta')
    again = on_engine.restore(made.path, now=LATER + timedelta(minutes=1))
    assert not any(ERASED in repr(rows) for rows in on_engine.rows().values())
    assert ["torn" in warning for warning in again.warnings] == [True]


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
    done = origin.restore(archive)
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
    """Stopped before each change of a name in turn; nothing starts meanwhile, and finishing leads to the same end."""
    rename, at_most = os.rename, 0
    while True:
        left = at_most

        def stop_later(source: str, target: str) -> None:
            nonlocal left
            if left == 0:
                raise KeyboardInterrupt
            left -= 1
            rename(source, target)

        change(origin.settings.database, "UPDATE shop SET slug = 'sai' WHERE slug = 'hoa'")
        with monkeypatch.context() as patched:
            patched.setattr(os, "rename", stop_later)
            try:
                origin.restore(archive, discards_old=True)
                break
            except KeyboardInterrupt:
                pass
        with pytest.raises(HalfRestored), sharing(origin.settings):
            pass
        finish_restore(origin.settings, discards_old=True)
        assert sorted(origin.ask("SELECT slug FROM shop")) == ["hoa", "mac"]
        assert (origin.settings.files / PICTURE).exists()
        at_most += 1
    assert at_most >= 3


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


def test_encrypted_to_a_key_or_with_a_passphrase(
    origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_WORK", 4)
    owner, passphrase = Identity.new(), Passphrase(b"muoi hai con giap")
    closed = origin.back_up(tmp_path / "a.tar.age", [owner.recipient], verify=True)
    said = origin.back_up(tmp_path / "b.tar.age", passphrase, verify=True)
    for made in (closed, said):
        assert made.is_verified
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
        assert b"backup.json" not in made.path.read_bytes()
    before = origin.state()
    for path, keys in (
        (closed.path, None),
        (closed.path, [Identity.new()]),
        (closed.path, passphrase),
        (said.path, [owner]),
        (said.path, Passphrase(b"muoi hai con giap!")),
    ):
        with pytest.raises(CannotDecrypt):
            origin.restore(path, keys)
    assert origin.state() == before
    assert origin.restore(closed.path, [owner]).contents.files == 1
    assert origin.restore(said.path, passphrase, is_check_only=True).contents.files == 1


# Made by another program that speaks the format: a key pair, and a text closed for it.
FOREIGN_KEY = "AGE-SECRET-KEY-1MWSG322RU7PEX45ZQUPUUN633T8TRGY7VU23VZA8F7DNXX428GRSPZGPGU"
FOREIGN = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBEZkhzbWdKY3h0TzQ2a3lmMU1zMENPOHZ4ZlJ6RnU0ZHo1TTJGendkdmxv"
    "CnZGYWxnTm4xL2hNbnVQZWRsZ3o4ZWRqMmxwREkrU255cEpUaUxEVnhwSm8KLS0tIFpiRE5kRW0rWWhEcWJDYmhJa3ZBUHJUYVpT"
    "dkJmelFtOXU3TXlyRi9oRUEKBvzYF/kdFlX3UMdEkS2euyAjfFGjNJCCN8zUxcxSsAhG0XRHfXosRrfcdTvICkABXVxP3cSZ"
)


def test_what_another_program_closed_is_opened() -> None:
    reader = DecryptingReader(io.BytesIO(base64.b64decode(FOREIGN)), [Identity.read(FOREIGN_KEY)])
    assert reader.read().decode() == "Hoa tươi mỗi ngày"


def test_a_key_is_read_and_written_in_the_known_spelling(tmp_path: Path) -> None:
    made = Identity.new()
    (tmp_path / "key").write_text(f"# public key: {made.recipient}\n{made.spelled()}\n")
    [read] = read_identities(tmp_path / "key")
    assert read.recipient == made.recipient == Recipient.read(str(made.recipient))
    for slip in ("", "age1", str(made.recipient)[:-1] + "q", made.spelled()):
        with pytest.raises(BackupRefused):
            Recipient.read(slip)


def test_streams_of_every_length_come_back(tmp_path: Path) -> None:
    owner = Identity.new()
    for size in (0, 1, 65_535, 65_536, 65_537, 200_000):
        out, plain = io.BytesIO(), os.urandom(size)
        writer = EncryptingWriter(out, [Identity.new().recipient, owner.recipient])
        writer.write(plain)
        writer.finish()
        reader = io.BufferedReader(DecryptingReader(io.BytesIO(out.getvalue()), [owner]))
        assert reader.read() == plain


def test_the_commands_say_what_they_did(
    origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = CommandLine(origin.settings.data, monkeypatch, capsys)
    key = tmp_path / "key.txt"
    public = command("backup-key", str(key)).out.strip()
    assert command("backup-key", str(key)).is_one_line
    said = command("backup", "--encrypt-to", public, "--keep-days", "7")
    assert (said.code, said.err) == (0, "")
    assert "read back and whole" in said.out
    [made] = (origin.settings.data / "backups").iterdir()
    assert made.suffix == ".age"
    wrong = command("restore", str(made))
    assert wrong.is_one_line
    assert "--identity" in wrong.err
    said = command("restore", "--identity", str(key), "--check-only", str(made))
    assert said.out.startswith("could be restored")
    said = command("restore", "--identity", str(key), str(made))
    assert "it still holds what was erased" in said.out
    for words in (["restore"], ["restore", "there-is-none"], ["restore", "--finish"], ["backup", "--encrypt-to", "x"]):
        assert command(*words).is_one_line, words


def test_old_backups_go_and_nothing_else(origin: Origin, tmp_path: Path) -> None:
    folder = default_target(origin.settings, is_encrypted=False, now=NOW).parent
    folder.mkdir()
    for name in ("shopapp-20261001T020000Z.tar", "shopapp-20261120T020000Z.tar.age", "other.tar"):
        (folder / name).write_bytes(b"")
    newest = folder / "shopapp-20261122T020000Z.tar"
    newest.write_bytes(b"")
    assert remove_old(newest, 30, now=NOW + timedelta(days=1)) == 1
    assert len(list(folder.iterdir())) == 3


def test_no_key_is_in_a_backup(archive: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "xf", archive, "-C", tmp_path], check=True)
    subprocess.run(["sha256sum", "--quiet", "-c", "SHA256SUMS"], check=True, cwd=tmp_path)
    subprocess.run(["gunzip", "-r", tmp_path], check=True)
    texts = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(texts) > 10
    assert not any(SECRET.encode() in text for text in texts)
