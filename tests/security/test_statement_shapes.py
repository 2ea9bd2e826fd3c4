"""No statement of one shop reads or changes a row of another, whatever its shape, on every table and both engines."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import product
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, InvalidRequestError, NoResultFound, StatementError
from sqlalchemy.orm.exc import FlushError, ObjectDeletedError, StaleDataError

from shopapp.content.models import Post
from shopapp.platform.database import Base, NoBulk, db, transaction
from shopapp.platform.tenancy import scope
from shopapp.platform.tenancy.models import ShopOwned
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import UnscopedQuery
from tests.security.shapes import READING, WRITING, Case, Model, Shape
from tests.support.fixtures import Proof
from tests.support.rooms import import_everything
from tests.support.rows import Ids, fill_every_table, references, row_for, snapshot

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")
Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
# How a wall says no: the net, the database, or the ORM that finds no such row.
REFUSALS = (
    UnscopedQuery,
    RuntimeError,
    DBAPIError,
    StatementError,
    InvalidRequestError,
    NoResultFound,
    FlushError,
    StaleDataError,
    ObjectDeletedError,
)
import_everything()
MODELS: list[Any] = sorted(
    (m.class_ for m in Base.registry.mappers if issubclass(m.class_, ShopOwned)), key=lambda model: model.__name__
)
TABLES = {model.__tablename__ for model in MODELS}


class Undone(Exception):
    """Ends a transaction without keeping what was tried in it."""


@pytest.fixture
def filled(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> tuple[Ids, Ids]:
    """A row of each shop in every table; ids by table for the first and the second shop."""
    with app.app_context(), db.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table.name in TABLES:
                connection.execute(table.delete())  # What the shops were born with: one row each is clearer.
        a, b = (fill_every_table(connection, Base.metadata, shop.id, f"mark{shop.slug}") for shop in two_shops)
    return a, b


def rows_of(connection: Connection, table: Table, shop: ShopRef) -> list[tuple[object, ...]]:
    """Another shop's rows of one table, read past the net."""
    return snapshot(connection, [table], shop.id)[table.name]


def seen_by(shape: Shape, case: Case) -> list[int | None]:
    """The ids a reading shape gets to see; nothing when it is refused."""
    seen: list[int | None] = []
    try:
        with transaction():
            seen = list(shape(case))
            raise Undone
    except (Undone, *REFUSALS):
        return seen


def is_changed_by(shape: Shape, case: Case, other: ShopRef) -> bool:
    """Whether a writing shape got at the other shop's row; whatever it did is rolled back."""
    table, is_changed = case.model.__table__, False
    try:
        with transaction():
            before = rows_of(case.session.connection(), table, other)
            shape(case)
            case.session.flush()
            is_changed = rows_of(case.session.connection(), table, other) != before
            raise Undone
    except (Undone, *REFUSALS):
        return is_changed


Tried = Callable[[Model], Case]


@pytest.fixture
def case_of(two_shops: tuple[ShopRef, ShopRef], filled: tuple[Ids, Ids]) -> Tried:
    """The first shop before the second one's row of a model; called in the scope of the one who tries."""

    def make(model: Model) -> Case:
        name = model.__tablename__
        return Case(db.session(), model, filled[0][name], filled[1][name], two_shops[1].id)

    return make


def test_no_shape_reads_another_shops_row(shop: ShopRef, case_of: Tried, inside: Inside, proof: Proof) -> None:
    leaks = []
    for (name, shape), model in product(READING.items(), MODELS):
        with inside(shop):
            case = case_of(model)
            if case.foreign in seen_by(shape, case):
                leaks.append((name, model.__tablename__))
    proof.note("reading statements tried", len(READING) * len(MODELS))
    assert leaks == []


def test_no_shape_changes_another_shops_row(
    two_shops: tuple[ShopRef, ShopRef], case_of: Tried, inside: Inside, proof: Proof
) -> None:
    a, b = two_shops
    leaks = []
    for (name, shape), model in product(WRITING.items(), MODELS):
        with inside(a):
            if is_changed_by(shape, case_of(model), b):
                leaks.append((name, model.__tablename__))
    proof.note("writing statements tried", len(WRITING) * len(MODELS))
    assert leaks == []


def test_without_a_shop_in_scope_no_shape_sees_any_row(case_of: Tried, inside: Inside) -> None:
    leaks = []
    # The net does not look at the model here, so a few stand for all.
    for (name, shape), model in product(READING.items(), MODELS[::8]):
        with inside(None):
            if [found for found in seen_by(shape, case_of(model)) if found is not None]:
                leaks.append((name, model.__tablename__))
    assert leaks == []


def test_without_the_net_the_same_shapes_do_leak(
    two_shops: tuple[ShopRef, ShopRef], case_of: Tried, inside: Inside
) -> None:
    a, b = two_shops
    leaking = set()
    with net_taken_away():
        for name, shape in READING.items():
            with inside(a):
                case = case_of(Post)
                if case.foreign in seen_by(shape, case):
                    leaking.add(name)
        for name, shape in WRITING.items():
            with inside(a):
                if is_changed_by(shape, case_of(Post), b):
                    leaking.add(name)
    # What is left over is refused by the Session class itself, or by the database's keys.
    assert len(leaking) >= 50, sorted({*READING, *WRITING} - leaking)


@contextmanager
def net_taken_away() -> Iterator[None]:
    """The Session as SQLAlchemy makes it."""
    listeners = (
        ("do_orm_execute", scope._stay_inside),
        ("before_flush", scope._flush_inside),
        ("detached_to_persistent", scope._refuse_strangers),
    )
    for name, listener in listeners:
        event.remove(NoBulk, name, listener)
    try:
        yield
    finally:
        for name, listener in listeners:
            event.listen(NoBulk, name, listener)


@pytest.mark.parametrize("table", [m.__table__ for m in MODELS if list(references(m.__table__))], ids=lambda t: t.name)
def test_the_database_itself_refuses_a_row_that_points_into_another_shop(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], filled: tuple[Ids, Ids], table: Table
) -> None:
    ids_of_b = filled[1]
    for column, parent in references(table):
        if parent not in ids_of_b:
            continue
        row = row_for(table, two_shops[0].id, "pointing", 99, filled[0]) | {column: ids_of_b[parent]}
        with app.app_context(), pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(table.insert().values(row))


def test_every_shop_table_is_tried(filled: tuple[Ids, Ids]) -> None:
    assert set(filled[0]) & set(filled[1]) >= TABLES
    assert len(READING) + len(WRITING) >= 41
