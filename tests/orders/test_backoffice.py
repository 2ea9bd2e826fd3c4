"""Orders as the shop works on them."""

from typing import Any

import pytest
from flask import Flask

from shopapp.orders.models import Order, OrderEvent
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import StaffRead
from shopapp.records.rules import ReadReason
from tests.accounts.builders import make_seller, make_staff, post, sign_in
from tests.builders import csrf_token
from tests.orders.builders import Stall, furnish, messages_of, only_order, place, rows_of, typed

SENDER, STREET, CARD = "Nguyễn Thị Mẫu", "12 đường Ví Dụ", "Chúc mừng sinh nhật!"


@pytest.fixture
def desk(app: Flask, stall: Stall, client: Any) -> Any:
    """A browser in which a seller of the first shop is signed in."""
    make_seller(app, stall.shop)
    assert sign_in(client, "ban@a.example").status_code == 303
    return client


def page_of(order_id: int) -> str:
    return f"/quan-tri/don-hang/{order_id}"


def test_a_new_order_waits_at_the_home_and_in_the_first_view(app: Flask, stall: Stall, desk: Any) -> None:
    place(app, stall)
    code = only_order(app, stall.shop).code
    assert "1 đơn chờ gọi xác nhận" in desk.get("/quan-tri").text
    assert code in desk.get("/quan-tri/don-hang").text
    assert code not in desk.get("/quan-tri/don-hang?xem=da-xong").text


def test_contact_data_is_masked_until_shown_and_showing_is_recorded(app: Flask, stall: Stall, desk: Any) -> None:
    placed = place(app, stall)
    before = desk.get(page_of(placed.id)).text
    assert not any(text in before for text in (SENDER, STREET, CARD, "0900 000 123", "mau@khach.example"))
    assert (
        post(desk, f"{page_of(placed.id)}/xem-day-du", page=page_of(placed.id), **{"ly-do": "call"}).status_code == 303
    )
    after = desk.get(page_of(placed.id)).text
    assert all(text in after for text in (SENDER, STREET, CARD, "0900 000 123", "mau@khach.example"))
    [opened, read] = rows_of(app, stall.shop, StaffRead)
    assert (opened.what, opened.subject_id) == ("detail", placed.id)
    assert (read.subject_kind, read.subject_id, read.what) == ("order", placed.id, "contact")


