"""A row in every table of a shop, made from the schema alone, and a picture of all rows to compare with later.

New tables are filled without anybody writing anything. Values pass the CHECK constraints that rooms have declared;
where filler would not, the table's entry in FITTING says what would.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    select,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeDecorator, TypeEngine

MOMENT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
FITTING: dict[str, Mapping[str, Any]] = {
    "account": {"kind": "staff", "role": "owner"},
    "product": {"pricing": "fixed"},
    "shop_order": {"goods_total": 7, "delivery_fee": 0, "total": 7},
    "order_line": {"quantity": 1, "unit_price": 7, "amount": 7},
    "old_address": {"category_id": None},
}
# A table's parents may be missing when a reference is optional or leads back to the table itself.
Ids = dict[str, int]


def kind_of(column: Column[Any]) -> TypeEngine[Any]:
    """The column's type as the database knows it."""
    return column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type


def filler(column: Column[Any], mark: str, number: int) -> Any:
    """A value of the column's type; texts carry `mark`, so that they are recognised wherever they turn up."""
    kind = kind_of(column)
    if isinstance(kind, String):
        word = f"{mark}-{column.table.name}-{column.name}"
        return word if kind.length is None or len(word) <= kind.length else f"{mark}{number}"[: kind.length]
    for known, value in (
        (Boolean, True),
        (Integer, number),
        (Numeric, number),
        (DateTime, MOMENT),
        (Date, date(2026, 11, 22)),
        (Time, time(9)),
        (LargeBinary, mark.encode()),
        (JSON, {"mark": mark}),
    ):
        if isinstance(kind, known):
            return value
    raise TypeError(f"no filler for {column.table.name}.{column.name}: {kind!r}")


def fill_every_table(connection: Connection, metadata: MetaData, shop_id: int, mark: str) -> Ids:
    """One row of this shop in every table that has a shop_id; table name → id. Past the ORM and its net."""
    ids: Ids = {}
    for number, table in enumerate(metadata.sorted_tables, start=11):
        if "shop_id" not in table.columns or "id" not in table.columns:
            continue
        row = row_for(table, shop_id, mark, number, ids)
        ids[table.name] = connection.execute(table.insert().values(row).returning(table.c.id)).scalar_one()
    return ids


def row_for(table: Table, shop_id: int, mark: str, number: int, ids: Ids) -> dict[str, Any]:
    """Values for one row whose keys lead to the rows in `ids`."""
    row: dict[str, Any] = {"shop_id": shop_id}
    keys = {local: parent for local, parent in references(table) if parent in ids}
    for column in table.columns:
        if column.name in ("shop_id", "id"):
            continue
        if column.name in keys:
            row[column.name] = ids[keys[column.name]]
        elif any(local == column.name for local, _ in references(table)):
            row[column.name] = None
        else:
            row[column.name] = filler(column, mark, number)
    return row | dict(FITTING.get(table.name, {}))


def references(table: Table) -> Iterable[tuple[str, str]]:
    """(column, parent table) of each composite key."""
    for key in table.constraints:
        if isinstance(key, ForeignKeyConstraint) and len(key.columns) == 2:
            column = next(name for name in key.column_keys if name != "shop_id")
            yield column, key.referred_table.name


def snapshot(connection: Connection, tables: Iterable[Table], shop_id: int) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of these tables that belongs to the shop, by table, in an order of its own."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for table in tables:
        column = table.c.get("shop_id") if table.name != "shop" else table.c.id
        if column is not None:
            rows = connection.execute(select(table).where(column == shop_id)).all()
            found[table.name] = sorted((tuple(row) for row in rows), key=repr)
    return found
