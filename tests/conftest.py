"""The application on a real database, with two shops in it, so that leaks show.

Every test that asks for `app` runs on SQLite and on PostgreSQL. One application a worker and engine; each test begins
with empty tables and an empty folder of files, and every write is a real commit.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Table

from shopapp import create_app
from shopapp.accounts import passwords
from shopapp.config import Settings
from shopapp.platform.database import Base, db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, make_shop
from tests.support.postgres import PostgresServer

pytest_plugins = ("tests.support.fixtures",)

# As the program was made, before tests made it cheap.
OWN_HASHING = {"_HASHER": passwords._HASHER, "_NOBODYS": passwords._NOBODYS}
SECRET = "a-secret-for-tests-that-is-long-enough"
# The two shops, and every row that makes them, by table in an order in which keys are met.
FirstRows = tuple[list[ShopRef], list[tuple[Table, list[dict[str, Any]]]]]
ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The PostgreSQL server of this worker."""
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the database engine a test runs on."""
    return str(request.param)


def on_one_engine(name: str) -> Any:
    """`engine = on_one_engine("sqlite")` in a module about answers, not rows: both engines only in `make proof`."""
    names = ENGINES if os.environ.get("SHOPAPP_PROOF") == "full" else (name,)

    @pytest.fixture(scope="session", params=names, name="engine")
    def engine(request: pytest.FixtureRequest) -> str:
        return str(request.param)

    return engine


@dataclass(frozen=True)
class Instance:
    """The application on one engine, and the rows of the two shops most tests begin with."""

    app: Flask
    settings: Settings
    first_rows: FirstRows


@pytest.fixture(scope="session")
def instances(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Instance]]:
    """Gives the instance of an engine, made when first asked for.

    Kept here and not in a fixture of the engine's parameter, which pytest would take down and make again each time
    the tests change from one engine to the other; spread over several workers they do so all the time.
    """
    made: dict[str, Instance] = {}

    def get(engine: str) -> Instance:
        if engine not in made:
            url = ""
            if engine == "postgresql":
                server: PostgresServer = request.getfixturevalue("postgres")
                url = server.create_database("shopapp_tests")
            made[engine] = make_instance(tmp_path_factory.mktemp(f"data-{engine}"), url)
        return made[engine]

    yield get
    for instance in made.values():
        with instance.app.app_context():
            db.engine.dispose()


def make_instance(data: Path, url: str) -> Instance:
    """An application of its own folder and database, on plain http as in the demo."""
    settings = Settings(secret_key=SECRET, data=data, database_url=url, scheme="http", mail_sender="shop@mail.example")
    app = create_app(settings)
    app.test_client_class = ShopClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
        shops = [make_shop("a", kind="florist", now=NOW), make_shop("b", kind="general", now=NOW)]
        with db.engine.connect() as connection:
            found = [(table, connection.execute(table.select()).mappings()) for table in Base.metadata.sorted_tables]
            rows = [(table, [dict(row) for row in mappings]) for table, mappings in found]
    return Instance(app, settings, (shops, rows))


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[pytest.MonkeyPatch]:
    """Hashes that cost next to nothing: hundreds of tests sign in, and only few are about how hard that is to guess."""
    with pytest.MonkeyPatch.context() as patched:
        hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patched.setattr(passwords, "_HASHER", hasher)
        patched.setattr(passwords, "_NOBODYS", hasher.hash("nobody's"))
        yield patched


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program's own hashes, for tests of their strength and of the time they take."""
    for name, value in OWN_HASHING.items():
        monkeypatch.setattr(passwords, name, value)


@pytest.fixture
def instance(instances: Callable[[str], Instance], engine: str) -> Instance:
    """The instance of the engine this test runs on."""
    return instances(engine)


@pytest.fixture
def settings(instance: Instance) -> Settings:
    """The settings of the application under test."""
    return instance.settings


@pytest.fixture
def app(instance: Instance) -> Flask:
    """The application with empty tables and no files."""
    with instance.app.app_context():
        empty_tables()
    shutil.rmtree(instance.settings.files, ignore_errors=True)
    return instance.app


def empty_tables() -> None:
    """Remove every row and let ids begin at 1 again. TRUNCATE would make new files for every table and index."""
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    deletes = [f"DELETE FROM {name}" for name in names]  # noqa: S608 - names of our own tables.
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            deletes.append("SELECT setval(oid, 1, false) FROM pg_class WHERE relkind = 'S'")
            connection.exec_driver_sql("; ".join(deletes))
            return
        for statement in (*deletes, "DELETE FROM sqlite_sequence"):
            connection.exec_driver_sql(statement)


class ShopClient(FlaskClient):
    """A browser without JavaScript that stays on one shop's host."""

    base_url = "http://a.localhost"

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """As FlaskClient.open, on this client's host unless told otherwise."""
        if args and isinstance(args[0], str):
            kwargs.setdefault("base_url", self.base_url)
        return super().open(*args, **kwargs)


@pytest.fixture
def inside(app: Flask) -> Callable[[ShopRef | None], AbstractContextManager[None]]:
    """`with inside(shop):` an application context and the shop's scope. Never call a client within."""

    @contextmanager
    def enter(shop: ShopRef | None) -> Iterator[None]:
        with app.app_context(), acting_for(shop):
            yield

    return enter


@pytest.fixture
def two_shops(app: Flask, instance: Instance) -> tuple[ShopRef, ShopRef]:
    """A florist on a.localhost and a general shop on b.localhost, put in as rows because making them takes longer."""
    shops, tables = instance.first_rows
    with app.app_context(), db.engine.begin() as connection:
        for table, rows in tables:
            if rows:
                connection.execute(table.insert(), rows)
                if connection.dialect.name == "postgresql" and "id" in table.c:
                    move = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"  # noqa: S608 - our own tables.
                    connection.exec_driver_sql(move)
    return shops[0], shops[1]


@pytest.fixture
def shop(two_shops: tuple[ShopRef, ShopRef]) -> ShopRef:
    """The first of the two shops; the second stands beside it."""
    return two_shops[0]


@pytest.fixture
def client_of(app: Flask) -> Callable[[ShopRef], ShopClient]:
    """A fresh browser on a shop's host."""

    def make(shop: ShopRef) -> ShopClient:
        client = app.test_client()
        assert isinstance(client, ShopClient)
        client.base_url = shop.base_url
        return client

    return make


@pytest.fixture
def client(shop: ShopRef, client_of: Callable[[ShopRef], ShopClient]) -> ShopClient:
    """A fresh browser on the first shop's host."""
    return client_of(shop)


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every SQL statement sent while the test runs, without BEGIN, COMMIT, savepoints and settings."""
    from sqlalchemy import event

    sent: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if (
            not statement.lstrip()
            .upper()
            .startswith(("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "PRAGMA", "SET "))
        ):
            sent.append(statement)

    with app.app_context():
        bound = db.engine
    event.listen(bound, "before_cursor_execute", note)
    yield sent
    event.remove(bound, "before_cursor_execute", note)


@pytest.fixture
def sample_file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    """Write bytes into a file of a name, for uploads."""

    def write(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write
