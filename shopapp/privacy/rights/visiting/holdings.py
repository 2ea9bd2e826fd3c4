"""Where a visit names a person: by the contact they have typed, also in the message with its code."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from shopapp.notifications.holdings import messages_about, stop_unsent
from shopapp.notifications.models import Message
from shopapp.platform.holdings import Holding, Ids, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.visiting.models import DataVisit

NAME = "data_visit"


def _found(shop: ShopRef, person: Person) -> Select[int]:
    return select(DataVisit.id).where(DataVisit.shop_id == shop.id, DataVisit.contact.in_(sorted(person.contacts)))


def _stop_code(shop: ShopRef, ids: Ids) -> None:
    """The code of a visit that is over opens nothing."""
    stop_unsent(shop, NAME, ids)


HOLDINGS = (
    Holding(
        name=NAME,
        kind=NAME,
        title=_l("Your visits to your data"),
        subject=Subject.VISITOR,
        parts=(
            Part(DataVisit),
            Part(Message, found=messages_about(NAME), subjects=frozenset({Subject.CUSTOMER}), is_shown=False),
        ),
        found=_found,
        keep=Keep.WHILE_VALID,
        release=_stop_code,
    ),
)
