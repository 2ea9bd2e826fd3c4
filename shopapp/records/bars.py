"""Bars: whose data was erased, who objects to advertising, whose data may only be kept. Only keyed hashes are stored.

A bar outlives what was erased, keeps advertising off, and lets a restored backup be cleaned again. Each is also a line
of `tombstones/<shop>.jsonl` in the data folder, which is no part of the database and so not put back with it.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, and_, select

from shopapp.kernel.codes import keyed_digest
from shopapp.platform.database import db
from shopapp.platform.dispatch import enqueue
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert
from shopapp.records.models import Bar

JOB = "tombstone"


class BarKind(StrEnum):
    """What a contact is barred from. `ERASED` dates the beginning of an erasure, `FINISHED` its end."""

    ERASED = "erased"
    FINISHED = "finished"
    OBJECTED = "objected"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Tombstone:
    """One line of a tombstone file: what holds for a contact since when, or (`lifted`) no longer."""

    kind: BarKind
    contact_hash: str
    at: datetime
    lifted: bool = False


def contact_hash(shop: ShopRef, contact: str) -> str:
    """What is kept of a contact (E.164 or e-mail): 64 hex digits that only who holds the key can compare."""
    return keyed_digest(current_settings().tombstone_secret, "tombstone", shop.slug, contact)


def bury(shop: ShopRef, contact: str, kind: BarKind, *, now: datetime) -> None:
    """Bar a contact from now on; a bar that stands already is dated anew."""
    _write(shop, contact_hash(shop, contact), kind, since=now, lifted_at=None, now=now)


def lift(shop: ShopRef, contact: str, kind: BarKind, *, now: datetime) -> None:
    """End a bar, because whom it concerns wants so; none is no error."""
    query = select(Bar).where(_is(shop, contact, kind)).with_for_update()
    bar = db.session.execute(query).scalars().one_or_none()
    if bar is not None and bar.lifted_at is None:
        bar.lifted_at = now
        db.session.flush()
        enqueue(shop, JOB, bar.id, due_at=now, now=now)


def is_barred(shop: ShopRef, contact: str, kind: BarKind) -> bool:
    """Whether a bar of this kind stands for the contact."""
    query = select(Bar.id).where(_is(shop, contact, kind), Bar.lifted_at.is_(None))
    return db.session.execute(query).scalar_one_or_none() is not None


def is_restricted(shop: ShopRef, contacts: Iterable[str]) -> bool:
    """Whether one of these contacts wants its data only kept: what is finished is then shown to nobody."""
    hashes = [contact_hash(shop, contact) for contact in contacts if contact]
    query = select(Bar.id).where(
        Bar.shop_id == shop.id,
        Bar.kind == BarKind.RESTRICTED.value,
        Bar.contact_hash.in_(hashes),
        Bar.lifted_at.is_(None),
    )
    return db.session.execute(query.limit(1)).scalar_one_or_none() is not None


def list_tombstones(shop: ShopRef) -> list[Tombstone]:
    """Every bar of the database, lifted ones too, oldest first."""
    query = select(Bar).where(Bar.shop_id == shop.id).order_by(Bar.id)
    return [_tombstone(bar) for bar in db.session.execute(query).scalars()]


def put_back(shop: ShopRef, tombstones: Iterable[Tombstone], *, now: datetime) -> None:
    """Write the bars that `tombstones` say stand, newest word last, into a database that may not know them."""
    newest: dict[tuple[BarKind, str], Tombstone] = {}
    for stone in sorted(tombstones, key=lambda stone: stone.at):
        newest[stone.kind, stone.contact_hash] = stone
    for stone in newest.values():
        lifted_at = stone.at if stone.lifted else None
        _write(shop, stone.contact_hash, stone.kind, since=stone.at, lifted_at=lifted_at, now=now)


def append(shop: ShopRef, bar_id: int) -> None:
    """Add a bar's line to the shop's tombstone file, and see it onto the disk. The same line twice does no harm."""
    query = select(Bar).where(Bar.shop_id == shop.id, Bar.id == bar_id)
    bar = db.session.execute(query).scalars().one_or_none()
    if bar is None:
        return
    path = tombstone_file(shop)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # A line that was torn by a power cut must not swallow the next one.
        os.write(descriptor, b"\n" + _line(_tombstone(bar)).encode() + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def tombstone_file(shop: ShopRef) -> Path:
    """Where the shop's tombstones lie beside the database."""
    return current_settings().data / "tombstones" / f"{shop.slug}.jsonl"


def read_tombstones(text: str) -> tuple[list[Tombstone], int]:
    """(tombstones, number of lines that cannot be read) of the text of a tombstone file; never raises."""
    found, torn = [], 0
    for line in text.splitlines():
        if not line.strip():
            continue
        try:
            found.append(_read(line))
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
            torn += 1
    return found, torn


def tombstone_lines(tombstones: Iterable[Tombstone]) -> Iterator[str]:
    """The lines of a tombstone file."""
    return (_line(stone) for stone in tombstones)


def _read(line: str) -> Tombstone:
    data = json.loads(line)
    at = datetime.fromisoformat(data["at"]).astimezone(UTC)
    contact = str(data["contact"])
    if len(contact) != 64:
        raise ValueError("not a hash")
    return Tombstone(BarKind(data["kind"]), contact, at, bool(data.get("lifted", False)))


def _line(stone: Tombstone) -> str:
    data = {"kind": stone.kind.value, "contact": stone.contact_hash, "at": stone.at.isoformat()}
    return json.dumps(data | ({"lifted": True} if stone.lifted else {}))


def _tombstone(bar: Bar) -> Tombstone:
    return Tombstone(BarKind(bar.kind), bar.contact_hash, bar.lifted_at or bar.since, bar.lifted_at is not None)


def _is(shop: ShopRef, contact: str, kind: BarKind) -> ColumnElement[bool]:
    return and_(Bar.shop_id == shop.id, Bar.kind == kind.value, Bar.contact_hash == contact_hash(shop, contact))


def _write(
    shop: ShopRef, hashed: str, kind: BarKind, *, since: datetime, lifted_at: datetime | None, now: datetime
) -> None:
    values = {"kind": kind.value, "contact_hash": hashed, "since": since, "lifted_at": lifted_at}
    change = {"since": since, "lifted_at": lifted_at}
    bar_id = upsert(shop, Bar, values, unique=("kind", "contact_hash"), change=change, returning=Bar.id)
    enqueue(shop, JOB, bar_id, due_at=now, now=now)
