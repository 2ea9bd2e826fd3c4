"""What a record is beside the personal data in it: code, day, figures. Each side of a gift sees its own."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.wording import KINDS, VISITOR_STATES
from shopapp.kernel.money import format_money
from shopapp.notifications.models import Message
from shopapp.notifications.words import kind_words
from shopapp.orders.backoffice_words import payment_word, state_word
from shopapp.orders.models import Order
from shopapp.orders.queries import goods_of
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding
from shopapp.platform.i18n import language, show_date, show_day, show_moment
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.wording import KINDS as REQUEST_KINDS
from shopapp.privacy.rights.wording import STATES as REQUEST_STATES
from shopapp.privacy.wording import purpose_words
from shopapp.records.models import Consent

# (word, value) pairs; the same words in the same order for every record of a holding, so that they make columns.
Facts = tuple[tuple[str, str], ...]
_Found = tuple[dict[int, str], dict[int, Facts]]


def facts_of(shop: ShopRef, held: Holding, ids: Sequence[int]) -> _Found:
    """(titles, facts) by the ids of a holding's records."""
    makers: Mapping[str, Callable[[ShopRef, Sequence[int]], _Found]] = {
        "order.sent": _sent,
        "order.received": _received,
        "inquiry": _inquiries,
        "message": _messages,
        "consent": _consents,
        "data_request": _requests,
    }
    maker = makers.get(held.name)
    return maker(shop, ids) if maker else _dated(shop, held, ids)


def _sent(shop: ShopRef, ids: Sequence[int]) -> _Found:
    goods = goods_of(shop, ids)
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for order in _all(shop, Order, ids):
        titles[order.id] = str(_("Order %(code)s", code=order.code))
        facts[order.id] = (
            (_("Placed"), show_moment(order.placed_at)),
            (_("State"), state_word(order.state)),
            (_("Goods"), goods.get(order.id, "")),
            (_("Delivery day"), show_day(order.delivery_date)),
            (_("Payment"), payment_word(order.payment)),
            (_("Total"), format_money(order.total, language())),
        )
    return titles, facts


def _received(shop: ShopRef, ids: Sequence[int]) -> _Found:
    """Without code, goods and price: they belong to whoever sent it, who may not want to be known."""
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for order in _all(shop, Order, ids):
        titles[order.id] = str(_("Delivery of %(day)s", day=show_day(order.delivery_date)))
        facts[order.id] = ((_("Time"), order.slot_label), (_("State"), state_word(order.state)))
    return titles, facts


def _inquiries(shop: ShopRef, ids: Sequence[int]) -> _Found:
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for row in _all(shop, Inquiry, ids):
        titles[row.id] = f"{KINDS[row.kind]} {row.code}"
        facts[row.id] = ((_("Sent at"), show_moment(row.created_at)), (_("State"), str(VISITOR_STATES[row.state])))
    return titles, facts


def _messages(shop: ShopRef, ids: Sequence[int]) -> _Found:
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for row in _all(shop, Message, ids):
        titles[row.id] = kind_words(row.kind, str(row.facts.get("kind", "")))
        way = _("E-mail") if row.channel == "email" else _("Text message")
        facts[row.id] = ((_("Sent at"), show_moment(row.sent_at or row.queued_at)), (_("Way"), str(way)))
    return titles, facts


def _consents(shop: ShopRef, ids: Sequence[int]) -> _Found:
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for row in _all(shop, Consent, ids):
        titles[row.id] = purpose_words(Purpose(row.purpose))
        facts[row.id] = (
            (_("Said"), str(_("agreed") if row.given else _("taken back"))),
            (_("Moment"), show_moment(row.created_at)),
            (_("Words that were shown"), row.wording),
        )
    return titles, facts


def _requests(shop: ShopRef, ids: Sequence[int]) -> _Found:
    titles: dict[int, str] = {}
    facts: dict[int, Facts] = {}
    for row in _all(shop, DataRequest, ids):
        titles[row.id] = f"{REQUEST_KINDS[row.kind]} · {row.code}"
        facts[row.id] = (
            (_("Received on"), show_day(row.received_on)),
            (_("State"), str(REQUEST_STATES[row.state])),
            (_("Due"), show_day(row.due_on)),
        )
    return titles, facts


def _dated(shop: ShopRef, held: Holding, ids: Sequence[int]) -> _Found:
    """Of any other record: since when there is it."""
    born = {row.id: getattr(row, held.born) for row in _all(shop, held.parts[0].model, ids)}
    facts: dict[int, Facts] = {id_: ((_("Moment"), show_moment(at)),) for id_, at in born.items()}
    return {id_: str(_("Kept since %(day)s", day=show_date(at))) for id_, at in born.items()}, facts


def _all(shop: ShopRef, model: type[Any], ids: Sequence[int]) -> list[Any]:
    query = select(model).where(model.shop_id == shop.id, model.id.in_(ids))
    return list(db.session.execute(query).scalars())
