"""What a receiver outside is asked to do, as a letter that can be copied."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from shopapp.platform.i18n import show_day
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.queries import codes_of
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.queries import Order, list_orders
from shopapp.privacy.rights.rules import RequestKind
from shopapp.records.capabilities import field_words, receiver_kind_words
from shopapp.shops.queries import get_profile

WANTED: Mapping[str, Any] = {
    RequestKind.DELETE: _l("delete your copy of the following data and make sure that it cannot be restored"),
    RequestKind.CORRECT: _l("replace the following data by the corrected data that the shop sends you separately"),
    RequestKind.RESTRICT: _l("keep the following data but neither use it nor pass it on"),
    RequestKind.WITHDRAW: _l("stop using the following data and delete your copy"),
}


@dataclass(frozen=True)
class OrderLetter:
    """One receiver's task in words. `text` is the whole letter, `codes` what the receiver knows the data by."""

    id: int
    receiver: str
    kind: str
    fields: str
    codes: str
    text: str
    is_sent: bool
    done_on: str


def order_letters(shop: ShopRef, request: DataRequest) -> list[OrderLetter]:
    """What every receiver of a request's data is asked to do."""
    return [_letter(shop, request, order) for order in list_orders(shop, request.id)]


def _letter(shop: ShopRef, request: DataRequest, order: Order) -> OrderLetter:
    codes = _codes(shop, order)
    fields = ", ".join(field_words(name) for name in order.fields)
    return OrderLetter(
        id=order.id,
        receiver=order.receiver,
        kind=receiver_kind_words(order.kind),
        fields=fields,
        codes=codes,
        text=_text(shop, request, order, fields, codes),
        is_sent=order.is_sent,
        done_on=show_day(order.done_on) if order.done_on else "",
    )


def _text(shop: ShopRef, request: DataRequest, order: Order, fields: str, codes: str) -> str:
    profile = get_profile(shop)
    lines = [
        _("To: %(receiver)s", receiver=order.receiver),
        _(
            "A person whose data %(shop)s has given you asks for it under the law on the protection of personal data. "
            "Please %(wanted)s: %(fields)s, for %(codes)s.",
            shop=profile.name,
            wanted=str(WANTED[request.kind]),
            fields=fields,
            codes=codes,
        ),
        _(
            "Please confirm by e-mail to %(email)s by %(day)s that it is done. Our number: %(code)s.",
            email=profile.email,
            day=show_day(request.due_on),
            code=request.code,
        ),
    ]
    return "\n\n".join(str(line) for line in lines)


def _codes(shop: ShopRef, order: Order) -> str:
    found: list[str] = []
    for kind in ("order", "inquiry"):
        ids = [subject.id for subject in order.subjects if subject.kind == kind]
        found += codes_of(shop, kind, ids).values() if ids else []
    return ", ".join(sorted(found)) or "–"
