"""An order behind its link: masked for whoever has it, open to whoever proves the contact, and then changeable."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.notifications.models import Message
from shopapp.orders.actions import advance, mark_called, mark_paid
from shopapp.orders.models import OrderEvent
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient
from tests.orders.builders import (
    EMAIL,
    PHONE,
    Stall,
    errors_of,
    hidden_of,
    messages_of,
    only_order,
    place,
    rows_of,
    value_of,
)

SECRETS = ("Nguyễn Thị", "0900 000 123", "0900000123", EMAIL, "Trần Văn", "0900 000 124", "12 đường Ví Dụ", "sinh nhật")


@pytest.fixture
def path(app: Flask, stall: Stall) -> str:
    """The address of an order for a gift, paid by transfer."""
    return f"/don-hang/{place(app, stall, payment='transfer', note='Đừng bấm chuông').token}"


def prove(app: Flask, stall: Stall, client: ShopClient, path: str, contact: str = "phone") -> Any:
    """Ask for a code and type it back; the answer of the last step."""
    token = csrf_token(client.get(f"{path}/xac-minh").text)
    answer = client.post(f"{path}/xac-minh", data={"csrf_token": token, "contact": contact})
    assert answer.status_code == 303
    fields = hidden_of(client.get(answer.location).text)
    return client.post(f"{path}/ma", data=fields | {"code": sent_code(app, stall)})


def sent_code(app: Flask, stall: Stall) -> str:
    """The code of the newest message that carries one."""
    return str([m for m in rows_of(app, stall.shop, Message) if m.kind == "accounts.code"][-1].facts["code"])


def test_the_page_says_what_happens_next_and_when(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    page = client.get(path).text
    assert "Cửa hàng sẽ gọi số 0900 ••• 123 để xác nhận trong giờ mở cửa (07:00–20:00)." in page
    assert only_order(app, stall.shop).code in page
    assert "Đã nhận đơn" in page


def test_after_closing_time_the_page_names_the_next_hours(
    client: ShopClient, path: str, sunday_morning: time_machine.Traveller
) -> None:
    sunday_morning.move_to(NOW + timedelta(hours=12))
    assert "(07:00–20:00). Mở cửa lúc 07:00 ngày mai" in client.get(path).text


def test_people_are_masked_and_the_page_is_private(client: ShopClient, path: str) -> None:
    answer = client.get(path)
    assert not [secret for secret in (*SECRETS, "Đừng bấm chuông") if secret in answer.text]
    for shown in ("N••• T••• Mẫu", "0900 ••• 123", "m•••u@khach.example", "T••• V••• Nhận", "•••, Phường Sài Gòn"):
        assert shown in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("contact", ["phone", "email"])
def test_a_code_to_the_stored_contact_opens_it(
    app: Flask, stall: Stall, client: ShopClient, path: str, contact: str
) -> None:
    answer = prove(app, stall, client, path, contact)
    assert (answer.status_code, answer.location) == (303, path)
    page = client.get(path).text
    assert not [secret for secret in ("0900 000 123", EMAIL, "0900 000 124", "12 đường Ví Dụ") if secret not in page]
    [code] = [m for m in rows_of(app, stall.shop, Message) if m.kind == "accounts.code"]
    assert code.to_contact == (PHONE if contact == "phone" else EMAIL)


def test_another_browser_with_the_link_sees_it_masked_still(
    app: Flask, stall: Stall, client: ShopClient, client_of: Callable[[ShopRef], ShopClient], path: str
) -> None:
    prove(app, stall, client, path)
    assert "0900 000 124" not in client_of(stall.shop).get(path).text


def test_a_proof_of_one_order_opens_no_other(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    prove(app, stall, client, path)
    other = f"/don-hang/{place(app, stall, sender_phone='+84900000177').token}"
    assert "0900 000 124" not in client.get(other).text
    assert client.get(f"{other}/sua").location == f"{other}/xac-minh"


def test_wrong_codes_are_counted_and_worded(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    token = csrf_token(client.get(f"{path}/xac-minh").text)
    page = client.get(client.post(f"{path}/xac-minh", data={"csrf_token": token, "contact": "phone"}).location).text
    right = sent_code(app, stall)
    fields = hidden_of(page) | {"code": "000000" if right != "000000" else "111111"}
    answers = [client.post(f"{path}/ma", data=fields) for _ in range(6)]
    assert {answer.status_code for answer in answers} == {422}
    assert "Còn 4 lần thử" in errors_of(answers[0].text)["code"]
    assert "quá nhiều lần" in errors_of(answers[5].text)["code"]
    assert client.post(f"{path}/ma", data=fields | {"code": right}).status_code == 422


def test_no_other_contact_can_be_named(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    token = csrf_token(client.get(f"{path}/xac-minh").text)
    answer = client.post(f"{path}/xac-minh", data={"csrf_token": token, "contact": "+84999999999"})
    assert answer.status_code == 422
    assert not [m for m in rows_of(app, stall.shop, Message) if m.kind == "accounts.code"]


def test_codes_are_capped(stall: Stall, client: ShopClient, path: str) -> None:
    token = csrf_token(client.get(f"{path}/xac-minh").text)
    sent = [client.post(f"{path}/xac-minh", data={"csrf_token": token, "contact": "phone"}) for _ in range(6)]
    assert [answer.status_code for answer in sent] == [303] * 5 + [429]
    assert "chờ một giờ" in sent[-1].text


@pytest.mark.parametrize("action", ["sua", "huy"])
def test_changing_needs_the_proof(app: Flask, stall: Stall, client: ShopClient, path: str, action: str) -> None:
    assert client.get(f"{path}/{action}").location == f"{path}/xac-minh"
    token = csrf_token(client.get(f"{path}/xac-minh").text)
    answer = client.post(f"{path}/{action}", data={"csrf_token": token, "street": "Nơi khác"})
    assert answer.location == f"{path}/xac-minh"
    assert only_order(app, stall.shop).street == "12 đường Ví Dụ"


def test_what_is_told_about_the_delivery_can_be_changed(
    app: Flask, stall: Stall, client: ShopClient, path: str
) -> None:
    prove(app, stall, client, path)
    page = client.get(f"{path}/sua").text
    assert value_of(page, "recipient_phone") == "0900 000 124"
    changes = {
        "recipient_phone": "0900 000 155",
        "street": "99 đường Khác",
        "greeting": "Lời mới",
        "note": "",
        "delivery_date": "2026-11-26",
        "slot": str(stall.afternoon),
    }
    answer = client.post(f"{path}/sua", data=hidden_of(page) | changes)
    assert (answer.status_code, answer.location) == (303, f"{path}?da=sua")
    assert "Đã lưu thay đổi." in client.get(answer.location).text
    order = only_order(app, stall.shop)
    assert (order.recipient_phone, order.street, order.greeting) == ("+84900000155", "99 đường Khác", "Lời mới")
    assert (order.delivery_date.isoformat(), order.slot_starts) == ("2026-11-26", "13:00")
    assert order.total == 375_000
    assert "0900000155" in order.search
    assert [event.kind for event in rows_of(app, stall.shop, OrderEvent)] == ["placed", "changed"]


def test_a_bad_change_keeps_what_was_typed(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    prove(app, stall, client, path)
    fields = hidden_of(client.get(f"{path}/sua").text)
    bad = {"recipient_phone": "12", "street": "", "delivery_date": "2026-11-28", "slot": str(stall.morning)}
    answer = client.post(f"{path}/sua", data=fields | bad | {"greeting": "Giữ", "note": ""})
    assert answer.status_code == 422
    assert {"recipient_phone", "street"} <= set(errors_of(answer.text))
    assert value_of(answer.text, "greeting") == "Giữ"
    good = bad | {"recipient_phone": "0900000155", "street": "1 Mới", "greeting": "", "note": ""}
    answer = client.post(f"{path}/sua", data=fields | good)
    assert errors_of(answer.text) == {
        "delivery_date": "Cửa hàng không giao hàng vào ngày này. Vui lòng chọn ngày khác."
    }
    assert only_order(app, stall.shop).street == "12 đường Ví Dụ"


def test_an_agreed_time_may_stay_when_it_has_come_close(
    app: Flask, stall: Stall, client: ShopClient, path: str, sunday_morning: time_machine.Traveller
) -> None:
    sunday_morning.move_to(NOW + timedelta(days=2, hours=23))
    prove(app, stall, client, path)
    same = {"recipient_phone": "0900 000 124", "delivery_date": "2026-11-25", "slot": str(stall.morning)}
    fields = hidden_of(client.get(f"{path}/sua").text) | same | {"street": "1 Mới", "greeting": "", "note": ""}
    assert client.post(f"{path}/sua", data=fields).status_code == 303
    assert only_order(app, stall.shop).street == "1 Mới"


def test_an_unconfirmed_order_can_be_cancelled_and_its_goods_come_back(
    app: Flask, stall: Stall, client: ShopClient
) -> None:
    path = f"/don-hang/{place(app, stall, (stall.single, 1)).token}"
    prove(app, stall, client, path)
    answer = client.post(f"{path}/huy", data=hidden_of(client.get(f"{path}/huy").text))
    assert (answer.status_code, answer.location) == (303, path)
    assert only_order(app, stall.shop).state == "cancelled"
    assert "Đơn hàng này đã hủy" in client.get(path).text
    assert place(app, stall, (stall.single, 1), sender_phone="+84900000188").is_new
    kinds = [kind for kind, *_ in messages_of(app, stall.shop)]
    assert kinds.count("orders.cancelled") == 2
    assert kinds.count("orders.cancelled_for_shop") == 1


def test_a_confirmed_order_can_no_longer_be_changed_here(
    app: Flask, stall: Stall, client: ShopClient, path: str
) -> None:
    prove(app, stall, client, path)
    fields, order_id = hidden_of(client.get(f"{path}/huy").text), _id(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        advance(stall.shop, order_id, "confirmed", account_id=stall.owner, now=NOW)
    for action in ("sua", "huy"):
        assert client.get(f"{path}/{action}").status_code == 409
        assert client.post(f"{path}/{action}", data=fields).status_code == 409
    assert only_order(app, stall.shop).state == "confirmed"


def test_the_transfer_is_drawn_here_and_can_be_copied_and_saved(
    app: Flask, stall: Stall, client: ShopClient, path: str
) -> None:
    page = client.get(path).text
    code = only_order(app, stall.shop).code
    for value in ("Vietcombank", "0000000001", "NGUYEN MAU", "375000", code):
        assert f'data-copy="{value}"' in page
    assert re.search(r'<figure class="qr".*?<svg', page, re.DOTALL)
    assert "style=" not in page
    assert f'href="{path}/qr.png?luu=1" download' in page
    picture = client.get(f"{path}/qr.png")
    assert (picture.mimetype, picture.data[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert client.get(f"{path}/qr.png?luu=1").headers["Content-Disposition"].startswith("attachment; filename=")


def test_once_paid_or_cancelled_no_transfer_is_asked_for(
    app: Flask, stall: Stall, client: ShopClient, path: str
) -> None:
    order_id = _id(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        mark_paid(stall.shop, order_id, account_id=stall.owner, now=NOW)
    assert "data-copy" not in client.get(path).text
    assert client.get(f"{path}/qr.png").status_code == 404
    assert "Cửa hàng đã nhận tiền chuyển khoản ngày 22/11/2026" in client.get(path).text


def test_the_timeline_follows_the_order(app: Flask, stall: Stall, client: ShopClient, path: str) -> None:
    order_id = _id(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        mark_called(stall.shop, order_id, account_id=stall.owner, now=NOW)
    assert "Cửa hàng đã gọi" in client.get(path).text
    for step, words in (
        ("confirmed", "Đơn hàng đã được xác nhận"),
        ("preparing", "Đơn hàng đang được chuẩn bị"),
        ("sent_out", "Đơn hàng đang trên đường giao"),
        ("failed", "Lần giao này chưa thành công"),
        ("sent_out", "Đơn hàng đang trên đường giao"),
        ("delivered", "Đơn hàng đã được giao"),
    ):
        with app.app_context(), acting_for(stall.shop), transaction():
            advance(stall.shop, order_id, step, account_id=stall.owner, now=NOW)
        page = client.get(path).text
        assert words in page
        assert page.count('aria-current="step"') == 1


@pytest.mark.parametrize("bad", ["0" * 48, "x", "a" * 500, "%00", "%27"])
def test_a_wrong_link_is_not_found(stall: Stall, client: ShopClient, bad: str) -> None:
    answers = [client.get(f"/don-hang/{bad}{more}") for more in ("", "/qr.png", "/sua", "/huy", "/ma", "/xac-minh")]
    assert {answer.status_code for answer in answers} == {404}


def test_a_link_opens_nothing_in_another_shop(
    client_of: Callable[[ShopRef], ShopClient], two_shops: tuple[ShopRef, ShopRef], path: str
) -> None:
    assert client_of(two_shops[1]).get(path).status_code == 404


def test_links_are_long_and_all_different(app: Flask, stall: Stall) -> None:
    tokens = [place(app, stall, (stall.small, 1), sender_phone=f"+8490000020{n}").token for n in range(5)]
    assert len(set(tokens)) == 5
    assert all(re.fullmatch(r"[0-9a-f]{48}", token) for token in tokens)


def _id(app: Flask, stall: Stall) -> int:
    return only_order(app, stall.shop).id


def test_an_order_is_saved_as_a_file_that_tells_no_more_than_its_page(path: str, client: ShopClient) -> None:
    answer = client.get(f"{path}/ban-luu.txt")
    assert answer.mimetype == "text/plain"
    assert re.fullmatch(r"attachment; filename=don-hang-DH\w{6}\.txt", answer.headers["Content-Disposition"])
    text = answer.data.decode("utf-8-sig")
    for told in ("Bó hồng đỏ: 1 × 350.000\xa0₫", "Tổng cộng: 375.000\xa0₫", "09:00\u2060–\u206012:00", path):
        assert told in text
    assert not [secret for secret in SECRETS if secret in text]
    assert client.get("/don-hang/" + "0" * 48 + "/ban-luu.txt").status_code == 404


def test_the_page_says_when_the_next_steps_come(path: str, client: ShopClient) -> None:
    page = client.get(path).text
    steps = re.findall(r'<li class="next"><b>([^<]+)</b>.*?(?:<p>([^<]*)</p>)?</li>', page)
    assert [step for step, _ in steps] == ["Đã xác nhận", "Đang chuẩn bị", "Đang giao", "Đã giao"]
    assert steps[0][1].startswith("Cửa hàng gọi trong giờ mở cửa.")
    assert steps[-1][1] == "Thứ Tư, 25/11, 09:00\u2060–\u206012:00"
