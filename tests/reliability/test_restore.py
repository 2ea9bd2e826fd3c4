"""Backups made while orders come in: every one, restored, holds whole orders and all that belongs to them.

The small form runs with the other tests; `make proof` makes twenty on each engine and writes the figures down.
"""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, pool

from shopapp.config import Settings, settings_from
from shopapp.kernel import clock
from shopapp.operations.backup.making import make_backup
from shopapp.operations.backup.restoring import Wish, restore
from tests.reliability.instance import Crowd, Instance
from tests.support.fixtures import Proof
from tests.support.kept import wait_until
from tests.support.postgres import PostgresServer

# A shop takes 250 orders before its own limits for a day would hold messages back.
SHOPS, MOST_ORDERS = 8, 2000
# How snapshots hold on either engine is tried in tests/operations; whole instances are dear.
KINDS = ("sqlite", "postgresql") if os.environ.get("SHOPAPP_PROOF") == "full" else ("sqlite",)
# Each gives the number of rows that contradict it; a whole order contradicts none.
CONTRADICTIONS = {
    "orders without lines": "SELECT count(*) FROM shop_order o WHERE NOT EXISTS "
    "(SELECT 1 FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id)",
    "totals that do not add up": "SELECT count(*) FROM shop_order o WHERE o.goods_total <> "
    "(SELECT sum(l.amount) FROM order_line l WHERE l.shop_id = o.shop_id AND l.order_id = o.id) "
    "OR o.total <> o.goods_total + o.delivery_fee",
    "orders without an acknowledgement": "SELECT count(*) FROM shop_order o WHERE NOT EXISTS (SELECT 1 FROM "
    "acknowledgement a WHERE a.shop_id = o.shop_id AND a.subject_kind = 'order' AND a.subject_id = o.id)",
    "orders without their three messages": "SELECT count(*) FROM shop_order o WHERE 3 <> (SELECT count(*) FROM "
    "message m WHERE m.shop_id = o.shop_id AND m.about_kind = 'order' AND m.about_id = o.id)",
    "counters behind their orders": "SELECT count(*) FROM order_counter c WHERE c.last_number < "
    "(SELECT max(o.number) FROM shop_order o WHERE o.shop_id = c.shop_id)",
}


def orders_in(url: str) -> int:
    """How many orders a restored database holds; nothing in it contradicts anything."""
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        found = {what: connection.exec_driver_sql(query).scalar_one() for what, query in CONTRADICTIONS.items()}
        assert found == dict.fromkeys(CONTRADICTIONS, 0)
        return int(connection.exec_driver_sql("SELECT count(*) FROM shop_order").scalar_one())


def put_back(settings: Settings, path: Path, place: Path, url: str) -> str:
    """Restore a backup elsewhere, as after moving to another machine; the address of its database."""
    place.mkdir()
    elsewhere = replace(settings, data=place, database_url=url)
    restore(elsewhere, path, None, Wish(), now=clock.now())
    return elsewhere.database


def wait_for_one_more(crowd: Crowd) -> None:
    """Until another order was acknowledged."""
    begun = len(crowd.acknowledged)
    wait_until("orders come in", lambda: len(crowd.acknowledged) > begun, seconds=300)


def back_up_under_load(instance: Instance, settings: Settings, backups: int, proof: Proof) -> list[Path]:
    """Backups one after another while a crowd orders, and orders come in during each of them."""
    crowd = Crowd(instance, MOST_ORDERS)
    crowd.begin()
    made, meanwhile = [], 0
    for number in range(backups):
        wait_for_one_more(crowd)
        begun = len(crowd.acknowledged)
        path = instance.folder / f"{number}.tar"
        made.append(make_backup(instance.app, settings, path, None, verify=True, now=clock.now()).path)
        meanwhile += len(crowd.acknowledged) - begun
    crowd.stop()
    wait_until("everybody has ordered", crowd.is_done, seconds=300)
    assert crowd.given_up == []
    proof.note("orders that came in while backups were made", meanwhile)
    assert meanwhile > 0
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_every_backup_made_under_load_is_whole(
    kind: str, tmp_path: Path, proof: Proof, request: pytest.FixtureRequest
) -> None:
    backups = proof.size(2, 20)
    server: PostgresServer | None = request.getfixturevalue("postgres") if kind == "postgresql" else None
    url = server.create_database("backed_up") if server else ""
    with Instance(tmp_path, url, SHOPS) as instance:
        settings = settings_from(instance.variables)
        made = back_up_under_load(instance, settings, backups, proof)
    counts = []
    for number, path in enumerate(made):
        target = server.create_database(f"put_back_{number}") if server else ""
        counts.append(orders_in(put_back(settings, path, tmp_path / f"put-back-{number}", target)))
        if server:
            server.drop_database(f"put_back_{number}")
    assert counts == sorted(counts)
    assert counts[0] > 0
    proof.note("backups under load restored whole", f"{len(counts)} of {backups}")
    proof.note("orders in them", f"{counts[0]} to {counts[-1]}")
