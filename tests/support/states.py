"""Pictures of a whole database that tests begin with, put back in a few milliseconds instead of being made again."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

from sqlalchemy import Engine

EMPTY = "empty"


class States:
    """What one database looked like at named moments. EMPTY is always known: no row, and ids begin at 1.

    Rows are copied inside the database, past foreign keys, because each picture was whole when it was taken. Only
    tables that hold something are emptied: most tests write to few.
    """

    def __init__(self, engine: Engine, tables: Iterable[str]) -> None:
        self._tables = tuple(tables)
        self._copies = SqliteCopies(engine) if engine.dialect.name == "sqlite" else PostgresCopies(engine)
        self._held: dict[str, list[str]] = {EMPTY: []}
        self.present = ""

    def __contains__(self, name: str) -> bool:
        return name in self._held

    def keep(self, name: str) -> None:
        """Remember how the database looks now."""
        self._held[name] = self._copies.filled(self._tables)
        self._copies.take(name, self._held[name])
        self.present = name

    def put_back(self, name: str) -> None:
        """Make the database look as it did; KeyError for a name that was not kept."""
        self._copies.put_back(name, emptied=self._copies.filled(self._tables), filled=self._held[name])
        self.present = name

    def close(self) -> None:
        """Let go of the database."""
        self._copies.close()


def _filled_query(tables: Iterable[str]) -> str:
    return " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in tables)  # noqa: S608 - our own tables.


class SqliteCopies:
    """Each picture is a database in memory, attached to a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        assert engine.url.database
        self._connection = sqlite3.connect(engine.url.database, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA busy_timeout=10000")
        # Nothing here survives the test run, so nothing needs to reach the disk.
        self._connection.execute("PRAGMA synchronous=OFF")

    def filled(self, tables: Iterable[str]) -> list[str]:
        with closing(self._connection.execute(_filled_query(f"main.{table}" for table in tables))) as found:
            return [name.removeprefix("main.") for (name,) in found]

    def take(self, name: str, tables: Iterable[str]) -> None:
        self._connection.execute(f"ATTACH ':memory:' AS kept_{name}")
        for table in (*tables, "sqlite_sequence"):
            copy = f"kept_{name}.{_copied(table)}"
            self._connection.execute(f"CREATE TABLE {copy} AS SELECT * FROM main.{table}")  # noqa: S608 - our own tables.

    def put_back(self, name: str, *, emptied: Iterable[str], filled: Iterable[str]) -> None:
        kept = [(table, _copied(table)) for table in ([*filled, "sqlite_sequence"] if name != EMPTY else [])]
        self._connection.execute("BEGIN IMMEDIATE")
        for table in (*emptied, "sqlite_sequence"):
            self._connection.execute(f"DELETE FROM main.{table}")  # noqa: S608 - our own tables.
        for table, copy in kept:
            self._connection.execute(f"INSERT INTO main.{table} SELECT * FROM kept_{name}.{copy}")  # noqa: S608 - our own tables.
        self._connection.execute("COMMIT")

    def close(self) -> None:
        self._connection.close()


def _copied(table: str) -> str:
    """SQLite reserves names that begin with its own."""
    return table.replace("sqlite_", "own_")


class PostgresCopies:
    """Each picture is a schema beside the public one."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._counters: dict[str, str] = {EMPTY: ""}

    def filled(self, tables: Iterable[str]) -> list[str]:
        return list(self._connection.exec_driver_sql(_filled_query(tables)).scalars())

    def take(self, name: str, tables: Iterable[str]) -> None:
        copies = "".join(f"CREATE TABLE kept_{name}.{table} AS SELECT * FROM {table};" for table in tables)  # noqa: S608 - our own tables.
        self._connection.exec_driver_sql(f"CREATE SCHEMA kept_{name}; {copies}")
        moved = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public' AND last_value > 0"
        self._counters[name] = "".join(
            f"SELECT setval('public.{counter}', {value});" for counter, value in self._connection.exec_driver_sql(moved)
        )

    def put_back(self, name: str, *, emptied: Iterable[str], filled: Iterable[str]) -> None:
        # TRUNCATE would make new files for each table and index, which takes fifty times as long.
        deletes = "".join(f"DELETE FROM {table};" for table in emptied)  # noqa: S608 - our own tables.
        inserts = "".join(f"INSERT INTO {table} SELECT * FROM kept_{name}.{table};" for table in filled)  # noqa: S608 - our own tables.
        counters = "SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S';"
        self._connection.exec_driver_sql(
            "BEGIN; SET LOCAL session_replication_role = replica;"
            f"{deletes}{inserts}{counters}{self._counters[name]} COMMIT"
        )

    def close(self) -> None:
        self._connection.close()
