"""When a complaint is due, what is late, when the shop is reminded: decided without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from shopapp.inquiries.complaints.rules import Alarm, Clocks, Standing, alarm_at, next_alarm, renewed_end, standing
from shopapp.kernel.clock import local, local_day
from shopapp.kernel.working_days import working_day_after
from shopapp.records.law import the_law
from shopapp.shops.complaint_times import DEFAULTS, Times, Topic, due, is_allowed, limits, times_from

# A Friday at ten in the morning in Vietnam.
FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
CLOCKS = Clocks(FRIDAY, FRIDAY + 24 * HOUR, FRIDAY + 5 * DAY)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "2026-11-20"), (1, "2026-11-23"), (5, "2026-11-27"), (6, "2026-11-30")]
)
def test_a_weekend_is_no_working_day(count: int, expected: str) -> None:
    assert working_day_after(date(2026, 11, 20), count) == date.fromisoformat(expected)


def test_the_end_is_the_end_of_a_working_day_and_never_before_the_answer() -> None:
    answer, end = due(Times(24, 3), FRIDAY)
    assert answer == FRIDAY + 24 * HOUR
    assert f"{local(end):%d/%m %H:%M}" == "25/11 23:59"
    answer, end = due(Times(72, 1), FRIDAY - DAY)
    assert end >= answer


def test_what_is_about_personal_data_never_takes_longer_than_the_law_allows() -> None:
    most, law = limits(Topic.DATA), the_law()
    for at in range(7):
        begun = FRIDAY + at * DAY
        answer, end = due(most, begun)
        assert local_day(answer) <= working_day_after(local_day(begun), law.answer_working_days)
        assert (local_day(end) - local_day(begun)).days <= min(term.days for term in law.terms.values())
    longer = Times(most.answer_hours, most.resolve_days + 1)
    assert any(
        (local_day(due(longer, FRIDAY + at * DAY)[1]) - local_day(FRIDAY + at * DAY)).days > 10 for at in range(7)
    ), "the limit is as generous as the law"
    assert not is_allowed(Topic.DATA, longer)
    assert is_allowed(Topic.GOODS, longer)
    # A law that became stricter holds for times that were saved before.
    assert times_from({"data": {"answer_hours": 72, "resolve_days": 30}})["data"] == most


def test_every_topic_has_times_that_are_allowed() -> None:
    assert set(times_from({})) == set(Topic)
    assert all(is_allowed(topic, times) for topic, times in DEFAULTS.items())


@pytest.mark.parametrize(
    ("done", "now", "expected"),
    [
        (None, -MINUTE, Standing.RUNNING),
        (None, timedelta(), Standing.RUNNING),
        (None, MINUTE, Standing.MISSED),
        (timedelta(), 9 * DAY, Standing.KEPT),
        (MINUTE, 9 * DAY, Standing.MISSED),
    ],
)
def test_in_time_is_up_to_the_very_moment(done: timedelta | None, now: timedelta, expected: Standing) -> None:
    assert standing(FRIDAY, None if done is None else FRIDAY + done, FRIDAY + now) is expected


def test_the_shop_is_reminded_before_and_after_each_time_once() -> None:
    rung, now = [], FRIDAY
    while (following := next_alarm(CLOCKS, now)) is not None:
        now = following
        rung.append((alarm_at(CLOCKS, now), now - FRIDAY))
    assert rung == [
        (Alarm.ANSWER_SOON, 18 * HOUR),
        (Alarm.ANSWER_LATE, 24 * HOUR + MINUTE),
        # Nobody has answered yet, which matters more than the end that draws near.
        (Alarm.ANSWER_LATE, 4 * DAY),
        (Alarm.RESOLVE_LATE, 5 * DAY + MINUTE),
    ]


def test_what_is_answered_or_closed_is_reminded_of_no_more() -> None:
    answered = Clocks(FRIDAY, CLOCKS.answer_due_at, CLOCKS.resolve_due_at, FRIDAY + HOUR)
    assert next_alarm(answered, FRIDAY + HOUR) == FRIDAY + 4 * DAY
    assert alarm_at(answered, FRIDAY + 2 * DAY) is None
    closed = Clocks(FRIDAY, CLOCKS.answer_due_at, CLOCKS.resolve_due_at, FRIDAY + HOUR, FRIDAY + 9 * DAY)
    assert (next_alarm(closed, FRIDAY), alarm_at(closed, FRIDAY + 9 * DAY)) == (None, None)


def test_a_new_word_gives_time_anew_but_heals_nothing_that_was_late() -> None:
    fresh = FRIDAY + 20 * DAY
    in_time = Clocks(FRIDAY, CLOCKS.answer_due_at, CLOCKS.resolve_due_at, FRIDAY, CLOCKS.resolve_due_at)
    late = Clocks(FRIDAY, CLOCKS.answer_due_at, CLOCKS.resolve_due_at, FRIDAY, CLOCKS.resolve_due_at + MINUTE)
    assert renewed_end(in_time, fresh) == fresh
    assert renewed_end(late, fresh) == CLOCKS.resolve_due_at
