"""Who at the shop opened the records of a person, and who outside was given something of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from shopapp.orders.models import Order
from shopapp.platform.database import db
from shopapp.platform.holdings import Holding
from shopapp.platform.i18n import show_day
from shopapp.platform.personal_data import ReceiverKind, Subject
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.queries import codes_of
from shopapp.privacy.wording import demand_words
from shopapp.records.capabilities import field_words, receiver_kind_words
from shopapp.records.queries import GivenCount, count_given, count_reads
from shopapp.records.rules import RECEIVER_FIELDS

# Of each sort the latest; whoever has more still finds their number in the copy.
LATEST = 200
_OF_RECIPIENT = frozenset({"recipient_name", "recipient_phone", "recipient_address"})


@dataclass(frozen=True)
class Opened:
    """How often staff opened one record, how often of these its contact was shown in full, and when last."""

    title: str
    times: int
    in_full: int
    last: datetime


@dataclass(frozen=True)
class GivenOut:
    """What one receiver was given on one ground: fields in words, how often, when last."""

    receiver: str
    fields: str
    ground: str
    times: int
    last: datetime


Found = Sequence[tuple[Holding, Sequence[int]]]


def opened(shop: ShopRef, found: Found) -> list[Opened]:
    """Records that staff opened, the latest first. A delivery is named by its day: the code is the sender's."""
    lines = []
    for kind, ids, is_received in _subjects(found):
        titles = _titles(shop, kind, ids, is_received=is_received)
        lines += [
            Opened(titles.get(r.subject.id, ""), r.times, r.in_full, r.last) for r in count_reads(shop, kind, ids)
        ]
    return sorted(lines, key=lambda line: line.last, reverse=True)


def given_out(shop: ShopRef, found: Found) -> list[GivenOut]:
    """What went to whom outside, the latest first; of gifts received only what was given of the recipient."""
    own = {kind: ids for kind, ids, is_received in _subjects(found) if not is_received}
    lines = [_given(each, each.fields) for each in count_given(shop, own)] if own else []
    for kind, ids, is_received in _subjects(found):
        if is_received:
            for each in count_given(shop, {kind: ids}):
                fields = tuple(name for name in each.fields if name in _OF_RECIPIENT)
                lines += [_given(each, fields)] if fields else []
    return sorted(lines, key=lambda line: line.last, reverse=True)


def _given(each: GivenCount, fields: tuple[str, ...]) -> GivenOut:
    # Gateways are the provider's and have no name of their own here.
    named = each.receiver_kind in (*RECEIVER_FIELDS, ReceiverKind.AUTHORITY) and each.receiver
    receiver = receiver_kind_words(each.receiver_kind) + (f": {each.receiver}" if named else "")
    words = ", ".join(field_words(name) for name in fields)
    return GivenOut(receiver, words, demand_words(each.ground), each.times, each.last)


def _subjects(found: Found) -> list[tuple[str, list[int], bool]]:
    """(kind, ids, whether the person only received them), each record once."""
    sent = {id_ for held, ids in found if held.kind == "order" and held.subject is not Subject.RECIPIENT for id_ in ids}
    subjects = []
    for held, ids in found:
        is_received = held.subject is Subject.RECIPIENT
        wanted = [id_ for id_ in ids if not (is_received and id_ in sent)][-LATEST:]
        if wanted:
            subjects.append((held.kind, wanted, is_received))
    return subjects


def _titles(shop: ShopRef, kind: str, ids: Sequence[int], *, is_received: bool) -> Mapping[int, str]:
    if is_received:
        query = select(Order.id, Order.delivery_date).where(Order.shop_id == shop.id, Order.id.in_(ids))
        return {row.id: show_day(row.delivery_date) for row in db.session.execute(query)}
    return codes_of(shop, kind, ids) if kind in ("order", "inquiry") else {}
