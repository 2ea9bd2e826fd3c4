"""Keeping periods without a database: calendar, limits, what a recipient's rule may be, when a purge begins."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopapp.platform.personal_data import Keep
from shopapp.platform.tenancy.refs import KINDS
from shopapp.privacy.keeping.rules import (
    LIMITS,
    RULED,
    Choice,
    Period,
    RuleFault,
    Unit,
    cut_off,
    days,
    defaults,
    faults_of,
    fingerprint,
    is_due,
    months,
    night_of,
    removes_more,
)
from tests.builders import NOW

PERIODS = st.builds(Period, st.integers(1, 400), st.sampled_from(list(Unit)))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def test_a_month_ends_on_the_same_day_or_on_the_last_there_is() -> None:
    assert months(1).before(datetime(2027, 3, 31, 5, tzinfo=UTC)) == datetime(2027, 2, 28, 5, tzinfo=UTC)
    assert months(24).before(datetime(2028, 2, 29, 5, tzinfo=UTC)) == datetime(2026, 2, 28, 5, tzinfo=UTC)
    assert months(1).before(datetime(2027, 1, 15, 5, tzinfo=UTC)) == datetime(2026, 12, 15, 5, tzinfo=UTC)
    # In Vietnam it is the first of the month already.
    assert months(1).before(datetime(2027, 3, 31, 20, tzinfo=UTC)) == datetime(2027, 2, 28, 20, tzinfo=UTC)


@given(PERIODS, MOMENTS)
def test_a_period_lies_in_the_past_and_is_about_as_long_as_it_says(period: Period, now: datetime) -> None:
    assert timedelta(days=period.days - 17) <= now - period.before(now) <= timedelta(days=period.days + 17)


@given(PERIODS, st.one_of(st.none(), PERIODS), MOMENTS)
def test_of_a_recipient_never_more_stays_than_of_the_sender(recipient: Period, sender: Choice, now: datetime) -> None:
    rules = {Keep.AFTER_DELIVERY: recipient, Keep.UNTIL_PURPOSE_ENDS: sender}
    recipients, senders = (cut_off(rules, keep, now) for keep in rules)
    assert recipients is not None
    assert senders is None or recipients >= senders


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_shop_begins_with_lies_within_the_limits(kind: str) -> None:
    rules = defaults(kind)
    assert set(rules) == set(RULED)
    assert faults_of(rules) == {}
    recipient = rules[Keep.AFTER_DELIVERY]
    assert recipient is not None
    assert recipient.days <= 180


def test_florists_and_sign_makers_keep_until_asked_and_the_others_until_no_purpose_is_left() -> None:
    kept = {kind: defaults(kind)[Keep.UNTIL_PURPOSE_ENDS] for kind in KINDS}
    assert kept["florist"] is None
    assert kept["signs"] is None
    assert kept["general"] == months(36)
    assert len({fingerprint(defaults(kind)) for kind in KINDS}) == len(KINDS), "five policies that differ"


@pytest.mark.parametrize(
    ("keep", "choice", "fault"),
    [
        (Keep.AFTER_DELIVERY, None, RuleFault.NOT_UNTIL_ASKED),
        (Keep.AFTER_SENT, None, RuleFault.NOT_UNTIL_ASKED),
        (Keep.AFTER_DELIVERY, days(2), RuleFault.TOO_SHORT),
        (Keep.AFTER_DELIVERY, months(13), RuleFault.TOO_LONG),
        (Keep.UNTIL_PURPOSE_ENDS, days(364), RuleFault.TOO_SHORT),
        (Keep.UNTIL_PURPOSE_ENDS, months(121), RuleFault.TOO_LONG),
        (Keep.UNTIL_PURPOSE_ENDS, None, None),
        (Keep.AFTER_DELIVERY, days(3), None),
    ],
)
def test_a_choice_outside_its_limits_is_named(keep: Keep, choice: Choice, fault: RuleFault | None) -> None:
    found = faults_of({**defaults("general"), keep: choice})
    assert found == ({keep: fault} if fault else {})
    assert (choice is not None or LIMITS[keep].until_asked) or fault


def test_only_what_ends_sooner_asks_for_a_look_first() -> None:
    before = defaults("general")
    assert not removes_more(before, before)
    assert removes_more({**before, Keep.AFTER_SENT: days(89)}, before)
    assert not removes_more({**before, Keep.AFTER_ANSWER: None}, before)
    assert removes_more(before, {**before, Keep.AFTER_ANSWER: None})


def test_a_purge_begins_at_night_once_and_by_day_only_after_a_missed_night() -> None:
    ten_in_the_morning, three_at_night = NOW, NOW + timedelta(hours=17)
    today, tomorrow = date(2026, 11, 22), date(2026, 11, 23)
    assert (night_of(ten_in_the_morning), night_of(three_at_night)) == (today, tomorrow)
    assert night_of(NOW + timedelta(hours=15)) == today, "one o'clock still belongs to the night before"
    assert not is_due(ten_in_the_morning, None), "a new shop waits for its first night"
    assert is_due(three_at_night, None)
    assert is_due(three_at_night, today)
    assert not is_due(three_at_night, tomorrow)
    assert is_due(ten_in_the_morning, date(2026, 11, 20)), "the machine was off"
    assert not is_due(ten_in_the_morning, today)
