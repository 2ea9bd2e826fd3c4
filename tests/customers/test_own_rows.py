"""What a customer finds in the account: own orders and questions, those of a guest only after proof, nothing else."""

from collections.abc import Callable

from flask import Flask

from shopapp.customers.models import Customer
from shopapp.inquiries.models import Inquiry
from shopapp.orders.models import Order
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import ShopClient
from tests.customers.builders import EMAIL, NAME, PHONE, make_customer, newest_code, post, register, sign_in
from tests.inquiries.builders import ask, make_inquiry
from tests.orders.builders import Stall, only_order, order, place, rows_of, typed, value_of

ClientOf = Callable[[ShopRef], ShopClient]
OTHER = "+84900000159"


def codes_on(client: ShopClient) -> str:
    return client.get("/tai-khoan/don-hang").text


def test_a_guests_earlier_order_joins_once_its_contact_is_proven(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    placed = place(app, stall, sender_phone=PHONE, sender_email=EMAIL)
    place(app, stall, sender_phone=OTHER, sender_email="")
    make_inquiry(app, shop, phone=PHONE, email="")
    mine, strange = rows_of(app, shop, Order)
    answer = register(client, app, shop)
    assert answer.location == "/tai-khoan"
    home = client.get("/tai-khoan").text
    assert mine.code in home
    assert strange.code not in home
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.code in home
    page = client.get(f"/don-hang/{placed.token}").text
    assert "12 đường Ví Dụ" in page, "one's own order is shown in full"
    assert strange.code not in codes_on(client)


def test_what_carries_only_the_unproven_contact_stays_outside_until_that_is_proven(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    place(app, stall, sender_phone=OTHER, sender_email=EMAIL)
    register(client, app, shop)
    code = only_order(app, shop).code
    assert code not in codes_on(client)
    answer = post(client, "/tai-khoan/lien-lac?loai=email", contact=EMAIL, current="ba con cá vàng bơi")
    assert answer.status_code == 303
    assert code not in codes_on(client)
    post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop))
    assert code in codes_on(client)


def test_what_a_guest_orders_later_joins_only_after_a_fresh_proof(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    place(app, stall, sender_phone=PHONE, sender_email="")
    register(client, app, shop)
    place(app, stall, sender_phone=PHONE, sender_email="")
    first, later = rows_of(app, shop, Order)
    assert first.code in codes_on(client)
    assert later.code not in codes_on(client), "the number may be somebody else's by now"
    assert post(client, "/tai-khoan/don-cu", by="phone").status_code == 303
    post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop))
    assert later.code in codes_on(client)


