"""Storing an order with its lines: checks, stock, number, customer. The road of web and phone orders alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shopapp.catalog.actions import reserve_all
from shopapp.customers.actions import remember_customer
from shopapp.delivery.places import Place, find_place
from shopapp.delivery.rules import Slot, check_appointment
from shopapp.kernel.codes import hash_token
from shopapp.kernel.contacts import show_phone
from shopapp.kernel.folding import fold
from shopapp.orders.links import give_disown_links
from shopapp.orders.models import Order, OrderCounter, OrderEvent, OrderLine
from shopapp.orders.queries import Terms, get_terms
from shopapp.orders.rules import (
    Event,
    NotDelivered,
    NothingOrdered,
    OrderDraftData,
    PaymentNotOffered,
    PriceChanged,
    Quote,
    State,
    merge_lines,
    new_code,
)
from shopapp.orders.rules.drafts import MOST_LINES, MOST_OF_A_KIND
from shopapp.platform.database import db
from shopapp.platform.links import link_hash
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.upsert import upsert


@dataclass(frozen=True)
class Origin:
    """Where an order came from: the form's key and content, the way (`web`, `phone`, `counter`), who typed it in.

    `account_id` is a member of staff's, `customer_account_id` that of a customer who is signed in.
    """

    key: str
    fingerprint: str
    source: str
    policy_version_id: int | None = None
    account_id: int | None = None
    customer_account_id: int | None = None


@dataclass(frozen=True)
class _Checked:
    """A draft that can be carried out."""

    quote: Quote
    place: Place
    slot: Slot | None
    area_name: str
    fee: int


def store_order(
    shop: ShopRef,
    draft: OrderDraftData,
    origin: Origin,
    *,
    now: datetime,
    shown: str = "",
    terms: Terms | None = None,
) -> tuple[Order, Sequence[OrderLine]]:
    """Check the draft against the shop's terms, take the stock, and store order, lines and first event.

    Raises what `place_order` raises.
    """
    lines = merge_lines(draft.lines)
    terms = terms or get_terms(shop, [line.variant_id for line in lines], now=now)
    checked = _check(terms, draft)
    if shown and checked.quote.digest() != shown:
        raise PriceChanged
    reserve_all(shop, {line.variant_id: line.quantity for line in lines}, now=now)
    number = next_number(shop)
    customer_id = remember_customer(
        shop,
        account_id=origin.customer_account_id,
        name=draft.sender_name,
        phone=draft.sender_phone,
        email=draft.sender_email,
        language=draft.language,
        source=origin.source,
        now=now,
    )
    order = _order(shop, draft, checked, number, now)
    order.submission_key, order.fingerprint = hash_token(origin.key), origin.fingerprint
    order.source, order.policy_version_id = origin.source, origin.policy_version_id
    order.customer_id = customer_id
    db.session.add(order)
    db.session.flush()
    stored = _lines(shop, order, checked.quote)
    db.session.add_all(stored)
    actor = "visitor" if origin.account_id is None else "staff"
    note_event(shop, order.id, Event.PLACED, actor=actor, account_id=origin.account_id, now=now)
    return order, stored


def next_number(shop: ShopRef) -> int:
    """The next order number. The counter's row stays locked until the transaction ends, so numbers have no gaps."""
    change = {"last_number": OrderCounter.last_number + 1}
    number = upsert(
        shop, OrderCounter, {"last_number": 1}, unique=[], change=change, returning=OrderCounter.last_number
    )
    return int(number)


def note_event(
    shop: ShopRef,
    order_id: int,
    kind: Event,
    *,
    actor: str,
    now: datetime,
    account_id: int | None = None,
    note: str = "",
) -> None:
    """Add to the history of an order. `actor`: visitor, staff or program."""
    db.session.add(
        OrderEvent(
            shop_id=shop.id,
            order_id=order_id,
            kind=kind.value,
            actor=actor,
            account_id=account_id,
            note=note,
            at=now,
        )
    )


def searchable(order: Order) -> str:
    """What the back office finds an order by, without accents."""
    phones = {show_phone(phone).replace(" ", "") for phone in (order.sender_phone, order.recipient_phone) if phone}
    parts = [order.code, str(order.number), order.sender_name, order.recipient_name, order.sender_email, *phones]
    return fold(" ".join(parts))[:500]


def _check(terms: Terms, draft: OrderDraftData) -> _Checked:
    lines = merge_lines(draft.lines)
    if not 0 < len(lines) <= MOST_LINES or any(not 0 < line.quantity <= MOST_OF_A_KIND for line in lines):
        raise NothingOrdered
    if draft.payment not in terms.payment_methods:
        raise PaymentNotOffered
    quote = terms.quote(lines, draft.province_code, draft.ward_code)
    place = find_place(draft.province_code, draft.ward_code)
    if place is None or quote.fee is None:
        raise NotDelivered
    slot = check_appointment(terms.schedule, draft.delivery_date, draft.slot_id, terms.now)
    return _Checked(quote, place, slot, quote.fee.area.name, quote.fee.amount)


def _order(shop: ShopRef, draft: OrderDraftData, checked: _Checked, number: int, now: datetime) -> Order:
    place, slot, quote = checked.place, checked.slot, checked.quote
    order = Order(
        shop_id=shop.id,
        number=number,
        code=new_code(),
        link_version=1,
        link_hash=link_hash(shop, "order", number),
        state=State.PLACED.value,
        language=draft.language,
        sender_name=draft.sender_name,
        sender_phone=draft.sender_phone,
        sender_email=draft.sender_email,
        note=draft.note,
        is_gift=draft.is_gift,
        recipient_name=draft.recipient_name if draft.is_gift else draft.sender_name,
        recipient_phone=draft.recipient_phone if draft.is_gift else draft.sender_phone,
        street=draft.street,
        ward_code=place.ward_code,
        ward_name=place.ward_name,
        province_code=place.province_code,
        province_name=place.province_name,
        places_version=place.version,
        greeting=draft.greeting,
        delivery_date=draft.delivery_date,
        slot_label=slot.label if slot else "",
        slot_starts=f"{slot.starts:%H:%M}" if slot else "",
        slot_ends=f"{slot.ends:%H:%M}" if slot else "",
        area_name=checked.area_name,
        payment=draft.payment,
        goods_total=quote.goods_total,
        delivery_fee=checked.fee,
        total=quote.total,
        placed_at=now,
        changed_at=now,
    )
    order.search = searchable(order)
    give_disown_links(shop, order)
    return order


def _lines(shop: ShopRef, order: Order, quote: Quote) -> list[OrderLine]:
    return [
        OrderLine(
            shop_id=shop.id,
            order_id=order.id,
            product_id=line.product_id,
            variant_id=line.variant_id,
            name=line.name,
            variant_label=line.variant_label,
            unit_price=line.unit_price,
            quantity=line.quantity,
            amount=line.amount,
            position=position,
        )
        for position, line in enumerate(quote.lines)
    ]
