"""Where data about a person lies: each room lists its holdings; showing, exporting, erasing and purging read that list.

A holding is one sort of record somebody may have: the orders they sent, the gifts they received, their questions.
It says which records are about whom and when they are no longer needed. What is done to a column is said by its
declaration (`personal_data.py`) and nowhere else.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, cast

from flask import current_app
from flask_babel import LazyString
from sqlalchemy import Column, Select, Table, inspect, select

from shopapp.platform.personal_data import Declaration, Keep, Subject, declaration_of
from shopapp.platform.tenancy.refs import ShopRef


@dataclass(frozen=True)
class Person:
    """Somebody known by contacts that are proven to be theirs, in their stored form; never by a name.

    Phones in E.164, e-mail addresses in lower case. `account_id` names the customer's account, when they have one.
    """

    contacts: frozenset[str]
    account_id: int | None = None


class Hindrance(StrEnum):
    """Why a record cannot be erased now; it is scheduled for the moment the reason is gone."""

    OPEN_ORDER = "open_order"
    OPEN_REFUND = "open_refund"
    OPEN_CASE = "open_case"
    UNSENT = "unsent"


Ids = Sequence[int]


@dataclass(frozen=True)
class Part:
    """A table with data of a holding's records: the rows whose `key` names one of them, or those that `found` says.

    The columns are those declared for one of `subjects` (the holding's own when empty). A part that is not
    `is_shown` is erased with the record, but may hold words of others and is left out of what is shown and exported.
    """

    model: type[Any]
    key: str = "id"
    found: Callable[[ShopRef, Ids], Select[int]] | None = None
    subjects: frozenset[Subject] = frozenset()
    is_shown: bool = True
    names: frozenset[str] = frozenset()

    def rows(self, shop: ShopRef, ids: Ids) -> Select[int]:
        """The ids of the table's rows that belong to records of these ids."""
        if self.found is not None:
            return self.found(shop, ids)
        key = getattr(self.model, self.key)
        return select(self.model.id).where(self.model.shop_id == shop.id, key.in_(ids))


@dataclass(frozen=True)
class Holding:
    """One sort of record about a person.

    `found` gives the ids of the records bound to a person; `parts[0]` is the records' own table. `keep` is the rule
    the shop sets a period for; `over` gives the ids of records whose period is counted from before a moment and which
    still hold data (None where another rule ends them). `hindered` says which records cannot be erased yet.
    `release` is called right before records are erased, for what blanking alone does not end; `renew` right after it,
    for what is derived from columns of several people. `stamp` names the date
    column that says when a record was erased; a record whose row is deleted has none. `born` names the column that
    says since when there is the record.
    `kind` is the word by which evidence names the record.
    """

    name: str
    kind: str
    title: LazyString
    subject: Subject
    parts: tuple[Part, ...]
    found: Callable[[ShopRef, Person], Select[int]]
    keep: Keep
    over: Callable[[ShopRef, datetime], Select[int]] | None = None
    hindered: Callable[[ShopRef, Ids], dict[int, Hindrance]] = field(default=lambda _shop, _ids: {})
    release: Callable[[ShopRef, Ids], None] = field(default=lambda _shop, _ids: None)
    renew: Callable[[ShopRef, Ids], None] = field(default=lambda _shop, _ids: None)
    stamp: str = ""
    born: str = "created_at"

    def columns(self, part: Part) -> list[tuple[Column[Any], Declaration]]:
        """The personal columns of one of the parts that belong to this holding, in the table's order."""
        subjects = part.subjects or {self.subject}
        table = cast(Table, inspect(part.model).local_table)
        declared = [(column, declaration_of(column)) for column in table.columns]
        return [
            (column, found)
            for column, found in declared
            if found is not None and found.subject in subjects and (not part.names or column.name in part.names)
        ]


def holdings() -> tuple[Holding, ...]:
    """Every registered holding, in the order of the rooms."""
    return cast(tuple[Holding, ...], current_app.extensions["shopapp_holdings"])


def holding(name: str) -> Holding:
    """One holding by its name. Raises KeyError."""
    return {found.name: found for found in holdings()}[name]


def is_empty(value: object) -> bool:
    """Whether a column holds nothing about anybody (any more)."""
    return value in (None, "", 0) or (isinstance(value, Collection) and not value)
