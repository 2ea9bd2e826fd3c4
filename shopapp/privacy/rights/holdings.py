"""Where requests about one's own data name a person: proof that they were answered, so it lasts beyond the request."""

from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, or_, select, update

from shopapp.kernel import clock
from shopapp.notifications.holdings import messages_about, stop_unsent
from shopapp.notifications.models import Message
from shopapp.notifications.rules import UNDER_WAY
from shopapp.platform.database import db
from shopapp.platform.holdings import Hindrance, Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataExport, DataRequest, DataRequestStep
from shopapp.privacy.rights.rules import RequestState

NAME = "data_request"


def _found(shop: ShopRef, person: Person) -> Select[int]:
    mine: ColumnElement[bool] = DataRequest.contact.in_(sorted(person.contacts))
    if person.account_id is not None:
        mine = or_(mine, DataRequest.customer_account_id == person.account_id)
    return select(DataRequest.id).where(DataRequest.shop_id == shop.id, DataRequest.erased_at.is_(None), mine)


def _over(shop: ShopRef, before: datetime) -> Select[int]:
    """Counted from a request's end."""
    return select(DataRequest.id).where(
        DataRequest.shop_id == shop.id, DataRequest.erased_at.is_(None), DataRequest.ended_at < before
    )


def _hindered(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """A request that runs is needed to answer it, and one whose last message waits, to tell of its end."""
    query = select(DataRequest.id).where(
        DataRequest.shop_id == shop.id, DataRequest.id.in_(ids), DataRequest.ended_at.is_(None)
    )
    running = dict.fromkeys(db.session.execute(query).scalars(), Hindrance.OPEN_CASE)
    return _untold(shop, ids) | running


def _untold(shop: ShopRef, ids: Ids) -> dict[int, Hindrance]:
    """Requests of which the person still has to hear; what the shop's own people have not read is no reason to wait."""
    query = select(Message.about_id).where(
        Message.shop_id == shop.id,
        Message.about_kind == NAME,
        Message.about_id.in_(ids),
        Message.audience == "customer",
        Message.state.in_(UNDER_WAY),
    )
    return dict.fromkeys(db.session.execute(query).scalars(), Hindrance.UNSENT)


def _release(shop: ShopRef, ids: Ids) -> None:
    """Nobody is told any more; a request that runs in a restored backup although its person was erased has ended."""
    stop_unsent(shop, NAME, ids)
    running = update(DataRequest).where(
        DataRequest.shop_id == shop.id, DataRequest.id.in_(ids), DataRequest.ended_at.is_(None)
    )
    ended = running.values(state=RequestState.DONE.value, ended_at=clock.now(), running_key=None)
    db.session.execute(ended.execution_options(synchronize_session=False))


HOLDINGS = (
    Holding(
        name=NAME,
        kind=NAME,
        title=_l("Requests about your data"),
        subject=Subject.CUSTOMER,
        parts=(
            Part(DataRequest),
            Part(DataRequestStep, "request_id", is_shown=False),
            Part(DataExport, "request_id", is_shown=False),
            Part(Message, found=messages_about(NAME), is_shown=False),
        ),
        found=_found,
        keep=Keep.LAW,
        over=_over,
        hindered=_hindered,
        release=_release,
        stamp="erased_at",
    ),
)
