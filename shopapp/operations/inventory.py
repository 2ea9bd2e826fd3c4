"""The inventory of personal data, read from the columns' own declarations."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import MetaData

from shopapp.platform.database import Base
from shopapp.platform.personal_data import (
    Erase,
    Keep,
    Kind,
    Mask,
    Purpose,
    Subject,
    personal_columns,
    short_lived_columns,
    undeclared_columns,
)
from shopapp.records.law import grounds_of


@dataclass(frozen=True)
class Entry:
    """One personal column; values are words of `platform/personal_data.py` and `records/law.py`.

    `note` is there for a column that is none, but is made of what a browser sends and therefore named too.
    """

    table: str
    column: str
    subject: str
    kind: str
    purposes: tuple[str, ...]
    grounds: tuple[str, ...]
    keep: str
    erase: str
    receivers: tuple[str, ...]
    mask: str
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


class Undeclared(Exception):
    """A column that could hold something about a person says nothing: an inventory without it would be false."""


def inventory(metadata: MetaData = Base.metadata) -> list[Entry]:
    """Every personal column of the schema, by table. Raises Undeclared rather than leave a column out."""
    silent = [f"{column.table.name}.{column.name}" for column in undeclared_columns(metadata)]
    if silent:
        raise Undeclared(", ".join(silent))
    return [
        Entry(
            table=column.table.name,
            column=column.name,
            subject=declared.subject.value,
            kind=declared.kind.value,
            purposes=_words(declared.purposes),
            grounds=_words(grounds_of(declared)),
            keep=declared.keep.value,
            erase=declared.erase.value,
            receivers=_words(declared.receivers),
            mask=declared.mask.value,
        )
        for column, declared in personal_columns(metadata)
    ] + _short_lived(metadata)


def _short_lived(metadata: MetaData) -> list[Entry]:
    """What is made of a visitor's browser and gone with its day. It needs no ground: it leads to nobody."""
    said = (Subject.VISITOR.value, Kind.DEVICE.value, (Purpose.STATISTICS.value,), ())
    rule = (Keep.HOURS_24.value, Erase.DELETE_ROW.value, (), Mask.NEVER_SHOWN.value)
    return [
        Entry(column.table.name, column.name, *said, *rule, note=why) for column, why in short_lived_columns(metadata)
    ]


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in values))
