"""What somebody who means harm, or two people at once, may try around requests about data."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from shopapp.inquiries.models import Inquiry
from shopapp.notifications.models import Message
from shopapp.orders.actions.drafts import save_draft
from shopapp.orders.models import Order
from shopapp.platform.database import db, transaction
from shopapp.platform.holdings import Person
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.erasing.actions import replay
from shopapp.privacy.rights import actions as rights
from shopapp.privacy.rights.export import jobs
from shopapp.privacy.rights.models import DataExport, DataRequest, DataRequestStep
from shopapp.privacy.rights.queries import contacts_under_way
from shopapp.privacy.rights.rules import Channel, Happened, Identity, RequestKind
from shopapp.records.bars import BarKind, Tombstone, contact_hash, list_tombstones, read_tombstones, tombstone_file
from tests.accounts.builders import make_staff, sign_in
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import make_inquiry, rows_of
from tests.notifications.builders import work_off
from tests.orders.builders import PHONE, furnish, place
from tests.orders.test_own_order import prove as prove_order
from tests.privacy.rights_visit import HOME, prove, send, stored_copies
from tests.privacy.test_requests import ask, deliver, request_of, work
from tests.privacy.test_rights_copy import make_copies

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
DESK = "/quan-tri/yeu-cau-du-lieu"
SENDER, RECIPIENT = "0900 000 123", "0900 000 124"
CALLED: dict[str, Any] = {"channel": Channel.PHONE, "account_id": 1}


@pytest.fixture(autouse=True)
def clock() -> Iterator["time_machine.Traveller"]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize("kind", [RequestKind.DELETE, RequestKind.OBJECT, RequestKind.PROVIDE])
def test_a_strangers_call_does_not_keep_the_person_themselves_from_asking(
    app: Flask, shop: ShopRef, kind: RequestKind
) -> None:
    called = ask(app, shop, kind, **CALLED)
    assert request_of(app, shop, called).identity == Identity.UNPROVEN
    asked = ask(app, shop, kind, identity=Identity.CODE)
    request = request_of(app, shop, asked)
    assert asked == called, "one request, under the number that was given out first"
    assert request.identity == Identity.CODE
    assert request.state in ("working", "done"), "who has proven the contact waits for nobody"
    assert [row.what for row in rows_of(app, shop, DataRequestStep)].count(Happened.IDENTIFIED) == 1
    assert ask(app, shop, kind, identity=Identity.CODE) == asked or request.state == "done"
    assert len(rows_of(app, shop, DataExport)) == (kind is RequestKind.PROVIDE)


def test_the_person_who_proves_a_contact_is_whose_data_goes(app: Flask, shop: ShopRef) -> None:
    ask(app, shop, RequestKind.DELETE, **CALLED)
    whole = Person(frozenset({PHONE, "mau@khach.example"}), 7)
    asked = ask(app, shop, RequestKind.DELETE, person=whole, identity=Identity.SIGNED_IN)
    assert request_of(app, shop, asked).person() == whole


def test_what_the_person_wants_corrected_is_added_to_what_a_caller_said(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    called = ask(app, shop, RequestKind.CORRECT, details="Người gọi nói tên sai", **CALLED)
    prove(client, app, shop, SENDER)
    assert send(client, "/sua", wrong="Tên", right="Nguyễn Thị Mẫu").status_code == 303
    request = request_of(app, shop, called)
    assert "Người gọi nói" in request.details
    assert "Nguyễn Thị Mẫu" in request.details
    assert 'name="wrong"' not in client.get(f"{HOME}/sua").text, "one at a time"


def test_one_file_lies_ready_for_a_contact_however_often_a_copy_is_asked_for(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    for _time in range(3):
        assert send(client, "/tai-ve").status_code == 303
        work_off(app)
    assert [row.state for row in rows_of(app, shop, DataExport)] == ["expired", "expired", "ready"]
    assert len(stored_copies(app)) == 1
    assert client.get(f"{HOME}/tai-ve/{rows_of(app, shop, DataExport)[2].id}").status_code == 200


def test_a_copy_that_is_ready_after_everything_was_deleted_is_thrown_away(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place(app, furnish(app, shop))
    deliver(app, shop)
    ask(app, shop, RequestKind.PROVIDE)
    ask(app, shop, RequestKind.DELETE)
    written = jobs._write

    def deleted_meanwhile(*args: Any) -> int:
        with app.app_context(), acting_for(shop), transaction():
            arrived = update(Message).where(Message.shop_id == shop.id).values(state="sent")
            db.session.execute(arrived.execution_options(synchronize_session=False))
            for request in rows_of(app, shop, DataRequest):
                rights.go_on(shop, request.id, now=NOW)
        return written(*args)

    monkeypatch.setattr(jobs, "_write", deleted_meanwhile)
    make_copies(app)
    provided, deleted = rows_of(app, shop, DataRequest)
    assert (provided.state, deleted.carried_out_at is not None) == ("done", True)
    assert [row.state for row in rows_of(app, shop, DataExport)] != ["ready"]
    assert stored_copies(app) == []


def test_values_are_opened_for_correction_only_while_it_is_known_who_asks(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop))
    make_staff(app, shop, email="chinh@a.example")
    sign_in(client, "chinh@a.example")
    called = ask(app, shop, RequestKind.CORRECT, **CALLED)
    form = {"csrf_token": csrf_token(client.get(f"{DESK}/moi").text), "order_sent-1-sender_phone": "12"}
    answer = client.post(f"{DESK}/{called}/sua", data=form)
    assert answer.status_code == 303
    assert "Nguyễn Thị Mẫu" not in answer.text
    ended = ask(app, shop, RequestKind.SEE)
    assert request_of(app, shop, ended).ended_at is not None
    assert client.get(f"{DESK}/{ended}/sua").status_code == 303, "nothing is left to correct"
    assert client.post(f"{DESK}/{ended}/sua", data=form).status_code == 303


def test_a_contact_among_other_words_of_a_form_opens_neither_half(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    typed = {"sender_phone": "0900 000 125", "note": SENDER, "recipient_phone": RECIPIENT}
    typed |= {"for_whom": "gift", "recipient_name": "Trần Văn Nhận", "street": "12 đường Ví Dụ"}
    with app.app_context(), acting_for(shop), transaction():
        save_draft(shop, "a-key-of-a-form", typed, now=NOW)
    prove(client, app, shop, SENDER)
    page = client.get(f"{HOME}/xem").text
    assert not [text for text in ("Văn Nhận", "Ví Dụ", "000 124", "000 125") if text in page]


@pytest.mark.parametrize(
    "line",
    [
        json.dumps({"kind": "erased", "contact": "a" * 64, "at": "0001-01-01T00:00:00+14:00"}),
        "[" * 100_000,
        '{"a":',
        "1",
    ],
)
def test_no_line_of_a_tombstone_file_stops_a_restore(line: str) -> None:
    good = json.dumps({"kind": "erased", "contact": "b" * 64, "at": NOW.isoformat()})
    stones, torn = read_tombstones(f"{line}\n{good}\n")
    assert ([stone.contact_hash for stone in stones], torn) == (["b" * 64], 1)


def test_orders_that_come_after_the_request_do_not_keep_it_waiting_and_are_not_touched(
    app: Flask, shop: ShopRef
) -> None:
    stall = furnish(app, shop)
    first = place(app, stall)
    request_id = ask(app, shop, RequestKind.DELETE)
    work(app, NOW + timedelta(minutes=5))
    later = NOW + timedelta(hours=2)
    with time_machine.travel(later, tick=False):
        second = place(app, stall, now=later)
    deliver(app, shop)
    work(app, NOW + timedelta(days=1, hours=1))
    request = request_of(app, shop, request_id)
    assert request.carried_out_at is not None, "whoever goes on ordering to a number could put off its erasure for ever"
    names = {order.id: order.sender_name for order in rows_of(app, shop, Order)}
    assert (names[first.id], names[second.id]) == ("", "Nguyễn Thị Mẫu")


def test_the_sender_of_a_gift_does_not_learn_what_its_recipient_has_had_corrected(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    stall = furnish(app, shop)
    link = f"/don-hang/{place(app, stall).token}"
    staff = make_staff(app, shop, email="hai@a.example")
    asked = ask(app, shop, RequestKind.CORRECT, "+84900000124", identity=Identity.CODE)
    values = {"street": "99 đường Nhà Mới", "recipient_name": "Lê Tên Khác", "recipient_phone": "+84900000177"}
    with app.app_context(), acting_for(shop), transaction():
        new = {f"order_received-1-{name}": value for name, value in values.items()}
        rights.correct_records(shop, asked, new, account_id=staff, now=NOW)
    assert prove_order(app, stall, client, link).status_code == 303
    page = client.get(link).text
    assert "Nguyễn Thị Mẫu" in page, "the sender has proven who they are"
    assert not [text for text in ("Nhà Mới", "Tên Khác", "0900 000 177") if text in page]
    assert client.get(f"{link}/sua").status_code == 409


@pytest.mark.parametrize("is_finished", [False, True])
def test_a_restore_leaves_what_an_erasure_under_way_still_waits_for(
    app: Flask, shop: ShopRef, is_finished: bool
) -> None:
    place(app, furnish(app, shop))
    make_inquiry(app, shop, phone=PHONE)
    ask(app, shop, RequestKind.DELETE)
    with app.app_context(), acting_for(shop), transaction():
        stones = list_tombstones(shop)
        if is_finished:
            stones.append(Tombstone(BarKind.FINISHED, contact_hash(shop, PHONE), NOW + timedelta(days=1)))
        replay(shop, stones, now=NOW + timedelta(days=2), under_way=contacts_under_way(shop))
    [order], [request], [inquiry] = (
        rows_of(app, shop, Order),
        rows_of(app, shop, DataRequest),
        rows_of(app, shop, Inquiry),
    )
    assert order.sender_phone == ("" if is_finished else PHONE), "an order to be delivered needs its people"
    assert (request.ended_at is not None) == is_finished, "what waits is gone on with"
    assert inquiry.phone == ""


def test_the_end_of_an_erasure_is_kept_with_its_beginning(app: Flask, shop: ShopRef) -> None:
    make_inquiry(app, shop, phone=PHONE)
    with app.app_context():
        tombstone_file(shop).unlink(missing_ok=True)
    ask(app, shop, RequestKind.DELETE)
    work(app, NOW + timedelta(minutes=5))
    with app.app_context(), acting_for(shop):
        assert {stone.kind for stone in list_tombstones(shop)} == set(BarKind) - {BarKind.RESTRICTED}
        assert "finished" in tombstone_file(shop).read_text()