def test_signed_in_the_form_is_filled_in_and_the_order_joins(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    account = make_customer(app, shop)
    sign_in(client)
    page = client.get("/dat-hang?sp=hoa-hong").text
    assert value_of(page, "sender_name") == NAME
    assert value_of(page, "sender_phone") == "0900 000 151"
    assert value_of(page, "sender_email") == EMAIL
    answer = order(client, typed(stall, sender_phone="0900 000 158", sender_email=""))
    assert answer.status_code == 303
    placed = only_order(app, shop)
    assert (placed.sender_phone, placed.sender_email) == ("+84900000158", ""), (
        "what was typed counts, cleared is cleared"
    )
    [row] = rows_of(app, shop, Customer)
    assert (row.id, row.account_id) == (placed.customer_id, account)
    assert placed.code in codes_on(client)
    assert "12 đường Ví Dụ" in client.get(answer.location).text


def test_a_saved_address_fills_the_form_without_a_script(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    make_customer(app, shop)
    sign_in(client)
    wards = post(client, "/tai-khoan/dia-chi/moi", label="Nhà mẹ", province="79", step="province")
    assert 'value="26740"' in wards.text
    bad = post(client, "/tai-khoan/dia-chi/moi", label="Nhà mẹ", province="01", ward="26740", street="5 ngõ Mẫu")
    assert bad.status_code == 422
    assert value_of(bad.text, "street") == "5 ngõ Mẫu"
    fields = {"label": "Nhà mẹ", "province": "79", "ward": "26740", "street": "5 ngõ Mẫu"}
    whom = {"recipient_name": "Mẹ Mẫu", "recipient_phone": "0900 000 157"}
    assert post(client, "/tai-khoan/dia-chi/moi", **fields, **whom).status_code == 303
    assert "Nhà mẹ" in client.get("/tai-khoan/dia-chi").text
    page = client.get("/dat-hang?sp=hoa-hong").text
    assert 'value="address-1"' in page
    given = {"step": "address-1", "lines-0-variant": str(stall.rose), "lines-0-quantity": "1"}
    answer = post(client, "/dat-hang", page="/dat-hang?sp=hoa-hong", **given)
    assert answer.status_code == 303
    page = client.get("/dat-hang").text
    assert value_of(page, "street") == "5 ngõ Mẫu"
    assert value_of(page, "recipient_name") == "Mẹ Mẫu"
    assert post(client, "/tai-khoan/dia-chi/1", **(fields | {"street": "9 phố Dời"})).status_code == 303
    assert "9 phố Dời" in client.get("/tai-khoan/dia-chi").text
    assert post(client, "/tai-khoan/dia-chi/1/xoa", page="/tai-khoan/dia-chi").status_code == 303
    assert "9 phố Dời" not in client.get("/tai-khoan/dia-chi").text


def test_signed_in_a_question_joins_and_its_form_is_filled_in(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_customer(app, shop)
    sign_in(client)
    assert value_of(client.get("/lien-he").text, "name") == NAME
    assert ask(client, phone="0900 000 156").status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.code in client.get("/tai-khoan/cau-hoi").text
    assert inquiry.code in client.get("/tai-khoan").text


def test_another_customer_sees_and_changes_none_of_it(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient, client_of: ClientOf
) -> None:
    make_customer(app, shop)
    sign_in(client)
    order(client, typed(stall))
    fields = {"label": "Nhà tôi", "province": "79", "ward": "26740", "street": "5 ngõ Mẫu"}
    post(client, "/tai-khoan/dia-chi/moi", **fields)
    placed = only_order(app, shop)
    link = client.get("/tai-khoan/don-hang").text.split('href="/don-hang/')[1].split('"')[0]
    make_customer(app, shop, phone=OTHER, email="b@khach.example", name="Người Khác")
    stranger = client_of(shop)
    sign_in(stranger, OTHER)
    assert placed.code not in stranger.get("/tai-khoan").text + codes_on(stranger)
    assert "12 đường Ví Dụ" not in stranger.get(f"/don-hang/{link}").text, "the link alone shows it masked"
    assert stranger.get("/tai-khoan/dia-chi/1").status_code == 404
    assert post(stranger, "/tai-khoan/dia-chi/1/xoa", page="/tai-khoan").status_code == 404
    assert post(stranger, "/tai-khoan/thiet-bi/1/dang-xuat", page="/tai-khoan").status_code == 303
    assert client.get("/tai-khoan/dia-chi/1").status_code == 200, "still there, still signed in"
    given = {"step": "address-1", "lines-0-variant": str(stall.rose), "lines-0-quantity": "1"}
    post(stranger, "/dat-hang", page="/dat-hang?sp=hoa-hong", **given)
    assert "5 ngõ Mẫu" not in stranger.get("/dat-hang").text


def test_messages_to_a_contact_before_it_was_proven_are_not_shown(
    app: Flask, shop: ShopRef, stall: Stall, client: ShopClient
) -> None:
    place(app, stall, sender_phone=PHONE, sender_email="")
    register(client, app, shop)
    page = client.get("/tai-khoan/tin-nhan").text
    assert "/tai-khoan/tin-nhan/" not in page
    order(client, typed(stall, sender_phone="0900 000 151", sender_email=""))
    page = client.get("/tai-khoan/tin-nhan").text
    number = page.split("/tai-khoan/tin-nhan/")[1].split('"')[0]
    assert "a.localhost/don-hang/" in client.get(f"/tai-khoan/tin-nhan/{number}").text
    assert client.get("/tai-khoan/tin-nhan/1").status_code == 404
