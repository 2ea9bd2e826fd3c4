"""Reads of evidence."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select

from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Consent, Disclosure, PolicyVersion, ReceiverRow, StaffRead
from shopapp.records.rules import IN_FULL, Ground, Receiver, Reference


def current_policy(shop: ShopRef) -> PolicyVersion | None:
    """The policy in force: the newest version."""
    query = select(PolicyVersion).where(PolicyVersion.shop_id == shop.id).order_by(PolicyVersion.number.desc())
    return db.session.execute(query.limit(1)).scalars().one_or_none()


def current_policy_id(shop: ShopRef) -> int | None:
    """The id of the policy in force, without its text."""
    query = select(PolicyVersion.id).where(PolicyVersion.shop_id == shop.id).order_by(PolicyVersion.number.desc())
    return db.session.execute(query.limit(1)).scalar_one_or_none()


def still_holds(shop: ShopRef, version_id: int | None) -> bool:
    """Whether agreeing to this version is agreeing to what holds today: it is in force, or only words differ since.

    False for a version the shop never had, and where purposes, receivers, fields or periods have changed.
    """
    current_id = current_policy_id(shop)
    if current_id is None or current_id == version_id:
        return current_id is not None
    query = select(PolicyVersion.facts).where(
        PolicyVersion.shop_id == shop.id, PolicyVersion.id.in_((current_id, version_id or 0))
    )
    facts = list(db.session.execute(query).scalars())
    return len(facts) == 2 and bool(facts[0]) and facts[0] == facts[1]


def find_policy(shop: ShopRef, number: int) -> PolicyVersion | None:
    """One version by its number."""
    query = select(PolicyVersion).where(PolicyVersion.shop_id == shop.id, PolicyVersion.number == number)
    return db.session.execute(query).scalars().one_or_none()


def policy_number(shop: ShopRef, version_id: int) -> int:
    """The number visitors know a version by; raises NoResultFound."""
    query = select(PolicyVersion.number).where(PolicyVersion.shop_id == shop.id, PolicyVersion.id == version_id)
    return int(db.session.execute(query).scalar_one())


def find_receiver(shop: ShopRef, kind: ReceiverKind) -> Receiver | None:
    """The shop's receiver of a kind, the newest when there are several."""
    query = select(ReceiverRow).where(ReceiverRow.shop_id == shop.id, ReceiverRow.kind == kind.value)
    row = db.session.execute(query.order_by(ReceiverRow.id.desc()).limit(1)).scalars().one_or_none()
    return _receiver(row) if row else None


def list_receivers(shop: ShopRef) -> list[Receiver]:
    """Every receiver of the shop, ended ones too, oldest first."""
    query = select(ReceiverRow).where(ReceiverRow.shop_id == shop.id).order_by(ReceiverRow.id)
    return [_receiver(row) for row in db.session.execute(query).scalars()]


def has_consented(shop: ShopRef, contact: str, purpose: Purpose) -> bool:
    """Whether the newest word of this contact on the purpose is yes. No word is no.

    A yes to a policy that stated other facts of this purpose than the one in force is no longer one: the purpose has
    changed, and whoever agreed to it is asked again.
    """
    same_version = and_(PolicyVersion.shop_id == Consent.shop_id, PolicyVersion.id == Consent.policy_version_id)
    query = (
        select(Consent.given, PolicyVersion.facts)
        .join(PolicyVersion, same_version)
        .where(Consent.shop_id == shop.id, Consent.contact == contact, Consent.purpose == purpose.value)
    )
    newest = db.session.execute(query.order_by(Consent.id.desc()).limit(1)).one_or_none()
    if newest is None or not newest.given:
        return False
    current = current_policy(shop)
    stated = f"consent.{purpose.value}"
    return current is not None and current.facts.get(stated) == newest.facts.get(stated)


def list_disclosures(shop: ShopRef, subject: Reference) -> Sequence[Disclosure]:
    """What was given to outsiders about this row, oldest first."""
    query = select(Disclosure).where(
        Disclosure.shop_id == shop.id,
        Disclosure.subject_kind == subject.kind,
        Disclosure.subject_id == subject.id,
    )
    return db.session.execute(query.order_by(Disclosure.id)).scalars().all()


@dataclass(frozen=True)
class Given:
    """One disclosure as the register shows it. `account_id` None: the program gave it."""

    id: int
    at: datetime
    receiver: str
    receiver_kind: ReceiverKind
    subject: Reference
    fields: tuple[str, ...]
    purpose: Purpose
    ground: Ground
    account_id: int | None
    reason: str
    paper_key: str


def list_register(
    shop: ShopRef, *, grounds: Collection[Ground] = (), before: int | None = None, limit: int = 50
) -> list[Given]:
    """The register of disclosures, newest first: all, or those on some grounds; older than the id `before`."""
    query = _register(shop)
    if grounds:
        query = query.where(Disclosure.ground.in_(ground.value for ground in grounds))
    if before is not None:
        query = query.where(Disclosure.id < before)
    rows = db.session.execute(query.order_by(Disclosure.id.desc()).limit(limit))
    return [_given(row.Disclosure, row.ReceiverRow) for row in rows]


