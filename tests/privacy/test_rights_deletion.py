"""Deleting one's own data: what is said before, what happens, and what stays to be seen of it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from shopapp.customers.models import Customer
from shopapp.notifications.models import Message
from shopapp.orders.actions import advance
from shopapp.orders.models import Order
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights.models import DataRequest
from shopapp.privacy.rights.visiting.models import DataVisit
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.customers.builders import is_in, make_customer, sign_in
from tests.inquiries.builders import ask, picture, rows_of, stored_files, upload
from tests.notifications.builders import work_off
from tests.orders.builders import furnish, place
from tests.privacy.rights_visit import HOME, prove, send

ClientOf = Callable[[ShopRef], ShopClient]
SENDER, RECIPIENT = "0900 000 123", "0900 000 124"


@pytest.fixture(autouse=True)
def clock() -> Iterator["time_machine.Traveller"]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def deliver(app: Flask, shop: ShopRef, order_id: int) -> None:
    """Bring an order to its end."""
    for step in ("confirmed", "preparing", "sent_out", "delivered"):
        with app.app_context(), acting_for(shop), transaction():
            advance(shop, order_id, step, account_id=None, now=NOW)


def mails_arrive(app: Flask, shop: ShopRef) -> None:
    """There is no mail server here; let what waits for one have left."""
    with app.app_context(), acting_for(shop), transaction():
        waiting = update(Message).where(Message.shop_id == shop.id, Message.state == "retrying").values(state="sent")
        db.session.execute(waiting.execution_options(synchronize_session=False))


def work_for(app: Flask, shop: ShopRef, clock: "time_machine.Traveller", minutes: int = 10) -> None:
    """Let the worker work for a while."""
    for _minute in range(minutes):
        work_off(app)
        mails_arrive(app, shop)
        clock.shift(timedelta(minutes=1))


def test_a_recipient_without_account_has_the_gift_forgotten_and_the_order_keeps_its_figures(
    app: Flask, shop: ShopRef, client: ShopClient, clock: "time_machine.Traveller"
) -> None:
    placed = place(app, furnish(app, shop))
    deliver(app, shop, placed.id)
    work_off(app)
    prove(client, app, shop, RECIPIENT)
    page = client.get(f"{HOME}/xoa").text
    assert "không thể khôi phục" in page
    assert "sổ sách kế toán" not in page, "the figures of the order are the sender's"
    answer = send(client, "/xoa")
    assert answer.status_code == 303
    again = send(client, "/xoa", "")
    assert again.headers["Location"] == answer.headers["Location"], "one request, however often the button is pressed"
    work_for(app, shop, clock)
    [order] = rows_of(app, shop, Order)
    assert (order.recipient_name, order.recipient_phone, order.street, order.greeting) == ("", "", "", "")
    assert (order.sender_name, order.total) == ("Nguyễn Thị Mẫu", order.goods_total + order.delivery_fee)
    assert rows_of(app, shop, DataVisit) == []
    assert client.get(f"{HOME}/xem").status_code == 410
    receipt = client.get(answer.headers["Location"]).text
    assert "Đã xóa" in receipt
    assert "900" not in receipt.partition("<main")[2].partition("</main>")[0].replace("0900 000 101", "")
    left = [m for m in rows_of(app, shop, Message) if m.to_contact == "+84900000124" or "124" in str(m.facts)]
    assert left == [], "the message that said so keeps no trace of whom it went to"
    assert "không lưu dữ liệu nào" in prove(client, app, shop, RECIPIENT)


def test_an_open_order_is_explained_waits_and_goes_by_itself_later(
    app: Flask, shop: ShopRef, client: ShopClient, clock: "time_machine.Traveller"
) -> None:
    placed = place(app, furnish(app, shop))
    asked = ask(client, phone="0900 000 123", email="", files=[upload(picture())])
    assert asked.status_code == 303
    prove(client, app, shop, SENDER)
    page = client.get(f"{HOME}/xoa").text
    assert "Phải chờ" in page
    assert re.search(r"31/12/203\d", page), "until when the law keeps the figures"
    answer = send(client, "/xoa")
    work_for(app, shop, clock)
    assert stored_files(app) == [], "what need not wait is gone"
    assert rows_of(app, shop, Order)[0].sender_name == "Nguyễn Thị Mẫu"
    assert "Một phần phải chờ" in client.get(answer.headers["Location"]).text
    deliver(app, shop, placed.id)
    clock.shift(timedelta(days=1, hours=1))
    work_for(app, shop, clock)
    [order] = rows_of(app, shop, Order)
    assert (order.sender_name, order.sender_phone, order.sender_email) == ("", "", "")
    assert order.code.lower() in order.search
    assert order.total > 0
    assert {customer.phone for customer in rows_of(app, shop, Customer)} == {""}
    [request] = rows_of(app, shop, DataRequest)
    assert request.state == "done"
    assert "84900000123" not in request.contact + request.contacts


def test_deleting_from_the_account_closes_it_and_ends_its_sessions(
    app: Flask, shop: ShopRef, client_of: ClientOf, clock: "time_machine.Traveller"
) -> None:
    make_customer(app, shop)
    work_off(app)
    phone, desk = client_of(shop), client_of(shop)
    sign_in(phone)
    sign_in(desk)
    assert f"{HOME}/xoa" in phone.get("/tai-khoan/du-lieu").text
    assert "được đóng" in phone.get(f"{HOME}/xoa").text
    assert send(phone, "/xoa").status_code == 303
    work_for(app, shop, clock)
    assert not is_in(phone)
    assert not is_in(desk)
    assert sign_in(client_of(shop)).status_code == 422
