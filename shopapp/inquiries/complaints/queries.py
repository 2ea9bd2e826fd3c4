"""Every read of complaints that has a name: what is late, whom to remind, and figures without a name in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, extract, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.rules import CAP, Kind, State
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.complaint_times import Topic

Moment = InstrumentedAttribute[datetime | None]


@dataclass(frozen=True)
class Kept:
    """How a promised time was kept: counts of complaints, and how long it took on average (None: never done).

    `running` are those whose time is not over yet; they are neither in time nor late.
    """

    in_time: int = 0
    late: int = 0
    running: int = 0
    average: timedelta | None = None

    @property
    def due(self) -> int:
        """Those of which it can be said whether the time was kept."""
        return self.in_time + self.late


@dataclass(frozen=True)
class TopicFigures:
    """The complaints about one thing: how many came in, how the first answer and the end kept their times."""

    topic: Topic
    received: int
    answer: Kept
    end: Kept


def is_late(now: datetime) -> ColumnElement[bool]:
    """An open complaint whose first answer or end is overdue."""
    unanswered = and_(Inquiry.answered_at.is_(None), Inquiry.answer_due_at < now)
    return and_(
        Inquiry.kind == Kind.COMPLAINT.value,
        Inquiry.state.in_([State.NEW.value, State.WAITING.value, State.ANSWERED.value]),
        Inquiry.erased_at.is_(None),
        or_(unanswered, Inquiry.resolve_due_at < now),
    )


def count_late(shop: ShopRef, *, now: datetime, assigned_to: int | None = None) -> int:
    """How many complaints are overdue, counted no further than CAP + 1; `assigned_to`: of one member of staff."""
    mine = () if assigned_to is None else (Inquiry.assigned_account_id == assigned_to,)
    some = select(Inquiry.id).where(Inquiry.shop_id == shop.id, is_late(now), *mine).limit(CAP + 1)
    return db.session.execute(select(func.count()).select_from(some.subquery())).scalar_one()


def list_alarms(shop: ShopRef, *, now: datetime, limit: int) -> Sequence[Inquiry]:
    """The next complaints to remind the shop of, locked."""
    query = select(Inquiry).where(Inquiry.shop_id == shop.id, Inquiry.alarm_at <= now)
    query = query.order_by(Inquiry.alarm_at, Inquiry.id).limit(limit).with_for_update(key_share=True, skip_locked=True)
    return db.session.execute(query.execution_options(populate_existing=True)).scalars().all()


def measured(shop: ShopRef, since: datetime) -> ColumnElement[bool]:
    """The complaints figures are made of: come in since then and measured; not those erased before their end."""
    return and_(
        Inquiry.shop_id == shop.id,
        Inquiry.kind == Kind.COMPLAINT.value,
        Inquiry.created_at >= since,
        Inquiry.answer_due_at.is_not(None),
        or_(Inquiry.erased_at.is_(None), Inquiry.closed_at.is_not(None)),
    )


def in_time(done: Moment, due: Moment) -> ColumnElement[int]:
    """How many were done by the moment promised."""
    return func.coalesce(func.sum(case((done <= due, 1), else_=0)), 0)


def late(done: Moment, due: Moment, now: datetime) -> ColumnElement[int]:
    """How many were done later, or are not done although the moment is over."""
    return func.coalesce(func.sum(case((or_(done > due, and_(done.is_(None), due < now)), 1), else_=0)), 0)


def figures(shop: ShopRef, *, since: datetime, now: datetime) -> list[TopicFigures]:
    """For every topic, in the order of the list, in one statement."""
    pairs = ((Inquiry.answered_at, Inquiry.answer_due_at), (Inquiry.closed_at, Inquiry.resolve_due_at))
    columns: list[ColumnElement[int]] = []
    for done, due in pairs:
        took = func.avg(extract("epoch", done) - extract("epoch", Inquiry.created_at))
        columns += [in_time(done, due), late(done, due, now), took]
    query = select(Inquiry.topic, func.count(), *columns).where(measured(shop, since)).group_by(Inquiry.topic)
    found = {row[0]: row for row in db.session.execute(query)}
    empty = ("", 0, 0, 0, None, 0, 0, None)
    rows = [(topic, found.get(topic.value, empty)) for topic in Topic]
    return [TopicFigures(topic, row[1], _kept(row[1], *row[2:5]), _kept(row[1], *row[5:8])) for topic, row in rows]


def _kept(received: int, done: int, missed: int, seconds: float | None) -> Kept:
    average = timedelta(seconds=float(seconds)) if seconds is not None else None
    return Kept(int(done), int(missed), received - int(done) - int(missed), average)
