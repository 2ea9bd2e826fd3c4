"""The structure that keeps shops apart and personal data declared, on every table there is."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from shopapp.platform.database import Base
from shopapp.platform.personal_data import is_declared
from shopapp.platform.tenancy.models import ShopOwned
from tests.support.rooms import import_everything
from tests.support.rows import kind_of

# Tables of the whole instance. A new one needs a reason as good as these: which host leads where, work to do, counts.
GLOBAL = {"shop", "domain", "dispatch", "rate_count"}
NO_TEXT = (Boolean, Integer, BigInteger, Numeric, DateTime, Date, Time)

import_everything()
TABLES = Base.metadata.sorted_tables
OF_SHOPS = [table for table in TABLES if table.name not in GLOBAL]


def test_every_table_belongs_to_a_shop_or_is_named_as_global() -> None:
    mapped = [(m.class_, m.local_table) for m in Base.registry.mappers]
    owned = {table.name for model, table in mapped if issubclass(model, ShopOwned) and isinstance(table, Table)}
    assert {table.name for table in TABLES} == owned | GLOBAL
    assert not owned & GLOBAL


def wall_faults(table: Table, shop_tables: set[str]) -> Iterator[str]:
    """What lets a row of this table touch another shop."""
    shop_id = table.c.get("shop_id")
    if shop_id is None or shop_id.nullable:
        yield "shop_id is missing or may be empty"
    uniques = [set(c.columns.keys()) for c in table.constraints if isinstance(c, UniqueConstraint)]
    uniques += [set(i.columns.keys()) for i in table.indexes if i.unique]
    if {"shop_id", "id"} not in uniques:
        yield "UNIQUE(shop_id, id) is missing"
    for unique in uniques:
        if "shop_id" not in unique:
            yield f"UNIQUE{tuple(sorted(unique))} lacks shop_id: it tells whether another shop has the value"
    for key in table.constraints:
        if isinstance(key, ForeignKeyConstraint):
            yield from key_faults(key, shop_tables)
    if not any(fk.column.table.name == "shop" for c in table.columns if c.name == "shop_id" for fk in c.foreign_keys):
        yield "shop_id does not lead to shop"


def key_faults(key: ForeignKeyConstraint, shop_tables: set[str]) -> Iterator[str]:
    """What is wrong with one foreign key."""
    pairs = [(e.parent.name, e.column.table.name, e.column.name) for e in key.elements]
    if key.ondelete and "NULL" in key.ondelete.upper():
        yield f"{pairs}: SET NULL would empty shop_id"
    if pairs == [("shop_id", "shop", "id")]:
        return
    if key.referred_table.name not in shop_tables:
        yield f"{pairs}: leads to a global table"
    elif ("shop_id", key.referred_table.name, "shop_id") not in pairs or len(pairs) != 2:
        yield f"{pairs}: may lead into another shop"


@pytest.mark.parametrize("table", OF_SHOPS, ids=lambda t: t.name)
def test_a_table_of_shops_is_fenced(table: Table) -> None:
    assert list(wall_faults(table, {t.name for t in OF_SHOPS})) == []


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_every_column_that_could_hold_text_says_whether_it_is_personal(table: Table) -> None:
    assert undeclared(table) == []


def undeclared(table: Table) -> list[str]:
    """Columns that could hold something about a person and say nothing."""
    return [c.name for c in table.columns if not isinstance(kind_of(c), NO_TEXT) and not is_declared(c)]


@pytest.mark.parametrize("table", OF_SHOPS, ids=lambda t: t.name)
def test_ids_are_never_given_out_twice(table: Table) -> None:
    assert table.dialect_options["sqlite"]["autoincrement"], "evidence names rows by id and must not meet a new one"


def parent(metadata: MetaData) -> Table:
    return Table("parent", metadata, *base_columns(), UniqueConstraint("shop_id", "id"))


def base_columns() -> list[Column[int]]:
    return [
        Column("shop_id", BigInteger, ForeignKey("shop.id"), nullable=False),
        Column("id", BigInteger, primary_key=True),
    ]


PLANTED: dict[str, Callable[[MetaData], Table]] = {
    "no shop_id": lambda m: Table("t", m, Column("id", BigInteger, primary_key=True)),
    "shop_id may be empty": lambda m: Table(
        "t",
        m,
        Column("shop_id", BigInteger, ForeignKey("shop.id"), nullable=True),
        Column("id", BigInteger, primary_key=True),
        UniqueConstraint("shop_id", "id"),
    ),
    "no UNIQUE(shop_id, id)": lambda m: Table("t", m, *base_columns()),
    "a global UNIQUE": lambda m: Table(
        "t", m, *base_columns(), Column("code", String(9), unique=True), UniqueConstraint("shop_id", "id")
    ),
    "a global unique index": lambda m: Table(
        "t",
        m,
        *base_columns(),
        Column("code", String(9)),
        UniqueConstraint("shop_id", "id"),
        Index("i", "code", unique=True),
    ),
    "a plain foreign key": lambda m: Table(
        "t",
        m,
        *base_columns(),
        Column("parent_id", ForeignKey(parent(m).c.id)),
        UniqueConstraint("shop_id", "id"),
    ),
    "SET NULL": lambda m: Table(
        "t",
        m,
        *base_columns(),
        Column("parent_id", BigInteger),
        set_null(m),
        UniqueConstraint("shop_id", "id"),
    ),
    "a key to a global table": lambda m: Table(
        "t",
        m,
        *base_columns(),
        Column("domain_id", ForeignKey("domain.id")),
        UniqueConstraint("shop_id", "id"),
    ),
}


def set_null(metadata: MetaData) -> ForeignKeyConstraint:
    there = parent(metadata)
    return ForeignKeyConstraint(["shop_id", "parent_id"], [there.c.shop_id, there.c.id], ondelete="SET NULL")


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(fault: str) -> None:
    metadata = MetaData()
    Table("shop", metadata, Column("id", BigInteger, primary_key=True))
    Table("domain", metadata, Column("id", BigInteger, primary_key=True))
    table = PLANTED[fault](metadata)
    assert list(wall_faults(table, {"t", "parent"}))


@pytest.mark.parametrize("kind", [String(9), JSON(), JSON(none_as_null=True)])
def test_a_planted_undeclared_column_is_found(kind: String | JSON) -> None:
    table = Table("t", MetaData(), Column("id", BigInteger, primary_key=True), Column("note", kind))
    assert undeclared(table) == ["note"]
