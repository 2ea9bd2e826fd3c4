"""Loading rows in any order, with every foreign key checked at the end, on both engines."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from shopapp.operations.backup.refusals import Damaged


@contextmanager
def keys_off(connection: Connection) -> Iterator[None]:
    """Without foreign keys inside; afterwards every one holds. Raises Damaged when one does not."""
    if connection.dialect.name == "sqlite":
        yield from _off_on_sqlite(connection)
    else:
        yield from _off_on_postgresql(connection)


def _off_on_sqlite(connection: Connection) -> Iterator[None]:
    raw: Any = connection.connection.dbapi_connection
    # Must happen outside a transaction, or SQLite ignores it without a word.
    raw.execute("PRAGMA foreign_keys=OFF")
    yield
    raw.execute("PRAGMA foreign_keys=ON")
    broken = raw.execute("PRAGMA foreign_key_check").fetchone()
    if broken is not None:
        raise Damaged(f"rows of {broken[0]} name something that is missing")
    if raw.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged("its database does not hold together")


def _off_on_postgresql(connection: Connection) -> Iterator[None]:
    """Only a superuser may switch keys off, so they are taken away and made again, which checks every row."""
    query = (
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    with connection.begin():
        keys = [tuple(row) for row in connection.exec_driver_sql(query)]
        for table, name, _ in keys:
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    with connection.begin():
        for table, name, definition in keys:
            try:
                connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
            except IntegrityError:
                raise Damaged(f"rows of {table} name something that is missing") from None
