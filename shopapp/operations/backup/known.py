"""What the live system knows that a backup cannot: who was erased since, which numbers were given, what is at work."""

import os
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import column, inspect, select, table
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from shopapp.config import Settings
from shopapp.operations.backup.connections import live_engine, looking
from shopapp.operations.backup.refusals import InUse
from shopapp.operations.backup.scratch import database_file
from shopapp.operations.backup.tables import last_ids
from shopapp.operations.backup.withdrawn import Withdrawal, read_withdrawals
from shopapp.platform.database import UtcDateTime
from shopapp.records.bars import BarKind, Tombstone, read_tombstones

_NUMBERS = "last_number"


@dataclass
class Known:
    """Tombstones and withdrawals by the slug of their shop; last ids by table; last numbers by (table, slug).

    `is_read` is False when there is no live database, or one that cannot be read.
    """

    stones: dict[str, list[Tombstone]] = field(default_factory=dict)
    last_ids: dict[str, int] = field(default_factory=dict)
    last_numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    withdrawals: dict[str, list[Withdrawal]] = field(default_factory=dict)
    is_read: bool = False
    warnings: list[str] = field(default_factory=list)


def ask_live_system(settings: Settings) -> Known:
    """All of it, from the files and, where it can be read, from the database. Never raises for what is broken."""
    known = Known()
    add_tombstone_files(known, settings.data / "tombstones", "of the live system")
    file = database_file(settings)
    if file is not None and not file.exists():
        return known
    engine = live_engine(settings)
    try:
        with looking(engine) as connection:
            if inspect(connection).has_table("shop"):
                _read_database(known, connection)
    except (SQLAlchemyError, sqlite3.Error, ValueError):
        known.is_read = False
        known.warnings.append("the live database cannot be read; of its erasures only the tombstone files are counted")
    finally:
        engine.dispose()
    return known


def add_tombstone_files(known: Known, folder: Path, whose: str) -> None:
    """Every line that can be read of every tombstone file of a folder; torn ones become a warning."""
    for path in sorted(folder.glob("*.jsonl")):
        stones, torn = read_tombstones(path.read_bytes().decode(errors="replace"))
        known.stones.setdefault(path.stem, []).extend(stones)
        if torn:
            known.warnings.append(f"{torn} torn line(s) in the tombstone file {path.name} {whose} were left out")


def refuse_strangers(settings: Settings) -> None:
    """Raise InUse when the data belong to another user of the machine, who could not read what is put there."""
    if settings.data.stat().st_uid != os.geteuid():
        raise InUse(f"run this as the user to whom {settings.data} belongs")


def refuse_others(settings: Settings) -> None:
    """Raise InUse while somebody is connected to a PostgreSQL database, from this machine or another."""
    if database_file(settings) is not None:
        return
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    )
    engine = live_engine(settings)
    with looking(engine) as connection:
        others = connection.exec_driver_sql(query).scalar_one()
    if others:
        raise InUse(f"{others} other connection(s) to the database are open; stop whatever uses it first")


def _read_database(known: Known, connection: Connection) -> None:
    shop = table("shop", column("id"), column("slug"))
    known.last_ids = last_ids(connection)
    for name in list_counters(connection):
        counter = table(name, column("shop_id"), column(_NUMBERS))
        query = select(shop.c.slug, counter.c[_NUMBERS]).join_from(counter, shop, shop.c.id == counter.c.shop_id)
        known.last_numbers |= {(name, slug): number for slug, number in connection.execute(query)}
    known.withdrawals = read_withdrawals(connection)
    if inspect(connection).has_table("bar"):
        bar = table(
            "bar",
            column("shop_id"),
            column("kind"),
            column("contact_hash"),
            column("since", UtcDateTime()),
            column("lifted_at", UtcDateTime()),
        )
        for slug, kind, contact, since, lifted in connection.execute(
            select(shop.c.slug, bar.c.kind, bar.c.contact_hash, bar.c.since, bar.c.lifted_at).join_from(
                bar, shop, shop.c.id == bar.c.shop_id
            )
        ):
            stone = Tombstone(BarKind(kind), contact, lifted or since, lifted is not None)
            known.stones.setdefault(slug, []).append(stone)
    known.is_read = True


def list_counters(connection: Connection) -> list[str]:
    """Tables that hold nothing but the last number each shop has given out."""
    inspector = inspect(connection)
    wanted = {"id", "shop_id", _NUMBERS}
    return [
        name
        for name in sorted(inspector.get_table_names())
        if {found["name"] for found in inspector.get_columns(name)} == wanted
    ]
