"""The one place of backup and restore that opens connections; they see every shop, as a backup holds every shop."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, create_engine, pool
from sqlalchemy.engine import Connection

from shopapp.config import Settings


def live_engine(settings: Settings) -> Engine:
    """An engine on the live database that keeps no connection open, for what lies around the tables."""
    return create_engine(settings.database, poolclass=pool.NullPool)


@contextmanager
def looking(engine: Engine) -> Iterator[Connection]:
    """A connection whose user decides what a transaction is."""
    with engine.connect() as connection:
        yield connection


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A connection in one transaction, committed when the block ends well."""
    with engine.begin() as connection:
        yield connection
