"""What is held about a person: the records of every holding, and whom a hash of a tombstone means."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import InstrumentedAttribute

from shopapp.platform.database import Base, db
from shopapp.platform.holdings import Holding, Person, holdings
from shopapp.platform.personal_data import Kind, Subject, declaration_of
from shopapp.platform.tenancy.models import ShopOwned
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.bars import contact_hash

_CONTACTS = frozenset({Kind.PHONE, Kind.EMAIL, Kind.CONTACT})
# Folded texts for searching hold contacts among other words; the contacts themselves stand beside them.
_FOLDED = "search"


def collect(shop: ShopRef, person: Person) -> Iterator[tuple[Holding, list[int]]]:
    """The ids of all records bound to a person's contacts or account, by holding; holdings without any are left out.

    The highest rooms come first, so that whoever erases on the way meets messages after what they are about.
    """
    for held in reversed(holdings()):
        if ids := sorted(db.session.execute(held.found(shop, person)).scalars()):
            yield held, ids


def born_before(shop: ShopRef, held: Holding, ids: Collection[int], moment: datetime) -> list[int]:
    """Those of the records that were there at a moment."""
    model = held.parts[0].model
    query = select(model.id).where(model.shop_id == shop.id, model.id.in_(ids), getattr(model, held.born) <= moment)
    return list(db.session.execute(query).scalars())


def contacts_hashed(shop: ShopRef, hashes: Collection[str]) -> Iterator[str]:
    """Those contacts anywhere in the shop's tables whose hash is among `hashes`."""
    seen: set[str] = set()
    for column in _contact_columns():
        query: Select[Any] = select(column).where(column.parent.class_.shop_id == shop.id, column.is_not(None))
        for contact in db.session.execute(query.distinct()).scalars():
            if contact and contact not in seen:
                seen.add(contact)
                if contact_hash(shop, contact) in hashes:
                    yield contact


def _contact_columns() -> Iterator[InstrumentedAttribute[Any]]:
    for mapper in sorted(Base.registry.mappers, key=lambda mapper: mapper.class_.__name__):
        if not issubclass(mapper.class_, ShopOwned):
            continue
        for attribute in inspect(mapper.class_).column_attrs:
            declared = declaration_of(attribute.columns[0])
            is_contact = declared is not None and declared.kind in _CONTACTS and declared.subject != Subject.STAFF
            if is_contact and attribute.key != _FOLDED:
                yield cast(InstrumentedAttribute[Any], getattr(mapper.class_, attribute.key))
