"""Rows of every table as JSON lines, in a form both database engines can read and write.

The shape of a table is read from the database itself and written into the archive: a backup can be made before an
upgrade, and be restored by a later program whose tables look different.
"""

import base64
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Numeric,
    String,
    TableClause,
    Text,
    bindparam,
    cast,
    column,
    insert,
    inspect,
    select,
    table,
)
from sqlalchemy.engine import Connection
from sqlalchemy.types import TypeEngine

from shopapp.operations.backup.refusals import BackupRefused, Damaged
from shopapp.platform.database import UtcDateTime

REVISIONS = "alembic_version"
_AT_ONCE = 500
_PART_BYTES = 1024 * 1024
# The first that fits counts: a JSON document is carried as its text, so that not even its spelling changes.
_KINDS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (JSON, "json"),
    (Boolean, "yes_no"),
    (Integer, "number"),
    (DateTime, "moment"),
    (Date, "day"),
    (Numeric, "decimal"),
    (LargeBinary, "bytes"),
    (String, "text"),
)
_TYPES: dict[str, TypeEngine[Any]] = {
    "json": Text(),
    "yes_no": Boolean(),
    "number": BigInteger(),
    "moment": UtcDateTime(),
    "day": Date(),
    "decimal": Numeric(),
    "bytes": LargeBinary(),
    "text": Text(),
}
_WRITE: dict[str, Callable[[Any], Any]] = {
    "moment": lambda value: value.isoformat(),
    "day": lambda value: value.isoformat(),
    "decimal": str,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_READ: dict[str, Callable[[Any], Any]] = {
    "moment": lambda value: datetime.fromisoformat(value).astimezone(UTC),
    "day": date.fromisoformat,
    "decimal": Decimal,
    "bytes": base64.b64decode,
}


@dataclass(frozen=True)
class Shape:
    """A table: its columns with their kinds, the columns of its key, and the last id it has given out (0: none)."""

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    last_id: int = 0

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {"name": self.name, "columns": [*self.columns], "key": [*self.key], "last_id": self.last_id}

    def clause(self) -> TableClause:
        """The table in statements, with types of ours."""
        return table(self.name, *(column(name, _TYPES[kind]) for name, kind in self.columns))


def shape_from_json(data: Any) -> Shape:
    """The inverse of `Shape.as_json`. Raises Damaged."""
    try:
        columns = tuple((str(name), str(kind)) for name, kind in data["columns"])
        shape = Shape(str(data["name"]), columns, tuple(map(str, data["key"])), int(data["last_id"]))
    except (KeyError, TypeError, ValueError):
        raise Damaged("the shape of a table cannot be read") from None
    if any(kind not in _TYPES for _, kind in shape.columns):
        raise Damaged("the shape of a table cannot be read")
    return shape


def list_shapes(connection: Connection) -> list[Shape]:
    """Every table of the database but the one that says its revision, by name. Raises BackupRefused."""
    inspector, last = inspect(connection), last_ids(connection)
    keys = {name: key["constrained_columns"] for (_, name), key in inspector.get_multi_pk_constraint().items()}
    return [
        Shape(
            name,
            tuple((found["name"], _kind(name, found["type"])) for found in columns),
            tuple(keys[name]),
            last.get(name, 0),
        )
        for (_, name), columns in sorted(inspector.get_multi_columns().items())
        if name != REVISIONS
    ]


def _kind(name: str, found: TypeEngine[Any]) -> str:
    for parent, kind in _KINDS:
        if isinstance(found, parent):
            return kind
    raise BackupRefused(f"the table {name} has a column of a type backups do not know: {found!r}")


def parts(connection: Connection, shape: Shape) -> Iterator[tuple[int, bytes]]:
    """(number of rows, JSON lines) in parts of about a megabyte, in the order of the key."""
    source = shape.clause()
    wanted = [cast(c, Text) if kind == "json" else c for c, (_, kind) in zip(source.c, shape.columns, strict=True)]
    query = select(*wanted).order_by(*(source.c[name] for name in shape.key))
    writers = [_WRITE.get(kind) for _, kind in shape.columns]
    rows, lines = 0, bytearray()
    found = connection.execute(query.execution_options(stream_results=True, yield_per=_AT_ONCE))
    for row in found:
        values = [w(v) if w and v is not None else v for w, v in zip(writers, row, strict=True)]
        lines += json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        rows += 1
        if len(lines) >= _PART_BYTES:
            yield rows, bytes(lines)
            rows, lines = 0, bytearray()
    if rows:
        yield rows, bytes(lines)


def load(connection: Connection, shape: Shape, lines: bytes) -> int:
    """Put JSON lines into a table; how many rows it were. Raises Damaged."""
    target = shape.clause()
    query = insert(target)
    if connection.dialect.name == "postgresql":
        values = {n: cast(bindparam(n, type_=Text()), JSON) for n, kind in shape.columns if kind == "json"}
        query = query.values({n: values.get(n, bindparam(n, type_=_TYPES[kind])) for n, kind in shape.columns})
    rows = [_row(shape, line) for line in lines.split(b"\n") if line]
    for start in range(0, len(rows), _AT_ONCE):
        connection.execute(query, rows[start : start + _AT_ONCE])
    return len(rows)


def _row(shape: Shape, line: bytes) -> dict[str, Any]:
    try:
        values = json.loads(line)
        return {
            name: _READ.get(kind, _same)(value) if value is not None else None
            for (name, kind), value in zip(shape.columns, values, strict=True)
        }
    except (ValueError, TypeError, ArithmeticError):
        raise Damaged(f"a row of {shape.name} cannot be read") from None


def _same(value: Any) -> Any:
    return value


def last_ids(connection: Connection) -> dict[str, int]:
    """The last id each table has given out, by table; of rows that are long gone too."""
    if connection.dialect.name == "sqlite":
        if not inspect(connection).has_table("sqlite_sequence"):
            return {}
        return {name: seq for name, seq in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")}
    last = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM "
    return {name: int(connection.exec_driver_sql(last + seq).scalar_one()) for name, seq in _sequences(connection)}


def set_last_ids(connection: Connection, last: dict[str, int]) -> None:
    """Let ids go on after these. An id is never used twice, because links and evidence name it."""
    if connection.dialect.name == "sqlite":
        for name, value in last.items():
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, value))
        return
    for name, seq in _sequences(connection):
        if last.get(name, 0) > 0:
            connection.exec_driver_sql("SELECT setval(%s::regclass, %s)", (seq, last[name]))


def _sequences(connection: Connection) -> Sequence[tuple[str, str]]:
    """(table, its sequence as SQL spells it) of the present schema."""
    found = connection.exec_driver_sql(
        "SELECT table_name, pg_get_serial_sequence(quote_ident(table_name), column_name) "
        "FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'id' "
        "AND pg_get_serial_sequence(quote_ident(table_name), column_name) IS NOT NULL"
    )
    return [(str(name), str(seq)) for name, seq in found]
