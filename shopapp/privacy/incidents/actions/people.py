"""Who is concerned: found by rules or a list, a few at a time, and kept as they were found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import delete, or_, select

from shopapp.platform import dispatch
from shopapp.platform.database import db
from shopapp.platform.dispatch import Done, Outcome
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.actions.entries import locked, locked_open, note_entry
from shopapp.privacy.incidents.models import IncidentGroup, IncidentPerson
from shopapp.privacy.incidents.queries import find_group, find_notice
from shopapp.privacy.incidents.queries.finding import count_steps, languages_of, next_people, people_of_codes
from shopapp.privacy.incidents.rules import (
    AlreadyTold,
    EntryKind,
    GroupDraft,
    GroupRule,
    Junk,
    NoSuchIncident,
    NoticeState,
    Reach,
    ReadList,
    draft_from,
)

PEOPLE_JOB = "incident_people"
# Few enough that an order which waits for the embedded database's one writer is not kept waiting.
LOOKED_AT_ONCE = 200


def add_group(shop: ShopRef, incident_id: int, draft: GroupDraft, *, account_id: int, now: datetime) -> int:
    """Have the worker find everybody a rule leads to; returns the group's id. Raises NoSuchIncident, AlreadyClosed."""
    locked_open(shop, incident_id)
    group = _add(shop, incident_id, draft.rule, draft.to_facts(), now)
    note_entry(shop, incident_id, EntryKind.GROUP_ADDED, account_id=account_id, now=now, rule=draft.rule.value)
    dispatch.enqueue(shop, PEOPLE_JOB, group.id, due_at=now, now=now)
    return group.id


def add_list(
    shop: ShopRef, incident_id: int, found: ReadList, *, with_recipients: bool, account_id: int, now: datetime
) -> list[Junk]:
    """Keep everybody on a pasted list. Returns the codes the shop does not know, and then keeps nobody.

    Raises NoSuchIncident, AlreadyClosed.
    """
    locked_open(shop, incident_id)
    people, known = people_of_codes(shop, list(found.codes), with_recipients=with_recipients)
    unknown = [Junk(line, code) for code, line in found.codes.items() if code not in known]
    if unknown:
        return unknown
    spoken = languages_of(shop, [*found.emails, *found.phones])
    people += [Reach(email, "", spoken.get(email, shop.language)) for email in found.emails]
    people += [Reach("", phone, spoken.get(phone, shop.language)) for phone in found.phones]
    group = _add(shop, incident_id, GroupRule.LIST, {}, now)
    # Whoever has an address goes first, so that their number alone does not make a second person of them.
    people.sort(key=lambda reach: not reach.email)
    for start in range(0, len(people), LOOKED_AT_ONCE):
        _keep(group, people[start : start + LOOKED_AT_ONCE], now)
    group.looked, group.counted_at = len(found.emails) + len(found.phones) + len(found.codes), now
    _note_counted(shop, group, account_id, now)
    return []


def count_next(shop: ShopRef, group_id: int, *, now: datetime) -> Outcome:
    """Go through the next few records of a rule; asks for more work until all are counted."""
    query = select(IncidentGroup.incident_id).where(IncidentGroup.shop_id == shop.id, IncidentGroup.id == group_id)
    incident_id = db.session.execute(query).scalar_one_or_none()
    if incident_id is None:
        return Done()
    # The incident first: two groups of one incident must not both find the same person new.
    locked(shop, incident_id)
    group = find_group(shop, group_id)
    if group is None or group.counted_at is not None:
        return Done()
    draft = draft_from(GroupRule(group.rule), group.facts)
    found = next_people(shop, draft, group.step, after=group.last_id, count=LOOKED_AT_ONCE)
    _keep(group, found.people, now)
    group.looked += found.looked
    group.last_id = found.last_id
    if not found.has_more:
        group.step, group.last_id = group.step + 1, 0
    if group.step >= count_steps(draft):
        group.counted_at = now
        _note_counted(shop, group, None, now)
    else:
        # A piece of work of its own each time: what has gone well for long must not count as tries that failed.
        dispatch.enqueue(shop, PEOPLE_JOB, group.id, due_at=now, now=now)
    return Done()


