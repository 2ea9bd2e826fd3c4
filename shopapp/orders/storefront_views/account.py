"""A customer's own orders: the latest on the account's home, all of them on a page of their own."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from shopapp.customers.queries import find_own_rows
from shopapp.customers.rules import OwnRows
from shopapp.orders.models import Order
from shopapp.orders.queries import OWN_PAGE, events_of, goods_of, list_own, token_of
from shopapp.orders.rules import State
from shopapp.orders.storefront_views.base import blueprint
from shopapp.orders.storefront_views.timeline import appointment_of, state_words, timeline
from shopapp.platform.access import for_customer
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_customer, current_shop

LATEST = 3
_LOOKS = {State.PLACED: "new", State.DELIVERED: "good", State.FAILED: "warn", State.CANCELLED: "plain"}


@blueprint.get("/tai-khoan/don-hang")
@for_customer
def own_orders() -> str:
    """Every order of the customer with its road so far, ten a page."""
    shop = current_shop()
    own, before = find_own_rows(shop, current_customer().account_id), request.args.get("truoc", "")
    is_number = before.isascii() and before.isdigit() and len(before) <= 15
    orders = list_own(shop, own.customer_ids, before=int(before) if is_number else None)
    older = orders[-1].id if len(orders) == OWN_PAGE else 0
    return render_template("orders/storefront/own_orders.html", orders=_shown(shop, orders), older=older)


def own_orders_panel(shop: ShopRef, subject: object) -> Markup:
    """The latest orders on the account's home. The subject is the customer's OwnRows."""
    if not isinstance(subject, OwnRows):
        raise TypeError("the subject of this panel is the rows a customer may see")
    found = list_own(shop, subject.customer_ids, limit=LATEST + 1)
    page = render_template(
        "orders/storefront/own_panel.html", orders=_shown(shop, found[:LATEST]), has_more=len(found) > LATEST
    )
    return Markup(page)  # noqa: S704 - Jinja escaped it.


def _shown(shop: ShopRef, orders: Sequence[Order]) -> list[dict[str, Any]]:
    ids = [order.id for order in orders]
    events, goods = events_of(shop, ids), goods_of(shop, ids)
    return [
        {
            "code": order.code,
            "token": token_of(shop, order),
            "goods": goods.get(order.id, ""),
            "total": order.total,
            "placed_at": order.placed_at,
            "when": appointment_of(order),
            "state": _("On hold") if order.frozen_at else state_words(order.state),
            "look": "bad" if order.frozen_at else _LOOKS.get(State(order.state), "wait"),
            "timeline": timeline(order, events[order.id]),
        }
        for order in orders
    ]
