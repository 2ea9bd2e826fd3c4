"""Days and slots as taps: which are offered, which cannot be had and why, and what counts of what was chosen."""

from datetime import date, datetime, time

import pytest
from flask import Flask

from shopapp.delivery.rules import Schedule, Slot
from shopapp.kernel.clock import at_local
from shopapp.orders.rules.days import OFFERED, NotOn, OfferedDay, offered_days
from shopapp.platform.tenancy.refs import Closure
from tests.conftest import ShopClient
from tests.orders.builders import DAY, Stall, errors_of, only_order, order, send_form, typed

MORNING, EVENING = Slot(1, "Sáng", time(9), time(12)), Slot(2, "Chiều", time(13), time(17))
SUNDAY = date(2026, 11, 22)


def at(hour: int) -> datetime:
    """That hour of Sunday the 22nd, in Vietnam."""
    return at_local(SUNDAY, time(hour))


def test_todays_slots_that_can_still_be_met_are_told() -> None:
    schedule = Schedule(slots=(MORNING, EVENING), lead_minutes=60)
    today, tomorrow, *rest = offered_days(schedule, at(14))
    assert today == OfferedDay(SUNDAY, frozenset({2}), None)
    assert (tomorrow.slot_ids, len(rest)) == (frozenset({1, 2}), OFFERED - 2)


def test_a_day_that_cannot_be_had_says_why() -> None:
    schedule = Schedule(slots=(MORNING,), closed_weekdays=frozenset({0}))
    reasons = [offered.reason for offered in offered_days(schedule, at(14))]
    assert reasons == [NotOn.TOO_SOON, NotOn.CLOSED, None, None, None, None, None]


def test_a_shop_that_needs_weeks_shows_the_days_around_the_first_it_can_meet() -> None:
    offered = offered_days(Schedule(lead_minutes=14 * 24 * 60), at(14))
    assert [one.reason for one in offered[:3]] == [NotOn.TOO_SOON, NotOn.TOO_SOON, None]
    assert offered[2].day == date(2026, 12, 6)


def test_no_day_beyond_the_shops_reach_is_offered_and_none_where_none_can_be_met() -> None:
    assert len(offered_days(Schedule(days_ahead=2), at(8))) == 3
    long = Closure("Tết", SUNDAY.isoformat(), "2027-02-01")
    assert offered_days(Schedule(days_ahead=30, closures=(long,)), at(8)) == []


def test_another_day_than_those_offered_is_typed(app: Flask, stall: Stall, client: ShopClient) -> None:
    answer = order(client, typed(stall, delivery_date="khac", delivery_date_other="05/12/2026"))
    assert answer.status_code == 303
    assert only_order(app, stall.shop).delivery_date == date(2026, 12, 5)


@pytest.mark.parametrize(
    ("other", "words"), [("", "Vui lòng chọn ngày giao"), ("28/11/2026", "không giao hàng vào ngày này")]
)
def test_a_wrong_other_day_comes_back_as_it_was_typed(stall: Stall, client: ShopClient, other: str, words: str) -> None:
    page = send_form(client, typed(stall, delivery_date="khac", delivery_date_other=other)).text
    assert words in errors_of(page)["delivery_date"]
    assert 'value="khac" checked' in page
    assert ('name="delivery_date_other" value="2026-11-28"' in page) == bool(other)


def test_the_chosen_day_and_the_slots_it_leaves_are_shown(stall: Stall, client: ShopClient) -> None:
    page = send_form(client, typed(stall, slot="", delivery_date=DAY.isoformat())).text
    assert f'value="{DAY.isoformat()}" data-slots="{stall.morning} {stall.afternoon}" checked' in page
    # It is ten o'clock, and the shop needs four hours.
    today = send_form(client, typed(stall, slot="", delivery_date=SUNDAY.isoformat())).text
    assert f'disabled id="slot-0" name="slot" type="radio" value="{stall.morning}"' in today
