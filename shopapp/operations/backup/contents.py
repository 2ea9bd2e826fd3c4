"""Filling a scratch place from an archive, and proving that what came out is what went in."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy.engine import Connection

from shopapp.operations import migrations
from shopapp.operations.backup import tables
from shopapp.operations.backup.archive import COUNTS, FORMAT, MOST_UNPACKED, ArchiveReader, Member, unpack
from shopapp.operations.backup.connections import looking
from shopapp.operations.backup.foreign_keys import keys_off
from shopapp.operations.backup.refusals import BackupRefused, Damaged, DiskTooSmall
from shopapp.operations.backup.scratch import Scratch

RESERVE_BYTES = 64 * 1024 * 1024
"""What a restore leaves free, so that the system it restores does not stand on a full disk."""


@dataclass(frozen=True)
class Head:
    """What an archive says about itself before anything else."""

    revision: str
    program: str
    engine: str
    created_at: str
    shapes: tuple[tables.Shape, ...]
    file_bytes: int
    database_bytes: int

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        shapes = [shape.as_json() for shape in self.shapes]
        return {**vars(self), "shapes": shapes, "format": FORMAT}


@dataclass
class Contents:
    """What was read: rows by table, number of files. `is_own`: it was sealed with a secret key of this instance."""

    head: Head
    rows: Counter[str] = field(default_factory=Counter)
    files: int = 0
    is_own: bool = False


def head_from_json(data: Any) -> Head:
    """The inverse of `Head.as_json`. Raises Damaged, BackupRefused for an archive of a later format."""
    if not isinstance(data, dict) or not isinstance(data.get("format"), int):
        raise Damaged("it does not say what it is")
    if data["format"] != FORMAT:
        raise BackupRefused("the backup was made by a newer version of shopapp; install that one first")
    try:
        return Head(
            revision=str(data["revision"]),
            program=str(data["program"]),
            engine=str(data["engine"]),
            created_at=str(data["created_at"]),
            shapes=tuple(tables.shape_from_json(shape) for shape in data["shapes"]),
            file_bytes=int(data["file_bytes"]),
            database_bytes=int(data["database_bytes"]),
        )
    except (KeyError, TypeError, ValueError):
        raise Damaged("it does not say what it is") from None


def fill(scratch: Scratch, source: BinaryIO, secrets: Sequence[str]) -> Contents:
    """Put an archive into an empty scratch place, at the revision of the archive.

    Every member, digest and count is checked; only a return without an exception says that the archive is whole.
    Raises Damaged, BackupRefused, DiskTooSmall.
    """
    reader = ArchiveReader(source, secrets)
    members = reader.members()
    head = head_from_json(next(members).json())
    _check_room(scratch, head.file_bytes + head.database_bytes)
    _make_tables(scratch.app, head)
    contents = Contents(head)
    shapes = {shape.name: shape for shape in head.shapes}
    is_counted = False
    with _loading(scratch, head) as connection:
        for member in members:
            if is_counted:
                raise Damaged("something follows the counts")
            if member.name == COUNTS:
                _check_counts(contents, member.json())
                is_counted = True
            elif member.name.startswith("tables/"):
                _load(connection, shapes, member, contents.rows)
            else:
                _store(scratch, member)
                contents.files += member.name.startswith("files/")
    if not is_counted:
        raise Damaged("its counts are missing")
    contents.is_own = reader.is_own
    return contents


def _make_tables(app: Flask, head: Head) -> None:
    """Empty tables as they were when the backup was made."""
    scripts = ScriptDirectory.from_config(migrations.migration_config(app))
    if head.revision not in {script.revision for script in scripts.walk_revisions()}:
        raise BackupRefused(
            f"the backup was made by a newer shopapp ({head.program}, {head.revision}); install that first"
        )
    migrations.upgrade(app, head.revision)


@contextmanager
def _loading(scratch: Scratch, head: Head) -> Iterator[Connection]:
    """A connection on empty tables of the right shape, whose foreign keys are checked at the end."""
    with looking(scratch.engine) as connection, keys_off(connection):
        with connection.begin():
            found = {shape.name: set(shape.columns) for shape in tables.list_shapes(connection)}
            if found != {shape.name: set(shape.columns) for shape in head.shapes}:
                raise Damaged("its tables are not those of the revision it names")
            for name in found:
                # Some migrations put rows of their own into what they make.
                connection.exec_driver_sql(f'DELETE FROM "{name}"')  # noqa: S608 - a name that the database gave.
        yield connection
        with connection.begin():
            tables.set_last_ids(connection, {shape.name: shape.last_id for shape in head.shapes})
    scratch.close()


def _load(connection: Connection, shapes: dict[str, tables.Shape], member: Member, rows: Counter[str]) -> None:
    name = member.name.split("/")[1]
    if name not in shapes:
        raise Damaged(f"it holds a table {name} that it does not name")
    lines = unpack(member.content(MOST_UNPACKED))
    with connection.begin():
        rows[name] += tables.load(connection, shapes[name], lines)


def _store(scratch: Scratch, member: Member) -> None:
    """A file or a tombstone file; its name was checked when its header was read."""
    _check_room(scratch, member.size)
    path = scratch.folder / member.name
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.open("xb") as file:
        for piece in member.pieces():
            file.write(piece)


def _check_counts(contents: Contents, said: Any) -> None:
    if said != {"rows": dict(contents.rows), "files": contents.files}:
        raise Damaged("rows or files are missing")


def _check_room(scratch: Scratch, size: int) -> None:
    folders = {scratch.folder} | ({scratch.database.parent} if not scratch.schema else set())
    for folder in folders:
        if shutil.disk_usage(folder).free < size + RESERVE_BYTES:
            raise DiskTooSmall(f"there is too little room on the disk of {folder.parent}; nothing was changed")
