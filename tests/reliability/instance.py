"""A whole instance over HTTP whose parts are killed: shops that sell, visitors who order, a gateway that counts."""

import http.client
import json
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask
from sqlalchemy import update

from shopapp import create_app
from shopapp.catalog.rules import VariantDraft
from shopapp.config import settings_from
from shopapp.delivery.actions import set_up
from shopapp.delivery.queries import get_schedule
from shopapp.kernel import clock
from shopapp.operations import migrations
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff
from tests.builders import make_shop
from tests.catalog.builders import make_product, variants_of
from tests.operations.builders import environment
from tests.orders.builders import DELIVERY, NEAR
from tests.support.http import Answer, Client, Service, free_port
from tests.support.kept import Kept, wait_until

GIVE_UP_SECONDS = 120
"""How long a visitor tries to get one page through; far longer than any part is away."""


class CountingSink:
    """The mail server of `tests.reliability.sink`."""

    def __init__(self, folder: Path) -> None:
        self._names, self._log = folder / "mails", folder / "sink.log"
        command = [sys.executable, "-m", "tests.reliability.sink", str(self._names)]
        self._kept = Kept(command, log=self._log)
        wait_until("the mail server says its port", lambda: self._printed() != "", seconds=60, kept=self._kept)
        self.port = int(self._printed())

    def names(self) -> Counter[str]:
        """Message-ID → how often it came."""
        return Counter(self._names.read_text().split())

    def stop(self) -> None:
        self._kept.stop()

    def _printed(self) -> str:
        return self._kept.printed().strip()


@dataclass(frozen=True)
class Stall:
    """What a visitor of one shop orders."""

    shop: ShopRef
    variant: int
    slot: int


class Instance:
    """Web server and worker as processes of their own, on a database that this process furnished."""

    def __init__(self, folder: Path, database_url: str, shops: int) -> None:
        self.sink = CountingSink(folder)
        self.folder, self.port = folder, free_port()
        further = {"SHOPAPP_DATABASE_URL": database_url} if database_url else {}
        self.variables = environment(
            folder / "data",
            self.port,
            SHOPAPP_MAIL_HOST="127.0.0.1",
            SHOPAPP_MAIL_PORT=str(self.sink.port),
            SHOPAPP_MAIL_SECURITY="none",
            SHOPAPP_MAIL_SENDER="shop@mail.example",
            SHOPAPP_LOG_LEVEL="warning",
            # Each visitor comes from an address of their own, or the limits for one address would stop them.
            SHOPAPP_TRUSTED_PROXIES="1",
            **further,
        )
        (folder / "data").mkdir()
        self.app = create_app(settings_from(self.variables))
        migrations.upgrade(self.app)
        self.stalls = [furnish(self.app, f"s{number}") for number in range(shops)]
        self.let_go()
        self.web = self.start_web()
        self.worker = self.start_worker()

    def let_go(self) -> None:
        """Close this process's own connections, so that a crash of the database concerns it not."""
        with self.app.app_context():
            db.engine.dispose()

    def start_web(self) -> Service:
        command = [sys.executable, "-m", "shopapp", "web"]
        return Service(command, port=self.port, log=self.folder / "web.log", environment=self.variables, seconds=120)

    def start_worker(self) -> Kept:
        command = [sys.executable, "-m", "shopapp", "worker"]
        return Kept(command, log=self.folder / "worker.log", environment=self.variables)

    def kill_web(self) -> None:
        """kill -9 of the web server and its processes, and a new one."""
        self.web.kill()
        self.web.stop()
        self.web = self.start_web()

    def kill_worker(self) -> None:
        """kill -9 of the worker, and a new one."""
        self.worker.kill()
        self.worker.stop()
        self.worker = self.start_worker()

    def let_leases_end(self) -> None:
        """What killed workers had leased is free at once, as it would be a minute later; no worker runs meanwhile."""
        self.worker.terminate()
        self.worker.stop()
        with self.app.app_context(), acting_for(None), transaction():
            query = update(Dispatch).where(Dispatch.lease_until.is_not(None)).values(lease_until=None, token="")
            db.session.execute(query.execution_options(synchronize_session=False))
        self.let_go()
        self.worker = self.start_worker()

    def sent_texts(self) -> Counter[str]:
        """Reference → how often the SMS channel delivered it."""
        found = (self.folder / "data" / "sms").glob("*.json")
        return Counter(str(json.loads(path.read_text())["reference"]) for path in found)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.worker.stop()
        self.web.stop()
        self.let_go()
        self.sink.stop()


