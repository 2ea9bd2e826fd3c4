"""When requests are due: never later than the law says, on a working day counted from the next one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shopapp.privacy.rights.rules import RequestKind, RequestState, dues, is_overdue, next_due
from shopapp.records.law import the_law

LAW = the_law()
DAYS = st.dates(date(2026, 1, 1), date(2040, 12, 31))
KINDS = st.sampled_from(list(RequestKind))


def working_days(after: date, until: date) -> int:
    return sum(1 for n in range(1, (until - after).days + 1) if (after + timedelta(days=n)).weekday() < 5)


@given(KINDS, DAYS, st.booleans(), st.booleans())
def test_the_first_answer_is_due_on_the_second_working_day(
    kind: RequestKind, day: date, with_others: bool, is_extended: bool
) -> None:
    due = dues(kind, day, LAW, with_others=with_others, is_extended=is_extended)
    assert working_days(day, due.answer_on) == 2
    assert due.answer_on.weekday() < 5
    assert day < due.answer_on <= day + timedelta(days=4)
    assert due.answer_on <= due.due_on


@given(KINDS, DAYS)
def test_receivers_and_an_extension_give_longer_and_never_the_same_twice(kind: RequestKind, day: date) -> None:
    term = LAW.terms[kind.value]
    plain, others = dues(kind, day, LAW), dues(kind, day, LAW, with_others=True)
    longest = dues(kind, day, LAW, with_others=True, is_extended=True)
    assert (plain.due_on - day).days == term.days
    assert (others.due_on - plain.due_on).days == term.days_with_others - term.days > 0
    assert (longest.due_on - others.due_on).days == term.extension_days > 0
    assert plain.answer_on == longest.answer_on, "nothing gives longer for the first answer"


def test_the_table_of_the_decree_stands_in_the_data() -> None:
    terms = {kind: LAW.terms[kind.value] for kind in RequestKind}
    assert {(t.days, t.days_with_others, t.extension_days) for t in terms.values()} == {
        (10, 15, 10),
        (15, 20, 15),
        (20, 30, 20),
    }
    assert (terms[RequestKind.DELETE].days, terms[RequestKind.OBJECT].days) == (20, 15)
    assert LAW.answer_working_days == 2
    friday = date(2026, 11, 20)
    assert dues(RequestKind.SEE, friday, LAW).answer_on == date(2026, 11, 24)
    assert dues(RequestKind.SEE, friday, LAW).due_on == date(2026, 11, 30)


@given(KINDS, DAYS, st.integers(0, 60), st.booleans())
def test_a_request_is_overdue_from_the_day_after_its_last_day(
    kind: RequestKind, day: date, later: int, answered: bool
) -> None:
    due, today = dues(kind, day, LAW), day + timedelta(days=later)
    overdue = is_overdue(RequestState.OPEN, answered, due, today)
    assert overdue == (today > next_due(answered, due))
    assert not is_overdue(RequestState.DONE, answered, due, today)
