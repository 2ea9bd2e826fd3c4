"""Adding evidence. Nothing here is ever changed or taken back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select

from shopapp.kernel.clock import local_day
from shopapp.kernel.codes import new_token
from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.bars import BarKind, is_barred, lift
from shopapp.records.law import needs_consent
from shopapp.records.models import Acknowledgement, Consent, Disclosure, PolicyVersion, ReceiverRow, StaffRead
from shopapp.records.queries import current_policy, has_consented
from shopapp.records.rules import (
    READ_PURPOSES,
    Ground,
    NotLawful,
    PolicyText,
    ReadReason,
    Receiver,
    ReceiverExists,
    Reference,
    check_disclosure,
    check_ground,
    policy_digest,
)

_NONE: Mapping[str, Sequence[str]] = MappingProxyType({})


def publish_policy(
    shop: ShopRef, texts: Mapping[str, PolicyText], facts: Mapping[str, Sequence[str]] = _NONE, *, now: datetime
) -> PolicyVersion:
    """Make `texts` (language → sections) the policy in force; the same text again makes no new version.

    `facts` (capability → what it states) tell a change that customers must hear of from one of mere words.
    """
    digest = policy_digest(texts)
    newest = current_policy(shop)
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.number + 1 if newest else 1
    text = {language: [dict(section) for section in sections] for language, sections in texts.items()}
    stated = {name: list(values) for name, values in facts.items()}
    version = PolicyVersion(
        shop_id=shop.id,
        number=number,
        digest=digest,
        text=text,
        facts=stated,
        # A version of an older program states no facts; that they can be told now is no change.
        is_material=newest is not None and bool(newest.facts) and newest.facts != stated,
        effective_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def record_acknowledgement(
    shop: ShopRef,
    *,
    subject: Reference,
    policy_version_id: int,
    kind: str,
    wording: str,
    language: str,
    now: datetime,
) -> None:
    """Note that the sender was shown `wording` (`kind`: "policy" or "declaration") and sent."""
    db.session.add(
        Acknowledgement(
            shop_id=shop.id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            kind=kind,
            policy_version_id=policy_version_id,
            wording=wording,
            language=language,
            created_at=now,
        )
    )


def record_consent(
    shop: ShopRef,
    *,
    subject: Reference,
    contact: str,
    purpose: Purpose,
    given: bool,
    wording: str,
    policy_version_id: int,
    channel: str,
    source: str,
    now: datetime,
) -> None:
    """Note a yes or a withdrawal of one contact for one purpose. A yes ends an objection made before it."""
    if given:
        lift(shop, contact, BarKind.OBJECTED, now=now)
    db.session.add(
        Consent(
            shop_id=shop.id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            contact=contact,
            purpose=purpose.value,
            given=given,
            wording=wording,
            policy_version_id=policy_version_id,
            channel=channel,
            source=source,
            created_at=now,
        )
    )


def add_receiver(
    shop: ShopRef,
    *,
    kind: ReceiverKind,
    name: str,
    fields: Collection[str],
    agreed_on: date | None,
    now: datetime,
    ends_on: date | None = None,
) -> Receiver:
    """Let somebody outside be given these fields.

    An agreement that has ended gives its name free; raises ReceiverExists while one of this kind and name runs.
    """
    _set_ended_aside(shop, kind, name, local_day(now))
    row = ReceiverRow(
        shop_id=shop.id,
        kind=kind.value,
        name=name,
        fields=sorted(fields),
        agreed_on=agreed_on,
        ends_on=ends_on,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return Receiver(row.id, kind, name, frozenset(fields), agreed_on, ends_on)


def add_demand_receiver(shop: ShopRef, *, name: str, fields: Collection[str], now: datetime) -> Receiver:
    """Somebody who is given data once, on demand and today; no partner, and never named in the policy."""
    today = local_day(now)
    row = ReceiverRow(
        shop_id=shop.id,
        kind=ReceiverKind.AUTHORITY.value,
        # One name may ask several times, each time for other things.
        name=f"{name[:100]} · {new_token()[:12]}",
        fields=sorted(fields),
        agreed_on=today,
        ends_on=today,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return Receiver(row.id, ReceiverKind.AUTHORITY, name, frozenset(fields), today, today)


def end_receiver(shop: ShopRef, receiver_id: int, *, kinds: Collection[ReceiverKind], on: date) -> None:
    """Let an agreement end with a day; from the next one on nothing is given any more.

    Raises NoResultFound, also for a receiver of none of the `kinds`.
    """
    query = select(ReceiverRow).where(
        ReceiverRow.shop_id == shop.id, ReceiverRow.id == receiver_id, ReceiverRow.kind.in_(k.value for k in kinds)
    )
    row = db.session.execute(query.with_for_update()).scalars().one()
    if row.ends_on is None or row.ends_on > on:
        row.ends_on = on
    db.session.flush()


def _set_ended_aside(shop: ShopRef, kind: ReceiverKind, name: str, today: date) -> None:
    """Rows of disclosures point at the old agreement, so it stays, under a name that says when it ended."""
    query = select(ReceiverRow).where(
        ReceiverRow.shop_id == shop.id, ReceiverRow.kind == kind.value, ReceiverRow.name == name
    )
    row = db.session.execute(query).scalars().one_or_none()
    if row is None:
        return
    if row.ends_on is None or row.ends_on >= today:
        raise ReceiverExists(name)
    row.name = f"{name[:100]} ({row.ends_on.isoformat()}, {row.id})"
    db.session.flush()


def disclose(
    shop: ShopRef,
    receiver: Receiver,
    subject: Reference,
    fields: Collection[str],
    *,
    purpose: Purpose,
    ground: Ground,
    now: datetime,
    contact: str = "",
    account_id: int | None = None,
    reason: str = "",
    paper_key: str = "",
) -> int:
    """The one door out: note what is about to be given to whom, and refuse what may not be.

    The caller commits before the data leaves. An unknown outcome counts as given, so the row stays either way.
    `contact` is whose consent counts where the purpose needs one; `account_id` who gave it, None the program;
    `reason` and `paper_key` (a stored file) belong to a demand of the law, own rights or an emergency.
    Raises ReceiverNotAllowed, NotLawful. Returns the id of the disclosure.
    """
    check_disclosure(receiver, fields, local_day(now))
    needed = needs_consent(purpose)
    consented = needed and ground is Ground.CONSENT and may_use(shop, contact, purpose)
    check_ground(ground, reason, consent_needed=needed, consented=consented)
    row = Disclosure(
        shop_id=shop.id,
        receiver_id=receiver.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        fields=sorted(fields),
        purpose=purpose.value,
        ground=ground.value,
        account_id=account_id,
        reason=reason,
        paper_key=paper_key,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def may_use(shop: ShopRef, contact: str, purpose: Purpose) -> bool:
    """Whether a purpose that needs consent has it, and neither an objection nor a restriction stands against it."""
    barred = any(is_barred(shop, contact, kind) for kind in (BarKind.OBJECTED, BarKind.RESTRICTED))
    return not barred and has_consented(shop, contact, purpose)


def note_read(
    shop: ShopRef,
    *,
    account_id: int,
    subject: Reference,
    what: str,
    now: datetime,
    reason: ReadReason | None = None,
) -> None:
    """Note that a member of staff opened this row's data; `reason` stands with what was shown in full.

    Raises NotLawful when what the reason is for is a purpose nobody agreed to: the caller shows nothing then.
    """
    if reason is not None and needs_consent(READ_PURPOSES[reason]):
        raise NotLawful("what contact data would be used for needs the consent of the person")
    db.session.add(
        StaffRead(
            shop_id=shop.id,
            account_id=account_id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            what=what,
            reason=reason.value if reason else "",
            created_at=now,
        )
    )
