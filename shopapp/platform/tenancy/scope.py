"""One Session serves one shop: entering a shop's scope, and the net that keeps its statements inside.

The net adds `shop_id = …` to every ORM statement on a shop's table and refuses what it cannot see through. It never
stands alone: actions filter by themselves, and composite keys stand behind both.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from flask import has_app_context
from flask.globals import app_ctx
from sqlalchemy import event, inspect
from sqlalchemy.orm import FromStatement, ORMExecuteState, Session, with_loader_criteria

from shopapp.platform.database import NoBulk, db, is_writing
from shopapp.platform.tenancy.models import ShopOwned
from shopapp.platform.tenancy.refs import ShopRef

# The mark of statements made by upsert.py; its value is the shop they write.
UPSERT = "upsert_of_shop"


class UnscopedQuery(RuntimeError):
    """A statement touched a shop's table in a way or a place where no shop could be enforced."""


@dataclass(frozen=True)
class _Scope:
    shop: ShopRef | None
    key: object = field(default_factory=object)


_scope: ContextVar[_Scope | None] = ContextVar("shop_scope", default=None)


def scope_key() -> tuple[int, int]:
    """What makes a Session this one: the application context and the shop scope within it."""
    scope = _scope.get()
    # The proxy's target, not the proxy: its type does not tell that it has one.
    context = app_ctx._get_current_object() if has_app_context() else None  # type: ignore[attr-defined]
    return (id(context), id(scope.key) if scope else 0)


def current_scope() -> ShopRef | None:
    """The shop whose scope is open, None outside or in the scope of no shop."""
    scope = _scope.get()
    return scope.shop if scope else None


@contextmanager
def acting_for(shop: ShopRef | None) -> Iterator[None]:
    """A fresh Session that serves `shop`, or (None) only the global tables; removed at the end."""
    before = _scope.get()
    scope = _Scope(shop)
    _scope.set(scope)
    try:
        db.session().info["shop_id"] = shop.id if shop else None
        yield
    finally:
        # The scope is set again because a generator may be closed from elsewhere; removing must hit this Session.
        _scope.set(scope)
        db.session.remove()
        _scope.set(before)


def settle_in(shop: ShopRef) -> None:
    """Let the Session of no shop serve the shop it has just created, so that both are born in one transaction.

    A Session that serves a shop can never be turned to another: raises UnscopedQuery.
    """
    info = db.session().info
    if info.get("shop_id") is not None:
        raise UnscopedQuery("this Session serves a shop already")
    info["shop_id"] = shop.id


@event.listens_for(NoBulk, "do_orm_execute")
def _stay_inside(state: ORMExecuteState) -> None:
    """Filter what can be filtered, refuse the rest."""
    if isinstance(state.statement, FromStatement) or not (state.is_orm_statement or state.is_column_load):
        raise UnscopedQuery("only ORM statements on mapped classes keep to one shop")
    is_change = state.is_update or state.is_delete or state.is_insert
    # A list of one is as good as many: it makes an UPDATE go by primary key, past any criterion.
    if isinstance(state.parameters, list) and (is_change or len(state.parameters) > 1):
        raise UnscopedQuery("a list of parameters passes by the net")
    if is_change and not is_writing(state.session):
        raise RuntimeError("a change outside transaction()")
    shop_id = state.session.info.get("shop_id")
    owned = [m for m in state.all_mappers if issubclass(m.class_, ShopOwned)]
    if state.is_insert and owned and state.execution_options.get(UPSERT, 0) != shop_id:
        raise UnscopedQuery("rows of a shop are added as objects")
    if shop_id is None:
        if owned:
            raise UnscopedQuery(f"{owned[0].class_.__name__} belongs to a shop and none is in scope")
        shop_id = -1  # Tables reached through a join or a subquery stay empty outside a shop's scope.
    state.statement = state.statement.options(
        with_loader_criteria(ShopOwned, lambda cls: cls.shop_id == shop_id, include_aliases=True)
    )


@event.listens_for(NoBulk, "detached_to_persistent")
def _refuse_strangers(_session: Session, row: object) -> None:
    """An object that was loaded elsewhere is written and refreshed by its id alone, so it must not come in."""
    if isinstance(row, ShopOwned):
        raise UnscopedQuery(f"{type(row).__name__} was not loaded in this Session")


@event.listens_for(NoBulk, "before_flush")
def _flush_inside(session: Session, *_: Any) -> None:
    """New, changed and deleted rows must belong to the shop in scope, and only `transaction()` may write them."""
    if not is_writing(session):
        raise RuntimeError("a change outside transaction()")
    shop_id = session.info.get("shop_id")
    for row in (*session.new, *session.dirty, *session.deleted):
        if not isinstance(row, ShopOwned):
            continue
        if shop_id is None or row.shop_id != shop_id:
            raise UnscopedQuery(f"{type(row).__name__} of another shop would be written")
        history = inspect(row).attrs.shop_id.history
        if row not in session.new and history.deleted:
            raise UnscopedQuery(f"{type(row).__name__} would move to another shop")
