"""Complaints as rows: their times, the reminders, and figures that are true at the edges."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from shopapp.inquiries import actions
from shopapp.inquiries.complaints.actions import change_topic, note_answer
from shopapp.inquiries.complaints.queries import Kept, TopicFigures, count_late, figures
from shopapp.inquiries.complaints.rules import NoComplaint, NotAnswered
from shopapp.inquiries.jobs import remind_of_complaints
from shopapp.inquiries.models import Inquiry
from shopapp.inquiries.queries import list_inquiries
from shopapp.inquiries.rules import MessageDraft, Sending
from shopapp.kernel.codes import new_token
from shopapp.notifications.models import Message
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.shops.actions import save_section
from shopapp.shops.complaint_times import Times, Topic
from tests.accounts.builders import make_staff
from tests.builders import NOW
from tests.inquiries.builders import make_inquiry, rows_of

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def owner(app: Flask, shop: ShopRef) -> int:
    """The one who answers; the first account there is, so its id is 1."""
    return make_staff(app, shop, email="chu@a.example")


def complain(app: Flask, shop: ShopRef, topic: str = "goods", **differences: Any) -> int:
    return make_inquiry(app, shop, kind="complaint", topic=topic, **differences).id


def answer(shop: ShopRef, inquiry_id: int, *, now: Any) -> None:
    with transaction():
        actions.answer(shop, inquiry_id, MessageDraft("Dạ"), Sending(new_token(), "f"), account_id=1, now=now)


def row_of(app: Flask, shop: ShopRef) -> Inquiry:
    return rows_of(app, shop, Inquiry)[-1]


def figures_of(shop: ShopRef, now: Any, topic: Topic = Topic.GOODS) -> TopicFigures:
    return next(row for row in figures(shop, since=NOW - 365 * DAY, now=now) if row.topic is topic)


def test_a_complaint_keeps_the_times_its_sender_was_told(app: Flask, shop: ShopRef, inside: Inside) -> None:
    complain(app, shop)
    first = row_of(app, shop)
    assert (first.topic, first.answer_due_at) == ("goods", NOW + 24 * HOUR)
    with inside(shop), transaction():
        times = {topic.value: vars(Times(2, 1)) for topic in Topic}
        save_section(shop, "complaints", {"complaint_times": times}, seen=0, account_id=1, now=NOW)
    assert rows_of(app, shop, Inquiry)[0].answer_due_at == NOW + 24 * HOUR
    complain(app, shop, "delivery")
    assert row_of(app, shop).answer_due_at == NOW + 2 * HOUR
    with inside(shop), transaction():
        change_topic(shop, first.id, Topic.CONDUCT)
    changed = rows_of(app, shop, Inquiry)[0]
    assert (changed.topic, changed.answer_due_at) == ("conduct", NOW + 24 * HOUR)


def test_questions_have_no_times_and_no_topic(app: Flask, shop: ShopRef, inside: Inside) -> None:
    sent = make_inquiry(app, shop, topic="goods")
    asked = row_of(app, shop)
    assert (asked.topic, asked.answer_due_at, asked.resolve_due_at, asked.alarm_at) == ("", None, None, None)
    with inside(shop), pytest.raises(NoComplaint), transaction():
        note_answer(shop, sent.id, "x", account_id=1, now=NOW)


def test_late_is_what_is_open_and_over_in_this_shop_alone(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], inside: Inside, owner: int
) -> None:
    shop, other = two_shops
    late, settled = complain(app, shop), complain(app, shop)
    complain(app, other)
    make_inquiry(app, shop)
    with inside(shop):
        answer(shop, settled, now=NOW + HOUR)
        with transaction():
            actions.close(shop, settled, now=NOW + 2 * HOUR)
        assert count_late(shop, now=NOW + 24 * HOUR) == 0, "the very moment is in time"
        assert count_late(shop, now=NOW + 25 * HOUR) == 1
        assert [row.id for row in list_inquiries(shop, late_at=NOW + 25 * HOUR).rows] == [late]
        assert count_late(shop, now=NOW + 25 * HOUR, assigned_to=owner) == 0
        answer(shop, late, now=NOW + 26 * HOUR)
        assert count_late(shop, now=NOW + 27 * HOUR) == 0
        assert count_late(shop, now=NOW + 30 * DAY) == 1, "answered, but not settled"


def test_reminders_come_once_for_each_time_and_end_with_the_complaint(
    app: Flask, shop: ShopRef, inside: Inside
) -> None:
    complaint = complain(app, shop)
    other = complain(app, shop)

    def remind(now: Any) -> list[tuple[str, str]]:
        """Reminders of a round of the worker, and of a second one right after it."""
        before = len(rows_of(app, shop, Message))
        with inside(shop):
            remind_of_complaints(shop, now)
            remind_of_complaints(shop, now)
        return [(m.to_contact, m.facts["alarm"]) for m in rows_of(app, shop, Message)[before:]]

    with inside(shop), transaction():
        note_answer(shop, other, "Đã gọi", account_id=1, now=NOW)
    assert remind(NOW + 17 * HOUR) == []
    assert remind(NOW + 19 * HOUR) == [("chu@a.example", "answer_soon")]
    assert remind(NOW + 25 * HOUR) == [("chu@a.example", "answer_late")]
    with inside(shop):
        answer(shop, complaint, now=NOW + 26 * HOUR)
        with transaction():
            actions.close(shop, complaint, now=NOW + 27 * HOUR)
    # The worker stood still for a month: one reminder of what is open, none of what is settled.
    assert remind(NOW + 30 * DAY) == [("chu@a.example", "resolve_late")]
    assert remind(NOW + 60 * DAY) == []
    [message] = [m for m in rows_of(app, shop, Message) if m.facts.get("alarm") == "answer_late"]
    assert not {"name", "phone", "email"} & set(message.facts)


def test_figures_of_nothing_are_nothing(shop: ShopRef, inside: Inside) -> None:
    with inside(shop):
        found = figures(shop, since=NOW - DAY, now=NOW)
    assert [row.topic for row in found] == list(Topic)
    assert {(row.received, row.answer, row.end) for row in found} == {(0, Kept(), Kept())}


def test_what_is_not_due_counts_neither_as_late_nor_as_in_time(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], inside: Inside
) -> None:
    shop, other = two_shops
    complain(app, other)
    complain(app, shop, "payment")
    complain(app, shop, now=NOW - 366 * DAY)
    ids = [complain(app, shop) for _ in range(4)]
    with inside(shop):
        assert figures_of(shop, NOW + HOUR).answer == Kept(0, 0, 4, None)
        answer(shop, ids[0], now=NOW + 2 * HOUR)
        answer(shop, ids[1], now=NOW + 25 * HOUR)
        with transaction():
            actions.close(shop, ids[0], now=NOW + 4 * HOUR)
        soon = figures_of(shop, NOW + 3 * HOUR)
        assert (soon.received, soon.answer.in_time, soon.answer.running) == (4, 1, 2)
        over = figures_of(shop, NOW + 26 * HOUR)
        assert over.answer == Kept(1, 3, 0, timedelta(hours=13.5))
        assert over.end == Kept(1, 0, 3, 4 * HOUR)
        assert figures_of(shop, NOW + 26 * HOUR, Topic.PAYMENT).answer == Kept(0, 1, 0, None)


def test_a_complaint_is_closed_only_after_an_answer_and_a_new_word_opens_it_with_time_anew(
    app: Flask, shop: ShopRef, inside: Inside
) -> None:
    complaint = complain(app, shop)
    end = row_of(app, shop).resolve_due_at
    assert end is not None
    with inside(shop):
        with pytest.raises(NotAnswered), transaction():
            actions.close(shop, complaint, now=NOW)
        with transaction():
            note_answer(shop, complaint, "Đã gọi và xin lỗi.", account_id=1, now=NOW + HOUR)
        with transaction():
            actions.close(shop, complaint, now=NOW + 2 * HOUR)
    assert row_of(app, shop).alarm_at is None
    with inside(shop), transaction():
        word = MessageDraft("Cảm ơn cửa hàng.")
        actions.write_on(shop, complaint, word, Sending(new_token(), "f"), now=end + DAY)
    opened = row_of(app, shop)
    assert opened.resolve_due_at is not None
    assert opened.resolve_due_at > end + DAY
    assert (opened.state, opened.answered_at) == ("waiting", NOW + HOUR)
    assert opened.alarm_at is not None
    with inside(shop):
        assert figures_of(shop, end + DAY).end == Kept(0, 0, 1, None)
