"""The inventory of personal data, read from the columns' own declarations."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from shopapp.platform.database import Base
from shopapp.platform.personal_data import personal_columns


@dataclass(frozen=True)
class Entry:
    """One personal column; every value is a word of the vocabulary in `platform/personal_data.py`."""

    table: str
    column: str
    subject: str
    kind: str
    purposes: tuple[str, ...]
    keep: str
    erase: str
    receivers: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return asdict(self)


def inventory() -> list[Entry]:
    """Every personal column of the schema, by table."""
    return [
        Entry(
            table=column.table.name,
            column=column.name,
            subject=declared.subject.value,
            kind=declared.kind.value,
            purposes=_words(declared.purposes),
            keep=declared.keep.value,
            erase=declared.erase.value,
            receivers=_words(declared.receivers),
        )
        for column, declared in personal_columns(Base.metadata)
    ]


def _words(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(str(value) for value in values))
