"""Insert a row or change the one that is there, in one statement, without leaving the shop.

The net refuses INSERT statements on a shop's tables, because it cannot filter them. This one writes the shop of the
Session's scope and meets other rows only under a unique key that begins with shop_id.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, TextClause
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from shopapp.platform.database import db
from shopapp.platform.tenancy.models import ShopOwned
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import UPSERT, UnscopedQuery


def upsert(
    shop: ShopRef,
    model: type[ShopOwned],
    values: Mapping[str, Any],
    *,
    unique: Sequence[str],
    change: Mapping[str, Any],
    returning: Any,
    where: ColumnElement[bool] | TextClause | None = None,
) -> Any:
    """Add a row of `values`, or apply `change` to the row with the same shop and `unique` columns; gives `returning`.

    `where` is the condition of a partial unique index. Raises UnscopedQuery when another shop is in scope.
    """
    if db.session().info.get("shop_id") != shop.id or "shop_id" in values or "shop_id" in change:
        raise UnscopedQuery("an upsert writes the shop in scope and no other")
    insert = postgres_insert if db.engine.dialect.name == "postgresql" else sqlite_insert
    query = insert(model).values(shop_id=shop.id, **values)
    query = query.on_conflict_do_update(index_elements=["shop_id", *unique], index_where=where, set_=dict(change))
    found = db.session.execute(query.returning(returning), execution_options={UPSERT: shop.id})
    return found.scalar_one()
