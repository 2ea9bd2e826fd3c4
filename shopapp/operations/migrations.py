"""Bringing a database to this version, and telling where migrations and models differ."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy.engine import Connection

from shopapp import beside_package, create_app
from shopapp.config import Settings
from shopapp.kernel.codes import new_token
from shopapp.platform.database import db


def migration_config(app: Flask, folder: Path | None = None) -> Config:
    """Alembic's configuration for this application; `folder` holds env.py and versions (default: the program's own)."""
    migrate = Migrate(app, db, directory=str(folder or beside_package("migrations")))
    with app.app_context():
        config: Config = migrate.get_config()
    return config


def upgrade(app: Flask, revision: str = "head", *, folder: Path | None = None) -> None:
    """Bring the database up to `revision`, whole or not at all."""
    config = migration_config(app, folder)
    with app.app_context():
        command.upgrade(config, revision)


def downgrade(app: Flask, revision: str, *, folder: Path | None = None) -> None:
    """Take the database back to `revision` ("base": before the first)."""
    config = migration_config(app, folder)
    with app.app_context():
        command.downgrade(config, revision)


def newest_revision(app: Flask) -> str | None:
    """The revision this version of the program expects."""
    return ScriptDirectory.from_config(migration_config(app)).get_current_head()


def present_revision(app: Flask) -> str | None:
    """The revision the database is at, None while it is empty."""
    with app.app_context(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def differences(app: Flask) -> list[str]:
    """What a new migration would have to do, a line each; empty when migrations and models agree."""
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [*(_line(found) for found in compare_metadata(context, db.metadata)), *_reused_ids(connection)]


def _reused_ids(connection: Connection) -> list[str]:
    """Tables that may give out an id a second time, because a batch on SQLite had not `sqlite_autoincrement` said."""
    if connection.dialect.name != "sqlite":
        return []
    query = "SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"
    kept = set(connection.exec_driver_sql(query).scalars())
    wanted = {name for name, table in db.metadata.tables.items() if table.dialect_options["sqlite"]["autoincrement"]}
    return [f"ids_used_twice {name}" for name in sorted(wanted - kept)]


def write_migration(message: str) -> None:
    """Write the migration that takes the newest revision to the present models. For developers, in a checkout."""
    with scratch_app() as app:
        upgrade(app)
        config = migration_config(app)
        script = ScriptDirectory.from_config(config)
        number = len(list(script.walk_revisions())) + 1
        config.set_section_option("post_write_hooks", "hooks", "ruff")
        for name, value in (("type", "module"), ("module", "ruff"), ("options", "format REVISION_SCRIPT_FILENAME")):
            config.set_section_option("post_write_hooks", f"ruff.{name}", value)
        with app.app_context():
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")


@contextmanager
def scratch_app() -> Iterator[Flask]:
    """An application on an empty embedded database in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="shopapp-") as folder:
        app = create_app(Settings(secret_key=new_token(), data=Path(folder), log_level="error"))
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()


def _line(found: Any) -> str:
    """One difference, short; alterations of one column come as a list."""
    parts = found[0] if isinstance(found, list) else found
    return " ".join(str(getattr(part, "name", part)) for part in parts[:4] if part is not None)
