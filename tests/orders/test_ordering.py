"""The road of one order, as a visitor without JavaScript walks it."""

import re
from collections.abc import Callable

from flask import Flask

from shopapp.customers.models import Customer
from shopapp.kernel.codes import hash_token
from shopapp.orders.models import Order, OrderDraft, OrderEvent, OrderLine
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Acknowledgement, Consent
from tests.builders import csrf_token
from tests.catalog.builders import variants_of
from tests.conftest import ShopClient
from tests.orders.builders import (
    DAY,
    EMAIL,
    NEAR,
    PHONE,
    Stall,
    errors_of,
    hidden_of,
    messages_of,
    only_order,
    order,
    reviewed,
    rows_of,
    send_form,
    typed,
    value_of,
)


def test_a_gift_is_ordered(app: Flask, stall: Stall, client: ShopClient) -> None:
    answer = order(client, typed(stall, (stall.rose, 2), (stall.small, 1)))
    assert answer.status_code == 303
    assert re.fullmatch(r"/don-hang/[0-9a-f]{48}", answer.location)
    placed = only_order(app, stall.shop)
    assert (placed.number, placed.state, placed.source, placed.language) == (1, "placed", "web", "vi")
    assert re.fullmatch(r"DH[34679ACDEFGHJKMNPQRTUVWXY]{6}", placed.code)
    assert (placed.sender_name, placed.sender_phone, placed.sender_email) == ("Nguyễn Thị Mẫu", PHONE, EMAIL)
    assert (placed.is_gift, placed.recipient_name, placed.recipient_phone) == (True, "Trần Văn Nhận", "+84900000124")
    assert (placed.ward_code, placed.ward_name, placed.province_code) == (NEAR, "Phường Sài Gòn", "79")
    assert placed.places_version
    assert (placed.delivery_date, placed.slot_starts, placed.slot_ends) == (DAY, "09:00", "12:00")
    assert (placed.goods_total, placed.delivery_fee, placed.total) == (900_000, 25_000, 925_000)
    assert placed.greeting == "Chúc mừng sinh nhật!"
    lines = rows_of(app, stall.shop, OrderLine)
    assert [(line.name, line.variant_label, line.unit_price, line.quantity) for line in lines] == [
        ("Bó hồng đỏ", "", 350_000, 2),
        ("Cúc trắng", "Vừa", 200_000, 1),
    ]
    assert [event.kind for event in rows_of(app, stall.shop, OrderEvent)] == ["placed"]


def test_stock_customer_evidence_and_messages_come_with_the_order(app: Flask, stall: Stall, client: ShopClient) -> None:
    order(client, typed(stall, (stall.rose, 2)))
    placed = only_order(app, stall.shop)
    [customer] = rows_of(app, stall.shop, Customer)
    assert (customer.id, customer.phone, customer.email, customer.source) == (placed.customer_id, PHONE, EMAIL, "web")
    shown = rows_of(app, stall.shop, Acknowledgement)
    assert [(a.kind, a.subject_kind, a.subject_id, a.language) for a in shown] == [
        ("policy", "order", placed.id, "vi"),
        ("declaration", "order", placed.id, "vi"),
    ]
    assert {a.policy_version_id for a in shown} == {placed.policy_version_id}
    assert all(len(a.wording) > 20 for a in shown)
    assert rows_of(app, stall.shop, Consent) == []
    assert messages_of(app, stall.shop) == [
        ("orders.placed", "email", EMAIL),
        ("orders.placed", "sms", PHONE),
        ("orders.new_for_shop", "email", "chu@a.example"),
    ]
    [line] = rows_of(app, stall.shop, OrderLine)
    assert line.product_id is not None
    [variant] = variants_of(app, stall.shop, line.product_id)
    assert variant.stock == 3


def test_an_order_to_oneself_needs_no_recipient(app: Flask, stall: Stall, client: ShopClient) -> None:
    data = typed(stall, for_whom="self", recipient_name="", recipient_phone="chưa biết")
    assert order(client, data).status_code == 303
    placed = only_order(app, stall.shop)
    assert (placed.is_gift, placed.recipient_name, placed.recipient_phone) == (False, "Nguyễn Thị Mẫu", PHONE)


def test_looking_at_the_form_writes_nothing(app: Flask, stall: Stall, client: ShopClient) -> None:
    page = client.get(f"/dat-hang?sp=cuc-trang&pb={stall.large}&sl=2")
    assert page.status_code == 200
    assert value_of(page.text, "lines-0-quantity") == "2"
    assert f'<option selected value="{stall.large}">' in page.text
    assert rows_of(app, stall.shop, OrderDraft) == []
    assert "draft=" not in page.headers.get("Set-Cookie", "")


