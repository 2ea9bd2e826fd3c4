"""Making a backup: one snapshot of the database, the files it names, the tombstones, one sealed archive."""

import errno
import io
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import BinaryIO

from flask import Flask
from pyrage.x25519 import Identity
from sqlalchemy import Engine
from sqlalchemy.engine import Connection

from shopapp.config import Settings
from shopapp.operations import migrations
from shopapp.operations.backup import tables
from shopapp.operations.backup.archive import COUNTS, HEAD, ArchiveWriter, Out, pack
from shopapp.operations.backup.connections import looking
from shopapp.operations.backup.contents import Contents, Head, fill
from shopapp.operations.backup.encryption import DecryptingReader, EncryptingWriter, Keys, Lock, is_encrypted
from shopapp.operations.backup.held_files import HeldFiles, held_files
from shopapp.operations.backup.refusals import BackupRefused, Damaged, DiskTooSmall
from shopapp.operations.backup.scratch import remove_leftovers, scratch_place
from shopapp.operations.occupancy import sharing
from shopapp.platform.backups import note_backup
from shopapp.platform.database import db


@dataclass(frozen=True)
class Made:
    """A backup that is done."""

    path: Path
    size: int
    rows: int
    files: int
    seconds: float
    is_verified: bool


def make_backup(
    app: Flask, settings: Settings, target: Path, lock: Lock | None, *, verify: bool, now: datetime
) -> Made:
    """Write a backup to `target`, which appears once it is whole and, unless told otherwise, was read back.

    Orders may come in meanwhile: they are in it whole or not at all. Raises BackupRefused, Occupied, HalfRestored.
    """
    begun = time.monotonic()
    partial = target.with_name(f".{target.name}.partial")
    lock, keys = _with_key_for_looking(lock)
    with app.app_context():
        engine = db.engine
    if migrations.present_revision(app) is None:
        raise BackupRefused("the database is empty; there is nothing to back up")
    with sharing(settings):
        remove_leftovers(settings, is_alone=False)
    with sharing(settings), _telling_of_full_disks(), _written(target, partial) as out:
        counts = _write(engine, settings, out, lock, now=now)
        out.flush()
        os.fsync(out.fileno())
        if verify:
            _verify(settings, partial, keys, counts)
    note_backup(settings.data, now, is_verified=verify, is_encrypted=lock is not None)
    rows, files = counts
    return Made(target, target.stat().st_size, rows.total(), files, time.monotonic() - begun, verify)


Counts = tuple["Counter[str]", int]
"""(rows by table, number of files)."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A connection that sees the database as it is at this moment, and keeps nobody from writing."""
    with looking(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            # The first read is what fixes the moment, on both engines.
            connection.exec_driver_sql(f"SELECT * FROM {tables.REVISIONS}").all()  # noqa: S608 - our own table.
            yield connection


def _write(engine: Engine, settings: Settings, out: BinaryIO, lock: Lock | None, *, now: datetime) -> Counts:
    if lock is None:
        return _write_plain(engine, settings, out, now=now)
    with EncryptingWriter(out, lock) as closed:
        counts = _write_plain(engine, settings, closed, now=now)
        closed.finish()
    return counts


def _write_plain(engine: Engine, settings: Settings, out: Out, *, now: datetime) -> Counts:
    archive = ArchiveWriter(out, settings.secret_key)
    with held_files(settings.data, settings.files) as held:
        # Once before the snapshot and once after: what a row of the snapshot names was there at one of the two.
        held.gather()
        with snapshot(engine) as connection:
            held.gather()
            head = _head(connection, held, now)
            archive.add(HEAD, json.dumps(head.as_json()).encode())
            rows = _write_tables(connection, archive, head)
        files = _write_files(archive, held)
    _write_tombstones(archive, settings.data / "tombstones")
    archive.add(COUNTS, json.dumps({"rows": dict(rows), "files": files}).encode())
    archive.finish()
    return rows, files


def _head(connection: Connection, held: HeldFiles, now: datetime) -> Head:
    revision = connection.exec_driver_sql(f"SELECT version_num FROM {tables.REVISIONS}").scalar_one()  # noqa: S608
    engine = connection.dialect.name
    size = (
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
        if engine == "sqlite"
        else "SELECT pg_database_size(current_database())"
    )
    return Head(
        revision=revision,
        program=program_version(),
        engine=engine,
        created_at=now.isoformat(),
        shapes=tuple(tables.list_shapes(connection)),
        file_bytes=held.total(),
        database_bytes=int(connection.exec_driver_sql(size).scalar_one()),
    )


def _write_tables(connection: Connection, archive: ArchiveWriter, head: Head) -> Counter[str]:
    rows: Counter[str] = Counter()
    for shape in head.shapes:
        for number, (count, lines) in enumerate(tables.parts(connection, shape), 1):
            archive.add(f"tables/{shape.name}/{number:06d}.jsonl.gz", pack(lines))
            rows[shape.name] += count
    return rows


def _write_files(archive: ArchiveWriter, held: HeldFiles) -> int:
    count = 0
    for key, path, size in held:
        with path.open("rb") as source:
            archive.add_file(f"files/{key}", source, size)
        count += 1
    return count


def _write_tombstones(archive: ArchiveWriter, folder: Path) -> None:
    """Lines are only ever added to these files, so what is there now may be read up to its present end."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as source:
            archive.add_file(f"tombstones/{path.name}", source, os.fstat(source.fileno()).st_size)


def _verify(settings: Settings, path: Path, keys: Keys, counts: Counts) -> None:
    """Read the archive back into a scratch place. Raises Damaged when it does not hold what was written."""
    with path.open("rb") as file, scratch_place(settings, is_for_looking=True) as scratch:
        found: Contents = fill(scratch, opened(file, keys), [settings.secret_key])
        if (found.rows, found.files) != counts or not found.is_own:
            raise Damaged("it does not hold what was written")


def opened(file: BinaryIO, keys: Keys) -> BinaryIO:
    """The plain stream of an archive that may be encrypted. Raises CannotDecrypt, Damaged."""
    start = file.read(64)
    file.seek(0)
    if not is_encrypted(start):
        return file
    return io.BufferedReader(DecryptingReader(file, keys), 256 * 1024)


def program_version() -> str:
    """The version of this program; "checkout" where it was never installed."""
    try:
        return version("shopapp")
    except PackageNotFoundError:
        return "checkout"


def _with_key_for_looking(lock: Lock | None) -> tuple[Lock | None, Keys]:
    """A public key cannot open what it closes: a second pair, forgotten after this run, lets the backup be checked."""
    if lock is None:
        return None, ()
    passing = Identity.generate()
    return [*lock, passing.to_public()], [passing]


@contextmanager
def _written(target: Path, partial: Path) -> Iterator[BinaryIO]:
    """A file that only its owner may read and that gets its name when the block ends well."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            yield out
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _telling_of_full_disks() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskTooSmall("the disk is full; no backup was made") from None
        raise BackupRefused(f"the backup cannot be written: {error.strerror} ({error.filename})") from None
