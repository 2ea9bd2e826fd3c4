"""The commands of `shopapp`, by what they concern."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask

from shopapp import create_app
from shopapp.config import Settings, take_settings_from_environment
from shopapp.kernel.refusal import Refusal
from shopapp.operations.occupancy import sharing
from shopapp.platform.database import db


class NotReady(Refusal):
    """The database is not one this version can work on; the text says what to do."""


def prepare_folder(settings: Settings) -> None:
    """The folder of this instance, closed to other people of the machine."""
    settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)


@contextmanager
def opened_app(settings: Settings | None = None) -> Iterator[Flask]:
    """The application for one command, its connections closed at the end.

    Raises BadSetting; Occupied and HalfRestored while a restore has the instance for itself.
    """
    settings = settings or take_settings_from_environment()
    prepare_folder(settings)
    with sharing(settings):
        app = create_app(settings)
        try:
            yield app
        finally:
            with app.app_context():
                db.engine.dispose()


@contextmanager
def ready_app() -> Iterator[Flask]:
    """As `opened_app`, refused with one line while the database waits for `shopapp migrate`. Raises NotReady."""
    with opened_app() as app:
        check_revision(app)
        yield app


def check_revision(app: Flask) -> None:
    """Raise NotReady when the database is older or newer than this version of the program."""
    # Imported here because Alembic takes a tenth of the time in which a command starts.
    from shopapp.operations import migrations

    present, expected = migrations.present_revision(app), migrations.newest_revision(app)
    if present != expected:
        raise NotReady("the database is not at this version; run: shopapp migrate")
