"""What a visitor sends arrives whole and once, or comes back with everything typed and a word for each mistake."""

import re
import threading
import unicodedata
from typing import Any

from flask import Flask

from shopapp.customers.models import Customer
from shopapp.inquiries.models import Inquiry, InquiryMessage
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Acknowledgement
from tests.builders import make_shop
from tests.conftest import ShopClient
from tests.inquiries.builders import (
    EMAIL,
    NAME,
    PHONE,
    ask,
    fields_of,
    filled,
    make_product,
    messages_of,
    rows_of,
    send,
)


def shop_of(app: Flask, slug: str, kind: str, **profile: Any) -> ShopRef:
    with app.app_context():
        return make_shop(slug, kind=kind, **profile)


def errors_of(page: str) -> set[str]:
    """Names of the fields that show a mistake."""
    return set(re.findall(r'class="error" id="([^"]+)-error"', page))


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*value="([^"]*)"', page)
    found = found or re.search(rf'<textarea[^>]*name="{name}"[^>]*>\s?([^<]*)<', page)
    assert found, name
    return found.group(1).strip()


def test_a_question_reaches_the_shop_and_both_are_told(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = ask(client)
    assert answer.status_code == 303
    assert re.fullmatch(r"/yeu-cau/[0-9a-f]{48}", answer.location)
    assert "Hoa có giao trong sáng mai không?" in client.get(answer.location).text
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (inquiry.kind, inquiry.state, inquiry.source, inquiry.language) == ("question", "new", "web", "vi")
    assert (inquiry.name, inquiry.phone, inquiry.email, inquiry.address) == (NAME, PHONE, EMAIL, "")
    assert re.fullmatch(r"H-[34679ACDEFGHJKMNPQRTUVWXY]{6}", inquiry.code)
    [customer] = rows_of(app, shop, Customer)
    assert inquiry.customer_id == customer.id
    assert messages_of(app, shop) == [
        ("inquiries.received", "email", EMAIL),
        ("inquiries.received", "sms", PHONE),
        ("inquiries.new_for_shop", "email", "shop@a.example"),
    ]


def test_no_table_holds_the_link(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    token = ask(client).location.rsplit("/", 1)[-1]
    [inquiry] = rows_of(app, shop, Inquiry)
    assert token not in str(vars(inquiry))


def test_the_sentence_of_agreement_is_kept_with_the_policy_it_meant(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    ask(client)
    [inquiry] = rows_of(app, shop, Inquiry)
    [said] = rows_of(app, shop, Acknowledgement)
    assert (said.subject_kind, said.subject_id, said.kind, said.language) == ("inquiry", inquiry.id, "policy", "vi")
    assert said.wording in client.get("/lien-he").text
    assert str(said.policy_version_id) == fields_of(client.get("/lien-he").text)["policy"]


def test_a_policy_that_changed_meanwhile_is_shown_before_anything_is_kept(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    page = client.get("/lien-he").text
    answer = send(client, "/lien-he", filled(page, policy="999"))
    assert answer.status_code == 422
    assert "#policy-note" in answer.text
    assert rows_of(app, shop, Inquiry) == []
    assert send(client, "/lien-he", filled(answer.text)).status_code == 303


def test_what_the_shop_requires_is_required(app: Flask, client_of: Any) -> None:
    shop = shop_of(app, "cun", "puppies", inquiry_required=("name", "phone", "email", "address"))
    client = client_of(shop)
    for path in ("/lien-he", "/lien-he?loai=khieu-nai", "/bao-gia"):
        answer = ask(client, path, name="", phone=" ", email="", address="\u200b", body="\n \n")
        assert answer.status_code == 422
        assert errors_of(answer.text) == {"name", "phone", "email", "address", "body"}
        assert ask(client, path, address="12 Phố Mẫu").status_code == 303
    assert [inquiry.address for inquiry in rows_of(app, shop, Inquiry)] == ["12 Phố Mẫu"] * 3


def test_the_policy_page_names_what_the_form_asks(app: Flask, client_of: Any) -> None:
    shop = shop_of(app, "cun", "puppies", inquiry_required=("name", "phone", "email", "address"))
    page = client_of(shop).get("/chinh-sach-bao-mat?lang=en").text
    assert "Question: needed are full name, phone number, e-mail, address, what is asked or told" in page
    assert 'href="/bao-gia"' in page


def test_one_way_to_answer_is_always_needed(app: Flask, client_of: Any) -> None:
    shop = shop_of(app, "tre", "general", inquiry_required=("name",))
    answer = ask(client_of(shop), phone="", email="")
    assert (answer.status_code, errors_of(answer.text)) == (422, {"phone"})
    assert ask(client_of(shop), phone="").status_code == 303
    assert ask(client_of(shop), email="").status_code == 303
    assert [kind for kind, channel, _to in messages_of(app, shop) if channel == "sms"] == ["inquiries.received"]


MISTAKES = (
    ("phone", "12345"),
    ("phone", "0912 345 67x"),
    ("email", "mẫu@khách.vn"),
    ("email", "a@b@c"),
    ("email", "a b@khach.example\r\nBcc: x@y.example"),
    ("name", "x" * 121),
    ("body", "x" * 4001),
    ("product", "999999999999999999999"),
    ("product", "1 OR 1=1"),
)


def test_a_mistake_is_named_at_its_field_and_all_typed_is_kept(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    right = {"name": NAME, "phone": "0900 000 105", "email": EMAIL, "body": "Hoa có giao trong sáng mai không?"}
    for field, typed in MISTAKES:
        answer = ask(client, **{field: typed})
        assert (answer.status_code, errors_of(answer.text)) == (422, {field}), typed
        assert f'href="#{field}"' in answer.text
        for name in right.keys() - {field}:
            assert value_of(answer.text, name) == right[name]
    assert rows_of(app, shop, Inquiry) == []
    assert messages_of(app, shop) == []


def test_decomposed_accents_odd_spaces_and_emoji_are_stored_in_one_form(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    name = unicodedata.normalize("NFD", "  Lê\u00a0Thị \u200b Hỏi Mẫu ")
    body = unicodedata.normalize("NFD", "Chào cửa hàng 🌸\r\n\r\n\r\n\r\nCó giao không?\x00\u202e")
    assert ask(client, name=name, body=body, phone="+84\u00a0900.000.105").status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    [message] = rows_of(app, shop, InquiryMessage)
    assert (inquiry.name, inquiry.phone) == (NAME, PHONE)
    assert message.body == "Chào cửa hàng 🌸\n\nCó giao không?"


def test_markup_that_was_typed_is_shown_as_text(client: ShopClient) -> None:
    answer = ask(client, name="<b>x</b>", body="\"'><x-y onload=alert(1)>")
    page = client.get(answer.location).text
    assert "<x-y" not in page
    assert "&lt;x-y" in page


def test_ten_megabytes_of_text_are_refused_in_words(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = ask(client, "/lien-he?lang=en", body="ố" * (10 * 1024 * 1024 // 3))
    assert answer.status_code == 422
    assert "Please shorten this to 4000 characters" in answer.text
    assert rows_of(app, shop, Inquiry) == []


def test_more_than_any_form_may_hold_is_refused_whole(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    assert ask(client, body="x" * (60 * 1024 * 1024)).status_code == 413
    assert rows_of(app, shop, Inquiry) == []


def test_a_form_that_was_open_too_long_keeps_everything_and_can_be_sent_again(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    page = client.get("/lien-he").text
    answer = send(client, "/lien-he", filled(page, csrf_token="outdated"))
    assert answer.status_code == 422
    assert value_of(answer.text, "body") == "Hoa có giao trong sáng mai không?"
    assert rows_of(app, shop, Inquiry) == []
    assert send(client, "/lien-he", filled(answer.text)).status_code == 303


def test_nothing_is_taken_without_the_token_of_the_form(app: Flask, shop: ShopRef, client_of: Any) -> None:
    data = filled(client_of(shop).get("/lien-he").text)
    assert send(client_of(shop), "/lien-he", data).status_code == 422
    assert rows_of(app, shop, Inquiry) == []


def test_the_same_form_sent_twice_is_one_inquiry(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    data = filled(client.get("/lien-he").text)
    first, second = (send(client, "/lien-he", data) for _ in range(2))
    assert first.location == second.location
    assert len(rows_of(app, shop, Inquiry)) == 1
    assert len(messages_of(app, shop)) == 3


def test_the_same_form_sent_at_the_same_moment_is_one_inquiry(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    data = filled(client.get("/lien-he").text)
    cookie = client.get_cookie("form", domain="a.localhost")
    assert cookie is not None
    places: list[str] = []

    def send_it() -> None:
        other = app.test_client()
        assert isinstance(other, ShopClient)
        other.set_cookie("form", cookie.value, domain="a.localhost")
        places.append(send(other, "/lien-he", data).location)

    threads = [threading.Thread(target=send_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 6
    assert len(set(places)) == 1
    assert len(rows_of(app, shop, Inquiry)) == 1
    assert len(messages_of(app, shop)) == 3


def test_the_same_form_with_other_content_is_asked_about_and_can_be_sent_as_a_second_inquiry(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    data = filled(client.get("/lien-he").text)
    send(client, "/lien-he", data)
    answer = send(client, "/lien-he", data | {"body": "Và có thiệp không?"})
    assert answer.status_code == 409
    assert value_of(answer.text, "body") == "Và có thiệp không?"
    assert len(rows_of(app, shop, Inquiry)) == 1
    again = send(client, "/lien-he", data | fields_of(answer.text) | {"body": "Và có thiệp không?"})
    assert again.status_code == 303
    assert len(rows_of(app, shop, Inquiry)) == 2
    assert len(rows_of(app, shop, Customer)) == 1, "the same phone and e-mail are the same guest"


def test_a_form_key_of_a_wrong_form_is_replaced(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    keys = ("", "x", "a" * 33, "../../../../etc/passwd0000000000000")
    for key in keys:
        assert ask(client, form_key=key).status_code == 303
    assert len({inquiry.submission_key for inquiry in rows_of(app, shop, Inquiry)} - set(keys)) == len(keys)


def test_a_question_about_a_product_says_which(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    product_id = make_product(app, shop)
    page = client.get("/lien-he?sp=be-mochi").text
    assert "Bé Mochi" in page
    assert 'name="product"' not in page, "the address says it"
    answer = send(client, "/lien-he?sp=be-mochi", filled(page))
    assert answer.status_code == 303
    assert "Bé Mochi" in client.get(answer.location).text
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.product_id == product_id


def test_a_product_can_be_chosen_on_the_page(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    product_id = make_product(app, shop)
    assert ask(client, product=str(product_id)).status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.product_id == product_id


def test_products_of_another_shop_cannot_be_named(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: ShopClient
) -> None:
    theirs = make_product(app, two_shops[1], "Của Shop B")
    answer = ask(client, product=str(theirs))
    assert (answer.status_code, errors_of(answer.text)) == (422, {"product"})
    assert "Của Shop B" not in client.get("/lien-he?sp=cua-shop-b").text
    assert ask(client, "/lien-he?sp=cua-shop-b").status_code == 303
    [inquiry] = rows_of(app, two_shops[0], Inquiry)
    assert inquiry.product_id is None


def test_fields_nobody_asked_for_change_nothing(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    extra = {"shop_id": "2", "id": "77", "state": "closed", "source": "phone", "code": "X", "address": "hidden"}
    assert ask(client, **extra).status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (inquiry.shop_id, inquiry.state, inquiry.source, inquiry.address) == (shop.id, "new", "web", "")
    assert inquiry.id != 77


def test_a_complaint_may_name_an_order(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    assert 'name="order_code"' not in client.get("/lien-he").text
    assert ask(client, "/lien-he?loai=khieu-nai", order_code=" dh-12 ").status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (inquiry.kind, inquiry.order_code) == ("complaint", "dh-12")


def test_a_sign_is_quoted_with_its_facts(app: Flask, client_of: Any) -> None:
    shop = shop_of(app, "bien", "signs")
    client = client_of(shop)
    facts = {
        "type": "Hộp đèn",
        "width_cm": "1.200",
        "height_cm": "80",
        "quantity": "2",
        "material": "Mica",
        "light": "led",
        "deadline": "2030-01-31",
        "budget": "5.000.000",
    }
    answer = ask(client, "/bao-gia", **facts, body="")
    assert answer.status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert inquiry.quote == facts | {"width_cm": 1200, "height_cm": 80, "quantity": 2, "budget": 5_000_000}
    page = client.get(answer.location).text
    assert "31/01/2030" in page
    assert "5.000.000\u00a0₫" in page


def test_facts_that_make_no_sense_are_named(app: Flask, client_of: Any) -> None:
    shop = shop_of(app, "bien", "signs")
    client = client_of(shop)
    for field, typed in (
        ("type", ""),
        ("width_cm", "0"),
        ("width_cm", "3,5"),
        ("height_cm", "-80"),
        ("quantity", "1e9"),
        ("quantity", "٣"),
        ("quantity", "9" * 39),
        ("budget", "5 triệu"),
        ("deadline", "2020-01-01"),
        ("deadline", "mai"),
        ("light", "laser"),
    ):
        answer = ask(client, "/bao-gia", **({"type": "Bạt"} | {field: typed}))
        assert (answer.status_code, errors_of(answer.text)) == (422, {field}), typed
    assert rows_of(app, shop, Inquiry) == []


def test_a_link_must_be_one(app: Flask, client_of: Any) -> None:
    client = client_of(shop_of(app, "mac", "clothes"))
    for link in ("javascript:alert(1)", "shop.example/ao", "https://", 'https://x" onclick="y'):
        assert errors_of(ask(client, "/bao-gia", link=link).text) == {"link"}, link
    assert ask(client, "/bao-gia", link="https://shop.example/ao?id=1").status_code == 303


def test_who_sends_without_end_is_stopped(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    data = filled(client.get("/lien-he").text, name="")
    codes = {send(client, "/lien-he", data).status_code for _ in range(61)}
    assert codes == {422, 429}


def test_the_owner_is_written_to_where_there_is_one(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    from tests.accounts.builders import make_staff

    make_staff(app, shop)
    ask(client)
    assert ("inquiries.new_for_shop", "email", "chu@a.example") in messages_of(app, shop)


def test_the_forms_explain_themselves_in_the_words_of_the_shop(app: Flask, client_of: Any) -> None:
    texts = {"inquiry_intro": "Hỏi gì cũng được.", "quote_intro": "Gửi kích thước nhé."}
    shop = shop_of(app, "loi", "general", texts=texts)
    assert "Hỏi gì cũng được." in client_of(shop).get("/lien-he").text
    assert "Gửi kích thước nhé." in client_of(shop).get("/bao-gia").text
