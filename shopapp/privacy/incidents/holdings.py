"""Where incidents name a person: by the contact by which they were, or are to be, told."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, or_, select

from shopapp.notifications.models import Message
from shopapp.notifications.rules import UNDER_WAY
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.models import Incident, IncidentNotice, IncidentPerson
from shopapp.privacy.incidents.rules import NoticeState

NAME = "incident_person"


def _found(shop: ShopRef, person: Person) -> Select[int]:
    contacts = sorted(person.contacts)
    mine = or_(IncidentPerson.contact.in_(contacts), IncidentPerson.phone.in_(contacts))
    return select(IncidentPerson.id).where(IncidentPerson.shop_id == shop.id, IncidentPerson.erased_at.is_(None), mine)


def _over(shop: ShopRef, before: datetime) -> Select[int]:
    """Counted from the closing of the incident: until then somebody may have to be told again."""
    same = and_(Incident.shop_id == IncidentPerson.shop_id, Incident.id == IncidentPerson.incident_id)
    closed = select(IncidentPerson.id).join(Incident, same).where(IncidentPerson.shop_id == shop.id)
    return closed.where(IncidentPerson.erased_at.is_(None), Incident.closed_at < before)


def _hindered(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """Whoever is about to hear what happened to their data hears it first."""
    sent = and_(Message.shop_id == IncidentPerson.shop_id, Message.id == IncidentPerson.message_id)
    notice = and_(
        IncidentNotice.shop_id == IncidentPerson.shop_id, IncidentNotice.incident_id == IncidentPerson.incident_id
    )
    is_next = and_(IncidentPerson.told_by == "", IncidentNotice.state == NoticeState.TELLING.value)
    query = (
        select(IncidentPerson.id)
        .outerjoin(Message, sent)
        .outerjoin(IncidentNotice, notice)
        .where(
            IncidentPerson.shop_id == shop.id,
            IncidentPerson.id.in_(ids),
            or_(Message.state.in_([state.value for state in UNDER_WAY]), is_next),
        )
    )
    return dict.fromkeys(db.session.execute(query).scalars(), Hindrance.UNSENT)


def _notices(shop: ShopRef, ids: Ids) -> Select[int]:
    told = select(IncidentPerson.message_id).where(IncidentPerson.shop_id == shop.id, IncidentPerson.id.in_(ids))
    return select(Message.id).where(Message.shop_id == shop.id, Message.id.in_(told))


HOLDINGS = (
    Holding(
        name=NAME,
        kind="incident",
        title=_l("Incidents you were to be told of"),
        subject=Subject.CUSTOMER,
        parts=(Part(IncidentPerson), Part(Message, found=_notices, is_shown=False)),
        found=_found,
        keep=Keep.LAW,
        over=_over,
        hindered=_hindered,
        stamp="erased_at",
        born="found_at",
    ),
)
