"""What a restored state must go through before it is served: erased again, purged, signed out, nothing sent twice."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy import column, delete, inspect, select, table, update
from sqlalchemy.engine import Connection

from shopapp.accounts.models import AccountSession, ContactProof, ResetRequest, SignInLink
from shopapp.customers.models import ContactClaim
from shopapp.notifications.actions.restored import hold_back_all
from shopapp.operations.backup.connections import changing
from shopapp.operations.backup.known import Known, list_counters
from shopapp.operations.backup.tables import last_ids, set_last_ids
from shopapp.operations.backup.withdrawn import withdraw_again
from shopapp.operations.policies import renew_policies
from shopapp.platform import removals
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Claim, Dispatch
from shopapp.platform.tenancy.queries import list_shops
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import replay
from shopapp.privacy.keeping.jobs import purge_now
from shopapp.privacy.rights.queries import contacts_under_way
from shopapp.privacy.rights.visiting.models import DataVisit
from shopapp.records import bars
from shopapp.records.bars import Tombstone, list_tombstones, tombstone_file, tombstone_lines

# Doors that were open when the backup was made: whoever was signed out since must not be signed in again.
DOORS: tuple[type[Any], ...] = (AccountSession, SignInLink, ResetRequest, ContactProof, ContactClaim, DataVisit)
LEAP = 100_000
"""By how much ids go on where nobody can say which were given since: a link of a lost order must open no other."""


@dataclass
class Settled:
    """Records erased again and removed by periods, messages held back."""

    erased: int = 0
    purged: int = 0
    held_back: int = 0


def settle(app: Flask, known: Known, *, now: datetime) -> Settled:
    """Do all of it, in a scratch place at the newest revision. `known` is what the live system and the backup say."""
    settled = Settled()
    with app.app_context():
        with changing(db.engine) as connection:
            go_on_counting(connection, known)
        with acting_for(None):
            shops = [found.ref for found in list_shops()]
        with acting_for(None), transaction():
            query = update(Dispatch).values(lease_until=None, token="")
            db.session.execute(query.execution_options(synchronize_session=False))
        for shop in shops:
            with acting_for(shop):
                with transaction():
                    withdraw_again(shop, known.withdrawals.get(shop.slug, []))
                _settle_shop(shop, known.stones.get(shop.slug, []), settled, now=now)
    renew_policies(app, now=now)
    return settled


def _settle_shop(shop: ShopRef, stones: list[Tombstone], settled: Settled, *, now: datetime) -> None:
    with transaction():
        for model in DOORS:
            db.session.execute(delete(model).execution_options(synchronize_session=False))
        settled.held_back += hold_back_all(shop)
    # The restored database may know bars that had not reached a file yet.
    every = [*stones, *list_tombstones(shop)]
    with transaction():
        settled.erased += replay(shop, every, now=now, under_way=contacts_under_way(shop))
    settled.purged += purge_now(shop, now=now).removed
    _write_tombstones(shop, [*every, *list_tombstones(shop)])
    _remove_files(shop, now=now)


def _write_tombstones(shop: ShopRef, stones: list[Tombstone]) -> None:
    """One file with every line anybody knew; what the database would still append is in it already."""
    path = tombstone_file(shop)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    lines = tombstone_lines(sorted(set(stones), key=lambda stone: (stone.at, stone.kind, stone.contact_hash)))
    path.write_text("".join(f"{line}\n" for line in lines))
    path.chmod(0o600)
    with transaction():
        _drop_work(shop, bars.JOB)


def _remove_files(shop: ShopRef, *, now: datetime) -> None:
    """Files of what was erased go now and not when a worker starts."""
    query = select(removals.FileRemoval.id).where(removals.FileRemoval.shop_id == shop.id)
    for row_id in list(db.session.execute(query).scalars()):
        removals.remove(shop, row_id, Claim(0, shop.id, removals.JOB, row_id, "", 1), now)
    with transaction():
        _drop_work(shop, removals.JOB)


def _drop_work(shop: ShopRef, kind: str) -> None:
    query = delete(Dispatch).where(Dispatch.shop_id == shop.id, Dispatch.kind == kind)
    db.session.execute(query.execution_options(synchronize_session=False))


def go_on_counting(connection: Connection, known: Known) -> None:
    """Ids and order numbers go on after the last that was given out anywhere."""
    present = last_ids(connection)
    names = set(inspect(connection).get_table_names())
    if known.is_read:
        wanted = {name: max(present.get(name, 0), known.last_ids.get(name, 0)) for name in names}
    else:
        wanted = {name: present.get(name, 0) + LEAP for name in names}
    has_id = {name for name in names if any(c["name"] == "id" for c in inspect(connection).get_columns(name))}
    set_last_ids(connection, {name: last for name, last in wanted.items() if last and name in has_id})
    for name in list_counters(connection):
        _raise_numbers(connection, name, known)


def _raise_numbers(connection: Connection, name: str, known: Known) -> None:
    shop = table("shop", column("id"), column("slug"))
    counter = table(name, column("shop_id"), column("last_number"))
    for shop_id, slug in connection.execute(select(shop.c.id, shop.c.slug)).all():
        live = known.last_numbers.get((name, slug))
        if live is None:
            continue
        mine = counter.c.shop_id == shop_id
        present = connection.execute(select(counter.c.last_number).where(mine)).scalar_one_or_none()
        if present is None:
            connection.execute(counter.insert().values(shop_id=shop_id, last_number=live))
        elif present < live:
            connection.execute(update(counter).where(mine).values(last_number=live))
