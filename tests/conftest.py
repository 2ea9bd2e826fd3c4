"""The application on a real database, with two shops in it, so that leaks show.

Every test that asks for `app` runs on SQLite and on PostgreSQL. One application a worker and engine; each test begins
with empty tables and an empty folder of files, and every write is a real commit. A test that asks for `two_shops` or
`stall` begins with their rows, which are made once and then put back.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from shopapp import create_app
from shopapp.accounts import passwords
from shopapp.config import Settings
from shopapp.platform.database import Base, db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, make_shop
from tests.support.postgres import PostgresServer
from tests.support.states import EMPTY, States

if TYPE_CHECKING:
    from tests.orders.builders import Stall

pytest_plugins = ("tests.support.fixtures",)

# As the program was made, before tests made it cheap.
OWN_HASHING = {"_HASHER": passwords._HASHER, "_NOBODYS": passwords._NOBODYS}
SECRET = "a-secret-for-tests-that-is-long-enough"
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


def engines_or(name: str) -> tuple[str, ...]:
    """That engine alone, and both in `make proof`."""
    return ENGINES if os.environ.get("SHOPAPP_PROOF") == "full" else (name,)


def run_on(name: str) -> pytest.MarkDecorator:
    """`@run_on("sqlite")` on a test about answers, not rows: both engines only in `make proof`."""
    return pytest.mark.parametrize("engine", engines_or(name), indirect=True)


def on_one_engine(name: str) -> Any:
    """`engine = on_one_engine("sqlite")` for a whole module of such tests."""

    @pytest.fixture(scope="session", params=engines_or(name), name="engine")
    def engine(request: pytest.FixtureRequest) -> str:
        return str(request.param)

    return engine


@dataclass(frozen=True)
class Instance:
    """The application on one engine, and the states of its database that tests begin with."""

    app: Flask
    settings: Settings
    shops: tuple[ShopRef, ShopRef]
    states: States
    stalls: "list[Stall]"
    """The furnished first shop of the state "stall"; empty until somebody asks for it."""


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
        instance.states.close()
        with instance.app.app_context():
            db.engine.dispose()


def make_instance(data: Path, url: str) -> Instance:
    """An application of its own folder and database, on plain http as in the demo."""
    settings = Settings(secret_key=SECRET, data=data, database_url=url, scheme="http", mail_sender="shop@mail.example")
    app = create_app(settings)
    app.test_client_class = ShopClient
    with app.app_context():
        Base.metadata.create_all(db.engine)
        states = States(db.engine, [table.name for table in reversed(Base.metadata.sorted_tables)])
        shops = make_shop("a", kind="florist", now=NOW), make_shop("b", kind="general", now=NOW)
    states.keep("shops")
    return Instance(app, settings, shops, states, [])


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
def app(instance: Instance, request: pytest.FixtureRequest) -> Flask:
    """The application with the rows the test begins with, and no files."""
    asked = request.fixturenames
    if "furnished" in asked:
        begin_furnished(instance)
    else:
        instance.states.put_back("shops" if "two_shops" in asked else EMPTY)
    shutil.rmtree(instance.settings.files, ignore_errors=True)
    return instance.app


def begin_furnished(instance: Instance) -> None:
    """Two shops, the first of them with goods, delivery and an owner."""
    from tests.orders.builders import furnish

    if not instance.stalls:
        instance.states.put_back("shops")
        instance.stalls.append(furnish(instance.app, instance.shops[0]))
        instance.states.keep("stall")
    instance.states.put_back("stall")


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
    """A florist on a.localhost and a general shop on b.localhost."""
    if instance.states.present == EMPTY:
        raise RuntimeError("a test names two_shops among its fixtures, so that it begins with them")
    return instance.shops


@pytest.fixture
def furnished() -> None:
    """Whoever names this begins with the first shop furnished; see `app`."""


@pytest.fixture
def stall(furnished: None, two_shops: tuple[ShopRef, ShopRef], instance: Instance) -> "Stall":
    """The first shop, with goods, delivery and an owner without a password."""
    return instance.stalls[0]


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
