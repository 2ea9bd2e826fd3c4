"""What whoever delivers does with an order they are in charge of."""

from datetime import datetime

from sqlalchemy import select

from shopapp.orders.actions.steps import advance, mark_paid
from shopapp.orders.models import Order
from shopapp.orders.queries.deliveries import TO_DELIVER
from shopapp.orders.rules import OrderGone, State, StepNotAllowed
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef

STEPS = frozenset({State.SENT_OUT, State.DELIVERED, State.FAILED})


def deliver(
    shop: ShopRef, order_id: int, step: State, *, account_id: int, is_collected: bool, note: str, now: datetime
) -> None:
    """Take an order out, hand it over (with the money, where `is_collected`), or say why that failed.

    Raises OrderGone for an order that is not (any more) theirs to deliver, Frozen, StepNotAllowed.
    """
    if step not in STEPS:
        raise StepNotAllowed(step.value)
    mine = (Order.shop_id == shop.id, Order.id == order_id, Order.assigned_account_id == account_id)
    query = select(Order.payment).where(*mine, Order.state.in_(TO_DELIVER)).with_for_update()
    payment = db.session.execute(query).scalar_one_or_none()
    if payment is None:
        raise OrderGone
    advance(shop, order_id, step.value, account_id=account_id, note=note, now=now)
    if step is State.DELIVERED and is_collected and payment == "cod":
        mark_paid(shop, order_id, account_id=account_id, now=now)
