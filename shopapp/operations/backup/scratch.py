"""A place beside the live state in which a backup is put together and looked at: nothing there is served.

On SQLite a folder with a database of its own, on PostgreSQL a folder and a schema. Both go away unless they are kept.
"""

import fcntl
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine, make_url

from shopapp import create_app
from shopapp.config import Settings
from shopapp.operations.backup.connections import changing, live_engine, looking
from shopapp.operations.backup.refusals import BackupRefused
from shopapp.platform.database import db

PREFIX, SCHEMA = ".restore-", "restore_"
LOCK = "lock"
DATABASE = "shopapp.sqlite3"


@dataclass
class Scratch:
    """`folder` is a data folder of its own; `schema` is empty where the database is a file, `database`."""

    app: Flask
    settings: Settings
    folder: Path
    database: Path
    schema: str = ""
    is_kept: bool = False

    @property
    def engine(self) -> Engine:
        """The engine of the scratch database."""
        with self.app.app_context():
            return db.engine

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


@contextmanager
def scratch_place(settings: Settings, *, is_for_looking: bool) -> Iterator[Scratch]:
    """An empty place. One that is only for looking is a file on either engine and needs no rights in the database."""
    token = secrets.token_hex(4)
    folder = settings.data / f"{PREFIX}{token}"
    folder.mkdir(mode=0o700)
    url = make_url(settings.database)
    lock = (folder / LOCK).open("wb")
    fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    scratch: Scratch | None = None
    try:
        if is_for_looking or url.get_backend_name() == "sqlite":
            # Beside the live file, so that it can be put into its place by giving it another name.
            live = None if is_for_looking else database_file(settings)
            near = folder if live is None or live.parent == settings.data.absolute() else live.parent / folder.name
            near.mkdir(mode=0o700, exist_ok=True)
            scratch = _opened(settings, folder, f"sqlite:///{(near / DATABASE).absolute()}", near / DATABASE)
            with _tidied(scratch, settings):
                yield scratch
            return
        schema = f"{SCHEMA}{token}"
        scratch = _opened(settings, folder, _make_schema(settings, schema), Path())
        scratch.schema = schema
        with _tidied(scratch, settings):
            _check_schema(scratch)
            yield scratch
    finally:
        if scratch is None or not scratch.is_kept:
            shutil.rmtree(folder, ignore_errors=True)
        lock.close()


def database_file(settings: Settings) -> Path | None:
    """The live database's file, None where it is no file."""
    url = make_url(settings.database)
    return Path(url.database or "").absolute() if url.get_backend_name() == "sqlite" else None


def remove_leftovers(settings: Settings, *, is_alone: bool) -> None:
    """Remove the scratch places of whoever was killed; those outside the data folder only when nobody else can work."""
    for left in settings.data.glob(f"{PREFIX}*"):
        if is_alone or _is_deserted(left):
            shutil.rmtree(left, ignore_errors=True)
    live = database_file(settings)
    if is_alone and live is not None:
        for left in live.parent.glob(f"{PREFIX}*"):
            shutil.rmtree(left, ignore_errors=True)
    elif is_alone:
        with changing(live_engine(settings)) as connection:
            query = "SELECT nspname FROM pg_namespace WHERE nspname ~ %s"
            for schema in connection.exec_driver_sql(query, (f"^{SCHEMA}[0-9a-f]{{8}}$",)).scalars().all():
                connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")


def _is_deserted(folder: Path) -> bool:
    """Whether nobody holds the lock of a scratch place any more."""
    try:
        with (folder / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        # It is being made this moment.
        return False
    except BlockingIOError:
        return False
    return True


def _make_schema(settings: Settings, schema: str) -> str:
    """An empty schema of the live database; gives the address of a connection that works in it."""
    with changing(live_engine(settings)) as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    url = make_url(settings.database)
    options = " ".join(filter(None, (str(url.query.get("options", "")), f"-csearch_path={schema}")))
    return url.update_query_dict({"options": options}).render_as_string(hide_password=False)


def _opened(settings: Settings, folder: Path, url: str, database: Path) -> Scratch:
    inside = replace(settings, data=folder, database_url=url)
    return Scratch(create_app(inside), inside, folder, database)


@contextmanager
def _tidied(scratch: Scratch, live: Settings) -> Iterator[Scratch]:
    try:
        yield scratch
    finally:
        scratch.close()
        if not scratch.is_kept:
            _remove(scratch, live)


def _remove(scratch: Scratch, live: Settings) -> None:
    if scratch.schema:
        with changing(live_engine(live)) as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {scratch.schema} CASCADE")
    elif scratch.database.parent != scratch.folder:
        shutil.rmtree(scratch.database.parent, ignore_errors=True)


def _check_schema(scratch: Scratch) -> None:
    """A connection pooler in between may drop the option, and the live tables must not be met by accident."""
    with looking(scratch.engine) as connection:
        present = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
    if present != scratch.schema:
        raise BackupRefused("the database connection cannot work in a schema of its own; connect without a pooler")
