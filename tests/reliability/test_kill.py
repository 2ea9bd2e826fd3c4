"""kill -9 at any moment: no order that was acknowledged is lost or doubled, and no message of an order is missing.

The small form runs with the other tests; `make proof` runs it at full size and writes the figures down.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import func, select

from shopapp.notifications.models import Message
from shopapp.notifications.rules import JOBS
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.scope import acting_for
from tests.reliability.database import CrashingServer
from tests.reliability.instance import Crowd, Instance, contact_of
from tests.support.fixtures import Proof
from tests.support.kept import wait_until

DRAIN_SECONDS = 120
PER_ORDER = 3
"""Mail and text message to the customer, mail to the owner."""
MOST_TWICE = 0.003
SHOP_SIZE = 250
"""Orders a shop may take before its own limits for a day would hold messages back."""


def shops_for(orders: int) -> int:
    return max(2, -(-orders // SHOP_SIZE))


def points_of(orders: int, kills: int, chance: random.Random) -> list[int]:
    """Counts of acknowledged orders at which something is killed: spread evenly, with some play."""
    step = orders / (kills + 1)
    return [max(1, int(step * (n + 1) + chance.uniform(-step / 3, step / 3))) for n in range(kills)]


def run_and_kill(crowd: Crowd, kills: Sequence[Callable[[], None]], chance: random.Random) -> None:
    """Let the crowd order, and kill one thing at each point."""
    crowd.begin()
    for point, kill in zip(points_of(crowd.wanted, len(kills), chance), kills, strict=True):
        wait_until(
            f"{point} orders are acknowledged",
            lambda point=point: len(crowd.acknowledged) >= point or crowd.is_done(),  # type: ignore[misc]
            seconds=600,
        )
        time.sleep(chance.uniform(0, 0.05))
        kill()
    wait_until("everybody has ordered", crowd.is_done, seconds=1200)


def drain(instance: Instance, proof: Proof) -> float:
    """Wait until every message is delivered; how long it took. The small form does not wait for leases to end."""
    begun = time.monotonic()
    if not proof.is_full:
        instance.let_leases_end()

    def is_empty() -> bool:
        with instance.app.app_context(), acting_for(None):
            query = select(func.count()).select_from(Dispatch).where(Dispatch.kind.in_(JOBS.values()))
            return db.session.execute(query).scalar_one() == 0

    wait_until("every message is delivered", is_empty, seconds=DRAIN_SECONDS)
    return time.monotonic() - begun


def check(instance: Instance, crowd: Crowd, proof: Proof) -> None:
    """Nothing acknowledged is lost or doubled, nothing is missing, hardly anything was sent twice."""
    assert crowd.given_up == []
    orders: Counter[str] = Counter()
    messages: Counter[int] = Counter()
    references: dict[str, str] = {}
    for stall in instance.stalls:
        with instance.app.app_context(), acting_for(stall.shop):
            orders.update(db.session.execute(select(Order.sender_email)).scalars())
            for message in db.session.execute(select(Message)).scalars():
                assert message.state == "sent", (message.state, message.error)
                messages[message.about_id] += 1
                references[message.reference] = message.channel
    lost = [n for n in crowd.acknowledged if orders[contact_of(n)[0]] == 0]
    doubled = [email for email, count in orders.items() if count > 1]
    delivered = instance.sent_texts() + Counter(
        {name.strip("<>").partition("@")[0]: count for name, count in instance.sink.names().items()}
    )
    missing = [reference for reference in references if delivered[reference] == 0]
    twice = sum(count - 1 for count in delivered.values())
    proof.note("orders acknowledged", len(crowd.acknowledged))
    proof.note("acknowledged orders lost", len(lost))
    proof.note("orders doubled", len(doubled))
    proof.note("pages asked for again", crowd.repeats)
    proof.note("messages missing", len(missing))
    proof.note("messages sent twice with the same reference", f"{twice} of {len(references)}")
    assert (lost, doubled, missing) == ([], [], [])
    assert len(crowd.acknowledged) == crowd.wanted == sum(orders.values())
    assert len(references) == PER_ORDER * crowd.wanted
    assert set(delivered) == set(references), "nothing was delivered that is not in the outbox"
    if proof.is_full:
        assert twice <= MOST_TWICE * len(references)


def test_kill_9_of_web_and_worker_on_sqlite(tmp_path: Path, proof: Proof) -> None:
    chance = random.Random(1)
    orders, kills = proof.size(20, 5000), proof.size(2, 200)
    with Instance(tmp_path, "", shops_for(orders)) as instance:
        crowd = Crowd(instance, orders)
        targets = [instance.kill_web, instance.kill_worker] * (kills // 2)
        chance.shuffle(targets)
        run_and_kill(crowd, targets, chance)
        proof.note("kill points", kills)
        proof.note("seconds to drain", round(drain(instance, proof), 1))
        check(instance, crowd, proof)


def test_kill_9_of_web_worker_and_database_on_postgresql(tmp_path: Path, proof: Proof) -> None:
    chance = random.Random(2)
    orders, kills, crashes = proof.size(18, 2000), proof.size(2, 75), proof.size(1, 25)
    with CrashingServer() as server:
        url = server.create_database("killed")
        with Instance(tmp_path, url, shops_for(orders)) as instance:

            def crash() -> None:
                server.crash()
                server.come_back()

            crowd = Crowd(instance, orders)
            targets = [instance.kill_web, instance.kill_worker] * kills
            targets = targets[:kills] + [crash] * crashes
            chance.shuffle(targets)
            run_and_kill(crowd, targets, chance)
            proof.note("kill points", f"{kills + crashes}, {crashes} of them the database")
            proof.note("seconds to drain", round(drain(instance, proof), 1))
            check(instance, crowd, proof)
