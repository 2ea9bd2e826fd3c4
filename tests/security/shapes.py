"""Every shape a statement can take, tried as one shop against a row of another.

A reading shape returns what it saw of the table's rows as a list of ids (a count or a truth is turned into ids by the
shape). A writing shape returns nothing; what it changed is seen by comparing the other shop's rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, insert, select, text, tuple_, union, union_all, update
from sqlalchemy.orm import Session, aliased, make_transient_to_detached

Model = Any


@dataclass(frozen=True)
class Case:
    """One model with the id of an own row and of a row of another shop."""

    session: Session
    model: Model
    own: int
    foreign: int
    foreign_shop: int

    @property
    def column(self) -> Any:
        """A column that is harmless to write: the id of the row itself."""
        return self.model.shop_id

    def ghost(self, shop_id: int) -> Any:
        """An object that pretends to be the foreign row, as if it had been loaded elsewhere."""
        row = self.model(id=self.foreign, shop_id=shop_id)
        make_transient_to_detached(row)
        return row


Shape = Callable[[Case], Any]
READING: dict[str, Shape] = {}
WRITING: dict[str, Shape] = {}


def reading(shape: Shape) -> Shape:
    READING[shape.__name__] = shape
    return shape


def writing(shape: Shape) -> Shape:
    WRITING[shape.__name__] = shape
    return shape


def ids(case: Case, statement: Any) -> list[int]:
    """The first column of every row a statement returns."""
    return [row[0] for row in case.session.execute(statement)]


@reading
def select_entities(c: Case) -> Any:
    return [row.id for row in c.session.execute(select(c.model)).scalars()]


@reading
def select_columns(c: Case) -> Any:
    return ids(c, select(c.model.id))


@reading
def select_by_id(c: Case) -> Any:
    return ids(c, select(c.model.id).where(c.model.id == c.foreign))


@reading
def select_by_foreign_shop(c: Case) -> Any:
    return ids(c, select(c.model.id).where(c.model.shop_id == c.foreign_shop))


@reading
def select_with_or_true(c: Case) -> Any:
    return ids(c, select(c.model.id).where((c.model.id == c.own) | (c.model.id == c.foreign)))


@reading
def select_in_list(c: Case) -> Any:
    return ids(c, select(c.model.id).where(c.model.id.in_([c.own, c.foreign])))


@reading
def select_in_tuples(c: Case) -> Any:
    wanted = tuple_(c.model.shop_id, c.model.id).in_([(c.foreign_shop, c.foreign)])
    return ids(c, select(c.model.id).where(wanted))


@reading
def get(c: Case) -> Any:
    return [row.id for row in [c.session.get(c.model, c.foreign)] if row]


@reading
def get_afresh(c: Case) -> Any:
    return [row.id for row in [c.session.get(c.model, c.foreign, populate_existing=True)] if row]


@reading
def get_one(c: Case) -> Any:
    return [c.session.get_one(c.model, c.foreign).id]


@reading
def get_for_update(c: Case) -> Any:
    return [row.id for row in [c.session.get(c.model, c.foreign, with_for_update=True)] if row]


@reading
def query_all(c: Case) -> Any:
    return [row.id for row in c.session.query(c.model).all()]


@reading
def query_filter_by(c: Case) -> Any:
    return [row.id for row in c.session.query(c.model).filter_by(id=c.foreign)]


@reading
def query_count(c: Case) -> Any:
    return [c.foreign] if c.session.query(c.model).count() > 1 else []


@reading
def count(c: Case) -> Any:
    number = c.session.execute(select(func.count()).select_from(c.model)).scalar_one()
    return [c.foreign] if number > 1 else []


@reading
def count_of_column(c: Case) -> Any:
    number = c.session.execute(select(func.count(c.model.id)).where(c.model.id == c.foreign)).scalar_one()
    return [c.foreign] if number else []


@reading
def maximum(c: Case) -> Any:
    return ids(c, select(func.max(c.model.id)))


@reading
def exists_in_select(c: Case) -> Any:
    found = c.session.execute(select(exists().where(c.model.id == c.foreign))).scalar_one()
    return [c.foreign] if found else []


@reading
def exists_in_where(c: Case) -> Any:
    other = aliased(c.model)
    is_there = exists().where(other.id == c.foreign)
    return [c.foreign] if ids(c, select(c.model.id).where(is_there)) else []


@reading
def exists_from_select(c: Case) -> Any:
    is_there = select(c.model.id).where(c.model.id == c.foreign).exists()
    return [c.foreign] if c.session.execute(select(is_there)).scalar_one() else []


@reading
def alias(c: Case) -> Any:
    return ids(c, select(aliased(c.model).id))


@reading
def join_to_alias(c: Case) -> Any:
    other = aliased(c.model)
    return ids(c, select(other.id).join_from(c.model, other, other.id == c.foreign))


@reading
def outer_join_to_alias(c: Case) -> Any:
    other = aliased(c.model)
    return [found for found in ids(c, select(other.id).join_from(c.model, other, other.id != 0, isouter=True)) if found]


@reading
def cross_join(c: Case) -> Any:
    other = aliased(c.model)
    return ids(c, select(other.id).select_from(c.model).join(other, c.model.id != -1))


@reading
def subquery(c: Case) -> Any:
    inner = select(c.model.id).subquery()
    return ids(c, select(inner.c.id))


@reading
def subquery_as_entity(c: Case) -> Any:
    return ids(c, select(aliased(c.model, select(c.model).subquery()).id))


@reading
def scalar_subquery(c: Case) -> Any:
    inner = select(func.max(c.model.id)).scalar_subquery()
    return ids(c, select(inner))


@reading
def in_subquery(c: Case) -> Any:
    other = aliased(c.model)
    return ids(c, select(c.model.id).where(c.model.id.in_(select(other.id).where(other.id == c.foreign))))


@reading
def common_table(c: Case) -> Any:
    inner = select(c.model.id).cte()
    return ids(c, select(inner.c.id))


@reading
def union_of_two(c: Case) -> Any:
    one = select(c.model.id).where(c.model.id == c.own)
    return ids(c, union(one, select(c.model.id).where(c.model.id == c.foreign)))


@reading
def union_all_in_subquery(c: Case) -> Any:
    both = union_all(select(c.model.id), select(c.model.id)).subquery()
    return ids(c, select(both.c.id))


@reading
def grouped(c: Case) -> Any:
    return ids(c, select(func.max(c.model.id)).group_by(c.model.shop_id).having(func.count() > 0))


@reading
def window(c: Case) -> Any:
    return ids(c, select(func.first_value(c.model.id).over(order_by=c.model.id.desc())))


@reading
def stream(c: Case) -> Any:
    return [row.id for row in c.session.execute(select(c.model).execution_options(yield_per=1)).scalars()]


@reading
def bound_parameter(c: Case) -> Any:
    statement = select(c.model.id).where(c.model.id == bindparam("wanted"))
    return [row[0] for row in c.session.execute(statement, {"wanted": c.foreign})]


@reading
def several_parameters(c: Case) -> Any:
    statement = select(c.model.id).where(c.model.id == bindparam("wanted"))
    return [row[0] for row in c.session.execute(statement, [{"wanted": c.own}, {"wanted": c.foreign}])]


@reading
def refresh(c: Case) -> Any:
    row = c.ghost(c.foreign_shop)
    c.session.add(row)
    c.session.refresh(row)
    return [row.id]


@reading
def lazy_column(c: Case) -> Any:
    row = c.ghost(c.foreign_shop)
    c.session.add(row)
    name = next(p.key for p in row.__mapper__.column_attrs if p.key not in ("id", "shop_id"))
    getattr(row, name)
    return [row.id]


@reading
def core_table(c: Case) -> Any:
    return ids(c, select(c.model.__table__.c.id))


@reading
def core_table_in_orm_statement(c: Case) -> Any:
    return ids(c, select(c.model.id, c.model.__table__.c.id).where(c.model.__table__.c.id == c.foreign))


@reading
def plain_text(c: Case) -> Any:
    return ids(c, text(f'SELECT id FROM "{c.model.__tablename__}"'))  # noqa: S608 - a table of ours.


@reading
def text_as_entity(c: Case) -> Any:
    words = text(f'SELECT * FROM "{c.model.__tablename__}"')  # noqa: S608 - a table of ours.
    return [row.id for row in c.session.execute(select(c.model).from_statement(words)).scalars()]


@reading
def unioned_entities(c: Case) -> Any:
    both = union(select(c.model), select(c.model))
    return [row.id for row in c.session.execute(select(c.model).from_statement(both)).scalars()]


@reading
def update_returning(c: Case) -> Any:
    return ids(c, update(c.model).values(shop_id=c.model.shop_id).returning(c.model.id))


@writing
def update_by_id(c: Case) -> None:
    c.session.execute(update(c.model).where(c.model.id == c.foreign).values(shop_id=c.column))


@writing
def update_moving_to_own_shop(c: Case) -> None:
    own_shop = c.session.info["shop_id"]
    c.session.execute(update(c.model).where(c.model.id == c.foreign).values(shop_id=own_shop))


@writing
def update_of_everything(c: Case) -> None:
    c.session.execute(update(c.model).values(id=c.model.id + 1000).execution_options(synchronize_session=False))


@writing
def update_by_query(c: Case) -> None:
    c.session.query(c.model).filter_by(id=c.foreign).update({"id": c.foreign + 1000}, synchronize_session=False)


@writing
def update_by_list(c: Case) -> None:
    c.session.execute(update(c.model), [{"id": c.own, "shop_id": 0}, {"id": c.foreign, "shop_id": 0}])


@writing
def update_by_list_of_one(c: Case) -> None:
    c.session.execute(update(c.model), [{"id": c.foreign, "shop_id": c.session.info["shop_id"]}])


@writing
def update_by_parameters(c: Case) -> None:
    c.session.execute(update(c.model).where(c.model.id == c.foreign), {"shop_id": c.session.info["shop_id"]})


@writing
def update_of_core_table(c: Case) -> None:
    c.session.execute(update(c.model.__table__).values(id=c.model.__table__.c.id + 1000))


@writing
def update_by_text(c: Case) -> None:
    c.session.execute(text(f'UPDATE "{c.model.__tablename__}" SET id = id + 1000'))  # noqa: S608 - a table of ours.


@writing
def delete_by_id(c: Case) -> None:
    c.session.execute(delete(c.model).where(c.model.id == c.foreign))


@writing
def delete_everything(c: Case) -> None:
    c.session.execute(delete(c.model).execution_options(synchronize_session=False))


@writing
def delete_by_query(c: Case) -> None:
    c.session.query(c.model).filter(c.model.id == c.foreign).delete(synchronize_session=False)


@writing
def delete_from_core_table(c: Case) -> None:
    c.session.execute(delete(c.model.__table__).where(c.model.__table__.c.id == c.foreign))


@writing
def delete_of_a_ghost(c: Case) -> None:
    c.session.delete(c.ghost(c.foreign_shop))
    c.session.flush()


@writing
def delete_of_a_ghost_in_own_clothes(c: Case) -> None:
    c.session.delete(c.ghost(c.session.info["shop_id"]))
    c.session.flush()


@writing
def change_of_a_ghost_in_own_clothes(c: Case) -> None:
    row = c.ghost(c.session.info["shop_id"])
    c.session.add(row)
    row.id = c.foreign + 1000
    c.session.flush()


@writing
def merge_of_a_foreign_row(c: Case) -> None:
    c.session.merge(c.model(id=c.foreign, shop_id=c.foreign_shop))
    c.session.flush()


@writing
def merge_in_own_clothes(c: Case) -> None:
    c.session.merge(c.model(id=c.foreign, shop_id=c.session.info["shop_id"]))
    c.session.flush()


@writing
def merge_without_loading(c: Case) -> None:
    row = c.session.merge(c.ghost(c.session.info["shop_id"]), load=False)
    row.id = c.foreign + 1000
    c.session.flush()


@writing
def own_row_moved_to_the_other_shop(c: Case) -> None:
    row = c.session.get_one(c.model, c.own)
    row.shop_id = c.foreign_shop
    c.session.flush()


@writing
def new_row_in_the_other_shop(c: Case) -> None:
    c.session.add(c.model(shop_id=c.foreign_shop))
    c.session.flush()


@writing
def insert_statement(c: Case) -> None:
    c.session.execute(insert(c.model).values(shop_id=c.foreign_shop))


@writing
def insert_of_parameters(c: Case) -> None:
    c.session.execute(insert(c.model), {"shop_id": c.foreign_shop})


@writing
def insert_of_a_list(c: Case) -> None:
    c.session.execute(insert(c.model), [{"shop_id": c.foreign_shop}, {"shop_id": c.foreign_shop}])


@writing
def insert_from_select(c: Case) -> None:
    columns = [name for name in c.model.__table__.c.keys() if name != "id"]  # noqa: SIM118 - a collection, not a dict.
    chosen = select(*[c.model.__table__.c[name] for name in columns])
    c.session.execute(insert(c.model).from_select(columns, chosen))


@writing
def insert_into_core_table(c: Case) -> None:
    c.session.execute(insert(c.model.__table__).values(shop_id=c.foreign_shop))


@writing
def bulk_save(c: Case) -> None:
    c.session.bulk_save_objects([c.model(id=c.foreign, shop_id=c.foreign_shop)])


@writing
def bulk_update(c: Case) -> None:
    c.session.bulk_update_mappings(c.model, [{"id": c.foreign, "shop_id": 0}])


@writing
def bulk_insert(c: Case) -> None:
    c.session.bulk_insert_mappings(c.model, [{"shop_id": c.foreign_shop}])
