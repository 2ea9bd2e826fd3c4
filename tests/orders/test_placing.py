"""One form makes one order; what changed meanwhile is shown before anything is ordered."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from shopapp.catalog.actions import change_stock, change_variants, hide_product
from shopapp.catalog.queries import get_variants
from shopapp.catalog.rules import SoldOut, VariantChange
from shopapp.delivery.actions import set_up
from shopapp.orders.jobs import forget_drafts
from shopapp.orders.models import Order, OrderDraft, OrderLine
from shopapp.orders.rules import Agreement, ContentDiffers, NoPolicy, PaymentNotOffered
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.records.actions import publish_policy
from shopapp.records.models import Acknowledgement, Consent
from shopapp.records.queries import current_policy
from tests.builders import NOW
from tests.catalog.builders import variants_of
from tests.conftest import ShopClient
from tests.orders.builders import (
    DELIVERY,
    Stall,
    errors_of,
    furnish,
    hidden_of,
    messages_of,
    only_order,
    place,
    reviewed,
    rows_of,
    send_form,
    typed,
    value_of,
)

REVIEW = "/dat-hang/xem-lai"


def test_sending_twice_makes_one_order(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall))
    first, second = client.post(REVIEW, data=sending), client.post(REVIEW, data=sending)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert len(rows_of(app, stall.shop, Order)) == 1
    assert len(messages_of(app, stall.shop)) == 3
    assert rows_of(app, stall.shop, OrderDraft) == []


def test_the_way_back_and_the_old_page_again_lead_to_the_same_order(
    app: Flask, stall: Stall, client: ShopClient
) -> None:
    sending = reviewed(client, typed(stall))
    first = client.post(REVIEW, data=sending)
    # A new order has been begun in between; it stays untouched.
    send_form(client, typed(stall, note="Đơn thứ hai"), step="totals")
    assert client.post(REVIEW, data=sending).location == first.location
    assert value_of(client.get("/dat-hang").text, "note") == "Đơn thứ hai"
    assert len(rows_of(app, stall.shop, Order)) == 1


def test_the_same_form_with_other_content_is_refused_with_a_link(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall))
    first = client.post(REVIEW, data=sending)
    answer = client.post(REVIEW, data=sending | {"content": "anders"})
    assert answer.status_code == 409
    assert first.location in answer.text
    assert len(rows_of(app, stall.shop, Order)) == 1


def test_the_action_refuses_the_same_key_with_other_content(app: Flask, stall: Stall) -> None:
    first = place(app, stall, key="cùng-khóa")
    assert place(app, stall, key="cùng-khóa") == type(first)(first.id, first.token, False)
    with pytest.raises(ContentDiffers) as refused:
        place(app, stall, key="cùng-khóa", note="khác")
    assert refused.value.token == first.token


def test_a_draft_changed_in_another_tab_is_shown_afresh(app: Flask, stall: Stall, client: ShopClient) -> None:
    old = reviewed(client, typed(stall))
    send_form(client, typed(stall, (stall.rose, 3)), step="totals")
    answer = client.post(REVIEW, data=old)
    assert answer.status_code == 409
    assert "cửa sổ khác" in answer.text
    assert "1.050.000\xa0₫" in answer.text
    assert rows_of(app, stall.shop, Order) == []
    assert client.post(REVIEW, data=hidden_of(answer.text) | {"declared": "y"}).status_code == 303


def test_a_price_changed_meanwhile_is_shown_before_ordering(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall, (stall.small, 1)))
    product = _product_of(app, stall)
    with app.app_context(), acting_for(stall.shop), transaction():
        change_variants(stall.shop, product, [VariantChange(stall.small, 210_000, None, None)], now=NOW)
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "vừa thay đổi" in answer.text
    assert "235.000\xa0₫" in answer.text
    assert rows_of(app, stall.shop, Order) == []
    client.post(REVIEW, data=hidden_of(answer.text) | {"declared": "y"})
    assert only_order(app, stall.shop).total == 235_000


def test_a_fee_changed_meanwhile_is_shown_before_ordering(app: Flask, stall: Stall, client: ShopClient) -> None:
    dearer = {**DELIVERY, "areas": [{**area, "fee": area["fee"] + 5_000} for area in DELIVERY["areas"]], "slots": []}
    with app.app_context(), acting_for(stall.shop), transaction():
        set_up(stall.shop, {**dearer, "areas": DELIVERY["areas"]}, now=NOW)
    sending = reviewed(client, typed(stall))
    with app.app_context(), acting_for(stall.shop), transaction():
        set_up(stall.shop, dearer, now=NOW)
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "380.000\xa0₫" in answer.text
    assert rows_of(app, stall.shop, Order) == []


def test_sold_out_meanwhile_is_told_on_its_line(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall, (stall.rose, 2)))
    with app.app_context(), acting_for(stall.shop), transaction():
        change_stock(stall.shop, stall.rose, 1, now=NOW)
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert errors_of(answer.text) == {"lines-0-quantity": "Chỉ còn 1. Vui lòng giảm số lượng."}
    assert value_of(answer.text, "sender_name") == "Nguyễn Thị Mẫu"
    assert rows_of(app, stall.shop, Order) == []


def test_a_refused_order_leaves_nothing_behind(app: Flask, stall: Stall) -> None:
    with pytest.raises(SoldOut):
        place(app, stall, (stall.rose, 2), (stall.large, 9))
    assert rows_of(app, stall.shop, Order) == []
    assert rows_of(app, stall.shop, OrderLine) == []
    assert messages_of(app, stall.shop) == []
    [variant] = variants_of(app, stall.shop, _product_of(app, stall, stall.rose))
    assert variant.stock == 5
    assert place(app, stall).is_new
    assert only_order(app, stall.shop).number == 1


def test_a_hidden_product_is_told_on_its_line(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall))
    with app.app_context(), acting_for(stall.shop), transaction():
        hide_product(stall.shop, _product_of(app, stall, stall.rose), now=NOW)
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "lines-0-variant" in errors_of(answer.text)


def test_a_slot_that_has_passed_is_told_at_its_field(
    app: Flask, stall: Stall, client: ShopClient, sunday_morning: time_machine.Traveller
) -> None:
    sending = reviewed(client, typed(stall, delivery_date="2026-11-22", slot=stall.afternoon))
    sunday_morning.move_to(NOW + timedelta(hours=4))
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "Sớm nhất là 23/11/2026" in errors_of(answer.text)["delivery_date"]
    assert rows_of(app, stall.shop, Order) == []


def test_a_new_policy_is_shown_before_ordering(app: Flask, stall: Stall, client: ShopClient) -> None:
    sending = reviewed(client, typed(stall))
    with app.app_context(), acting_for(stall.shop), transaction():
        publish_policy(stall.shop, {"vi": [{"heading": "purpose", "paragraphs": []}]}, {"purposes": ["x"]}, now=NOW)
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "phiên bản 2" in answer.text
    assert "/chinh-sach-bao-mat/2/thay-doi" in answer.text
    assert rows_of(app, stall.shop, Order) == []
    client.post(REVIEW, data=hidden_of(answer.text) | {"declared": "y"})
    assert len({a.policy_version_id for a in rows_of(app, stall.shop, Acknowledgement)}) == 1


def test_a_policy_in_other_words_alone_keeps_the_order_under_the_one_shown(
    app: Flask, stall: Stall, client: ShopClient
) -> None:
    sending = reviewed(client, typed(stall))
    with app.app_context(), acting_for(stall.shop), transaction():
        shown = current_policy(stall.shop)
        assert shown is not None
        publish_policy(stall.shop, {"vi": [{"heading": "purpose", "paragraphs": []}]}, shown.facts, now=NOW)
    assert client.post(REVIEW, data=sending).status_code == 303
    assert {a.policy_version_id for a in rows_of(app, stall.shop, Acknowledgement)} == {shown.id}
    assert rows_of(app, stall.shop, Order)[0].policy_version_id == shown.id


def test_an_agreement_to_another_policy_is_refused(app: Flask, stall: Stall) -> None:
    with pytest.raises(NoPolicy):
        place(app, stall, agreement=Agreement(0, "Câu đồng ý", "Câu cam đoan"))
    assert rows_of(app, stall.shop, Order) == []


def test_a_payment_the_shop_does_not_take_is_refused(app: Flask, stall: Stall) -> None:
    with pytest.raises(PaymentNotOffered):
        place(app, stall, payment="card")


def test_a_draft_dies_after_24_hours(
    app: Flask, stall: Stall, client: ShopClient, sunday_morning: time_machine.Traveller
) -> None:
    sending = reviewed(client, typed(stall))
    sunday_morning.move_to(NOW + timedelta(hours=25))
    assert value_of(client.get("/dat-hang?sp=hoa-hong").text, "sender_name") == ""
    answer = client.post(REVIEW, data=sending)
    assert answer.status_code == 409
    assert "24 giờ" in answer.text
    assert rows_of(app, stall.shop, Order) == []
    with app.app_context(), acting_for(stall.shop):
        forget_drafts(stall.shop, NOW + timedelta(hours=25))
    assert rows_of(app, stall.shop, OrderDraft) == []


def test_a_live_draft_survives_the_broom(app: Flask, stall: Stall, client: ShopClient) -> None:
    send_form(client, typed(stall), step="totals")
    with app.app_context(), acting_for(stall.shop):
        forget_drafts(stall.shop, NOW + timedelta(hours=23))
    assert len(rows_of(app, stall.shop, OrderDraft)) == 1


def test_each_shop_counts_its_own_orders(app: Flask, stall: Stall, two_shops: tuple[ShopRef, ShopRef]) -> None:
    other = furnish(app, two_shops[1])
    for _ in range(2):
        place(app, stall)
    place(app, other)
    assert [o.number for o in rows_of(app, stall.shop, Order)] == [1, 2]
    assert [o.number for o in rows_of(app, other.shop, Order)] == [1]


def test_boxes_are_shown_only_for_purposes_that_are_carried_out(
    app: Flask, stall: Stall, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = send_form(client, typed(stall))
    assert 'name="consent_' not in client.get(answer.location).text
    news = Capability("consent.news", Heading.PURPOSE, lambda _shop: [Paragraph("Gửi tin")])
    monkeypatch.setitem(app.extensions, "shopapp_capabilities", (news,))
    page = client.get(REVIEW).text
    assert 'name="consent_news"' in page
    assert 'checked id="consent_news"' not in page
    client.post(REVIEW, data=hidden_of(page) | {"declared": "y", "consent_news": "y"})
    [consent] = rows_of(app, stall.shop, Consent)
    assert (consent.purpose, consent.given, consent.channel) == ("news", True, "web")
    assert "tin tức" in consent.wording


def _product_of(app: Flask, stall: Stall, variant: int = 0) -> int:
    with app.app_context(), acting_for(stall.shop):
        return get_variants(stall.shop, [variant or stall.small])[variant or stall.small].product_id
