"""What people mistype, paste, or send without a browser: a word at the field and in the summary, nothing lost."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from shopapp.catalog.actions import change_stock
from shopapp.delivery.actions import set_up
from shopapp.orders.models import Order, OrderDraft
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW, make_shop
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import (
    DELIVERY,
    UNSERVED,
    Stall,
    errors_of,
    furnish,
    hidden_of,
    only_order,
    order,
    rows_of,
    send_form,
    summary_of,
    typed,
    value_of,
)

engine = on_one_engine("postgresql")

WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("sender_phone", {"sender_phone": "0912 34"}, "Số điện thoại cần 10 chữ số, ví dụ 0912 345 678."),
    ("sender_phone", {"sender_phone": ""}, "Vui lòng nhập số điện thoại để cửa hàng liên hệ với người đặt."),
    ("recipient_phone", {"recipient_phone": "chín không"}, "Số điện thoại cần 10 chữ số, ví dụ 0912 345 678."),
    ("recipient_phone", {"recipient_phone": ""}, "Vui lòng nhập số điện thoại người nhận."),
    ("sender_email", {"sender_email": "mẫu@khach.example"}, "Địa chỉ e-mail có dạng ten@vidu.vn"),
    ("sender_email", {"sender_email": "mau khach.example"}, "Địa chỉ e-mail có dạng ten@vidu.vn"),
    ("sender_name", {"sender_name": "   "}, "Vui lòng nhập tên người đặt."),
    ("sender_name", {"sender_name": "A" * 121}, "120"),
    ("recipient_name", {"recipient_name": ""}, "Vui lòng nhập tên người nhận."),
    ("street", {"street": ""}, "Vui lòng nhập số nhà và tên đường."),
    ("province", {"province": "01"}, "Vui lòng chọn tỉnh, thành phố."),
    ("ward", {"ward": UNSERVED}, "Vui lòng chọn phường, xã."),
    ("ward", {"ward": "99999"}, "Vui lòng chọn phường, xã."),
    ("delivery_date", {"delivery_date": "2026-11-21"}, "Ngày này đã qua."),
    ("delivery_date", {"delivery_date": "2026-11-28"}, "Cửa hàng không giao hàng vào ngày này."),
    ("delivery_date", {"delivery_date": "2027-11-28"}, "Cửa hàng nhận đơn giao đến hết ngày 22/12/2026."),
    ("delivery_date", {"delivery_date": "31/02/2026"}, "Vui lòng nhập ngày theo dạng ngày/tháng/năm"),
    ("delivery_date", {"delivery_date": ""}, "Vui lòng chọn ngày giao."),
    ("slot", {"slot": "999999"}, "Vui lòng chọn khung giờ giao."),
    ("slot", {"slot": None}, "Vui lòng chọn khung giờ giao."),
    ("payment", {"payment": "gold"}, "Vui lòng chọn cách thanh toán."),
    ("greeting", {"greeting": "lời " * 200}, "300"),
    ("lines-0-quantity", {"lines-0-quantity": "0"}, "Số lượng là số nguyên từ 1 đến 999."),
    ("lines-0-quantity", {"lines-0-quantity": "-2"}, "Số lượng là số nguyên từ 1 đến 999."),
    ("lines-0-quantity", {"lines-0-quantity": "1,5"}, "Số lượng là số nguyên từ 1 đến 999."),
    ("lines-0-quantity", {"lines-0-quantity": "99999999999999999999"}, "Số lượng là số nguyên từ 1 đến 999."),
    ("lines-0-quantity", {"lines-0-quantity": "NaN"}, "Số lượng là số nguyên từ 1 đến 999."),
    ("lines-0-quantity", {"lines-0-quantity": "6"}, "Chỉ còn 5. Vui lòng giảm số lượng."),
    ("lines-0-variant", {"lines-0-variant": "999999"}, "Mặt hàng này không còn bán."),
    ("lines-0-variant", {"lines-0-variant": "1 OR 1=1"}, "Mặt hàng này không còn bán."),
]


@pytest.mark.parametrize(("field", "change", "message"), WRONG, ids=[f"{f}-{i}" for i, (f, *_) in enumerate(WRONG)])
def test_a_mistake_is_named_at_its_field_and_nothing_is_lost(
    app: Flask, stall: Stall, client: ShopClient, field: str, change: dict[str, Any], message: str
) -> None:
    data = typed(stall, **change)
    answer = send_form(client, data)
    assert answer.status_code == 422
    assert message in errors_of(answer.text)[field]
    assert any(href == f"#{field}" and message in text for href, text in summary_of(answer.text))
    for name in ("sender_name", "sender_phone", "recipient_name", "street", "note", "lines-0-quantity"):
        assert value_of(answer.text, name) == data[name].strip()
    assert not re.search(r"This field|Not a valid|Invalid", answer.text)
    assert rows_of(app, stall.shop, Order) == []
    again = client.get("/dat-hang").text
    assert value_of(again, "note") == "Gọi trước khi đến"


def test_a_slot_that_can_no_longer_be_met_names_the_earliest(stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, delivery_date="22/11/2026"))
    assert errors_of(answer.text) == {"slot": "Cửa hàng cần thêm thời gian. Sớm nhất là 22/11/2026, 13:00–17:00."}
    assert value_of(answer.text, "delivery_date") == "2026-11-22"


def test_a_place_that_is_not_served_is_told(app: Flask, stall: Stall, client: ShopClient) -> None:
    near_only = {**DELIVERY, "areas": DELIVERY["areas"][:1]}
    with app.app_context(), acting_for(stall.shop), transaction():
        set_up(stall.shop, near_only, now=NOW)
    answer = send_form(client, typed(stall, ward="26977"))
    assert "chưa giao đến nơi này" in errors_of(answer.text)["ward"]


def test_a_sold_out_item_is_refused_on_its_line(app: Flask, stall: Stall, client: ShopClient) -> None:
    with app.app_context(), acting_for(stall.shop), transaction():
        change_stock(stall.shop, stall.large, 0, now=NOW)
    answer = send_form(client, typed(stall, (stall.rose, 1), (stall.large, 1)))
    assert answer.status_code == 422
    assert errors_of(answer.text) == {
        "lines-1-quantity": "Mặt hàng này đã hết. Vui lòng bỏ khỏi đơn hoặc chọn mặt hàng khác."
    }


def test_an_item_without_a_price_cannot_be_ordered(stall: Stall, client: ShopClient) -> None:
    assert "lines-0-variant" in errors_of(send_form(client, typed(stall, (stall.quoted, 1))).text)


def test_prices_totals_and_ids_posted_by_a_client_are_ignored(app: Flask, stall: Stall, client: ShopClient) -> None:
    posted = {"price": "1", "unit_price": "1", "lines-0-price": "1", "total": "1", "shop_id": "99", "id": "7"}
    posted |= {"state": "delivered", "paid_at": "2026-01-01", "delivery_fee": "0"}
    assert order(client, typed(stall) | posted).status_code == 303
    placed = only_order(app, stall.shop)
    assert (placed.total, placed.state, placed.paid_at, placed.shop_id) == (375_000, "placed", None, stall.shop.id)


def test_another_shops_variant_slot_and_area_are_foreign(
    app: Flask, stall: Stall, two_shops: tuple[ShopRef, ShopRef], client_of: Callable[[ShopRef], ShopClient]
) -> None:
    other = furnish(app, two_shops[1])
    answer = send_form(client_of(other.shop), typed(stall))
    assert answer.status_code == 422
    assert set(errors_of(answer.text)) == {"lines-0-variant", "slot"}
    assert rows_of(app, other.shop, Order) == rows_of(app, stall.shop, Order) == []


def test_ten_megabytes_of_text_come_back_whole_and_are_not_kept_whole(
    app: Flask, stall: Stall, client: ShopClient
) -> None:
    flood = "abc " * 2_500_000
    answer = send_form(client, typed(stall, note=flood))
    assert answer.status_code == 422
    assert "1000" in errors_of(answer.text)["note"]
    assert value_of(answer.text, "note").strip() == flood.strip()
    [draft] = rows_of(app, stall.shop, OrderDraft)
    assert len(draft.data["note"]) == 20_000
    assert value_of(answer.text, "street") == "12 đường Ví Dụ"


def test_more_than_the_server_takes_is_refused_politely(stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall, note="x" * 13_000_000))
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_thousands_of_lines_are_cut_off(app: Flask, stall: Stall, client: ShopClient) -> None:
    many = {f"lines-{at}-variant": str(stall.rose) for at in range(200)}
    answer = send_form(client, typed(stall) | many)
    assert answer.status_code == 422
    [draft] = rows_of(app, stall.shop, OrderDraft)
    assert len([name for name in draft.data if name.endswith("-variant")]) <= 30


def test_emoji_stay_and_decomposed_accents_are_composed(app: Flask, stall: Stall, client: ShopClient) -> None:
    data = typed(
        stall,
        sender_name=unicodedata.normalize("NFD", "  Nguyễn   Thị\u00a0Mẫu \u200b"),
        greeting="Chúc mừng 🎉🎂\r\n\r\n\r\n\r\nThân yêu 👩‍👧",
    )
    assert order(client, data).status_code == 303
    placed = only_order(app, stall.shop)
    assert placed.sender_name == "Nguyễn Thị Mẫu"
    assert placed.greeting == "Chúc mừng 🎉🎂\n\nThân yêu 👩‍👧"


def test_markup_is_shown_as_text(stall: Stall, client: ShopClient) -> None:
    hostile = "\"'><script>alert(1)</script>"
    page = client.get(send_form(client, typed(stall, note=hostile, greeting=hostile, street=hostile)).location)
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


def test_an_expired_form_keeps_what_was_typed(app: Flask, stall: Stall, client: ShopClient) -> None:
    client.get("/dat-hang")
    answer = client.post("/dat-hang", data={**typed(stall, note="Đừng mất"), "csrf_token": "cũ", "step": "review"})
    assert answer.status_code == 400
    assert "Không mất gì cả" in answer.text
    assert value_of(answer.text, "note") == "Đừng mất"
    assert rows_of(app, stall.shop, OrderDraft) == []
    fresh = hidden_of(answer.text)["csrf_token"]
    answer = client.post("/dat-hang", data={**typed(stall), "csrf_token": fresh, "step": "review"})
    assert answer.status_code == 303


def test_an_expired_review_is_shown_again(app: Flask, stall: Stall, client: ShopClient) -> None:
    answer = send_form(client, typed(stall))
    sending = hidden_of(client.get(answer.location).text) | {"declared": "y", "csrf_token": "cũ"}
    answer = client.post("/dat-hang/xem-lai", data=sending)
    assert answer.status_code == 400
    assert rows_of(app, stall.shop, Order) == []
    sending = hidden_of(answer.text) | {"declared": "y"}
    assert client.post("/dat-hang/xem-lai", data=sending).status_code == 303


def test_a_shop_that_demands_an_email_says_so(app: Flask, client_of: Callable[[ShopRef], ShopClient]) -> None:
    with app.app_context():
        shop = make_shop("cun", kind="puppies", inquiry_required=("name", "phone", "email"))
    stall = furnish(app, shop)
    answer = send_form(client_of(shop), typed(stall, sender_email=""))
    assert answer.status_code == 422
    assert set(errors_of(answer.text)) == {"sender_email"}
    assert "cửa hàng cần để gửi giấy tờ" in errors_of(answer.text)["sender_email"]