def find_given(shop: ShopRef, disclosure_id: int) -> Given | None:
    """One disclosure."""
    row = db.session.execute(_register(shop).where(Disclosure.id == disclosure_id)).one_or_none()
    return _given(row.Disclosure, row.ReceiverRow) if row else None


def _register(shop: ShopRef) -> Select[Disclosure, ReceiverRow]:
    same = and_(ReceiverRow.shop_id == Disclosure.shop_id, ReceiverRow.id == Disclosure.receiver_id)
    return select(Disclosure, ReceiverRow).join(ReceiverRow, same).where(Disclosure.shop_id == shop.id)


def _shown_name(receiver: ReceiverRow) -> str:
    """Without the mark that tells two demands of one authority apart."""
    return receiver.name.partition(" · ")[0]


def _given(row: Disclosure, receiver: ReceiverRow) -> Given:
    return Given(
        id=row.id,
        at=row.created_at,
        receiver=_shown_name(receiver),
        receiver_kind=ReceiverKind(receiver.kind),
        subject=Reference(row.subject_kind, row.subject_id),
        fields=tuple(row.fields),
        purpose=Purpose(row.purpose),
        ground=Ground(row.ground),
        account_id=row.account_id,
        reason=row.reason,
        paper_key=row.paper_key,
    )


@dataclass(frozen=True)
class ReadCount:
    """How often staff opened one subject, how often of these its contact was shown in full, and when last."""

    subject: Reference
    times: int
    in_full: int
    last: datetime


def count_reads(shop: ShopRef, kind: str, ids: Collection[int]) -> list[ReadCount]:
    """For the subjects of a kind that were opened at all."""
    in_full = func.sum(case((StaffRead.what.in_(IN_FULL), 1), else_=0))
    query = select(StaffRead.subject_id, func.count(), in_full, func.max(StaffRead.created_at)).where(
        StaffRead.shop_id == shop.id, StaffRead.subject_kind == kind, StaffRead.subject_id.in_(ids)
    )
    rows = db.session.execute(query.group_by(StaffRead.subject_id).order_by(StaffRead.subject_id.desc()))
    return [ReadCount(Reference(kind, subject_id), times, full, last) for subject_id, times, full, last in rows]


@dataclass(frozen=True)
class GivenCount:
    """How often one receiver was given the same fields on the same ground, and when last."""

    receiver: str
    receiver_kind: ReceiverKind
    fields: tuple[str, ...]
    ground: Ground
    times: int
    last: datetime


def count_given(shop: ShopRef, subjects: Mapping[str, Collection[int]]) -> list[GivenCount]:
    """What was given to whom about these subjects (kind → ids), the latest first."""
    mine = [and_(Disclosure.subject_kind == kind, Disclosure.subject_id.in_(ids)) for kind, ids in subjects.items()]
    found: dict[tuple[Any, ...], list[Disclosure]] = {}
    names: dict[tuple[Any, ...], str] = {}
    for row in db.session.execute(_register(shop).where(or_(*mine)).order_by(Disclosure.id.desc()).limit(500)):
        key = (row.ReceiverRow.kind, _shown_name(row.ReceiverRow), tuple(row.Disclosure.fields), row.Disclosure.ground)
        found.setdefault(key, []).append(row.Disclosure)
        names[key] = _shown_name(row.ReceiverRow)
    return [
        GivenCount(names[key], ReceiverKind(key[0]), key[2], Ground(key[3]), len(rows), rows[0].created_at)
        for key, rows in found.items()
    ]


def list_consents(shop: ShopRef, contacts: Collection[str]) -> Sequence[Consent]:
    """Every word of these contacts, newest first."""
    query = select(Consent).where(Consent.shop_id == shop.id, Consent.contact.in_(contacts))
    return db.session.execute(query.order_by(Consent.id.desc()).limit(100)).scalars().all()


def _receiver(row: ReceiverRow) -> Receiver:
    return Receiver(row.id, ReceiverKind(row.kind), row.name, frozenset(row.fields), row.agreed_on, row.ends_on)


def has_read_since(shop: ShopRef, *, account_id: int, subject: Reference, what: str, since: datetime) -> bool:
    """Whether this member of staff has opened this of the row ("contact": its contact in full) since a moment."""
    query = select(StaffRead.id).where(
        StaffRead.shop_id == shop.id,
        StaffRead.subject_kind == subject.kind,
        StaffRead.subject_id == subject.id,
        StaffRead.account_id == account_id,
        StaffRead.what == what,
        StaffRead.created_at >= since,
    )
    return db.session.execute(query.limit(1)).first() is not None
