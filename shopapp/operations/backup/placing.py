"""Putting a restored state into the place of the live one: by giving names, noted beforehand so that it can go on.

On SQLite the database is a file among the files; on PostgreSQL its tables change schemas in one transaction.
"""

import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from shopapp.config import Settings
from shopapp.operations.backup.connections import changing, live_engine, looking
from shopapp.operations.backup.refusals import BackupRefused
from shopapp.operations.backup.scratch import Scratch, database_file
from shopapp.operations.occupancy import JOURNAL

_PARTS = ("files", "tombstones")
_TAILS = ("-wal", "-shm", "")


@dataclass(frozen=True)
class Plan:
    """What is to be done: names to change, in order; `schemas` are those of the new, the live and the old tables.

    `folders` become the old state's; `leave` goes when everything is in its place.
    """

    moves: list[tuple[str, str]]
    folders: list[str]
    leave: list[str]
    schemas: list[str] = field(default_factory=list)


def put_into_place(settings: Settings, scratch: Scratch, *, now: datetime) -> Plan:
    """Let the scratch place be the live state. What was live lies beside it afterwards; the plan says where."""
    plan = _plan(settings, scratch, f"before-restore-{now:%Y%m%dT%H%M%SZ}")
    for folder in plan.folders:
        if Path(folder).exists():
            raise BackupRefused(f"{folder} is there already; try again in a second")
    journal = settings.data / JOURNAL
    partial = journal.with_suffix(".partial")
    with partial.open("w") as file:
        json.dump(vars(plan), file)
        file.flush()
        os.fsync(file.fileno())
    # From here on the scratch place is what the live state will be, whatever happens to this process.
    scratch.is_kept = True
    partial.replace(journal)
    _sync(settings.data)
    _carry_out(settings, plan)
    return plan


def finish(settings: Settings) -> Plan:
    """Go on where a restore was stopped while it put things into place. Raises BackupRefused when none was."""
    journal = settings.data / JOURNAL
    try:
        data: dict[str, Any] = json.loads(journal.read_text())
    except FileNotFoundError:
        raise BackupRefused("no restore was stopped half way; there is nothing to finish") from None
    plan = Plan([(old, new) for old, new in data["moves"]], data["folders"], data["leave"], data["schemas"])
    _carry_out(settings, plan)
    return plan


def discard(settings: Settings, plan: Plan) -> None:
    """Delete what was live before."""
    for folder in plan.folders:
        shutil.rmtree(folder, ignore_errors=True)
    if plan.schemas:
        with changing(live_engine(settings)) as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {plan.schemas[2]} CASCADE")


def _plan(settings: Settings, scratch: Scratch, aside: str) -> Plan:
    data, old = settings.data.absolute(), settings.data.absolute() / aside
    folder = scratch.folder.absolute()
    moves, folders, leave = [], [old], [folder]
    for part in _PARTS:
        moves += [(data / part, old / part), (folder / part, data / part)]
    schemas: list[str] = []
    live = database_file(settings)
    if live is not None:
        old_base = live.parent / aside
        folders += [old_base] if old_base != old else []
        leave += [scratch.database.parent.absolute()] if scratch.database.parent != scratch.folder else []
        moves += [(Path(f"{live}{tail}"), old_base / f"{live.name}{tail}") for tail in _TAILS]
        moves.append((scratch.database.absolute(), live))
    else:
        schemas = [scratch.schema, _live_schema(settings), aside.replace("-", "_").lower()]
    texts = [(str(source), str(target)) for source, target in moves]
    return Plan(texts, [str(path) for path in folders], [str(path) for path in leave], schemas)


def _live_schema(settings: Settings) -> str:
    with looking(live_engine(settings)) as connection:
        return str(connection.exec_driver_sql("SELECT current_schema()").scalar_one())


def _carry_out(settings: Settings, plan: Plan) -> None:
    """Every step may have been done already: it is done again only when its result is not there."""
    for folder in plan.folders:
        Path(folder).mkdir(mode=0o700, exist_ok=True)
    if plan.schemas:
        _exchange_tables(settings, plan.schemas)
    for source, target in plan.moves:
        if Path(source).exists() and not Path(target).exists():
            os.rename(source, target)
    for folder in {str(Path(path).parent) for move in plan.moves for path in move}:
        if Path(folder).is_dir():
            _sync(Path(folder))
    (settings.data / JOURNAL).unlink(missing_ok=True)
    _sync(settings.data)
    for left in plan.leave:
        shutil.rmtree(left, ignore_errors=True)


def _exchange_tables(settings: Settings, schemas: list[str]) -> None:
    new, live, old = schemas
    listed = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = %s ORDER BY 1"
    with changing(live_engine(settings)) as connection:
        if not connection.exec_driver_sql("SELECT 1 FROM pg_namespace WHERE nspname = %s", (new,)).first():
            return
        fresh = [str(name) for name in connection.exec_driver_sql(listed, (new,)).scalars()]
        present = [str(name) for name in connection.exec_driver_sql(listed, (live,)).scalars()]
        connection.exec_driver_sql(f"CREATE SCHEMA {old}")
        for name in present:
            connection.exec_driver_sql(f'ALTER TABLE "{live}".{name} SET SCHEMA {old}')
        for name in fresh:
            connection.exec_driver_sql(f'ALTER TABLE {new}.{name} SET SCHEMA "{live}"')
        connection.exec_driver_sql(f"DROP SCHEMA {new}")


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
