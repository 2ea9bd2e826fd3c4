"""Which projects run, and the figures of whose orders may be given to them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from shopapp.kernel.clock import local_day, start_of_local_day
from shopapp.orders.models import Order, OrderLine
from shopapp.orders.rules import State
from shopapp.platform.database import db
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.research.models import ResearchKey
from shopapp.records.models import Consent
from shopapp.records.queries import list_receivers
from shopapp.records.rules import Receiver


def running_projects(shop: ShopRef, *, now: datetime) -> list[Receiver]:
    """Research contractors whose project has not ended."""
    today = local_day(now)
    found = (r for r in list_receivers(shop) if r.kind is ReceiverKind.RESEARCH)
    return [r for r in found if r.ends_on is None or r.ends_on >= today]


def find_project(shop: ShopRef, receiver_id: int, *, now: datetime) -> Receiver | None:
    """A running project by its receiver's id."""
    return next((r for r in running_projects(shop, now=now) if r.id == receiver_id), None)


@dataclass(frozen=True)
class Figures:
    """One delivered order without anybody's name; `contact` is what its made-up name is made from."""

    order_id: int
    contact: str
    month: str
    province: str
    payment: str
    pieces: int
    goods_total: int
    delivery_fee: int


def consenting_figures(shop: ShopRef, first: date, last: date, *, most: int) -> list[Figures]:
    """Delivered orders of the local days first–last whose sender has said yes to research, oldest first.

    Whether a yes still counts is asked again for each by the door they leave through.
    """
    phones = (Order.sender_phone, Order.sender_email)
    agreed = select(Consent.contact).where(
        Consent.shop_id == shop.id, Consent.purpose == Purpose.RESEARCH.value, Consent.given.is_(True)
    )
    pieces = (
        select(func.coalesce(func.sum(OrderLine.quantity), 0))
        .where(OrderLine.shop_id == Order.shop_id, OrderLine.order_id == Order.id)
        .scalar_subquery()
    )
    since, until = start_of_local_day(first), start_of_local_day(last + timedelta(days=1))
    query = (
        select(Order, pieces)
        .where(Order.shop_id == shop.id, Order.state == State.DELIVERED.value)
        .where(Order.ended_at >= since, Order.ended_at < until)
        .where(phones[0].in_(agreed) | phones[1].in_(agreed))
    )
    rows = db.session.execute(query.order_by(Order.id).limit(most)).all()
    said = _who_said_yes(shop, {contact for order, _n in rows for contact in (order.sender_phone, order.sender_email)})
    found = []
    for order, count in rows:
        contact = order.sender_phone if order.sender_phone in said else order.sender_email
        found.append(
            Figures(
                order.id,
                contact,
                f"{local_day(order.ended_at):%Y-%m}",
                order.province_name,
                order.payment,
                int(count),
                order.goods_total,
                order.delivery_fee,
            )
        )
    return found


def find_key(shop: ShopRef, receiver_id: int) -> str | None:
    """The key of a project's made-up names."""
    query = select(ResearchKey.key).where(ResearchKey.shop_id == shop.id, ResearchKey.receiver_id == receiver_id)
    return db.session.execute(query).scalar_one_or_none()


def _who_said_yes(shop: ShopRef, contacts: Collection[str]) -> set[str]:
    query = select(Consent.contact).where(
        Consent.shop_id == shop.id,
        Consent.purpose == Purpose.RESEARCH.value,
        Consent.given.is_(True),
        Consent.contact.in_(sorted(contacts)),
    )
    return set(db.session.execute(query).scalars())
