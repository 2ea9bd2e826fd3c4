"""Backups: every row and file is in them, also encrypted, whatever comes and goes meanwhile; no key is."""

import base64
import io
import os
import stat
import subprocess
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from pyrage.x25519 import Identity
from sqlalchemy import create_engine, delete, insert, pool

from shopapp.inquiries.models import PendingAttachment
from shopapp.operations.backup import tables
from shopapp.operations.backup.contents import fill
from shopapp.operations.backup.encryption import DecryptingReader, EncryptingWriter
from shopapp.operations.backup.keys import read_identities, read_identity, read_recipient, write_identity
from shopapp.operations.backup.making import make_backup
from shopapp.operations.backup.refusals import BackupRefused, CannotDecrypt
from shopapp.operations.backup.rotation import default_target, remove_old
from shopapp.operations.backup.scratch import scratch_place
from shopapp.platform.backups import last_backup
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.settings import files
from shopapp.platform.tenancy.models import Shop
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import SECRET
from tests.operations.backup_builders import (
    LATER,
    PICTURE,
    Origin,
    ask,
    rows_of,
)
from tests.operations.builders import CommandLine
from tests.orders.builders import place
from tests.support.rows import fill_every_table, row_for

pytestmark = pytest.mark.usefixtures("cheap_tables")


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


def test_what_comes_and_goes_meanwhile_is_in_it_whole_or_not_at_all(on_engine: Origin, tmp_path: Path) -> None:
    """Orders are placed; files come before the rows that name them, and go after them."""
    stop = threading.Event()
    # What a killed backup left is removed.
    (on_engine.settings.data / ".backup-1").mkdir()
    with on_engine.app() as app:
        busy = threading.Thread(target=come_and_go, args=(app, on_engine, stop))
        busy.start()
        paths = []
        for number in range(3):
            path = tmp_path / f"{number}.tar"
            paths.append(make_backup(app, on_engine.settings, path, None, verify=False, now=LATER).path)
            time.sleep(0.2)
        stop.set()
        busy.join()
    for path in paths:
        with scratch_place(on_engine.settings, is_for_looking=True) as scratch:
            with path.open("rb") as file:
                fill(scratch, file, [])
            url = f"sqlite:///{scratch.database.absolute()}"
            named = ask(url, "SELECT key FROM pending_attachment")
            assert [key for key in named if not (scratch.folder / "files" / key).is_file()] == []
            assert ask(url, LINELESS) == [0]
    assert not list(on_engine.settings.data.glob(".backup-*"))


LINELESS = "SELECT count(*) FROM shop_order WHERE id NOT IN (SELECT order_id FROM order_line)"


def come_and_go(app: Flask, origin: Origin, stop: threading.Event) -> None:
    """Place orders, and let files come and go, until told to stop."""
    keys: list[str] = []
    while not stop.is_set():
        place(app, origin.stall, (origin.stall.small, 1))
        keys.append(f"1/inquiries/{len(keys):06d}.pdf")
        with app.app_context(), acting_for(origin.shop):
            files().put(keys[-1], b"%PDF" * 1000)
            with transaction():
                row = {"form_key": "f", "key": keys[-1], "name": "a.pdf", "content_type": "application/pdf"}
                db.session.add(PendingAttachment(shop_id=origin.shop.id, bytes=4000, created_at=NOW, **row))
            if len(keys) > 3:
                gone = keys[-4]
                with transaction():
                    query = delete(PendingAttachment).where(PendingAttachment.key == gone)
                    db.session.execute(query.execution_options(synchronize_session=False))
                files().delete(gone)


def test_every_type_of_column_is_known(first: Origin) -> None:
    engine = create_engine(first.settings.database, poolclass=pool.NullPool)
    with engine.connect() as connection:
        found = {shape.name: dict(shape.columns) for shape in tables.list_shapes(connection)}
    assert set(found) == set(Base.metadata.tables)
    for table in Base.metadata.tables.values():
        kinds = {c.name: tables._kind(table.name, getattr(c.type, "impl_instance", c.type)) for c in table.columns}
        assert found[table.name] == kinds, table.name