def furnish(app: Flask, slug: str) -> Stall:
    """A shop that sells one thing without end, any day."""
    with app.app_context():
        shop = make_shop(slug, now=clock.now())
    with app.app_context(), acting_for(shop), transaction():
        set_up(shop, DELIVERY | {"closed_dates": []}, now=clock.now())
    make_staff(app, shop, password=None)
    product = make_product(app, shop, variants=(VariantDraft(price=350_000, stock=None),))
    (variant, *_) = variants_of(app, shop, product)
    with app.app_context(), acting_for(shop):
        return Stall(shop, variant.id, get_schedule(shop).slots[0].id)


def contact_of(number: int) -> tuple[str, str]:
    """E-mail and phone of the `number`-th visitor; nobody else's."""
    return f"khach{number}@thu.example", f"+849{number:08d}"


@dataclass
class Crowd:
    """Visitors who order one after another in several threads, and try again whatever happens to a page."""

    instance: Instance
    wanted: int
    threads: int = 4
    acknowledged: dict[int, str] = field(default_factory=dict)
    given_up: list[str] = field(default_factory=list)
    repeats: int = 0

    def __post_init__(self) -> None:
        self._next = iter(range(self.wanted))
        self._lock = threading.Lock()
        self._crowd = [threading.Thread(target=self._visit, daemon=True) for _ in range(self.threads)]

    def begin(self) -> None:
        for thread in self._crowd:
            thread.start()

    def stop(self) -> None:
        """Nobody further comes; who has begun finishes."""
        with self._lock:
            self._next = iter(range(0))

    def is_done(self) -> bool:
        return not any(thread.is_alive() for thread in self._crowd)

    def _visit(self) -> None:
        while True:
            with self._lock:
                number = next(self._next, None)
            if number is None:
                return
            try:
                self.acknowledged[number] = self._order(number)
            except Exception as error:
                self.given_up.append(f"visitor {number}: {error!r}")
                return

    def _order(self, number: int) -> str:
        """The whole way of one order; the address of the page that thanks for it."""
        stall = self.instance.stalls[number % len(self.instance.stalls)]
        client = Client(self.instance.port, f"{stall.shop.slug}.localhost", seconds=20)
        origin = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"

        def ask(step: str, path: str, form: dict[str, str] | None = None) -> Answer:
            return self._until_answered(step, client, path, form, origin)

        token = ask("form", "/dat-hang").fields()["csrf_token"]
        sent = ask("send", "/dat-hang", typed(stall, number) | {"csrf_token": token, "step": "review"})
        if sent.status != 303:
            raise AssertionError(f"the form was not taken: {sent.status} {sent.text[:2000]}")
        review = ask("review", "/dat-hang/xem-lai").fields()
        placed = ask("place", "/dat-hang/xem-lai", review | {"declared": "y"})
        if placed.status != 303 or "/don-hang/" not in placed.location:
            raise AssertionError(f"the order was not placed: {placed.status} {placed.text[:2000]}")
        return placed.location

    def _until_answered(self, step: str, client: Client, path: str, form: dict[str, str] | None, origin: str) -> Answer:
        """Press the button again until the program says yes or no."""
        end = time.monotonic() + GIVE_UP_SECONDS
        while time.monotonic() < end:
            try:
                answer = (
                    client.get(path, X_Forwarded_For=origin)
                    if form is None
                    else client.post(path, form, X_Forwarded_For=origin)
                )
            except (OSError, http.client.HTTPException):
                answer = None
            if answer is not None and answer.status < 500:
                return answer
            self.repeats += 1
            time.sleep(0.3)
        raise TimeoutError(f"{step}: no answer for {GIVE_UP_SECONDS} s")


def typed(stall: Stall, number: int) -> dict[str, str]:
    """What the visitor types; each order is told by its contact."""
    email, phone = contact_of(number)
    day = clock.local_day(clock.now()) + timedelta(days=2)
    return {
        "sender_name": f"Khách Mẫu {number}",
        "sender_phone": phone,
        "sender_email": email,
        "language": "vi" if number % 2 else "en",
        "for_whom": "self",
        "province": "79",
        "ward": NEAR,
        "street": "12 đường Ví Dụ",
        "delivery_date": day.isoformat(),
        "slot": str(stall.slot),
        "payment": "cod",
        "lines-0-variant": str(stall.variant),
        "lines-0-quantity": "1",
    }
