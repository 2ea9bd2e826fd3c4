"""Reads of the people concerned: how many, who is still to be told, whom only a call reaches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select

from shopapp.notifications.models import Message
from shopapp.notifications.rules import STOPPED, State
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import IncidentGroup, IncidentPerson
from shopapp.privacy.incidents.rules import GroupRule, Way

PAGE = 50


@dataclass(frozen=True)
class Tally:
    """How many people are concerned, and how they stand. `unreached`: their message did not arrive."""

    people: int = 0
    by_email: int = 0
    by_sms: int = 0
    by_phone: int = 0
    erased: int = 0

    @property
    def told(self) -> int:
        """Told by any way."""
        return self.by_email + self.by_sms + self.by_phone


@dataclass(frozen=True)
class Person:
    """Somebody concerned. `why`: code of what kept the message from arriving, "" where none was sent."""

    id: int
    contact: str
    phone: str
    has_email: bool
    told_by: str
    told_at: datetime | None
    why: str = ""


@dataclass(frozen=True)
class Group:
    """One answer to "who is concerned?", with how far the counting is."""

    id: int
    rule: GroupRule
    facts: dict[str, object]
    looked: int
    added: int
    without: int
    is_counted: bool


def tally(shop: ShopRef, incident_id: int) -> Tally:
    """The figures of an incident, in one statement."""

    def told(by: str) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((IncidentPerson.told_by == by, 1), else_=0)), 0)

    erased = func.coalesce(func.sum(case((IncidentPerson.erased_at.is_not(None), 1), else_=0)), 0)
    query = select(func.count(), told("email"), told("sms"), told("phone"), erased)
    query = query.where(IncidentPerson.shop_id == shop.id, IncidentPerson.incident_id == incident_id)
    return Tally(*(int(count) for count in db.session.execute(query).one()))


def list_groups(shop: ShopRef, incident_id: int) -> list[Group]:
    """The rules and lists by which people were found, oldest first."""
    query = select(IncidentGroup).where(IncidentGroup.shop_id == shop.id, IncidentGroup.incident_id == incident_id)
    return [_group(row) for row in db.session.execute(query.order_by(IncidentGroup.id)).scalars()]


def find_group(shop: ShopRef, group_id: int) -> IncidentGroup | None:
    """One rule or list, locked for a change."""
    query = select(IncidentGroup).where(IncidentGroup.shop_id == shop.id, IncidentGroup.id == group_id)
    return db.session.execute(query.with_for_update()).scalars().one_or_none()


def _group(row: IncidentGroup) -> Group:
    return Group(row.id, GroupRule(row.rule), row.facts, row.looked, row.added, row.without, row.counted_at is not None)


def list_people(shop: ShopRef, incident_id: int, *, after: int = 0) -> list[Person]:
    """One page (`PAGE`) of people concerned, in the order they were found; `after` is the last id seen."""
    query = select(IncidentPerson).where(
        IncidentPerson.shop_id == shop.id, IncidentPerson.incident_id == incident_id, IncidentPerson.id > after
    )
    return [_person(row) for row in db.session.execute(query.order_by(IncidentPerson.id).limit(PAGE)).scalars()]


def reachable(way: Way) -> ColumnElement[bool]:
    """The people whom this way reaches: as `rules.channel_for` says."""
    by_mail, by_text = IncidentPerson.has_email.is_(True), IncidentPerson.phone != ""
    has_contact = IncidentPerson.contact != ""
    return and_(has_contact, {Way.BOTH: or_(by_mail, by_text), Way.EMAIL: by_mail, Way.SMS: by_text}[way])


def count_to_tell(shop: ShopRef, incident_id: int, way: Way) -> dict[str, int]:
    """People not told yet, by the medium this way has for them: "email", "sms", "" for none (or erased)."""
    by_mail = IncidentPerson.has_email.is_(True) if way is not Way.SMS else false()
    by_text = IncidentPerson.phone != "" if way is not Way.EMAIL else false()
    gone = IncidentPerson.contact == ""
    channel = case((gone, ""), (by_mail, "email"), (by_text, "sms"), else_="")
    query = select(channel, func.count()).where(
        IncidentPerson.shop_id == shop.id, IncidentPerson.incident_id == incident_id, IncidentPerson.told_by == ""
    )
    found = dict.fromkeys(("email", "sms", ""), 0)
    return found | {str(name): int(count) for name, count in db.session.execute(query.group_by(channel))}


def list_to_tell(
    shop: ShopRef, incident_id: int, way: Way, channels: Collection[str], *, count: int
) -> Sequence[IncidentPerson]:
    """The next people not told yet whom this way tells by one of these media ("email", "sms"), locked, by id."""
    by_mail = IncidentPerson.has_email.is_(True) if way is not Way.SMS else false()
    by_text = and_(IncidentPerson.phone != "", ~by_mail) if way is not Way.EMAIL else false()
    wanted = [{"email": by_mail, "sms": by_text}[channel] for channel in channels]
    query = select(IncidentPerson).where(
        IncidentPerson.shop_id == shop.id,
        IncidentPerson.incident_id == incident_id,
        IncidentPerson.told_by == "",
        IncidentPerson.contact != "",
        or_(false(), *wanted),
    )
    return db.session.execute(query.order_by(IncidentPerson.id).limit(count).with_for_update()).scalars().all()


def count_told_since(shop: ShopRef, channel: str, moment: datetime) -> int:
    """How many people of all the shop's incidents were told by a medium since a moment."""
    query = select(func.count(IncidentPerson.id)).where(
        IncidentPerson.shop_id == shop.id, IncidentPerson.told_by == channel, IncidentPerson.told_at > moment
    )
    return db.session.execute(query).scalar_one()


def list_to_call(shop: ShopRef, incident_id: int, way: Way, *, after: int = 0) -> list[Person]:
    """One page of people with a number whom no message reaches: none can be sent, or it did not arrive."""
    columns: tuple[Any, ...] = (IncidentPerson, Message.error)
    query = _to_call(select(*columns), shop, incident_id, way).where(IncidentPerson.id > after)
    rows = db.session.execute(query.order_by(IncidentPerson.id).limit(PAGE))
    return [_person(person, error or "") for person, error in rows]


def count_to_call(shop: ShopRef, incident_id: int, way: Way) -> int:
    """How many these are altogether."""
    query = _to_call(select(func.count(IncidentPerson.id)), shop, incident_id, way)
    return int(db.session.execute(query).scalar_one())


def _to_call(query: Select[Any], shop: ShopRef, incident_id: int, way: Way) -> Select[Any]:
    sent = and_(Message.shop_id == IncidentPerson.shop_id, Message.id == IncidentPerson.message_id)
    # A message that was sent anew goes by another row; whatever else was stopped has not been read by anybody.
    put_aside = and_(Message.state == State.CANCELLED.value, Message.error != "sent_anew")
    did_not_go = or_(Message.state.in_([state.value for state in STOPPED]), put_aside)
    left_out = and_(IncidentPerson.told_by == "", ~reachable(way))
    return query.outerjoin(Message, sent).where(
        IncidentPerson.shop_id == shop.id,
        IncidentPerson.incident_id == incident_id,
        IncidentPerson.phone != "",
        IncidentPerson.told_by != "phone",
        or_(left_out, did_not_go),
    )


def day_before(now: datetime) -> datetime:
    """Since when the messages of a day are counted."""
    return now - timedelta(days=1)


def _person(row: IncidentPerson, why: str = "") -> Person:
    return Person(row.id, row.contact, row.phone, row.has_email, row.told_by, row.told_at, why)
