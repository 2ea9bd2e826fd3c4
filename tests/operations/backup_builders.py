"""Instances with something in them to back up, each with a database and a folder of its own."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect, pool, text

from shopapp import create_app, flask_config
from shopapp.config import Settings
from shopapp.operations import migrations
from shopapp.operations.backup.encryption import Keys, Lock
from shopapp.operations.backup.making import Made, make_backup
from shopapp.operations.backup.restoring import Restored, Wish, restore
from shopapp.platform.database import db
from shopapp.platform.settings import keep_settings
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_link
from tests.builders import NOW, make_shop
from tests.conftest import SECRET
from tests.inquiries.builders import make_inquiry
from tests.orders.builders import Stall, furnish, place

LATER = NOW + timedelta(hours=1)
PICTURE = "1/pictures/ab12.webp"
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Origin:
    """An instance at the newest revision; `stall` is what its florist sells."""

    settings: Settings
    stall: Stall

    @property
    def shop(self) -> ShopRef:
        """The florist."""
        return self.stall.shop

    @contextmanager
    def app(self) -> Iterator[Flask]:
        """Its application, let go of at the end."""
        app = create_app(self.settings)
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()

    def back_up(self, target: Path, lock: Lock | None = None, *, verify: bool = False) -> Made:
        """A backup of it as it is."""
        app = bare_app(self.settings)
        try:
            return make_backup(app, self.settings, target, lock, verify=verify, now=LATER)
        finally:
            with app.app_context():
                db.engine.dispose()

    def restore(self, path: Path, keys: Keys = (), now: datetime = LATER, **wishes: bool) -> Restored:
        """Put a backup in its place."""
        return restore(self.settings, path, keys, Wish(**wishes), now=now)

    def rows(self) -> Rows:
        """Every row of every table as the database holds it."""
        return rows_of(self.settings.database)

    def ask(self, query: str) -> list[Any]:
        """The first column of what a query finds."""
        return ask(self.settings.database, query)

    def state(self) -> tuple[Rows, Mapping[str, bytes]]:
        """Everything that must be as before when a restore is refused."""
        files = {p.relative_to(self.settings.data).as_posix(): p.read_bytes() for p in self._files()}
        return self.rows(), files

    def _files(self) -> list[Path]:
        """All but the database, which sqlite touches when it is read, and locks."""
        found = (path for path in self.settings.data.rglob("*") if path.is_file())
        return [path for path in found if ".sqlite3" not in path.name and path.suffix != ".lock"]


def bare_app(settings: Settings) -> Flask:
    """An application with a database and without the pages of the shops, which take their time."""
    app = Flask("bare")
    app.config.from_mapping(flask_config(settings))
    keep_settings(app, settings)
    db.init_app(app)
    return app


def make_origin(data: Path, url: str = "") -> Origin:
    """Two shops with orders, an inquiry, waiting messages, somebody signed in, files and a tombstone."""
    data.mkdir(parents=True)
    settings = Settings(secret_key=SECRET, data=data, database_url=url, scheme="http", log_level="error")
    app = create_app(settings)
    migrations.upgrade(app)
    with app.app_context():
        shop, other = make_shop("hoa", now=NOW), make_shop("mac", now=NOW)
    stall = furnish(app, shop)
    place(app, furnish(app, other))
    for number in range(3):
        place(app, stall, sender_phone=f"+8490000020{number}", sender_email=f"khach{number}@khach.example")
    make_inquiry(app, shop)
    make_link(app, shop, stall.owner, now=NOW)
    with app.app_context():
        db.engine.dispose()
    (settings.files / PICTURE).parent.mkdir(parents=True)
    (settings.files / PICTURE).write_bytes(b"\x00picture" * 3000)
    return Origin(settings, stall)


def make_tables(folder: Path) -> Path:
    """An SQLite file with the tables of the newest revision and nothing in them."""
    made = folder / "empty.sqlite3"
    app = create_app(Settings(secret_key=SECRET, data=folder, database_url=f"sqlite:///{made}", log_level="error"))
    migrations.upgrade(app)
    with app.app_context():
        # The last connection that is closed leaves one whole file.
        db.engine.dispose()
    return made


@contextmanager
def prepared_tables(made: Path) -> Iterator[None]:
    """While the block lasts, an empty SQLite database gets its tables by copying a file."""
    own = migrations.upgrade

    def upgrade(app: Flask, revision: str = "head", *, folder: Path | None = None) -> None:
        kind, _, place = str(app.config["SQLALCHEMY_DATABASE_URI"]).partition(":///")
        is_newest = revision in ("head", migrations.newest_revision(app))
        if kind == "sqlite" and is_newest and not Path(place).exists():
            shutil.copyfile(made, place)
        else:
            own(app, revision, folder=folder)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrations, "upgrade", upgrade)
        yield


def copy_of(origin: Origin, data: Path, url: str = "") -> Origin:
    """The same once more, for a test of its own; on PostgreSQL `url` is that of a copied database."""
    shutil.copytree(origin.settings.data, data)
    return Origin(replace(origin.settings, data=data, database_url=url), origin.stall)


def rows_of(url: str) -> Rows:
    """Every row of every table of a database, in an order of its own."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        names = inspect(connection).get_table_names()
        return {
            name: sorted((tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))), key=repr)  # noqa: S608
            for name in names
        }


def ask(url: str, query: str) -> list[Any]:
    """The first column of what a query finds."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(text(query))]


def change(url: str, *statements: str) -> None:
    """Do something to a database behind the program's back."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
