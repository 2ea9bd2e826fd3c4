"""Which messages an order causes, to whom, with which facts. All go about the order itself; none praises anything."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from shopapp.kernel.clock import local_day
from shopapp.notifications.actions import queue_messages
from shopapp.notifications.rules import MessageDraft
from shopapp.orders.links import Medium, contact_of, disown_link
from shopapp.orders.models import Order, OrderLine
from shopapp.orders.rules import State
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference
from shopapp.shops.queries import get_profile

# What a text message says of an order; each further word may cost another message.
_SHORT = ("code", "total", "when", "payment", "closed_until")


def tell_placed(
    shop: ShopRef, order: Order, lines: Sequence[OrderLine], owners: Sequence[str], *, now: datetime
) -> None:
    """Tell the customer that the order has come, and the owners that there is one."""
    facts = _facts(order) | _contents(order, lines) | {"closed_until": _closed_until(shop, now)}
    to_owners = [_to_owner(shop, order, "new_for_shop", email, _desk(order) | facts) for email in owners]
    queue_messages(shop, [*_to_customer(shop, order, "placed", facts), *to_owners], now=now)


def tell_moved(shop: ShopRef, order: Order, state: State, *, now: datetime) -> None:
    """Tell the customer that the order was confirmed, cancelled, sent out, delivered, or could not be delivered."""
    queue_messages(shop, _to_customer(shop, order, state.value, _facts(order)), now=now)


def tell_shop_cancelled(shop: ShopRef, order: Order, owners: Sequence[str], *, now: datetime) -> None:
    """Tell the owners that a visitor has cancelled before the shop confirmed."""
    facts = _desk(order) | _facts(order)
    queue_messages(shop, [_to_owner(shop, order, "cancelled_for_shop", email, facts) for email in owners], now=now)


def _closed_until(shop: ShopRef, now: datetime) -> str:
    """The last of the closed days the order came in, empty while the shop works: nobody calls before."""
    today = local_day(now)
    last = next((c.last_day for c in get_profile(shop).closures if c.holds(today)), None)
    return f"{last:%d/%m/%Y}" if last else ""


def _to_customer(shop: ShopRef, order: Order, name: str, facts: Mapping[str, Any]) -> list[MessageDraft]:
    """The mail where there is an address, and the text message, which says little and costs by its length."""
    drafts = []
    if order.sender_email:
        drafts.append(_message(shop, order, name, Medium.MAIL, facts))
    if order.sender_phone:
        drafts.append(_message(shop, order, name, Medium.SMS, {fact: facts[fact] for fact in _SHORT if fact in facts}))
    return drafts


def _message(shop: ShopRef, order: Order, name: str, medium: Medium, facts: Mapping[str, Any]) -> MessageDraft:
    links = {
        "order": ["order", order.number, order.link_version, order.link_hash],
        "not_me": disown_link(shop, order, medium),
    }
    return MessageDraft(
        f"orders.{name}",
        "email" if medium is Medium.MAIL else "sms",
        contact_of(order, medium),
        order.language,
        "customer",
        Purpose.ORDER,
        Reference("order", order.id),
        {**facts, "links": links},
    )


def _to_owner(shop: ShopRef, order: Order, name: str, email: str, facts: Mapping[str, Any]) -> MessageDraft:
    about = Reference("order", order.id)
    return MessageDraft(f"orders.{name}", "email", email, shop.language, "staff", Purpose.ORDER, about, dict(facts))


def _desk(order: Order) -> dict[str, Any]:
    """Names and numbers stay in the back office; a mail only says that there is something and leads there."""
    return {"links": {"desk": f"/quan-tri/don-hang/{order.id}"}}


def _facts(order: Order) -> dict[str, Any]:
    slot = f"{order.slot_label} {order.slot_starts}–{order.slot_ends}".strip() if order.slot_starts else ""
    return {
        "code": order.code,
        "total": order.total,
        "when": ", ".join(part for part in (f"{order.delivery_date:%d/%m/%Y}", slot) if part),
        "payment": order.payment,
    }


def _contents(order: Order, lines: Sequence[OrderLine]) -> dict[str, Any]:
    return {
        "lines": [
            {"name": line.name, "note": line.variant_label, "quantity": line.quantity, "amount": line.amount}
            for line in lines
        ],
        "goods_total": order.goods_total,
        "delivery_fee": order.delivery_fee,
        "place": f"{order.ward_name}, {order.province_name}",
        "source": order.source,
    }
