"""Adding evidence. Nothing here is ever changed or taken back."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from shopapp.kernel.clock import local_day
from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Acknowledgement, Consent, Disclosure, PolicyVersion, ReceiverRow, StaffRead
from shopapp.records.queries import current_policy
from shopapp.records.rules import Ground, PolicyText, Receiver, Reference, check_disclosure, policy_digest


def publish_policy(shop: ShopRef, texts: Mapping[str, PolicyText], *, now: datetime) -> PolicyVersion:
    """Make `texts` (language → sections) the policy in force; the same text again makes no new version."""
    digest = policy_digest(texts)
    newest = current_policy(shop)
    if newest is not None and newest.digest == digest:
        return newest
    number = newest.number + 1 if newest else 1
    text = {language: [dict(section) for section in sections] for language, sections in texts.items()}
    version = PolicyVersion(shop_id=shop.id, number=number, digest=digest, text=text, effective_at=now)
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
    """Note a yes or a withdrawal of one contact for one purpose."""
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
    """Let somebody outside be given these fields."""
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


def disclose(
    shop: ShopRef,
    receiver: Receiver,
    subject: Reference,
    fields: Collection[str],
    *,
    purpose: Purpose,
    ground: Ground,
    now: datetime,
) -> int:
    """The one door out: note what is about to be given to whom, and refuse what may not be.

    The caller commits before the data leaves. An unknown outcome counts as given, so the row stays either way.
    Raises ReceiverNotAllowed. Returns the id of the disclosure.
    """
    check_disclosure(receiver, fields, local_day(now))
    row = Disclosure(
        shop_id=shop.id,
        receiver_id=receiver.id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        fields=sorted(fields),
        purpose=purpose.value,
        ground=ground.value,
        created_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def note_read(shop: ShopRef, *, account_id: int, subject: Reference, what: str, now: datetime) -> None:
    """Note that a member of staff had this row's data shown in full."""
    db.session.add(
        StaffRead(
            shop_id=shop.id,
            account_id=account_id,
            subject_kind=subject.kind,
            subject_id=subject.id,
            what=what,
            created_at=now,
        )
    )
