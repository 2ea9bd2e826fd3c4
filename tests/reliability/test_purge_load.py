"""A purge of very many old orders while new ones come in: bounded memory, and no order waits long for the one writer.

The small form runs with the other tests; `make proof` purges a hundred thousand.
"""

import resource
import secrets
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import Table, UniqueConstraint, func, select

from shopapp.notifications.models import Message
from shopapp.orders.models import Order, OrderEvent, OrderLine
from shopapp.platform.database import db
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.keeping import jobs
from shopapp.privacy.keeping.rules import months
from tests.builders import NOW
from tests.conftest import ShopClient, run_on
from tests.orders.builders import Stall, reviewed, typed
from tests.privacy.keeping import choose, ended
from tests.support.fixtures import Proof

AGO = timedelta(days=400)
AT_ONCE = 2000
MOST_MEGABYTES = 64
MOST_POSTS = 10
"""How many times as long as placing an order a batch may hold the write lock."""


@dataclass
class Buyer(threading.Thread):
    """Orders one thing after another until told to stop. `took` are the seconds each button press needed."""

    client: ShopClient
    stall: Stall
    took: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        super().__init__(daemon=True)

    def __hash__(self) -> int:
        return id(self)

    def run(self) -> None:
        """Place orders; each comes from an address of its own, or the limits for one address would answer."""
        number = 0
        while not self.stop.is_set() or not self.took:
            number += 1
            self.client.environ_base["REMOTE_ADDR"] = f"10.1.{number >> 8 & 255}.{number & 255}"
            phone = f"0900 {100 + number // 1000 % 900} {number % 1000:03d}"
            lines = ((self.stall.small, 1),)
            sending = reviewed(self.client, typed(self.stall, *lines, sender_phone=phone, sender_email=""))
            begun = time.perf_counter()
            answer = self.client.post("/dat-hang/xem-lai", data=sending)
            self.took.append(time.perf_counter() - begun)
            if answer.status_code != 303:
                self.refused.append(f"{answer.status_code}: {answer.text[:500]}")


def resident() -> float:
    """Megabytes of memory this process has now; where that is not told, the most it ever had."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


def multiply(app: Flask, order_id: int, count: int) -> None:
    """The order, its lines, history and messages so many times in all, past everything but the database's own rules."""
    with app.app_context():
        tables: list[tuple[Table, Any]] = [
            (Order.__table__, Order.id == order_id),  # type: ignore[list-item]
            (OrderLine.__table__, OrderLine.order_id == order_id),  # type: ignore[list-item]
            (OrderEvent.__table__, OrderEvent.order_id == order_id),  # type: ignore[list-item]
            (Message.__table__, Message.about_id == order_id),  # type: ignore[list-item]
        ]
        with db.engine.connect() as connection:
            samples = [
                (table, [dict(row) for row in connection.execute(select(table).where(mine)).mappings()])
                for table, mine in tables
            ]
        for start in range(1, count, AT_ONCE):
            numbers = range(start, min(start + AT_ONCE, count))
            with db.engine.begin() as connection:
                for table, rows in samples:
                    connection.execute(table.insert(), list(copies(table, rows, numbers, order_id)))


def copies(table: Table, rows: list[dict[str, Any]], numbers: range, order_id: int) -> Iterator[dict[str, Any]]:
    """The rows once more for each number, with everything unique made anew."""
    unique = {
        column.name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint)
        for column in constraint.columns
    } | {column.name for index in table.indexes if index.unique for column in index.columns}
    for number in numbers:
        for row in rows:
            copy = {name: value for name, value in row.items() if name != "id"}
            for name in unique & copy.keys() - {"shop_id", "order_id", "position"}:
                if isinstance(copy[name], str):
                    copy[name] = secrets.token_hex(32)[: table.c[name].type.length]  # type: ignore[attr-defined]
                elif isinstance(copy[name], int):
                    # Far from the numbers that orders placed meanwhile will get.
                    copy[name] += 1_000_000_000 + number * 1000
            if table is Order.__table__:
                copy["id"] = order_id + number * 1000
            for name in ("order_id", "about_id"):
                if name in copy:
                    copy[name] = order_id + number * 1000
            yield copy


@run_on("sqlite")
def test_a_purge_of_very_many_orders_lets_new_ones_through(
    app: Flask, stall: Stall, client: ShopClient, proof: Proof
) -> None:
    count = proof.size(100, 100_000)
    choose(app, stall.shop, {Keep.UNTIL_PURPOSE_ENDS: months(12)})
    multiply(app, ended(app, stall, AGO), count)
    held, memory = list[float](), list[float]()

    def watch(seconds: float, _removed: int) -> None:
        held.append(seconds)
        memory.append(resident())

    with time_machine.travel(NOW, tick=True):
        buyer = Buyer(client, stall)
        buyer.start()
        before = resident()
        with app.app_context(), acting_for(stall.shop):
            jobs.purge_now(stall.shop, now=NOW, watch=watch)
            old = (Order.placed_at < NOW - timedelta(days=1), Order.sender_erased_at.is_not(None))
            query = select(func.count(Order.id)).where(*old, Order.recipient_erased_at.is_not(None))
            gone = db.session.execute(query).scalar_one()
        buyer.stop.set()
        buyer.join(60)
    typical = statistics.median(buyer.took)
    proof.note("orders purged", gone)
    proof.note("orders placed meanwhile", len(buyer.took))
    proof.note("placing an order, median ms", round(typical * 1000))
    proof.note("longest batch, times that", round(max(held) / typical, 1))
    proof.note("more memory than before, MB", round(max(memory) - before))
    assert gone == count
    assert buyer.refused == []
    assert max(held) < MOST_POSTS * typical
    assert max(memory) - before < MOST_MEGABYTES
