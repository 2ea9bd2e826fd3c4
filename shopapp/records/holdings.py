"""Where evidence names a person: consents, by their contact."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, select

from shopapp.platform.holdings import Holding, Part, Person
from shopapp.platform.personal_data import Keep, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Consent


def _consents(shop: ShopRef, person: Person) -> Select[int]:
    return select(Consent.id).where(Consent.shop_id == shop.id, Consent.contact.in_(sorted(person.contacts)))


HOLDINGS = (
    Holding(
        name="consent",
        kind="consent",
        title=_l("What you agreed to, and took back"),
        subject=Subject.CUSTOMER,
        parts=(Part(Consent),),
        found=_consents,
        keep=Keep.LAW,
    ),
)
