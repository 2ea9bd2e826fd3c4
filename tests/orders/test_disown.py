""" "This wasn't me": the link in every message, what its button does, and how staff decide."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from shopapp.accounts.actions import start_session
from shopapp.accounts.models import Account, AccountSession
from shopapp.catalog.models import Variant
from shopapp.inquiries.models import Inquiry, SafetyCase
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.orders import actions
from shopapp.orders.links import Medium
from shopapp.orders.models import Order, OrderEvent
from shopapp.orders.rules import Frozen, State, StepNotAllowed
from shopapp.platform.access import Role
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_seller, make_staff, sign_in
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient
from tests.orders.builders import EMAIL, PHONE, Stall, errors_of, messages_of, only_order, place, rows_of
from tests.orders.test_races import at_once

LINK = re.compile(r"/khong-phai-toi/([0-9a-f]{48})")
DESK = "/quan-tri/don-hang"
DECISION = "Đã gọi, khách không đặt đơn này."


def links_of(app: Flask, shop: ShopRef) -> dict[str, str]:
    """Channel → the address of the link, out of every message to the customer as it would leave."""
    found: dict[str, set[str]] = {}
    for message in rows_of(app, shop, Message):
        if message.kind.startswith("orders.") and message.audience == "customer":
            with app.app_context(), acting_for(None):
                text = word(shop, copy_of(message)).text
            found.setdefault(message.channel, set()).update(LINK.findall(text) or [f"none in {message.kind}"])
    assert all(len(tokens) == 1 for tokens in found.values()), found
    return {channel: f"/khong-phai-toi/{tokens.pop()}" for channel, tokens in found.items()}


def press(client: ShopClient, path: str, **fields: str) -> Any:
    """Open the page and press its button."""
    return client.post(path, data={"csrf_token": csrf_token(client.get(path).text), **fields})


def walk(app: Flask, stall: Stall, order_id: int, *states: str) -> None:
    for state in states:
        with app.app_context(), acting_for(stall.shop), transaction():
            actions.advance(stall.shop, order_id, state, account_id=stall.owner, now=NOW)


def desk_of(app: Flask, stall: Stall, client_of: Any, role: Role = Role.OWNER) -> ShopClient:
    """A browser signed in as a member of staff of that role."""
    if role is Role.OWNER:
        make_staff(app, stall.shop, email="hai@a.example")
    else:
        make_seller(app, stall.shop, email="hai@a.example", role=role)
    client = client_of(stall.shop)
    assert sign_in(client, "hai@a.example").status_code == 303
    assert isinstance(client, ShopClient)
    return client


def decide(desk: ShopClient, order_id: int, choice: str, note: str = DECISION) -> Any:
    path = f"{DESK}/{order_id}/tam-giu"
    page = desk.get(path)
    assert page.status_code == 200
    return desk.post(path, data={"csrf_token": csrf_token(page.text), "chon": choice, "note": note})


def test_every_message_carries_the_link_of_its_own_contact(app: Flask, stall: Stall, client: ShopClient) -> None:
    placed = place(app, stall)
    walk(app, stall, placed.id, "confirmed", "preparing", "sent_out", "failed", "cancelled")
    links = links_of(app, stall.shop)
    assert set(links) == {"email", "sms"}
    assert links["email"] != links["sms"]
    for token in (link.rpartition("/")[2] for link in links.values()):
        assert token != placed.token
        assert client.get(f"/don-hang/{token}").status_code == 404
        assert token not in str([(m.facts, m.to_contact) for m in rows_of(app, stall.shop, Message)])
    assert client.get(f"/khong-phai-toi/{placed.token}").status_code == 404


def test_an_order_from_before_there_were_such_links_gets_them_with_its_next_message(app: Flask, stall: Stall) -> None:
    placed = place(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        db.session.execute(update(Order).values(disown_mail_hash=None, disown_sms_hash=None))
        db.session.execute(update(Message).values(kind="orders.old"))
    walk(app, stall, placed.id, "confirmed")
    with app.app_context(), acting_for(stall.shop), transaction():
        for message in db.session.execute(select(Message).where(Message.kind == "orders.old")).scalars():
            db.session.delete(message)
    assert set(links_of(app, stall.shop)) == {"email", "sms"}


def test_looking_changes_nothing(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    link = links_of(app, stall.shop)["sms"]
    for _ in range(2):
        page = client.get(link)
        assert page.status_code == 200
        assert page.headers["Cache-Control"] == "private, no-store"
        client.head(link)
    assert only_order(app, stall.shop).frozen_at is None
    assert rows_of(app, stall.shop, SafetyCase) == []
    for secret in ("Nguyễn Thị Mẫu", "0900 000 123", EMAIL, "Trần Văn", "12 đường"):
        assert secret not in page.text


def test_a_link_opens_in_its_own_shop_alone_and_guessing_is_bounded(
    app: Flask, stall: Stall, two_shops: tuple[ShopRef, ShopRef], client_of: Any
) -> None:
    place(app, stall)
    link, foreign = links_of(app, stall.shop)["sms"], client_of(two_shops[1])
    assert foreign.get(link).status_code == 404
    assert foreign.post(link, data={"csrf_token": csrf_token(foreign.get("/lien-he").text)}).status_code == 404
    answers = [foreign.get(f"/khong-phai-toi/{'0' * 47}{n % 10}").status_code for n in range(21)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert only_order(app, stall.shop).frozen_at is None


@pytest.mark.parametrize(
    "road", [(), ("confirmed",), ("confirmed", "preparing"), ("confirmed", "preparing", "sent_out")]
)
def test_the_button_holds_the_order_wherever_it_stands(
    app: Flask, stall: Stall, client: ShopClient, road: tuple[str, ...]
) -> None:
    placed = place(app, stall)
    walk(app, stall, placed.id, *road)
    link = links_of(app, stall.shop)["sms"]
    answer = press(client, link, text="Tôi không quen ai ở địa chỉ này.")
    assert (answer.status_code, answer.location) == (303, link)
    order = only_order(app, stall.shop)
    assert order.frozen_at is not None
    for state in State:
        with pytest.raises((Frozen,)), app.app_context(), acting_for(stall.shop), transaction():
            actions.advance(stall.shop, placed.id, state.value, account_id=stall.owner, now=NOW)
    assert only_order(app, stall.shop).state == (road[-1] if road else "placed")
    assert rows_of(app, stall.shop, OrderEvent)[-1].kind == "frozen"


def test_both_sides_are_told_and_waiting_messages_stop(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    link = links_of(app, stall.shop)["sms"]
    press(client, link)
    states = {(m.kind, m.channel): m.state for m in rows_of(app, stall.shop, Message)}
    assert states[("orders.placed", "email")] == states[("orders.placed", "sms")] == "cancelled"
    assert states[("orders.new_for_shop", "email")] == "queued"
    # Whoever holds the phone is told by phone: the mailbox beside it may be the stranger's.
    new = [found for found in messages_of(app, stall.shop) if found[0].startswith("inquiries.")]
    assert new == [("inquiries.case_opened", "sms", PHONE), ("inquiries.case_for_shop", "email", "chu@a.example")]
    [case] = rows_of(app, stall.shop, SafetyCase)
    [inquiry] = rows_of(app, stall.shop, Inquiry)
    assert (case.kind, case.subject_kind, case.is_holding) == ("not_me", "order", True)
    assert (inquiry.customer_id, inquiry.phone, inquiry.email, inquiry.name) == (None, PHONE, "", "")
    page = client.get(link).text
    assert inquiry.code in page
    thread = re.search(r'href="(/yeu-cau/[0-9a-f]{48})"', page)
    assert thread
    assert "tạm giữ" in client.get(thread.group(1)).text


def test_the_sessions_of_the_orders_account_and_of_the_contacts_account_end(
    app: Flask, stall: Stall, client: ShopClient
) -> None:
    place(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        accounts = [
            Account(shop_id=stall.shop.id, kind="customer", name="Mẫu", phone=phone, created_at=NOW)
            for phone in (PHONE, "+84900000129")
        ]
        db.session.add_all(accounts)
        db.session.flush()
        mine, other = (account.id for account in accounts)
        for account_id in (mine, mine, other, stall.owner):
            start_session(stall.shop, account_id, host="a.localhost", way="password", is_kept=True, now=NOW)
    press(client, links_of(app, stall.shop)["sms"])
    assert [s.account_id for s in rows_of(app, stall.shop, AccountSession)] == [other, stall.owner]
    assert rows_of(app, stall.shop, SafetyCase)[0].account_id == mine


def test_pressing_twice_is_one_case_and_each_contact_has_its_own(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    links = links_of(app, stall.shop)
    token = csrf_token(client.get(links["sms"]).text)
    for link in (links["sms"], links["sms"], links["email"], links["email"]):
        assert client.post(link, data={"csrf_token": token}).status_code == 303
    found = [(i.phone, i.email) for i in rows_of(app, stall.shop, Inquiry)]
    assert found == [(PHONE, ""), ("", EMAIL)]
    assert [e.kind for e in rows_of(app, stall.shop, OrderEvent)] == ["placed", "frozen"]


def test_a_too_long_text_is_told_and_kept(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    answer = press(client, links_of(app, stall.shop)["email"], text="Lạ quá " * 200)
    assert answer.status_code == 422
    assert "text" in errors_of(answer.text)
    assert "Lạ quá Lạ quá" in answer.text
    assert only_order(app, stall.shop).frozen_at is None


def test_nobody_pays_for_changes_or_proves_an_order_on_hold(app: Flask, stall: Stall, client: ShopClient) -> None:
    placed = place(app, stall, payment="transfer")
    press(client, links_of(app, stall.shop)["sms"])
    own = f"/don-hang/{placed.token}"
    page = client.get(own).text
    assert "tạm giữ" in page
    assert "970436" not in page
    assert "NGUYEN MAU" not in page
    assert client.get(f"{own}/qr.png").status_code == 404
    assert client.get(f"{own}/sua").status_code == 409
    assert client.get(f"{own}/xac-minh").status_code == 303
    sent = client.post(
        f"{own}/xac-minh", data={"csrf_token": csrf_token(client.get("/lien-he").text), "contact": "phone"}
    )
    assert sent.status_code == 303
    assert "accounts.code" not in {kind for kind, *_ in messages_of(app, stall.shop)}


def test_staff_let_it_go_on(app: Flask, stall: Stall, client: ShopClient, client_of: Any) -> None:
    placed = place(app, stall)
    links = links_of(app, stall.shop)
    token = csrf_token(client.get(links["sms"]).text)
    press(client, links["sms"])
    press(client, links["email"])
    desk = desk_of(app, stall, client_of)
    assert "2 vụ việc an ninh đang mở" in desk.get("/quan-tri").text
    page = desk.get(f"{DESK}/{placed.id}").text
    assert f"{DESK}/{placed.id}/tam-giu" in page
    assert 'value="confirmed"' not in page
    assert "Tạm giữ" in desk.get(DESK).text
    assert decide(desk, placed.id, "tiep-tuc").status_code == 303
    assert {i.state for i in rows_of(app, stall.shop, Inquiry)} == {"closed"}
    assert {(c.outcome, c.is_holding) for c in rows_of(app, stall.shop, SafetyCase)} == {("released", False)}
    told = [found for found in messages_of(app, stall.shop) if found[0] == "inquiries.case_closed"]
    assert told == [("inquiries.case_closed", "sms", PHONE), ("inquiries.case_closed", "email", EMAIL)]
    walk(app, stall, placed.id, "confirmed")
    # The links have been used; who still objects writes on in the thread.
    assert client.post(links["sms"], data={"csrf_token": token}).status_code == 303
    assert only_order(app, stall.shop).frozen_at is None
    assert "cho đơn tiếp tục" in client.get(links["sms"]).text


def test_staff_cancel_it(app: Flask, stall: Stall, client: ShopClient, client_of: Any) -> None:
    placed = place(app, stall, (stall.large, 2))
    press(client, links_of(app, stall.shop)["sms"])
    desk = desk_of(app, stall, client_of)
    assert decide(desk, placed.id, "huy").status_code == 303
    order = only_order(app, stall.shop)
    assert (order.state, order.frozen_at, order.ended_at is None) == ("cancelled", None, False)
    assert {v.id: v.stock for v in rows_of(app, stall.shop, Variant)}[stall.large] == 3
    kinds = [kind for kind, *_ in messages_of(app, stall.shop)]
    assert "orders.cancelled" not in kinds
    assert kinds[-1] == "inquiries.case_closed"
    assert DECISION in desk.get(f"{DESK}/{placed.id}").text
    assert decide_again(desk, placed.id) == 303


def decide_again(desk: ShopClient, order_id: int) -> int:
    """The form of somebody who opened it before a colleague decided."""
    token = csrf_token(desk.get(f"{DESK}/{order_id}").text)
    data = {"csrf_token": token, "chon": "tiep-tuc", "note": "x"}
    return int(desk.post(f"{DESK}/{order_id}/tam-giu", data=data).status_code)


def test_what_is_under_way_can_only_go_on(app: Flask, stall: Stall, client: ShopClient, client_of: Any) -> None:
    placed = place(app, stall)
    walk(app, stall, placed.id, "confirmed", "preparing", "sent_out")
    press(client, links_of(app, stall.shop)["sms"])
    desk = desk_of(app, stall, client_of)
    refused = decide(desk, placed.id, "huy")
    assert refused.status_code == 409
    assert DECISION in refused.text
    order = only_order(app, stall.shop)
    assert (order.state, order.frozen_at is None) == ("sent_out", False)
    assert decide(desk, placed.id, "tiep-tuc").status_code == 303


def test_a_decision_needs_a_note_a_choice_and_somebody_who_may(
    app: Flask, stall: Stall, client: ShopClient, client_of: Any
) -> None:
    placed = place(app, stall)
    press(client, links_of(app, stall.shop)["sms"])
    desk = desk_of(app, stall, client_of)
    assert "note" in errors_of(decide(desk, placed.id, "huy", note="  ").text)
    assert decide(desk, placed.id, "x").status_code == 400
    seller = client_of(stall.shop)
    make_seller(app, stall.shop)
    sign_in(seller, "ban@a.example")
    page = seller.get(f"{DESK}/{placed.id}").text
    assert "tạm giữ" in page
    assert "/tam-giu" not in page
    for answer in (
        seller.get(f"{DESK}/{placed.id}/tam-giu"),
        seller.post(f"{DESK}/{placed.id}/tam-giu", data={"csrf_token": csrf_token(page), "chon": "huy", "note": "x"}),
    ):
        assert answer.status_code == 403
    assert only_order(app, stall.shop).frozen_at is not None


def test_an_order_that_has_ended_is_not_held_but_looked_into(app: Flask, stall: Stall, client: ShopClient) -> None:
    placed = place(app, stall)
    walk(app, stall, placed.id, "confirmed", "preparing", "sent_out", "delivered")
    link = links_of(app, stall.shop)["sms"]
    assert "đã kết thúc" in client.get(link).text
    press(client, link)
    assert only_order(app, stall.shop).frozen_at is None
    [case] = rows_of(app, stall.shop, SafetyCase)
    assert not case.is_holding


def test_what_is_on_hold_is_not_counted_as_work_to_do(
    app: Flask, stall: Stall, client: ShopClient, client_of: Any
) -> None:
    place(app, stall)
    desk = desk_of(app, stall, client_of)
    assert "1 đơn chờ gọi" in desk.get("/quan-tri").text
    press(client, links_of(app, stall.shop)["sms"])
    assert "1 đơn chờ gọi" not in desk.get("/quan-tri").text
    assert NOW < only_order(app, stall.shop).frozen_at < NOW + timedelta(minutes=5)  # type: ignore[operator]


def test_of_a_step_and_a_stop_at_once_nothing_goes_on(app: Flask, stall: Stall) -> None:
    placed = place(app, stall)

    def act(turn: int) -> None:
        with app.app_context(), acting_for(stall.shop), transaction():
            if turn % 3 == 0:
                actions.advance(stall.shop, placed.id, "confirmed", account_id=stall.owner, now=NOW)
            else:
                actions.disown(stall.shop, placed.id, Medium.SMS, text="", language="vi", now=NOW)

    results = at_once(12, act)
    assert {type(result) for result in results} <= {type(None), Frozen, StepNotAllowed}
    order = only_order(app, stall.shop)
    assert order.frozen_at == NOW
    assert len(rows_of(app, stall.shop, SafetyCase)) == 1
    # Also what the step had queued a moment before stays in the house.
    waiting = [m.kind for m in rows_of(app, stall.shop, Message) if m.state == "queued" and m.audience == "customer"]
    assert waiting == ["inquiries.case_opened"]
