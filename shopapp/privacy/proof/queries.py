"""The reads behind the page of proof: counts alone, never a name.

Ten statements, each on an index and each the answer of one room's own table, so that no figure here can differ from the
one its room shows; the page is read seldom, and unchanged it is answered by 304.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from shopapp.accounts.models import Account
from shopapp.accounts.queries import is_open
from shopapp.inquiries.complaints.queries import TopicFigures, figures
from shopapp.kernel.clock import local_day
from shopapp.platform.access import Role
from shopapp.platform.backups import LastBackup, last_backup
from shopapp.platform.database import db
from shopapp.platform.personal_data import ReceiverKind
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.queries import YearCount, count_incidents
from shopapp.privacy.keeping.queries import PurgeRecord, last_purge
from shopapp.privacy.proof.rules import PERIOD, READS_PERIOD, Asked, by_year
from shopapp.privacy.rights.models import DataRequest
from shopapp.records.models import Disclosure, PolicyVersion, StaffRead
from shopapp.records.queries import list_receivers
from shopapp.records.rules import IN_FULL, ON_DEMAND, Ground, Receiver

MOST_DEMANDS = 2000
MOST_REQUESTS = 5000


@dataclass(frozen=True)
class Policy:
    """The policy in force."""

    number: int
    effective_at: datetime


@dataclass(frozen=True)
class Proof:
    """Everything the page shows. None stands for what is not available; `staff` counts open accounts by role."""

    policy: Policy | None
    requests: Sequence[Asked]
    purge: PurgeRecord | None
    receivers: Sequence[Receiver]
    staff: dict[Role, int]
    reads: int
    demands: dict[Ground, dict[int, int]]
    incidents: Sequence[YearCount]
    complaints: Sequence[TopicFigures]
    backup: LastBackup | None


def gather(shop: ShopRef, *, now: datetime) -> Proof:
    """All of it, as it stands at this moment."""
    return Proof(
        policy=_policy(shop),
        requests=_requests(shop, now - PERIOD),
        purge=last_purge(shop),
        receivers=_receivers(shop, local_day(now)),
        staff=_staff(shop, now),
        reads=_reads(shop, now - READS_PERIOD),
        demands=_demands(shop),
        incidents=count_incidents(shop),
        complaints=figures(shop, since=now - PERIOD, now=now),
        backup=last_backup(current_settings().data),
    )


def _policy(shop: ShopRef) -> Policy | None:
    query = select(PolicyVersion.number, PolicyVersion.effective_at).where(PolicyVersion.shop_id == shop.id)
    row = db.session.execute(query.order_by(PolicyVersion.number.desc()).limit(1)).one_or_none()
    return Policy(row.number, row.effective_at) if row else None


def _requests(shop: ShopRef, since: datetime) -> list[Asked]:
    columns = (DataRequest.answer_due_on, DataRequest.due_on, DataRequest.answered_at, DataRequest.ended_at)
    query = select(*columns).where(DataRequest.shop_id == shop.id, DataRequest.created_at >= since)
    rows = db.session.execute(query.order_by(DataRequest.id.desc()).limit(MOST_REQUESTS))
    return [Asked(*row) for row in rows]


def _receivers(shop: ShopRef, today: date) -> list[Receiver]:
    """Those an agreement binds today; authorities are no partners, what they were given counts among the demands."""
    partners = [r for r in list_receivers(shop) if r.kind is not ReceiverKind.AUTHORITY]
    return [r for r in partners if r.ends_on is None or r.ends_on >= today]


def _staff(shop: ShopRef, now: datetime) -> dict[Role, int]:
    query = select(Account.role, func.count()).where(Account.shop_id == shop.id, Account.kind == "staff", is_open(now))
    found = {Role(role): int(count) for role, count in db.session.execute(query.group_by(Account.role))}
    return {role: found[role] for role in Role if role in found}


def _reads(shop: ShopRef, since: datetime) -> int:
    query = select(func.count()).where(
        StaffRead.shop_id == shop.id, StaffRead.created_at >= since, StaffRead.what.in_(IN_FULL)
    )
    return db.session.execute(query).scalar_one()


def _demands(shop: ShopRef) -> dict[Ground, dict[int, int]]:
    query = select(Disclosure.ground, Disclosure.created_at).where(
        Disclosure.shop_id == shop.id, Disclosure.ground.in_(ground.value for ground in ON_DEMAND)
    )
    rows = list(db.session.execute(query.order_by(Disclosure.id.desc()).limit(MOST_DEMANDS)))
    return {ground: by_year(at for given, at in rows if given == ground) for ground in Ground if ground in ON_DEMAND}