def test_nothing_is_shown_for_a_purpose_nobody_agreed_to(
    app: Flask, stall: Stall, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopapp.records.actions.READ_PURPOSES", dict.fromkeys(ReadReason, Purpose.MARKETING))
    page = page_of(place(app, stall).id)
    post(desk, f"{page}/xem-day-du", page=page, **{"ly-do": "call"})
    after = desk.get(page).text
    assert "Chưa ai đồng ý" in after
    assert SENDER not in after
    assert [read.what for read in rows_of(app, stall.shop, StaffRead)] == ["detail"]


def test_money_of_a_cancelled_order_is_noted_as_given_back(app: Flask, stall: Stall, desk: Any) -> None:
    page = page_of(place(app, stall).id)
    post(desk, f"{page}/da-tra-tien", page=page)
    assert "Đã hoàn tiền" not in desk.get(page).text
    post(desk, f"{page}/buoc", page=page, buoc="cancelled")
    assert "Khách đã trả tiền mà đơn đã hủy" in desk.get(page).text
    assert post(desk, f"{page}/da-hoan-tien", page=page).status_code == 303
    assert only_order(app, stall.shop).refunded_at is not None
    assert "Khách đã trả tiền mà đơn đã hủy" not in desk.get(page).text


def test_showing_to_one_shows_nothing_to_another(app: Flask, stall: Stall, desk: Any, client_of: Any) -> None:
    placed = place(app, stall)
    post(desk, f"{page_of(placed.id)}/xem-day-du", page=page_of(placed.id), **{"ly-do": "call"})
    make_staff(app, stall.shop, email="hai@a.example")
    other = client_of(stall.shop)
    sign_in(other, "hai@a.example")
    assert SENDER not in other.get(page_of(placed.id)).text


def test_an_order_is_called_confirmed_prepared_sent_and_delivered(app: Flask, stall: Stall, desk: Any) -> None:
    page = page_of(place(app, stall).id)
    post(desk, f"{page}/da-goi", page=page, gap="1")
    for step in ("confirmed", "preparing", "sent_out", "delivered"):
        assert post(desk, f"{page}/buoc", page=page, buoc=step).status_code == 303
    order = only_order(app, stall.shop)
    assert (order.state, order.called_at is not None) == ("delivered", True)
    kinds = [event.kind for event in rows_of(app, stall.shop, OrderEvent)]
    assert kinds == ["placed", "called", "confirmed", "preparing", "sent_out", "delivered"]
    told = {kind for kind, _channel, _to in messages_of(app, stall.shop)}
    assert {"orders.confirmed", "orders.sent_out", "orders.delivered"} <= told


@pytest.mark.parametrize("step", ["delivered", "sent_out", "failed"])
def test_a_step_that_cannot_be_taken_changes_nothing(app: Flask, stall: Stall, desk: Any, step: str) -> None:
    page = page_of(place(app, stall).id)
    answer = post(desk, f"{page}/buoc", page=page, buoc=step)
    assert "vừa được người khác cập nhật" in desk.get(answer.location).text
    assert only_order(app, stall.shop).state == "placed"


def test_an_unknown_step_is_refused(app: Flask, stall: Stall, desk: Any) -> None:
    page = page_of(place(app, stall).id)
    assert post(desk, f"{page}/buoc", page=page, buoc="stolen").status_code == 400


def test_payment_and_notes_are_kept(app: Flask, stall: Stall, desk: Any) -> None:
    page = page_of(place(app, stall, payment="transfer").id)
    post(desk, f"{page}/da-tra-tien", page=page)
    post(desk, f"{page}/ghi-chu", page=page, **{"ghi-chu": "Khách muốn nơ đỏ"})
    assert only_order(app, stall.shop).paid_at is not None
    text = desk.get(page).text
    assert "Khách muốn nơ đỏ" in text
    assert "Lê Văn Bán" in text


def test_only_colleagues_are_put_in_charge(app: Flask, stall: Stall, desk: Any, two_shops: Any) -> None:
    page, stranger = page_of(place(app, stall).id), make_staff(app, two_shops[1])
    assert post(desk, f"{page}/phu-trach", page=page, **{"nhan-vien": str(stranger)}).status_code == 404
    assert post(desk, f"{page}/phu-trach", page=page, **{"nhan-vien": str(stall.owner)}).status_code == 303
    assert only_order(app, stall.shop).assigned_account_id == stall.owner
    assert only_order(app, stall.shop).code in desk.get("/quan-tri/don-hang").text
    assert only_order(app, stall.shop).code not in desk.get("/quan-tri/don-hang?cua-toi=1").text


@pytest.mark.parametrize("words", ["nguyen mau", "0900000123", "000 123", "NGUYỄN"])
def test_orders_are_found_by_name_and_phone_without_accents(app: Flask, stall: Stall, desk: Any, words: str) -> None:
    place(app, stall)
    code = only_order(app, stall.shop).code
    assert code in desk.get("/quan-tri/don-hang", query_string={"q": words}).text
    assert code not in desk.get("/quan-tri/don-hang", query_string={"q": "không có ai"}).text


def test_odd_filters_are_harmless(app: Flask, stall: Stall, desk: Any) -> None:
    for query in ("ngay=hom-qua", "truoc=abc", "truoc=99999999999999999999", "xem=x", "q=%25%27", f"q={'a' * 5000}"):
        assert desk.get(f"/quan-tri/don-hang?{query}").status_code == 200


def test_an_order_of_another_shop_is_not_found(
    app: Flask, stall: Stall, desk: Any, two_shops: tuple[ShopRef, ShopRef]
) -> None:
    theirs = place(app, furnish(app, two_shops[1])).id
    ours = place(app, stall).id
    assert desk.get(page_of(theirs)).status_code == 404
    for act in ("xem-day-du", "buoc", "da-goi", "da-tra-tien", "phu-trach", "ghi-chu"):
        data = {"buoc": "cancelled", "ghi-chu": "x"}
        assert post(desk, f"{page_of(theirs)}/{act}", page=page_of(ours), **data).status_code == 404
    assert only_order(app, two_shops[1]).state == "placed"


def test_an_order_by_telephone_is_taken(app: Flask, stall: Stall, desk: Any) -> None:
    page = desk.get("/quan-tri/don-hang/moi").text
    data = {"csrf_token": csrf_token(page), "step": "review", "source": "phone", "key": "k" * 32}
    answer = desk.post("/quan-tri/don-hang/moi", data=data | typed(stall))
    assert answer.status_code == 303
    again = desk.post("/quan-tri/don-hang/moi", data=data | typed(stall))
    assert again.location == answer.location
    order = only_order(app, stall.shop)
    assert (order.source, order.state, order.called_at is not None) == ("phone", "placed", True)
    assert len(rows_of(app, stall.shop, Order)) == 1


def test_a_wrong_order_by_telephone_keeps_what_was_typed(app: Flask, stall: Stall, desk: Any) -> None:
    page = desk.get("/quan-tri/don-hang/moi").text
    data = {"csrf_token": csrf_token(page), "step": "review", **typed(stall, sender_phone="123", note="Nhớ nơ đỏ")}
    answer = desk.post("/quan-tri/don-hang/moi", data=data)
    assert answer.status_code == 422
    assert "Số điện thoại cần 10 chữ số" in answer.text
    assert "Nhớ nơ đỏ" in answer.text
    assert rows_of(app, stall.shop, Order) == []


def test_what_is_sold_out_is_not_taken_by_telephone(app: Flask, stall: Stall, desk: Any) -> None:
    place(app, stall, (stall.single, 1))
    page = desk.get("/quan-tri/don-hang/moi").text
    data = {"csrf_token": csrf_token(page), "step": "review", **typed(stall, (stall.single, 1))}
    assert desk.post("/quan-tri/don-hang/moi", data=data).status_code in (409, 422)
    assert len(rows_of(app, stall.shop, Order)) == 1
