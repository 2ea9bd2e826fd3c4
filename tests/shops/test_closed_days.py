"""Closing for Tết: told on every page, not offered for delivery, said in confirmations."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask

from shopapp.delivery.queries import get_schedule
from shopapp.delivery.rules import DayIsClosed, check_day, earliest
from shopapp.notifications.models import Message
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import Closure, ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.shops.actions import change_profile
from tests.builders import NOW, make_profile
from tests.conftest import ShopClient
from tests.orders.builders import errors_of, furnish, place, rows_of, send_form, typed

ClientOf = Callable[[ShopRef], ShopClient]
# The sample moment is 22 November 2026; the shop closes from Tuesday the 24th to Thursday the 26th.
REST = Closure("Nghỉ mẫu", "2026-11-24", "2026-11-26")
DURING = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)


@pytest.fixture
def resting(app: Flask, shop: ShopRef) -> ShopRef:
    """The shop with closed days."""
    with app.app_context(), acting_for(shop), transaction():
        change_profile(shop, make_profile("Tiệm A", closures=(REST,)), now=NOW)
    return shop


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 10, 1, tzinfo=UTC), ""),
        (NOW, "Nghỉ mẫu: cửa hàng nghỉ từ 24/11/2026 đến hết 26/11/2026"),
        (DURING, "Nghỉ mẫu: cửa hàng đang nghỉ đến hết 26/11/2026"),
        (datetime(2026, 11, 27, 3, 0, tzinfo=UTC), ""),
    ],
)
def test_every_page_tells_of_closed_days_in_time(
    app: Flask, resting: ShopRef, client_of: ClientOf, moment: datetime, told: str
) -> None:
    furnish(app, resting)
    with time_machine.travel(moment, tick=False):
        for path in ("/", "/dat-hang", "/lien-he"):
            page = client_of(resting).get(path).text
            assert (told in page) if told else ("Nghỉ mẫu" not in page)
        home = client_of(resting).get("/").text
    assert ("Mở cửa lúc 07:00, Thứ Sáu" in home) == (moment == DURING)


def test_closed_days_cannot_be_chosen_and_orders_meanwhile_count_from_the_day_after(
    app: Flask, resting: ShopRef, client_of: ClientOf
) -> None:
    stall = furnish(app, resting)
    with app.app_context(), acting_for(resting):
        schedule = get_schedule(resting)
    with pytest.raises(DayIsClosed) as refused:
        check_day(schedule, date(2026, 11, 25), NOW)
    assert refused.value.closure == REST
    first = earliest(schedule, DURING)
    assert first is not None
    assert (first.day, first.slot) == (date(2026, 11, 27), schedule.slots[0])
    with time_machine.travel(NOW, tick=False):
        answer = send_form(client_of(resting), typed(stall))
    assert "Nghỉ mẫu" in errors_of(answer.text)["delivery_date"]


def test_who_orders_meanwhile_reads_when_the_shop_calls(app: Flask, resting: ShopRef, client_of: ClientOf) -> None:
    stall = furnish(app, resting)
    with time_machine.travel(DURING, tick=False):
        placed = place(app, stall, now=DURING, delivery_date=date(2026, 11, 27))
        assert "nghỉ đến hết 26/11/2026 và sẽ gọi" in client_of(resting).get(f"/don-hang/{placed.token}").text
    told = [m.facts.get("closed_until") for m in rows_of(app, resting, Message) if m.kind == "orders.placed"]
    assert told == ["26/11/2026", "26/11/2026"]


def test_a_shop_that_works_says_nothing_of_it(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    assert [m.facts["closed_until"] for m in rows_of(app, shop, Message) if m.kind == "orders.placed"] == ["", ""]