def remove_group(shop: ShopRef, incident_id: int, group_id: int, *, account_id: int, now: datetime) -> None:
    """Take back a rule or list, with the people it alone has found. Raises NoSuchIncident, AlreadyClosed, AlreadyTold.

    People whom several rules find belong to the first; take it back and they are found anew by adding the others.
    """
    locked_open(shop, incident_id)
    notice = find_notice(shop, incident_id)
    if notice is not None and notice.state != NoticeState.DRAFT:
        raise AlreadyTold
    group = find_group(shop, group_id)
    if group is None or group.incident_id != incident_id:
        raise NoSuchIncident
    dispatch.cancel(shop, PEOPLE_JOB, group_id)
    people = delete(IncidentPerson).where(IncidentPerson.shop_id == shop.id, IncidentPerson.group_id == group_id)
    db.session.execute(people.execution_options(synchronize_session=False))
    note_entry(
        shop,
        incident_id,
        EntryKind.GROUP_REMOVED,
        account_id=account_id,
        now=now,
        rule=group.rule,
        people=group.added,
    )
    db.session.delete(group)


def mark_called(shop: ShopRef, incident_id: int, person_id: int, *, account_id: int, now: datetime) -> None:
    """Note that somebody was told on the telephone. Raises NoSuchIncident, AlreadyClosed."""
    locked_open(shop, incident_id)
    query = select(IncidentPerson).where(
        IncidentPerson.shop_id == shop.id,
        IncidentPerson.incident_id == incident_id,
        IncidentPerson.id == person_id,
    )
    person = db.session.execute(query.with_for_update()).scalars().one_or_none()
    if person is None:
        raise NoSuchIncident
    if person.told_by == "phone":
        return
    person.told_by, person.told_at = "phone", now
    note_entry(shop, incident_id, EntryKind.CALLED, account_id=account_id, now=now)


def _add(shop: ShopRef, incident_id: int, rule: GroupRule, facts: dict[str, object], now: datetime) -> IncidentGroup:
    group = IncidentGroup(
        shop_id=shop.id,
        incident_id=incident_id,
        rule=rule.value,
        facts=facts,
        last_id=0,
        step=0,
        looked=0,
        added=0,
        without=0,
        created_at=now,
    )
    db.session.add(group)
    db.session.flush()
    return group


def _note_counted(shop: ShopRef, group: IncidentGroup, account_id: int | None, now: datetime) -> None:
    note_entry(
        shop,
        group.incident_id,
        EntryKind.GROUP_COUNTED,
        account_id=account_id,
        now=now,
        rule=group.rule,
        looked=group.looked,
        people=group.added,
    )


def _keep(group: IncidentGroup, people: Sequence[Reach], now: datetime) -> None:
    """Add who is new to the incident: one row an address, and one a number that no row has yet.

    A number already kept without an address gets the address, if its holder has not been told: it is one person.
    """
    by_contact, by_phone = _known(group, people)
    for reach in people:
        if not reach.email and not reach.phone:
            group.without += 1
            continue
        same = by_contact.get(reach.email) if reach.email else by_phone.get(reach.phone)
        bare = by_phone.get(reach.phone) if reach.email and reach.phone else None
        if same is not None:
            same.phone = same.phone or reach.phone
            person = same
        elif bare is not None and not bare.has_email:
            person = bare
            if not bare.told_by:
                bare.contact, bare.has_email = reach.email, True
        else:
            person = _person(group, reach, now)
            db.session.add(person)
            group.added += 1
        by_contact[person.contact] = person
        if person.phone:
            by_phone.setdefault(person.phone, person)
    db.session.flush()


def _known(
    group: IncidentGroup, people: Sequence[Reach]
) -> tuple[dict[str, IncidentPerson], dict[str, IncidentPerson]]:
    contacts = {reach.email or reach.phone for reach in people} - {""}
    phones = {reach.phone for reach in people} - {""}
    query = select(IncidentPerson).where(
        IncidentPerson.shop_id == group.shop_id,
        IncidentPerson.incident_id == group.incident_id,
        or_(IncidentPerson.contact.in_(contacts), IncidentPerson.phone.in_(phones)),
    )
    rows = db.session.execute(query.order_by(IncidentPerson.id)).scalars().all() if contacts else []
    by_phone: dict[str, IncidentPerson] = {}
    for row in rows:
        if row.phone:
            by_phone.setdefault(row.phone, row)
    return {row.contact: row for row in rows if row.contact}, by_phone


def _person(group: IncidentGroup, reach: Reach, now: datetime) -> IncidentPerson:
    clean = replace(reach, email=reach.email[:254], phone=reach.phone[:20])
    return IncidentPerson(
        shop_id=group.shop_id,
        incident_id=group.incident_id,
        group_id=group.id,
        contact=clean.email or clean.phone,
        phone=clean.phone,
        has_email=bool(clean.email),
        language=clean.language,
        told_by="",
        found_at=now,
    )