def test_encrypted_to_a_key(origin: Origin, tmp_path: Path) -> None:
    owner = Identity.generate()
    closed = origin.back_up(tmp_path / "a.tar.age", [owner.to_public()], verify=True)
    assert closed.is_verified
    assert stat.S_IMODE(closed.path.stat().st_mode) == 0o600
    assert b"backup.json" not in closed.path.read_bytes()
    before = origin.state()
    for keys in ([], [Identity.generate()]):
        with pytest.raises(CannotDecrypt):
            origin.restore(closed.path, keys)
    assert origin.state() == before
    assert origin.restore(closed.path, [owner]).contents.files == 1


# Made by another program that speaks the format: a key pair, and a text closed for it.
FOREIGN_KEY = "AGE-SECRET-KEY-1MWSG322RU7PEX45ZQUPUUN633T8TRGY7VU23VZA8F7DNXX428GRSPZGPGU"
FOREIGN = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBEZkhzbWdKY3h0TzQ2a3lmMU1zMENPOHZ4ZlJ6RnU0ZHo1TTJGendkdmxv"
    "CnZGYWxnTm4xL2hNbnVQZWRsZ3o4ZWRqMmxwREkrU255cEpUaUxEVnhwSm8KLS0tIFpiRE5kRW0rWWhEcWJDYmhJa3ZBUHJUYVpT"
    "dkJmelFtOXU3TXlyRi9oRUEKBvzYF/kdFlX3UMdEkS2euyAjfFGjNJCCN8zUxcxSsAhG0XRHfXosRrfcdTvICkABXVxP3cSZ"
)


def test_what_another_program_closed_is_opened() -> None:
    reader = DecryptingReader(io.BytesIO(base64.b64decode(FOREIGN)), [read_identity(FOREIGN_KEY)])
    assert reader.read().decode() == "Hoa tươi mỗi ngày"


def test_a_key_is_read_and_written_in_the_known_spelling(tmp_path: Path) -> None:
    public = write_identity(tmp_path / "key")
    [read] = read_identities(tmp_path / "key")
    assert str(read.to_public()) == str(public) == str(read_recipient(f" {public} "))
    for slip in ("", "age1", str(public)[:-1] + "q", str(read)):
        with pytest.raises(BackupRefused):
            read_recipient(slip)


def test_streams_of_every_length_come_back() -> None:
    owner = Identity.generate()
    for size in (0, 1, 65_535, 65_536, 65_537, 2_000_000):
        out, plain = io.BytesIO(), os.urandom(size)
        writer = EncryptingWriter(out, [Identity.generate().to_public(), owner.to_public()])
        writer.write(plain)
        writer.finish()
        reader = io.BufferedReader(DecryptingReader(io.BytesIO(out.getvalue()), [owner]))
        assert reader.read() == plain


def test_a_disk_that_is_full_is_told_of_while_writing() -> None:
    owner = Identity.generate().to_public()
    # More than the pipe between holds, so that the writer cannot be done before the reader has failed.
    much = bytes(64 << 20)
    with (
        open("/dev/full", "wb", buffering=0) as out,
        EncryptingWriter(out, [owner]) as writer,
        pytest.raises(OSError, match="No space left"),
    ):
        writer.write(much)


def test_whoever_stops_reading_leaves_nothing_behind() -> None:
    owner, out = Identity.generate(), io.BytesIO()
    writer = EncryptingWriter(out, [owner.to_public()])
    writer.write(bytes(1 << 22))
    writer.finish()
    before = threading.active_count()
    reader = io.BufferedReader(DecryptingReader(io.BytesIO(out.getvalue()), [owner]))
    assert reader.read(10) == bytes(10)
    reader.close()
    deadline = time.monotonic() + 5
    while threading.active_count() > before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert threading.active_count() == before


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
    known = last_backup(origin.settings.data)
    assert known is not None, "noted for the page of proof"
    assert (known.is_verified, known.is_encrypted) == (True, True)
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
