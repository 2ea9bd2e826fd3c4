"""Restoring: everything is checked and made ready in a scratch place, and only then replaces the live state."""

import errno
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import inspect
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from shopapp.config import Settings
from shopapp.operations import migrations
from shopapp.operations.backup.aftermath import Settled, settle
from shopapp.operations.backup.connections import looking
from shopapp.operations.backup.contents import Contents, fill
from shopapp.operations.backup.encryption import Keys
from shopapp.operations.backup.known import Known, add_tombstone_files, ask_live_system, refuse_others, refuse_strangers
from shopapp.operations.backup.making import opened
from shopapp.operations.backup.placing import Plan, discard, finish, put_into_place
from shopapp.operations.backup.refusals import BackupRefused, Damaged, DiskTooSmall
from shopapp.operations.backup.scratch import Scratch, remove_leftovers, scratch_place
from shopapp.operations.occupancy import alone, sharing
from shopapp.records.bars import tombstone_lines


@dataclass(frozen=True)
class Restored:
    """What came back and what was done to it. `old` says where the state before lies, None when nothing changed."""

    contents: Contents
    settled: Settled
    warnings: Sequence[str]
    old: Plan | None
    seconds: float


@dataclass(frozen=True)
class Wish:
    """How a restore is wanted. `other_key`: the backup may come from an instance with another secret key."""

    is_check_only: bool = False
    discards_old: bool = False
    other_key: bool = False


def restore(settings: Settings, path: Path, keys: Keys, wish: Wish, *, now: datetime) -> Restored:
    """Put a backup in the place of the live state, or only see whether that could be done.

    Raises BackupRefused, Occupied, HalfRestored; then nothing was changed.
    """
    begun = time.monotonic()
    guard = sharing if wish.is_check_only else alone
    with guard(settings), telling_plainly(), path.open("rb") as file:
        if not wish.is_check_only:
            refuse_strangers(settings)
            refuse_others(settings)
        remove_leftovers(settings, is_alone=not wish.is_check_only)
        # A wrong key is the likeliest mistake, and told before anything else is done.
        plain = opened(file, keys)
        known = ask_live_system(settings)
        with scratch_place(settings, is_for_looking=wish.is_check_only) as scratch:
            contents = _read(settings, plain, scratch, wish)
            settled = _settle(scratch, contents, known, now=now)
            old = None
            if not wish.is_check_only:
                _close(scratch)
                old = put_into_place(settings, scratch, now=now)
        if old is not None and wish.discards_old:
            discard(settings, old)
    return Restored(contents, settled, known.warnings, old, time.monotonic() - begun)


def finish_restore(settings: Settings, *, discards_old: bool) -> Plan:
    """Finish what was stopped half way. Raises BackupRefused, Occupied."""
    with alone(settings, is_finishing=True), telling_plainly():
        plan = finish(settings)
        if discards_old:
            discard(settings, plan)
        return plan


def _read(settings: Settings, plain: BinaryIO, scratch: Scratch, wish: Wish) -> Contents:
    contents = fill(scratch, plain, (settings.secret_key, *settings.old_secret_keys))
    if not contents.is_own and not wish.other_key:
        raise BackupRefused(
            "the backup was made under another SHOPAPP_SECRET_KEY: set that one or name it in SHOPAPP_OLD_SECRET_KEYS, "
            "or restore with --other-key, after which links in old messages and second steps no longer work"
        )
    return contents


def _settle(scratch: Scratch, contents: Contents, known: Known, *, now: datetime) -> Settled:
    if contents.head.revision != migrations.newest_revision(scratch.app):
        migrations.upgrade(scratch.app)
    add_tombstone_files(known, scratch.folder / "tombstones", "of the backup")
    settled = settle(scratch.app, known, now=now)
    for slug in known.stones:
        # A shop the backup does not know yet: its tombstones must not be lost with the live state.
        path = scratch.folder / "tombstones" / f"{slug}.jsonl"
        if not path.exists():
            _keep_lines(path, known, slug)
    return settled


def _keep_lines(path: Path, known: Known, slug: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{line}\n" for line in tombstone_lines(known.stones[slug]))


def _close(scratch: Scratch) -> None:
    """Leave nothing of what was erased on the way, no log beside the file and no dead rows, and nobody connected."""
    with looking(scratch.engine) as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        if scratch.schema:
            for name in inspect(connection).get_table_names():
                connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{name}"')
        else:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    scratch.close()


@contextmanager
def telling_plainly() -> Iterator[None]:
    """Failures of disk and database as the one line a provider can act on."""
    try:
        yield
    except (IntegrityError, DataError) as error:
        raise Damaged(f"the database does not take a row: {type(error.orig).__name__}") from None
    except DBAPIError as error:
        if "full" in str(error.orig).lower() or "No space" in str(error.orig):
            raise DiskTooSmall("the disk of the database is full; nothing was changed") from None
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskTooSmall("the disk is full; nothing was changed") from None
        raise BackupRefused(f"{error.filename or 'a file'} cannot be used: {error.strerror}") from None
