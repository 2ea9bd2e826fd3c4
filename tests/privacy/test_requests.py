"""Requests: taken in once, answered in time, carried out whole, told of, and forgotten like everything else."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from shopapp.notifications.models import Message
from shopapp.operations.worker import drain
from shopapp.orders import actions as orders
from shopapp.platform.database import db, transaction
from shopapp.platform.dispatch import Dispatch
from shopapp.platform.holdings import Person
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import replay
from shopapp.privacy.rights import actions
from shopapp.privacy.rights.actions.remind import remind_all
from shopapp.privacy.rights.jobs import remind
from shopapp.privacy.rights.models import DataExport, DataRequest, DataRequestStep, DataWorkOrder
from shopapp.privacy.rights.queries import list_waiting
from shopapp.privacy.rights.rules import (
    AlreadyEnded,
    AlreadyExtended,
    Channel,
    Happened,
    Identity,
    RefusalGround,
    RequestKind,
    RequestState,
    TooLate,
)
from shopapp.records.actions import add_receiver, disclose, record_consent
from shopapp.records.bars import BarKind, Tombstone, contact_hash, is_barred
from shopapp.records.models import Consent
from shopapp.records.queries import current_policy_id
from shopapp.records.rules import Ground, Reference
from tests.builders import NOW
from tests.inquiries.builders import make_inquiry, rows_of
from tests.orders.builders import EMAIL, PHONE, furnish, only_order, place

STAFF = 1


def ask(app: Flask, shop: ShopRef, kind: RequestKind, contact: str = PHONE, **more: Any) -> int:
    """A request of somebody who has proven the contact; its id."""
    data: dict[str, Any] = {"person": Person(frozenset({contact})), "contact": contact, "language": "vi", "now": NOW}
    with app.app_context(), acting_for(shop), transaction():
        return actions.open_request(shop, kind=kind, **(data | more)).id


def request_of(app: Flask, shop: ShopRef, request_id: int) -> DataRequest:
    (found,) = [row for row in rows_of(app, shop, DataRequest) if row.id == request_id]
    return found


def steps(app: Flask, shop: ShopRef) -> list[str]:
    return [row.what for row in rows_of(app, shop, DataRequestStep)]


def told(app: Flask, shop: ShopRef, kind: str = "privacy.request_news") -> list[Message]:
    return [row for row in rows_of(app, shop, Message) if row.kind == kind]


def work(app: Flask, moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        drain(app)


def deliver(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop):
        for step in ("confirmed", "preparing", "sent_out", "delivered"):
            with transaction():
                orders.advance(shop, 1, step, account_id=None, now=NOW)


def give_to_carrier(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop), transaction():
        carrier = add_receiver(
            shop,
            kind=ReceiverKind.CARRIER,
            name="Giao Mẫu",
            fields=("recipient_name", "order_code"),
            agreed_on=date(2026, 1, 2),
            now=NOW,
        )
        disclose(
            shop,
            carrier,
            Reference("order", 1),
            ("recipient_name", "order_code"),
            purpose=Purpose.ORDER,
            ground=Ground.CONTRACT,
            now=NOW,
        )


def test_the_same_request_again_is_the_one_that_runs(app: Flask, two_shops: tuple[ShopRef, ShopRef]) -> None:
    shop, other_shop = two_shops
    first = ask(app, shop, RequestKind.CORRECT)
    assert ask(app, shop, RequestKind.CORRECT, details="Lần nữa") == first
    assert ask(app, shop, RequestKind.CORRECT, EMAIL) != first
    assert ask(app, shop, RequestKind.PROVIDE) != first
    ask(app, other_shop, RequestKind.CORRECT)
    assert len(rows_of(app, shop, DataRequest)) == 3
    assert len(told(app, shop, "privacy.request_received")) == 3
    with app.app_context(), acting_for(shop), transaction():
        actions.do_request(shop, first, "", account_id=STAFF, now=NOW)
    assert ask(app, shop, RequestKind.CORRECT) != first, "what has ended is asked anew"


def test_an_erasure_runs_to_its_end_and_forgets_the_request_too(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    deliver(app, shop)
    make_inquiry(app, shop, phone=PHONE)
    other = ask(app, shop, RequestKind.CORRECT, details="Tên tôi viết sai")
    request_id = ask(app, shop, RequestKind.DELETE)
    # So many text messages within an hour hold the last one back for a while.
    for minutes in (0, 2, 4, 65, 66, 126, 127):
        work(app, NOW + timedelta(minutes=minutes))
    order, request = only_order(app, shop), request_of(app, shop, request_id)
    assert (order.sender_name, order.sender_phone, order.total > 0) == ("", "", True)
    assert (request.state, request.running_key) == (RequestState.DONE, None)
    assert request.counts == {"order.sent": 1, "customer": 1, "inquiry": 1} | request.counts
    assert request_of(app, shop, other).state == RequestState.DONE
    with app.app_context(), acting_for(shop):
        assert is_barred(shop, PHONE, BarKind.ERASED)
        assert is_barred(shop, PHONE, BarKind.OBJECTED)
    for row in rows_of(app, shop, DataRequest):
        assert row.contact.startswith("erased:")
        assert (row.contacts, row.details, row.erased_at is not None) == ("", "", True)
    confirmed = [message for message in told(app, shop) if message.about_id == request_id]
    assert [(message.state, message.to_contact, message.facts) for message in confirmed] == [("sent", "", {})]
    left = {m.to_contact for m in rows_of(app, shop, Message) if m.audience == "customer"}
    assert PHONE not in left
    with app.app_context(), acting_for(shop):
        token = actions.token_of(shop, request_of(app, shop, request_id))
    letter = app.test_client().get(f"/du-lieu-cua-toi/yeu-cau/{token}/thu", base_url=shop.base_url).text
    for words in ("152/2025/TT-BTC", "31/12/2031", order.code):
        assert (words in letter) == (words != order.code), "ground and end of what stays, and of whose order nothing"


def test_what_hinders_an_erasure_is_told_once_and_tried_again_every_day(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    request_id = ask(app, shop, RequestKind.DELETE)
    work(app, NOW + timedelta(minutes=5))
    (news,) = told(app, shop)
    assert news.facts["news"] == "waiting"
    assert len(news.facts["reasons"]) == 1
    for day in (1, 2):
        work(app, NOW + timedelta(days=day, minutes=10))
    assert request_of(app, shop, request_id).state == RequestState.WORKING
    assert len(told(app, shop)) == 1
    assert steps(app, shop).count(Happened.WAITING) == 1
    deliver(app, shop)
    for day in range(4, 7):
        work(app, NOW + timedelta(days=day))
    assert request_of(app, shop, request_id).state == RequestState.DONE
    assert only_order(app, shop).sender_phone == ""


def test_who_holds_a_copy_outside_is_asked_and_the_request_waits_for_them(app: Flask, shop: ShopRef) -> None:
    place(app, furnish(app, shop))
    deliver(app, shop)
    give_to_carrier(app, shop)
    work(app, NOW)
    request_id = ask(app, shop, RequestKind.DELETE)
    request = request_of(app, shop, request_id)
    (order,) = rows_of(app, shop, DataWorkOrder)
    assert (order.subjects, order.fields) == ([["order", 1]], ["order_code", "recipient_name"])
    assert request.with_others
    assert (request.due_on - request.received_on).days == 30
    work(app, NOW + timedelta(minutes=2))
    request = request_of(app, shop, request_id)
    assert only_order(app, shop).sender_phone == ""
    assert (request.state, request.ended_at, request.contact) == (RequestState.WORKING, None, PHONE)
    with app.app_context(), acting_for(shop), transaction():
        on = date(2026, 11, 23)
        actions.tick_off(shop, request_id, order.id, on=on, account_id=STAFF, now=NOW + timedelta(days=1))
    assert request_of(app, shop, request_id).state == RequestState.DONE
    for hours in range(3):
        work(app, NOW + timedelta(days=1, hours=1 + hours))
    assert request_of(app, shop, request_id).contact.startswith("erased:")


def test_a_yes_taken_back_an_objection_and_a_restriction_count_at_once(app: Flask, shop: ShopRef) -> None:
    with app.app_context(), acting_for(shop), transaction():
        record_consent(
            shop,
            subject=Reference("order", 1),
            contact=EMAIL,
            purpose=Purpose.NEWS,
            given=True,
            wording="Vâng",
            policy_version_id=current_policy_id(shop) or 0,
            channel="web",
            source="order",
            now=NOW,
        )
    asked = [ask(app, shop, kind, EMAIL) for kind in (RequestKind.OBJECT, RequestKind.RESTRICT, RequestKind.WITHDRAW)]
    assert {request_of(app, shop, id_).state for id_ in asked} == {RequestState.DONE.value}
    with app.app_context(), acting_for(shop):
        assert is_barred(shop, EMAIL, BarKind.OBJECTED)
        assert is_barred(shop, EMAIL, BarKind.RESTRICTED)
    assert [(row.purpose, row.given) for row in rows_of(app, shop, Consent)] == [("news", True), ("news", False)]
    assert len(told(app, shop)) == 3, "one message each: what is done at once needs no receipt beside it"
    assert not told(app, shop, "privacy.request_received")
    ask(app, shop, RequestKind.RESTRICT)
    work(app, NOW)
    assert [m.state for m in told(app, shop) if m.channel == "sms"] == ["sent"], "the answer itself may leave"


def test_a_copy_is_asked_of_the_worker(app: Flask, shop: ShopRef) -> None:
    request_id = ask(app, shop, RequestKind.PROVIDE)
    (export,) = rows_of(app, shop, DataExport)
    assert (export.request_id, export.state) == (request_id, "waiting")
    assert request_of(app, shop, request_id).state == RequestState.WORKING
    for again in (
        lambda: actions.open_request(
            shop, kind=RequestKind.PROVIDE, person=Person(frozenset({PHONE})), contact=PHONE, language="vi", now=NOW
        ),
        lambda: actions.do_request(shop, request_id, "", account_id=STAFF, now=NOW),
    ):
        with app.app_context(), acting_for(shop), transaction():
            broken = update(DataExport).where(DataExport.shop_id == shop.id).values(state="failed")
            db.session.execute(broken.execution_options(synchronize_session=False))
            db.session.expire_all()
            assert [waiting.for_staff for waiting in list_waiting(shop)] == [True]
            again()
        assert [row.state for row in rows_of(app, shop, DataExport)] == ["waiting"], "what was given up is begun anew"
    with app.app_context(), acting_for(shop), pytest.raises(AlreadyEnded), transaction():
        actions.do_request(shop, request_id, "", account_id=STAFF, now=NOW)


def test_staff_answer_extend_once_and_the_person_is_told(app: Flask, shop: ShopRef) -> None:
    request_id = ask(app, shop, RequestKind.CORRECT)
    due = request_of(app, shop, request_id).due_on
    with app.app_context(), acting_for(shop):
        with transaction():
            actions.answer_request(shop, request_id, "Cửa hàng đã nhận.", account_id=STAFF, now=NOW)
        with transaction():
            actions.extend_request(shop, request_id, "Cần hỏi kho.", account_id=STAFF, now=NOW)
        with pytest.raises(AlreadyExtended), transaction():
            actions.extend_request(shop, request_id, "Lần nữa.", account_id=STAFF, now=NOW)
        with transaction():
            actions.do_request(shop, request_id, "Đã sửa tên.", account_id=STAFF, now=NOW)
        with pytest.raises(AlreadyEnded), transaction():
            actions.refuse_request(shop, request_id, RefusalGround.LAW_KEEPS, "Không.", account_id=STAFF, now=NOW)
    request = request_of(app, shop, request_id)
    assert (request.due_on - due).days == 10
    assert (request.state, request.answer) == (RequestState.DONE, "Đã sửa tên.")
    assert [message.facts["news"] for message in told(app, shop)] == ["answered", "extended", "done"]
    assert steps(app, shop) == ["opened", "receipt_sent", "answered", "extended", "done"]


def test_an_extension_after_the_last_day_is_none(app: Flask, shop: ShopRef) -> None:
    request_id = ask(app, shop, RequestKind.CORRECT)
    with app.app_context(), acting_for(shop), pytest.raises(TooLate), transaction():
        actions.extend_request(shop, request_id, "Quên mất.", account_id=STAFF, now=NOW + timedelta(days=11))
    assert request_of(app, shop, request_id).extended_at is None


def test_a_refusal_names_its_ground_in_law(app: Flask, shop: ShopRef) -> None:
    request_id = ask(
        app,
        shop,
        RequestKind.DELETE,
        channel=Channel.PHONE,
        account_id=STAFF,
        identity=Identity.CALLED_BACK,
    )
    assert request_of(app, shop, request_id).state == RequestState.OPEN, "what staff typed in waits for staff"
    with app.app_context(), acting_for(shop), transaction():
        actions.refuse_request(
            shop, request_id, RefusalGround.LAW_KEEPS, "Hóa đơn còn phải giữ.", account_id=STAFF, now=NOW
        )
    request, (news,) = request_of(app, shop, request_id), told(app, shop)
    assert (request.state, request.refusal, request.identity) == ("refused", "law_keeps", "called_back")
    assert "41" in news.facts["basis"]
    assert news.facts["answer"] == "Hóa đơn còn phải giữ."


def test_the_owner_hears_of_a_request_and_is_reminded_daily_before_its_clock_ends(app: Flask, shop: ShopRef) -> None:
    furnish(app, shop)
    request_id = ask(app, shop, RequestKind.CORRECT)

    def remind_on(day: int) -> int:
        with app.app_context(), acting_for(shop), transaction():
            return remind_all(shop, now=NOW + timedelta(days=day))

    # Sunday: the first answer is due on Tuesday.
    assert [remind_on(day) for day in (0, 1, 1, 2)] == [0, 1, 0, 1]
    with app.app_context(), acting_for(shop), transaction():
        actions.answer_request(shop, request_id, "Đang sửa.", account_id=STAFF, now=NOW + timedelta(days=2))
    assert [remind_on(day) for day in (3, 7, 8, 10, 11)] == [0, 0, 1, 1, 1]
    news = [message.facts["news"] for message in told(app, shop, "privacy.request_for_shop")]
    assert news == ["new", "answer_soon", "answer_soon", "due_soon", "due_soon", "overdue"]
    assert PHONE not in str([message.facts for message in told(app, shop, "privacy.request_for_shop")])


def test_an_erasure_the_worker_has_given_up_is_taken_up_again(app: Flask, shop: ShopRef) -> None:
    make_inquiry(app, shop, phone=PHONE)
    request_id = ask(app, shop, RequestKind.DELETE)
    with app.app_context(), acting_for(None), transaction():
        gone = update(Dispatch).where(Dispatch.kind == actions.JOB).values(failed_at=NOW)
        db.session.execute(gone.execution_options(synchronize_session=False))
    with app.app_context(), acting_for(shop):
        remind(shop, NOW + timedelta(hours=1))
        remind(shop, NOW + timedelta(hours=2))
    work(app, NOW + timedelta(hours=2))
    assert request_of(app, shop, request_id).state == RequestState.DONE


def test_a_restored_request_of_somebody_erased_has_ended(app: Flask, shop: ShopRef) -> None:
    request_id = ask(app, shop, RequestKind.DELETE)
    with app.app_context(), acting_for(shop), transaction():
        stone = Tombstone(BarKind.ERASED, contact_hash(shop, PHONE), NOW + timedelta(minutes=1))
        replay(shop, [stone], now=NOW + timedelta(days=1))
    request = request_of(app, shop, request_id)
    assert (request.state, request.running_key, request.contact.startswith("erased:")) == ("done", None, True)
    with app.app_context(), acting_for(shop):
        assert list_waiting(shop) == []
