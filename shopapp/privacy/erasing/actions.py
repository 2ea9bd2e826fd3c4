"""Erasing: one engine behind requests, periods and restored backups. What it does to a column is declared there.

Each call is one bounded pass inside the caller's transaction, because SQLite has one writer; it is called again in a
new transaction while there is more. Every pass can be repeated: what was erased is no longer found.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, case, delete, select, update

from shopapp.customers.queries import person_behind
from shopapp.kernel.codes import keyed_digest
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Declaration, Erase, Kind
from shopapp.platform.removals import remove_later
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.queries import born_before, collect, contacts_hashed
from shopapp.privacy.erasing.rules import Erased
from shopapp.records.bars import BarKind, Tombstone, bury, contact_hash, put_back

# A proof whose contact was erased; what follows is a keyed digest.
MARK = "erased:"


def begin_erasure(shop: ShopRef, person: Person, *, now: datetime) -> None:
    """Remember, by keyed hashes alone, that these contacts are erased and want no advertising any more."""
    for contact in sorted(person.contacts):
        bury(shop, contact, BarKind.ERASED, now=now)
        bury(shop, contact, BarKind.OBJECTED, now=now)


def erase_person(
    shop: ShopRef, person: Person, *, now: datetime, most: int = 200, until: datetime | None = None
) -> Erased:
    """Erase up to `most` records about a person, holding by holding; those that are hindered are left and counted.

    With `until`, only what was there at that moment.
    """
    left, records, waiting = most, Counter[str](), {}
    has_more = False
    for held, found in collect(shop, person):
        ids = born_before(shop, held, found, until) if until is not None else found
        free, hindered = _sorted_out(shop, held, ids)
        if hindered:
            waiting[held.name] = hindered
        taken = free[:left]
        has_more = has_more or len(free) > len(taken)
        if taken:
            records[held.name] = erase_records(shop, held, taken, now=now)
            left -= len(taken)
    return Erased(records, waiting, has_more)


def erase_records(shop: ShopRef, held: Holding, ids: Ids, *, now: datetime) -> int:
    """Erase these records of a holding, whatever hinders; returns how many. For at most a few hundred at a time."""
    held.release(shop, ids)
    # From the last part to the first: rows that hang on others go before them.
    for part in reversed(held.parts):
        _erase_part(shop, held, part, ids, now=now)
    if held.stamp:
        model = held.parts[0].model
        _change(update(model).where(model.shop_id == shop.id, model.id.in_(ids)).values({held.stamp: now}))
    held.renew(shop, ids)
    return len(ids)


def free_of_hindrance(shop: ShopRef, held: Holding, ids: Ids) -> list[int]:
    """Those of the records that nothing keeps from being erased."""
    return _sorted_out(shop, held, ids)[0]


def end_erasure(shop: ShopRef, person: Person, *, now: datetime) -> None:
    """Remember that nothing was left that had to wait."""
    for contact in sorted(person.contacts):
        bury(shop, contact, BarKind.FINISHED, now=now)


def replay(
    shop: ShopRef, tombstones: Iterable[Tombstone], *, now: datetime, under_way: Collection[str] = frozenset()
) -> int:
    """Erase again, in a restored database, what was erased before; returns how many records went.

    Only what was there at the moment of the erasing: whoever came back since is kept. In one pass, because nothing is
    served meanwhile. Hindrances do not count either: they were gone when it was erased first. They do count for
    contacts in `under_way`, whose erasure the database itself goes on with, as long as no tombstone says that it was
    finished: an order that is still to be delivered needs its address.
    """
    stones = list(tombstones)
    put_back(shop, stones, now=now)
    erased_at, finished_at = _latest(stones, BarKind.ERASED), _latest(stones, BarKind.FINISHED)
    gone = 0
    for contact in list(contacts_hashed(shop, erased_at.keys())):
        hashed = contact_hash(shop, contact)
        moment, end = erased_at[hashed], finished_at.get(hashed)
        goes_on = contact in under_way and (end is None or end < moment)
        for held, found in collect(shop, person_behind(shop, contact)):
            ids = born_before(shop, held, found, moment)
            ids = free_of_hindrance(shop, held, ids) if goes_on else ids
            for start in range(0, len(ids), 200):
                gone += erase_records(shop, held, ids[start : start + 200], now=now)
    return gone


def _latest(stones: Iterable[Tombstone], kind: BarKind) -> dict[str, datetime]:
    found: dict[str, datetime] = {}
    for stone in stones:
        if stone.kind is kind and not stone.lifted:
            found[stone.contact_hash] = max(stone.at, found.get(stone.contact_hash, stone.at))
    return found


def _sorted_out(shop: ShopRef, held: Holding, ids: Ids) -> tuple[list[int], Counter[Hindrance]]:
    hindered: dict[int, Hindrance] = {}
    for start in range(0, len(ids), 500):
        hindered |= held.hindered(shop, ids[start : start + 500])
    return [id_ for id_ in ids if id_ not in hindered], Counter(hindered.values())


def _erase_part(shop: ShopRef, held: Holding, part: Part, ids: Ids, *, now: datetime) -> None:
    columns = held.columns(part)
    rows = list(db.session.execute(part.rows(shop, ids)).scalars())
    if not rows or not columns:
        return
    _remove_files(shop, part, columns, rows, now=now)
    mine = (part.model.shop_id == shop.id, part.model.id.in_(rows))
    if any(declared.erase is Erase.DELETE_ROW for _column, declared in columns):
        _change(delete(part.model).where(*mine))
        return
    values = {column.name: _blank(column) for column, declared in columns if declared.erase is Erase.BLANK}
    if part is not held.parts[0] and not part.names and hasattr(part.model, "erased_at"):
        values["erased_at"] = now
    if values:
        _change(update(part.model).where(*mine).values(values))
    for column, declared in columns:
        if declared.erase is Erase.KEEP_PROOF and declared.kind is Kind.CONTACT:
            _keep_proof(part.model, column, rows, shop)


def _remove_files(
    shop: ShopRef, part: Part, columns: Collection[tuple[Column[Any], Declaration]], rows: Ids, *, now: datetime
) -> None:
    for column, declared in columns:
        if declared.kind is Kind.FILE and declared.erase is not Erase.KEEP_PROOF:
            query = select(getattr(part.model, column.name))
            keys = db.session.execute(query.where(part.model.shop_id == shop.id, part.model.id.in_(rows))).scalars()
            remove_later(shop, list(keys), now=now)


def _keep_proof(model: type[Any], column: Column[Any], rows: Ids, shop: ShopRef) -> None:
    """What was said stays provable to whoever names the contact, and tells it to nobody else."""
    attribute = getattr(model, column.name)
    query = select(attribute).where(model.shop_id == shop.id, model.id.in_(rows), attribute.not_like(f"{MARK}%"))
    contacts = set(db.session.execute(query).scalars())
    if contacts:
        blanked = case({contact: proof_mark(shop, contact) for contact in contacts}, value=attribute)
        changed = update(model).where(model.shop_id == shop.id, model.id.in_(rows), attribute.in_(sorted(contacts)))
        _change(changed.values({column.name: blanked}))


def proof_mark(shop: ShopRef, contact: str) -> str:
    """What stands in evidence instead of an erased contact."""
    return MARK + keyed_digest(current_settings().tombstone_secret, "proof", shop.slug, contact)


def _blank(column: Column[Any]) -> Any:
    """Nothing, in the form the column takes."""
    if isinstance(column.type, JSON):
        return {}
    return None if column.nullable else ""


def _change(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))
