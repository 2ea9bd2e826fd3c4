"""Work to be done after a commit: one global table without personal data, claimed with a lease.

A row is written in the transaction of the change that wants it. A worker claims one row at a time by a single
UPDATE … RETURNING, works outside any transaction, and marks with its token; a worker that dies loses the lease and
another takes over. Done rows are deleted, hopeless ones stay with `failed_at` for people to see.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, String, Update, delete, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from shopapp.platform.database import Base, BigId, db
from shopapp.platform.personal_data import not_personal
from shopapp.platform.tenancy.refs import ShopRef

LEASE = timedelta(seconds=60)


class Dispatch(Base):
    """One piece of work: `kind` says which job, `row_id` which row of the shop's table it concerns."""

    __tablename__ = "dispatch"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    shop_id: Mapped[int] = mapped_column(BigId, index=True)
    kind: Mapped[str] = not_personal("which job", String(40))
    row_id: Mapped[int] = mapped_column(BigId)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    token: Mapped[str] = not_personal("a random lease token", String(32), default="")
    failed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


@dataclass(frozen=True)
class Claim:
    """A leased piece of work; `attempt` counts from 1."""

    id: int
    shop_id: int
    kind: str
    row_id: int
    token: str
    attempt: int


@dataclass(frozen=True)
class Done:
    """The work is finished; its row goes."""


@dataclass(frozen=True)
class TryAgain:
    """The work waits until `at`. Only what `has_failed` counts as a try: whoever works in many parts never gives up."""

    at: datetime
    has_failed: bool = False


@dataclass(frozen=True)
class GivenUp:
    """No further attempt; the row stays for people to see."""


Outcome = Done | TryAgain | GivenUp
Job = Callable[[ShopRef, int, Claim, datetime], Outcome]


def enqueue(shop: ShopRef, kind: str, row_id: int, *, due_at: datetime, now: datetime) -> None:
    """Ask for work after this transaction commits."""
    db.session.add(Dispatch(shop_id=shop.id, kind=kind, row_id=row_id, due_at=due_at, created_at=now))


@dataclass(frozen=True)
class Portion:
    """A part of the work: `only` these kinds (nothing named meaning all), `without` those."""

    only: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


EVERYTHING = Portion()


def due_rows(now: datetime, portion: Portion = EVERYTHING) -> Select[int]:
    """The id of the row of this portion that has been due longest.

    `lease_until` far ahead means that a clock stepped back: it is expired.
    """
    free = or_(Dispatch.lease_until.is_(None), Dispatch.lease_until < now, Dispatch.lease_until > now + LEASE + LEASE)
    due = select(Dispatch.id).where(Dispatch.due_at <= now, Dispatch.failed_at.is_(None), free)
    if portion.only:
        due = due.where(Dispatch.kind.in_(sorted(portion.only)))
    if portion.without:
        due = due.where(Dispatch.kind.not_in(sorted(portion.without)))
    return due.order_by(Dispatch.due_at, Dispatch.id).limit(1)


def claim_statement(now: datetime, *, skip_locked: bool, portion: Portion = EVERYTHING) -> Update:
    """Lease the row of this portion that has been due longest."""
    due = due_rows(now, portion)
    if skip_locked:
        due = due.with_for_update(skip_locked=True)
    return (
        update(Dispatch)
        .where(Dispatch.id == due.scalar_subquery())
        .values(lease_until=now + LEASE, token=secrets.token_hex(16), attempts=Dispatch.attempts + 1)
        .returning(Dispatch.id, Dispatch.shop_id, Dispatch.kind, Dispatch.row_id, Dispatch.token, Dispatch.attempts)
        .execution_options(synchronize_session=False)
    )


def is_anything_due(*, now: datetime, portion: Portion = EVERYTHING) -> bool:
    """Whether a claim would find something. A read, which takes no write lock. In the scope of no shop."""
    return db.session.execute(due_rows(now, portion)).one_or_none() is not None


def claim(*, now: datetime, portion: Portion = EVERYTHING) -> Claim | None:
    """Lease one due row, None when nothing is due. Called inside a transaction, in the scope of no shop."""
    on_postgres = db.engine.dialect.name == "postgresql"
    row = db.session.execute(claim_statement(now, skip_locked=on_postgres, portion=portion)).one_or_none()
    return Claim(*row) if row else None


def still_mine(claimed: Claim) -> bool:
    """Whether the lease is still this worker's; asked again right before anything leaves the house."""
    query = select(Dispatch.id).where(Dispatch.id == claimed.id, Dispatch.token == claimed.token)
    return db.session.execute(query).one_or_none() is not None


def renew(claimed: Claim, *, now: datetime) -> bool:
    """Hold the lease longer, for work that is seen to go on; False when it has passed to another worker."""
    query = update(Dispatch).where(Dispatch.id == claimed.id, Dispatch.token == claimed.token)
    query = query.values(lease_until=now + LEASE).returning(Dispatch.id)
    return db.session.execute(query.execution_options(synchronize_session=False)).one_or_none() is not None


def settle(claimed: Claim, outcome: Outcome, *, now: datetime) -> bool:
    """Record how the work went; False when the lease had passed to another worker meanwhile."""
    mine = (Dispatch.id == claimed.id, Dispatch.token == claimed.token)
    if isinstance(outcome, Done):
        gone = delete(Dispatch).where(*mine).returning(Dispatch.id)
        return db.session.execute(gone.execution_options(synchronize_session=False)).one_or_none() is not None
    changed = update(Dispatch).where(*mine)
    if isinstance(outcome, TryAgain):
        tries = {} if outcome.has_failed else {"attempts": 0}
        changed = changed.values(due_at=outcome.at, lease_until=None, token="", **tries)
    else:
        changed = changed.values(failed_at=now, lease_until=None, token="")
    result = changed.returning(Dispatch.id).execution_options(synchronize_session=False)
    return db.session.execute(result).one_or_none() is not None


def cancel(shop: ShopRef, kind: str, row_id: int) -> None:
    """Take back work that was asked for and is no longer wanted."""
    query = delete(Dispatch).where(Dispatch.shop_id == shop.id, Dispatch.kind == kind, Dispatch.row_id == row_id)
    db.session.execute(query.execution_options(synchronize_session=False))