def test_the_cookie_holds_a_key_and_nothing_else(app: Flask, stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, sender_name="Canh Chừng"), step="totals")
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("draft="))
    key = cookie.split(";")[0].removeprefix("draft=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=86400" in cookie
    assert re.fullmatch(r"[\w-]{32}", key)
    [draft] = rows_of(app, stall.shop, OrderDraft)
    assert draft.key_hash == hash_token(key)
    assert draft.data["sender_name"] == "Canh Chừng"


def test_the_buttons_add_and_remove_lines_and_keep_the_rest(stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, (stall.rose, 2), note="Giữ lại"), step="more")
    assert (answer.status_code, answer.location) == (303, "/dat-hang?them=1")
    page = client.get(answer.location).text
    assert "Đã có trong đơn" in page
    answer = client.post("/dat-hang/chon", data={"csrf_token": csrf_token(page), "sp": "cuc-trang"})
    assert (answer.status_code, answer.location) == (303, "/dat-hang#lines")
    page = client.get("/dat-hang").text
    assert value_of(page, "lines-0-quantity") == "2"
    assert value_of(page, "lines-1-quantity") == "1"
    assert value_of(page, "note") == "Giữ lại"
    answer = send_form(client, typed(stall, (stall.rose, 1), (stall.large, 2)), step="remove-0")
    page = client.get("/dat-hang").text
    assert value_of(page, "lines-0-quantity") == "2"
    assert 'name="lines-1-quantity"' not in page


def test_choosing_a_province_leads_to_its_wards(stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, ward=""), step="province")
    assert answer.location == "/dat-hang#ward"
    assert f'value="{NEAR}">Phường Sài Gòn' in client.get("/dat-hang").text


def test_the_form_shows_only_provinces_the_shop_serves(stall: Stall, client: ShopClient) -> None:
    page = client.get("/dat-hang?sp=hoa-hong").text
    block = re.search(r'<select[^>]*id="province".*?</select>', page, re.DOTALL)
    assert block
    assert re.findall(r'value="(\d*)"', block.group()) == ["", "79"]


def test_the_total_with_delivery_stands_before_the_button(stall: Stall, client: ShopClient) -> None:
    send_form(client, typed(stall, (stall.rose, 1)), step="totals")
    assert "375.000\xa0₫" in client.get("/dat-hang").text
    send_form(client, typed(stall, (stall.rose, 3)), step="totals")
    page = client.get("/dat-hang").text
    assert "miễn phí" in page
    assert "1.050.000\xa0₫" in page


def test_the_script_gets_the_same_figures(app: Flask, stall: Stall, client: ShopClient) -> None:
    token = hidden_of(client.get("/dat-hang?sp=hoa-hong").text)["csrf_token"]
    answer = client.post("/dat-hang/tam-tinh", data={**typed(stall), "csrf_token": token})
    assert answer.status_code == 200
    assert 'data-sum="375.000\xa0₫"' in answer.text
    assert rows_of(app, stall.shop, OrderDraft) == []


def test_the_review_shows_everything_as_it_will_be_ordered(stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, payment="transfer"))
    page = client.get(answer.location)
    for text in (
        "Bó hồng đỏ",
        "375.000\xa0₫",
        "Nguyễn Thị Mẫu",
        "0900 000 123",
        "Trần Văn Nhận",
        "0900 000 124",
        "12 đường Ví Dụ, Phường Sài Gòn, Thành phố Hồ Chí Minh",
        "09:00\u2060–\u206012:00",
        "Chúc mừng sinh nhật!",
        "Gọi trước khi đến",
        "/chinh-sach-bao-mat",
    ):
        assert text in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_the_declaration_must_be_made(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall))
    del sending["declared"]
    answer = client.post("/dat-hang/xem-lai", data=sending)
    assert answer.status_code == 422
    assert 'href="#declared"' in answer.text
    assert rows_of(app, stall.shop, Order) == []


def test_nothing_chosen_asks_to_choose(stall: Stall, client: ShopClient) -> None:
    page = client.get("/dat-hang").text
    assert re.findall(r'name="sp" value="([\w-]+)"', page) == ["hoa-hong", "cuc-trang", "chau-lan"]
    assert "Hoa cưới" not in page
    found = client.get("/dat-hang?tim=CUC trang").text
    assert re.findall(r'name="sp" value="([\w-]+)"', found) == ["cuc-trang"]
    assert "Không tìm thấy" in client.get("/dat-hang?tim=%25%25%25").text
    answer = send_form(client, {}, step="review")
    assert answer.status_code == 422
    assert errors_of(answer.text)["lines"] == "Vui lòng chọn ít nhất một mặt hàng."
    answer = client.post("/dat-hang/chon", data={"csrf_token": csrf_token(page), "sp": "hoa-cuoi"})
    assert (answer.status_code, "không đặt trực tiếp tại đây được" in answer.text) == (409, True)


def test_a_review_without_a_draft_leads_to_the_form(stall: Stall, client: ShopClient) -> None:
    answer = client.get("/dat-hang/xem-lai")
    assert (answer.status_code, answer.location) == (303, "/dat-hang")


def test_another_shops_product_is_not_put_in(
    stall: Stall, client_of: Callable[[ShopRef], ShopClient], two_shops: tuple[ShopRef, ShopRef]
) -> None:
    page = client_of(two_shops[1]).get(f"/dat-hang?sp=hoa-hong&pb={stall.rose}")
    assert page.status_code == 200
    assert "Bó hồng đỏ" not in page.text


def test_english_speakers_order_in_english(app: Flask, stall: Stall, client: ShopClient) -> None:
    client.get("/dat-hang?lang=en")
    page = client.get("/dat-hang?sp=hoa-hong").text
    assert "Your order" in page
    assert order(client, typed(stall, language=None)).status_code == 303
    assert only_order(app, stall.shop).language == "en"
    assert {a.language for a in rows_of(app, stall.shop, Acknowledgement)} == {"en"}
