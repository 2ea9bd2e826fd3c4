"""How a migration runs: on a connection of its own, in one transaction, on SQLite without foreign keys meanwhile.

SQLite changes a table by copying and dropping it, which foreign keys would refuse once rows refer to it; so they are
off until the end, when every key is checked before the commit.
"""

from collections.abc import Iterable
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool
from sqlalchemy.engine import Connection

from shopapp.platform.database import UtcDateTime, db


def show_type(kind: str, thing: Any, _autogen: Any) -> str | bool:
    """Types of our own are written as what they store, so that a migration never imports the program."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def leave_empty_out(_context: Any, _revision: Iterable[Any], directives: list[Any]) -> None:
    """Nothing changed, so no file."""
    if directives and directives[0].upgrade_ops is not None and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def keys_off(connection: Connection) -> None:
    """Must happen outside a transaction, or SQLite ignores it without a word."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")


def check_keys(connection: Connection) -> None:
    """Refuse (and so roll back) a migration that leaves a row pointing at nothing."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = ", ".join(sorted({str(row[0]) for row in broken}))
        raise RuntimeError(f"the migration would leave {len(broken)} rows without what they refer to, in: {tables}")


def run() -> None:
    """All wanted revisions in one transaction: a failure leaves the database as it was."""
    engine = create_engine(current_app.config["SQLALCHEMY_DATABASE_URI"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            keys_off(connection)
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=on_sqlite,
            compare_type=True,
            render_item=show_type,
            process_revision_directives=leave_empty_out,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if on_sqlite:
                check_keys(connection)
    engine.dispose()


if context.is_offline_mode():
    raise RuntimeError("migrations run on a database, not into a file: they check what they did")
run()
