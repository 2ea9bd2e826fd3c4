"""Instances to back up: made once, copied for each test that changes one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.backup_builders import Origin, copy_of, make_origin, make_tables, prepared_tables
from tests.support.postgres import PostgresServer


@pytest.fixture(scope="session")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest revision."""
    return make_tables(tmp_path_factory.mktemp("tables"))


@pytest.fixture
def cheap_tables(empty_tables: Path) -> Iterator[None]:
    """Tables of the newest revision are copied into an empty SQLite database, because making them takes seconds."""
    with prepared_tables(empty_tables):
        yield


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, empty_tables: Path) -> Origin:
    """A furnished instance on SQLite, never changed."""
    with prepared_tables(empty_tables):
        return make_origin(tmp_path_factory.mktemp("backup") / "var")


@pytest.fixture(scope="session")
def archive(first: Origin, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plain backup of it."""
    return first.back_up(tmp_path_factory.mktemp("archive") / "a.tar").path


@pytest.fixture
def origin(first: Origin, tmp_path: Path) -> Origin:
    """A furnished instance of one's own on SQLite."""
    return copy_of(first, tmp_path / "var")


@pytest.fixture(scope="session")
def first_on_postgres(postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """A furnished instance on PostgreSQL, never changed."""
    return make_origin(tmp_path_factory.mktemp("backup") / "var", postgres.create_database("backup_first"))


@pytest.fixture
def on_engine(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Origin:
    """A furnished instance of one's own on each engine."""
    if engine == "sqlite":
        own: Origin = request.getfixturevalue("origin")
        return own
    pattern: Origin = request.getfixturevalue("first_on_postgres")
    server: PostgresServer = request.getfixturevalue("postgres")
    url = server.create_database("backup_own", template="backup_first")
    return copy_of(pattern, tmp_path / "var", url)
