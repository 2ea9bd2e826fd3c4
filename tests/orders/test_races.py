"""Many at once: the last piece is sold once, a form sent by twenty fingers makes one order, numbers have no gaps."""

import threading
from collections.abc import Callable

from flask import Flask

from shopapp.catalog.actions import change_stock
from shopapp.catalog.rules import SoldOut
from shopapp.kernel.refusal import Refusal
from shopapp.orders.actions import advance, cancel_by_visitor
from shopapp.orders.models import Order
from shopapp.orders.rules import StepNotAllowed
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.orders.builders import Stall, draft_of, messages_of, place, reviewed, rows_of, typed


def at_once(count: int, work: Callable[[int], object]) -> list[object]:
    """What each of `count` threads returned or raised, all let go at the same moment."""
    results: list[object] = [None] * count
    gate = threading.Barrier(count)

    def run(place: int) -> None:
        gate.wait()
        try:
            results[place] = work(place)
        except Exception as error:  # What a thread met is what the test looks at.
            results[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_fifty_buyers_of_the_last_piece_make_one_order(app: Flask, stall: Stall) -> None:
    results = at_once(50, lambda n: place(app, stall, (stall.single, 1), sender_phone=f"+849000001{n:02d}"))
    sold = [result for result in results if not isinstance(result, Exception)]
    assert len(sold) == 1
    assert {type(result) for result in results if isinstance(result, Exception)} == {SoldOut}
    assert [order.number for order in rows_of(app, stall.shop, Order)] == [1]
    assert len(messages_of(app, stall.shop)) == 3


def test_orders_of_several_lines_in_any_order_do_not_block_each_other(app: Flask, stall: Stall) -> None:
    with app.app_context(), acting_for(stall.shop), transaction():
        for variant in (stall.rose, stall.large):
            change_stock(stall.shop, variant, 12, now=NOW)
    lines = [(stall.rose, 1), (stall.large, 1), (stall.small, 1)]
    results = at_once(16, lambda n: place(app, stall, *(lines if n % 2 else lines[::-1])))
    refused = [result for result in results if isinstance(result, Exception)]
    assert {type(result) for result in refused} == {SoldOut}
    assert len(refused) == 4
    assert [order.number for order in rows_of(app, stall.shop, Order)] == list(range(1, 13))


def test_twenty_sendings_of_one_form_make_one_order(
    app: Flask, stall: Stall, client: ShopClient, client_of: Callable[[ShopRef], ShopClient]
) -> None:
    sending = reviewed(client, typed(stall, (stall.single, 1)))
    cookies = {name: client.get_cookie(name, domain="a.localhost") for name in ("draft", "form")}

    def send(_: int) -> tuple[int, str]:
        other = client_of(stall.shop)
        for name, cookie in cookies.items():
            assert cookie is not None
            other.set_cookie(name, cookie.value, domain="a.localhost")
        answer = other.post("/dat-hang/xem-lai", data=sending)
        return answer.status_code, answer.location

    results = at_once(20, send)
    assert len(set(map(str, results))) == 1, set(map(str, results))
    [order] = rows_of(app, stall.shop, Order)
    assert results[0] == (303, results[0][1])  # type: ignore[index]
    assert order.number == 1
    assert len(messages_of(app, stall.shop)) == 3


def test_a_step_pressed_twice_is_made_once(app: Flask, stall: Stall) -> None:
    placed = place(app, stall)

    def confirm(_: int) -> str:
        with app.app_context(), acting_for(stall.shop), transaction():
            return advance(stall.shop, placed.id, "confirmed", account_id=stall.owner, now=NOW).state

    results = at_once(10, confirm)
    assert results.count("confirmed") == 1
    assert sum(isinstance(result, StepNotAllowed) for result in results) == 9
    assert [kind for kind, *_ in messages_of(app, stall.shop)].count("orders.confirmed") == 2


def test_confirming_and_cancelling_at_once_has_one_winner(app: Flask, stall: Stall) -> None:
    placed = place(app, stall, (stall.single, 1))

    def race(n: int) -> object:
        with app.app_context(), acting_for(stall.shop), transaction():
            if n % 2:
                cancel_by_visitor(stall.shop, placed.id, now=NOW)
                return "cancelled"
            return advance(stall.shop, placed.id, "confirmed", account_id=stall.owner, now=NOW).state

    results = at_once(8, race)
    assert sum(not isinstance(result, Refusal) for result in results) == 1
    [order] = rows_of(app, stall.shop, Order)
    assert order.state in ("confirmed", "cancelled")


def test_guests_are_one_customer_however_many_orders_come_at_once(app: Flask, stall: Stall) -> None:
    at_once(8, lambda _: place(app, stall, (stall.small, 1)))
    orders = rows_of(app, stall.shop, Order)
    assert len(orders) == 8
    assert len({order.customer_id for order in orders}) == 1
    assert len({order.code for order in orders}) == 8
    assert draft_of(stall).sender_phone == orders[0].sender_phone
