"""A shop with old orders, questions, messages and accounts, and what is left of them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import func, select, update

from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.orders.models import Order
from shopapp.platform.database import Base, db, transaction
from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.keeping import actions, jobs, queries
from shopapp.privacy.keeping.queries import PurgeRecord
from shopapp.privacy.keeping.rules import Choice, Rules, fingerprint
from tests.builders import NOW
from tests.inquiries.builders import make_inquiry
from tests.orders.builders import Stall, place

T = TypeVar("T")
DAY = timedelta(days=1)


def inside(app: Flask, shop: ShopRef, work: Callable[[], T]) -> T:
    """Do something in the shop's scope."""
    with app.app_context(), acting_for(shop):
        return work()


def change(app: Flask, shop: ShopRef, model: type[Base], *where: Any, **values: Any) -> None:
    """Set columns of rows past the rooms' own actions, as only time could."""
    with app.app_context(), acting_for(shop), transaction():
        query = update(model).where(*where).values(**values)
        db.session.execute(query.execution_options(synchronize_session=False))


def ended(app: Flask, stall: Stall, ago: timedelta, **differences: Any) -> int:
    """An order that was delivered so long ago, and whose messages have all left then; its id."""
    then = NOW - ago
    placed = place(app, stall)
    values = {"state": "delivered", "placed_at": then - DAY, "ended_at": then, **differences}
    change(app, stall.shop, Order, Order.id == placed.id, **values)
    mine = (Message.about_kind == "order", Message.about_id == placed.id)
    change(app, stall.shop, Message, *mine, state="sent", queued_at=max(then, NOW - 80 * DAY), sent_at=then)
    return placed.id


def answered(app: Flask, shop: ShopRef, ago: timedelta, **differences: Any) -> int:
    """A question that was answered so long ago; its id."""
    then = NOW - ago
    sent = make_inquiry(app, shop, now=then - DAY)
    values = {"state": "answered", "answered_at": then, "touched_at": then, **differences}
    change(app, shop, Inquiry, Inquiry.id == sent.id, **values)
    change(app, shop, Message, Message.about_kind == "inquiry", state="sent", sent_at=then)
    return sent.id


def choose(app: Flask, shop: ShopRef, choices: dict[Keep, Choice]) -> Rules:
    """Save some periods beside those the shop has."""

    def save() -> Rules:
        before = queries.rules_of(shop)
        with transaction():
            actions.save_rules(shop, {**before, **choices}, seen=fingerprint(before), account_id=1, now=NOW)
        return queries.rules_of(shop)

    return inside(app, shop, save)


def purge(app: Flask, shop: ShopRef, *, now: datetime = NOW) -> PurgeRecord:
    """A whole purge."""
    return inside(app, shop, lambda: jobs.purge_now(shop, now=now))


def removed(record: PurgeRecord) -> dict[str, tuple[int, int]]:
    """Sort of records → (removed, waiting)."""
    return {line.holding: (line.removed, line.waiting) for line in record.lines}


def count(app: Flask, shop: ShopRef, model: type[Any], *where: Any) -> int:
    """How many rows there are."""
    return inside(app, shop, lambda: int(db.session.execute(select(func.count(model.id)).where(*where)).scalar_one()))


def row(app: Flask, shop: ShopRef, model: type[T], row_id: int) -> T:
    """One row, as it stands."""

    def read() -> T:
        found = db.session.get(model, row_id)
        assert found is not None
        return found

    return inside(app, shop, read)
