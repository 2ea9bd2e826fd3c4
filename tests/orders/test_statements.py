"""How many statements an order costs, counted at the database."""

import pytest
from flask import Flask

from shopapp.catalog.actions import change_stock
from shopapp.orders.models import OrderLine
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.orders.builders import Stall, order, reviewed, rows_of, typed

MOST, MORE = 30, 2


@pytest.mark.parametrize("low", [False, True], ids=["plenty", "nearly sold out"])
def test_an_order_of_one_line_costs_at_most_thirty_statements(
    app: Flask, stall: Stall, client: ShopClient, statements: list[str], low: bool
) -> None:
    if low:
        with app.app_context(), acting_for(stall.shop), transaction():
            change_stock(stall.shop, stall.rose, 2, now=NOW)
    sending = reviewed(client, typed(stall, payment="transfer"))
    statements.clear()
    assert client.post("/dat-hang/xem-lai", data=sending).status_code == 303
    assert 0 < len(statements) <= MOST, "\n".join(statements)


def test_each_further_line_costs_at_most_two_statements(
    app: Flask, stall: Stall, client: ShopClient, statements: list[str]
) -> None:
    order(client, typed(stall))
    sending = reviewed(client, typed(stall))
    statements.clear()
    client.post("/dat-hang/xem-lai", data=sending)
    one = len(statements)
    sending = reviewed(client, typed(stall, (stall.rose, 1), (stall.small, 1), (stall.large, 1), (stall.single, 1)))
    statements.clear()
    assert client.post("/dat-hang/xem-lai", data=sending).status_code == 303
    assert len(rows_of(app, stall.shop, OrderLine)) == 6
    # One more, however many lines: the shop's pages are told that something is nearly sold out.
    assert len(statements) <= one + 3 * MORE + 1, "\n".join(statements)
    assert len(statements) <= MOST + 3 * MORE


def test_looking_at_form_and_order_costs_few_statements(
    stall: Stall, client: ShopClient, statements: list[str]
) -> None:
    answer = order(client, typed(stall))
    for path, most in (("/dat-hang?sp=hoa-hong", 8), (answer.location, 8)):
        statements.clear()
        assert client.get(path).status_code == 200
        assert len(statements) <= most, "\n".join(statements)
