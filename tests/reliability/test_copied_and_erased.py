"""What a person gets in a copy is what is erased for them, and what the law keeps: by name, over the inventory."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import select

from shopapp.platform.database import Base, db, transaction
from shopapp.platform.holdings import Holding, holdings, is_empty
from shopapp.platform.personal_data import Keep, personal_columns
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.actions import erase_records
from shopapp.privacy.rights.showing import reading
from tests.builders import NOW
from tests.support.rows import fill_every_table

Cell = tuple[str, str, int]
# Erased with somebody and not given to them in a copy, and why.
NOT_COPIED = {
    "data_export.file_key": "the copy itself",
    "data_request_step.note": "what staff noted while they answered; the answer is in the copy",
}
# Written anew instead: what an order is found by, its code alone once both its people are gone.
RENEWED = {"shop_order.search"}
# In a copy and not erased on request: proofs the law wants, in which the contact becomes a keyed digest.
PROOFS = {"consent.contact", "data_request.contact"}


def test_what_is_copied_is_what_is_erased_and_what_the_law_keeps(
    app: Flask,
    shop: ShopRef,
    inside: Callable[[ShopRef], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # What a record is called is no column of it, and the filler's kinds and states have no names.
    monkeypatch.setattr(reading, "facts_of", lambda _shop, _held, _ids: ({}, {}))
    with app.app_context(), db.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if "shop_id" in table.columns:
                connection.execute(table.delete())  # What the shop was born with: one row each is clearer.
        ids = fill_every_table(connection, Base.metadata, shop.id, "mark")
    personal = {(c.table.name, c.name): declared for c, declared in personal_columns(Base.metadata)}
    copied, erased = set[str](), set[str]()
    with app.app_context():
        assert [cell for cell, value in rows_by_id(personal).items() if is_empty(value)] == [], "nothing to be erased"
    for held in registered(app):
        with inside(shop):
            mine = [ids[held.parts[0].model.__tablename__]]
            shown = list(reading.read(shop, held, mine, frozenset())) if held.parts[0].is_shown else []
            copied |= {
                f"{row.table}.{item.name}" for one in shown for row in (one.row, *one.more) for item in row.items
            }
            before = rows_by_id(personal)
            with transaction():
                erase_records(shop, held, mine, now=NOW)
            after = rows_by_id(personal)
        erased |= {f"{table}.{name}" for table, name, _id in before if is_gone(before, after, (table, name, _id))}
    assert copied - erased == PROOFS | RENEWED
    assert {name for name in PROOFS if personal[tuple_of(name)].keep is not Keep.LAW} == set()
    assert erased - copied == set(NOT_COPIED)


def registered(app: Flask) -> tuple[Holding, ...]:
    """Every holding of the program."""
    with app.app_context():
        return holdings()


def tuple_of(name: str) -> tuple[str, str]:
    """Table and column."""
    table, _, column = name.partition(".")
    return table, column


def rows_by_id(columns: Iterable[tuple[str, str]]) -> dict[tuple[str, str, int], object]:
    """(table, column, id) → value of every personal column."""
    found: dict[tuple[str, str, int], object] = {}
    with db.engine.connect() as connection:
        for table, column in columns:
            mapped = Base.metadata.tables[table]
            for row in connection.execute(select(mapped.c.id, mapped.c[column])):
                found[table, column, row[0]] = row[1]
    return found


def is_gone(before: dict[Cell, object], after: dict[Cell, object], cell: Cell) -> bool:
    """Whether there was something and nothing is left of it; a proof's digest counts as left."""
    return not is_empty(before[cell]) and is_empty(after.get(cell))
