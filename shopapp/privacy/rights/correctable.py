"""Which values of a person's records staff can correct on their request, record by record."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from shopapp.customers.models import Customer
from shopapp.inquiries.models import Inquiry
from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.holdings import Person
from shopapp.platform.personal_data import Kind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.erasing.queries import collect

MOST_RECORDS = 10
# By the name of the holding: its table, and the columns a person may want corrected. What signs somebody in is changed
# on their account's own pages, where the new contact has to be proven.
_COLUMNS: Mapping[str, tuple[type[Any], tuple[tuple[str, Kind], ...]]] = {
    "customer": (Customer, (("name", Kind.NAME), ("phone", Kind.PHONE), ("email", Kind.EMAIL))),
    "order.sent": (
        Order,
        (("sender_name", Kind.NAME), ("sender_phone", Kind.PHONE), ("sender_email", Kind.EMAIL)),
    ),
    "order.received": (
        Order,
        (("recipient_name", Kind.NAME), ("recipient_phone", Kind.PHONE), ("street", Kind.ADDRESS)),
    ),
    "inquiry": (
        Inquiry,
        (("name", Kind.NAME), ("phone", Kind.PHONE), ("email", Kind.EMAIL), ("address", Kind.ADDRESS)),
    ),
}


@dataclass(frozen=True)
class Correctable:
    """One value as it is kept. `key` names its field in a form; `record` and `label` say in words what it is."""

    key: str
    model: type[Any]
    row_id: int
    column: str
    kind: Kind
    value: str
    record: str
    label: str

    @property
    def what(self) -> str:
        """The value's name in one line of the history."""
        return f"{self.record} · {self.label}"


def list_correctable(shop: ShopRef, person: Person) -> list[Correctable]:
    """Every value that can be corrected, the latest records of each sort first, at most MOST_RECORDS of a sort."""
    found = []
    for held, ids in collect(shop, person):
        if held.name not in _COLUMNS:
            continue
        model, columns = _COLUMNS[held.name]
        query = select(model).where(model.shop_id == shop.id, model.id.in_(ids[-MOST_RECORDS:]))
        for row in db.session.execute(query.order_by(model.id.desc())).scalars():
            record = _record(held.name, row)
            prefix = f"{held.name.replace('.', '_')}-{row.id}"
            found += [
                Correctable(f"{prefix}-{name}", model, row.id, name, kind, getattr(row, name), record, _label(kind))
                for name, kind in columns
                if kind is Kind.NAME or not _signs_in(row)
            ]
    return found


def _signs_in(row: Any) -> bool:
    return isinstance(row, Customer) and row.account_id is not None


def _record(name: str, row: Any) -> str:
    if name == "order.sent":
        return str(_("Order %(code)s, who ordered", code=row.code))
    if name == "order.received":
        return str(_("Order %(code)s, who receives", code=row.code))
    if name == "inquiry":
        return str(_("Inquiry %(code)s", code=row.code))
    return str(_("The shop's record of the customer"))


def _label(kind: Kind) -> str:
    words = {Kind.NAME: _("Name"), Kind.PHONE: _("Phone"), Kind.EMAIL: _("E-mail"), Kind.ADDRESS: _("Address")}
    return str(words[kind])
