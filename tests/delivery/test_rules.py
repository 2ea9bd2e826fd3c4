"""Which days, slots and fees there are, decided without a database."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from shopapp.delivery.rules import (
    Appointment,
    Area,
    DayIsClosed,
    DayIsPast,
    DayIsTooFar,
    NoSuchSlot,
    Schedule,
    Slot,
    TooSoon,
    check_appointment,
    check_day,
    earliest,
    fee_in,
    find_area,
    open_slots,
    served_provinces,
)

MORNING = Slot(1, "Sáng", time(9), time(12))
EVENING = Slot(2, "Chiều", time(16), time(19))
SLOTS = (MORNING, EVENING)
TEN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # Ten o'clock in Vietnam, a Sunday.
TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)


def schedule(**differences: object) -> Schedule:
    values = {"lead_minutes": 240, "cut_off": time(17), "days_ahead": 30, "slots": SLOTS} | differences
    return Schedule(**values)  # type: ignore[arg-type]


def test_a_slot_can_be_met_when_the_order_is_ready_before_it_ends() -> None:
    assert open_slots(schedule(), TODAY, TEN) == [EVENING]
    assert open_slots(schedule(lead_minutes=120), TODAY, TEN) == [MORNING, EVENING]
    assert open_slots(schedule(lead_minutes=121), TODAY, TEN) == [EVENING]
    assert earliest(schedule(), TEN) == Appointment(TODAY, EVENING)


def test_after_the_cut_off_an_order_counts_as_of_the_next_day() -> None:
    just_before, at = TEN.replace(hour=9, minute=59), TEN.replace(hour=10)
    quick = schedule(lead_minutes=60)
    assert earliest(quick, just_before) == Appointment(TODAY, EVENING)
    assert earliest(quick, at) == Appointment(TOMORROW, MORNING)
    assert earliest(schedule(lead_minutes=14 * 60), at) == Appointment(TOMORROW, EVENING)


def test_the_day_is_vietnams() -> None:
    late_at_night = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
    with pytest.raises(DayIsPast):
        check_day(schedule(), TODAY, late_at_night)
    assert earliest(schedule(), late_at_night) == Appointment(TOMORROW, MORNING)


def test_each_impossible_day_has_its_reason() -> None:
    closed = schedule(closed_weekdays=frozenset({1}), closed_dates=frozenset({date(2026, 11, 26)}))
    for day, reason in (
        (TODAY - timedelta(days=1), DayIsPast),
        (TODAY + timedelta(days=31), DayIsTooFar),
        (date(2026, 11, 24), DayIsClosed),
        (date(2026, 11, 26), DayIsClosed),
    ):
        with pytest.raises(reason):
            check_day(closed, day, TEN)
    check_day(closed, date(2026, 12, 21), TEN)


def test_too_soon_says_what_is_the_earliest() -> None:
    far = schedule(lead_minutes=10 * 24 * 60)
    with pytest.raises(TooSoon) as refused:
        check_day(far, TOMORROW, TEN)
    assert refused.value.earliest == Appointment(date(2026, 12, 2), MORNING)
    with pytest.raises(TooSoon) as refused:
        check_appointment(schedule(), TODAY, MORNING.id, TEN)
    assert refused.value.earliest == Appointment(TODAY, EVENING)


def test_a_slot_must_be_the_shops() -> None:
    for slot in (None, 0, 99):
        with pytest.raises(NoSuchSlot):
            check_appointment(schedule(), TOMORROW, slot, TEN)
    assert check_appointment(schedule(), TOMORROW, MORNING.id, TEN) == MORNING


def test_a_shop_without_slots_delivers_by_the_day() -> None:
    plain = schedule(slots=(), lead_minutes=24 * 60)
    assert earliest(plain, TEN) == Appointment(TOMORROW, None)
    assert check_appointment(plain, TOMORROW, None, TEN) is None
    with pytest.raises(TooSoon):
        check_day(plain, TODAY, TEN)


def test_a_shop_that_never_can_says_so() -> None:
    never = schedule(closed_weekdays=frozenset(range(7)))
    assert earliest(never, TEN) is None


def test_a_ward_goes_before_its_province() -> None:
    centre = Area(1, "Trung tâm", 25_000, 400_000, frozenset({"79"}), frozenset({"26740"}))
    rest = Area(2, "Ngoại thành", 40_000, None, frozenset({"79"}))
    for areas in ([centre, rest], [rest, centre]):
        assert find_area(areas, "79", "26740") is centre
        assert find_area(areas, "79", "26977") is rest
        assert find_area(areas, "01", "00070") is None
        assert find_area(areas, "01", "26740") is None
    assert find_area([centre], "79", "26977") is None
    assert served_provinces([centre, rest]) == {"79"}


def test_enough_goods_travel_free() -> None:
    area = Area(1, "Trung tâm", 25_000, 400_000)
    assert [fee_in(area, worth).amount for worth in (0, 399_999, 400_000)] == [25_000, 25_000, 0]
    assert fee_in(area, 400_000).is_free
    assert fee_in(Area(2, "Xa", 40_000), 10**9).amount == 40_000
