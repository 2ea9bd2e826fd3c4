"""The database: base class, Session with the net between shops, and the one place that commits."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import BigInteger, DateTime, Dialect, Engine, Integer, MetaData, event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, registry
from sqlalchemy.types import TypeDecorator

from shopapp.kernel.refusal import Refusal

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
# How long a writer waits for another one, and how long emptying the log may hold writers up.
BUSY_MILLISECONDS, CHECKPOINT_MILLISECONDS = 10_000, 100
# SQLite gives row numbers of its own only to INTEGER keys.
BigId = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in Python on both engines; SQLite stores it without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime must not reach the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Parent of every table; the type map says how Python types are stored."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: UtcDateTime})


class NoBulk(FlaskSession):
    """A Session without the calls that slip past the net between shops."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("bulk_* calls pass by the net between shops and are not used")

    bulk_save_objects = _refuse
    bulk_insert_mappings = _refuse
    bulk_update_mappings = _refuse


def _scope_key() -> Any:
    # Imported here because the scope needs `db`, which needs this function.
    from shopapp.platform.tenancy.scope import scope_key

    return scope_key()


db = SQLAlchemy(
    model_class=Base,
    disable_autonaming=True,
    session_options={"class_": NoBulk, "scopefunc": _scope_key, "expire_on_commit": False},
)


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Durable, referentially honest, and without traces of deleted data in freed pages."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    """Readers begin DEFERRED so that they never wait; writers IMMEDIATE so that they queue instead of failing."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("sqlite_begin", "DEFERRED"))


@contextmanager
def transaction() -> Iterator[None]:
    """One write: begins afresh, commits on a good end, rolls back and re-raises otherwise.

    A Refusal that `is_remembered` commits what was noted before it, and is re-raised too. Opened by entry points
    (views, commands, jobs) around one action. Raises RuntimeError when nested or when something was changed before it
    began, because that change would be lost or smuggled in.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("transaction() does not nest: the entry point owns it")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed outside transaction()")
    session.rollback()
    session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
    session.info["writing"] = True
    try:
        yield
        session.commit()
    except BaseException as error:
        if isinstance(error, Refusal) and error.is_remembered:
            session.commit()
        else:
            session.rollback()
        raise
    finally:
        session.info["writing"] = False


def is_writing(session: Session) -> bool:
    """Whether the Session stands inside `transaction()`."""
    return bool(session.info.get("writing"))


def truncate_log() -> bool:
    """Write the embedded database's log into its file and empty it: until then it holds pages of what was erased.

    False when readers were in the way; then nothing waits for it, and it is tried again later. Of PostgreSQL nothing
    is asked: its log is the server's own affair.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    # Not inside a transaction, which every other connection of ours begins with.
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={CHECKPOINT_MILLISECONDS}")
        busy, _pages, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")
    finally:
        connection.close()
    return not busy


def is_alive() -> bool:
    """Whether the database answers at all. Never raises."""
    try:
        with db.engine.connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except Exception:
        return False
    return True
