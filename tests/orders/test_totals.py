"""Whatever is posted, what is stored adds up from the shop's own prices."""

from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopapp.catalog.actions import change_stock
from shopapp.orders.models import Order, OrderLine
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.orders.builders import Stall, hidden_of, rows_of, send_form, typed

PRICES = {"rose": 350_000, "small": 200_000, "large": 320_000, "single": 900_000}
JUNK = st.one_of(
    st.integers(-5, 1_000_000_000).map(str),
    st.sampled_from(["", "1", "2", "3", "999", "1000", "1e3", "0x1", "１", "٣", "+2", "NaN", "1,5", " 4 "]),
    st.text(max_size=8),
)


@st.composite
def posts(draw: Any) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """Lines of known and unknown variants with good and bad quantities, and money a client has no business to send."""
    names = st.sampled_from([*PRICES, "quoted", "nobody"])
    lines = draw(st.lists(st.tuples(names, JUNK), max_size=6))
    extra = draw(
        st.dictionaries(
            st.sampled_from(["price", "total", "goods_total", "delivery_fee", "lines-0-price", "lines-0-amount"]),
            JUNK,
            max_size=3,
        )
    )
    return lines, extra


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(post=posts())
def test_the_stored_total_is_the_recomputed_total(
    app: Flask, stall: Stall, client: ShopClient, post: tuple[list[tuple[str, str]], dict[str, str]]
) -> None:
    lines, extra = post
    with app.app_context(), acting_for(stall.shop), transaction():
        for name in ("rose", "large", "single"):
            change_stock(stall.shop, getattr(stall, name), 1 if name == "single" else 5, now=NOW)
    known = {name: getattr(stall, name, 987_654) for name, _ in lines}
    before = {order.id for order in rows_of(app, stall.shop, Order)}
    data = typed(stall, *((known[name], quantity) for name, quantity in lines)) if lines else typed(stall)
    answer = send_form(client, data | extra)
    assert answer.status_code in (303, 422)
    if answer.status_code == 303:
        page = client.get("/dat-hang/xem-lai").text
        assert client.post("/dat-hang/xem-lai", data=hidden_of(page) | extra | {"declared": "y"}).status_code == 303
    for order in rows_of(app, stall.shop, Order):
        if order.id in before:
            continue
        stored = [line for line in rows_of(app, stall.shop, OrderLine) if line.order_id == order.id]
        prices = {getattr(stall, name): price for name, price in PRICES.items()}
        assert all(line.variant_id in prices and line.unit_price == prices[line.variant_id] for line in stored)
        assert all(0 < line.quantity <= 999 and line.amount == line.unit_price * line.quantity for line in stored)
        goods = sum(line.amount for line in stored)
        assert (order.goods_total, order.delivery_fee) == (goods, 0 if goods >= 1_000_000 else 25_000)
        assert order.total == order.goods_total + order.delivery_fee
