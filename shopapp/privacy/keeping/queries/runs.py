"""The record of purges: when, how many records of which sort went under which rule. Nothing about anybody."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.keeping.models import PurgeCount, PurgeRun


@dataclass(frozen=True)
class PurgeLine:
    """One sort of records of one purge. `rule` is the rule and its period in few letters, "after_delivery:30d"."""

    holding: str
    rule: str
    removed: int
    waiting: int


@dataclass(frozen=True)
class PurgeRecord:
    """One purge. `finished_at` None: it is under way."""

    id: int
    night: date
    cause: str
    started_at: datetime
    finished_at: datetime | None
    lines: tuple[PurgeLine, ...]

    @property
    def removed(self) -> int:
        """How many records went, of whatever sort."""
        return sum(line.removed for line in self.lines)


def last_purge(shop: ShopRef) -> PurgeRecord | None:
    """The latest purge that came to its end; None before the first."""
    return next(iter(list_purges(shop, most=1)), None)


def list_purges(shop: ShopRef, *, most: int = 30) -> list[PurgeRecord]:
    """The purges that came to their end, the latest first."""
    query = select(PurgeRun).where(PurgeRun.shop_id == shop.id, PurgeRun.finished_at.is_not(None))
    runs = db.session.execute(query.order_by(PurgeRun.finished_at.desc(), PurgeRun.id.desc()).limit(most))
    return _records(shop, list(runs.scalars()))


def find_run(shop: ShopRef, run_id: int) -> PurgeRecord | None:
    """One purge, finished or not."""
    query = select(PurgeRun).where(PurgeRun.shop_id == shop.id, PurgeRun.id == run_id)
    return next(iter(_records(shop, list(db.session.execute(query).scalars()))), None)


@dataclass(frozen=True)
class Place:
    """How far a purge has come: the step it is at, and the last id it is done with there."""

    step: str
    last_id: int


def find_place(shop: ShopRef, run_id: int) -> Place | None:
    """Where to go on with a purge; None when it is over."""
    query = select(PurgeRun.step, PurgeRun.last_id).where(
        PurgeRun.shop_id == shop.id, PurgeRun.id == run_id, PurgeRun.finished_at.is_(None)
    )
    row = db.session.execute(query).one_or_none()
    return Place(row.step, row.last_id) if row else None


def find_unfinished(shop: ShopRef) -> PurgeRun | None:
    """The oldest purge of a night that is under way, or was left behind."""
    query = select(PurgeRun).where(
        PurgeRun.shop_id == shop.id, PurgeRun.finished_at.is_(None), PurgeRun.cause == "night"
    )
    return db.session.execute(query.order_by(PurgeRun.id).limit(1)).scalars().one_or_none()


def last_night(shop: ShopRef) -> date | None:
    """The latest night a purge was begun for."""
    query = select(func.max(PurgeRun.night)).where(PurgeRun.shop_id == shop.id, PurgeRun.cause == "night")
    found: date | None = db.session.execute(query).scalar_one()
    return found


def _records(shop: ShopRef, runs: list[PurgeRun]) -> list[PurgeRecord]:
    query = select(PurgeCount).where(PurgeCount.shop_id == shop.id, PurgeCount.run_id.in_([run.id for run in runs]))
    lines: dict[int, list[PurgeLine]] = {}
    for row in db.session.execute(query.order_by(PurgeCount.id)).scalars():
        lines.setdefault(row.run_id, []).append(PurgeLine(row.holding, row.rule, row.removed, row.waiting))
    return [
        PurgeRecord(run.id, run.night, run.cause, run.started_at, run.finished_at, tuple(lines.get(run.id, ())))
        for run in runs
    ]
