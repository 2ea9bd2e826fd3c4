"""Behind the link: the conversation for whoever holds it, contact data in part, and nobody else."""

from typing import Any

import pytest
from flask import Flask

from shopapp.accounts.models import Account
from shopapp.inquiries import actions
from shopapp.inquiries.models import Attachment, Inquiry, InquiryMessage
from shopapp.inquiries.rules import MessageDraft, Sending
from shopapp.kernel.codes import new_token
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff
from tests.builders import NOW
from tests.conftest import ShopClient
from tests.inquiries.builders import (
    EMAIL,
    NAME,
    PDF,
    PHONE,
    ask,
    fields_of,
    make_inquiry,
    make_product,
    messages_of,
    picture,
    rows_of,
    send,
    upload,
)


def link_of(app: Flask, shop: ShopRef, **differences: Any) -> str:
    return f"/yeu-cau/{make_inquiry(app, shop, **differences).token}"


def answer_it(app: Flask, shop: ShopRef, inquiry_id: int, body: str, product_ids: tuple[int, ...] = ()) -> None:
    known = rows_of(app, shop, Account)
    account_id = known[0].id if known else make_staff(app, shop)
    draft, sending = MessageDraft(body, product_ids), Sending(new_token(), "f")
    with app.app_context(), acting_for(shop), transaction():
        actions.answer(shop, inquiry_id, draft, sending, account_id=account_id, now=NOW)


def write_on(client: ShopClient, place: str, **differences: Any) -> Any:
    return send(client, place, fields_of(client.get(place).text) | {"body": "Tôi đợi nhé."} | differences)


def test_contact_data_is_shown_in_part_only(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    page = client.get(link_of(app, shop, address="12 ngõ Mẫu, Hà Nội")).text
    for whole in (NAME, PHONE, "0900 000 105", "0900000105", EMAIL, "12 ngõ Mẫu"):
        assert whole not in page
    for part in ("L••• T••• H••• Mẫu", "0900 ••• 105", "m•••i@khach.example"):
        assert part in page


def test_the_page_is_kept_by_no_cache_and_no_index(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = client.get(link_of(app, shop))
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert 'name="robots" content="noindex' in answer.text


def test_a_link_opens_in_its_own_shop_alone(app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Any) -> None:
    place = link_of(app, two_shops[0])
    assert client_of(two_shops[0]).get(place).status_code == 200
    assert client_of(two_shops[1]).get(place).status_code == 404
    foreign = client_of(two_shops[1])
    data = fields_of(foreign.get("/lien-he").text) | {"body": "x"}
    assert send(foreign, place, data).status_code == 404
    assert len(rows_of(app, two_shops[0], InquiryMessage)) == 1


def test_other_links_lead_nowhere(shop: ShopRef, client: ShopClient) -> None:
    for token in ("x", "0" * 47, "0" * 49, "G" * 48, "A" * 48, "0" * 48, "%00" * 10, "../../etc"):
        assert client.get(f"/yeu-cau/{token}").status_code == 404, token


def test_who_guesses_links_is_stopped(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    codes = [client.get(f"/yeu-cau/{n:048x}").status_code for n in range(21)]
    assert codes == [404] * 20 + [429]
    assert client.get(link_of(app, shop)).status_code == 200, "a right link still opens"


def test_a_raised_version_ends_the_old_link(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    from shopapp.inquiries.actions.send import locked
    from shopapp.platform.links import link_hash, link_token

    sent = make_inquiry(app, shop)
    with app.app_context(), acting_for(shop):
        with transaction():
            row = locked(shop, sent.id)
            row.link_version, row.link_hash = 2, link_hash(shop, "inquiry", sent.id, 2)
        renewed = link_token(shop, "inquiry", sent.id, 2)
    assert client.get(f"/yeu-cau/{sent.token}").status_code == 404
    assert client.get(f"/yeu-cau/{renewed}").status_code == 200


def test_the_customer_writes_on_and_the_shop_is_told(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = link_of(app, shop)
    answer = write_on(client, place, files=[upload(picture()), upload(PDF, "ghi chú.pdf")])
    assert answer.status_code == 303
    assert answer.location == f"{place}#last"
    assert "Tôi đợi nhé." in client.get(place).text
    assert [m.author for m in rows_of(app, shop, InquiryMessage)] == ["customer", "customer"]
    assert len(rows_of(app, shop, Attachment)) == 2
    assert messages_of(app, shop)[3:] == [("inquiries.new_for_shop", "email", "shop@a.example")]


@pytest.mark.parametrize("is_closed", [False, True])
def test_writing_on_after_an_answer_makes_the_shop_owe_one(
    app: Flask, shop: ShopRef, client: ShopClient, is_closed: bool
) -> None:
    sent = make_inquiry(app, shop)
    answer_it(app, shop, sent.id, "Dạ có.")
    if is_closed:
        with app.app_context(), acting_for(shop), transaction():
            actions.close(shop, sent.id, now=NOW)
    place = f"/yeu-cau/{sent.token}"
    assert write_on(client, place).status_code == 303
    [inquiry] = rows_of(app, shop, Inquiry)
    assert (inquiry.state, inquiry.closed_at) == ("waiting", None)


def test_the_answer_and_its_products_are_read_behind_the_link(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_staff(app, shop, name="Trần Thị Chủ")
    sent = make_inquiry(app, shop)
    answer_it(app, shop, sent.id, "Dạ, cửa hàng gửi mẫu.", (make_product(app, shop),))
    page = client.get(f"/yeu-cau/{sent.token}").text
    assert "Dạ, cửa hàng gửi mẫu." in page
    assert 'href="/san-pham/be-mochi"' in page
    assert "5.000.000\u00a0₫" in page
    assert "Trần Thị Chủ" not in page, "who of the staff answered is the shop's affair"


def test_the_same_message_sent_twice_is_written_once(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = link_of(app, shop)
    data = fields_of(client.get(place).text) | {"body": "Tôi đợi nhé."}
    assert [send(client, place, data).status_code for _ in range(2)] == [303, 303]
    assert len(rows_of(app, shop, InquiryMessage)) == 2
    other = send(client, place, data | {"body": "Khác"})
    assert other.status_code == 409
    assert "Khác</textarea>" in other.text
    assert send(client, place, fields_of(other.text) | {"body": "Khác"}).status_code == 303


def test_a_form_of_one_thread_does_not_write_into_another(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    first, second = link_of(app, shop), link_of(app, shop, phone="+84900000106")
    data = fields_of(client.get(first).text) | {"body": "Tôi đợi nhé."}
    assert send(client, first, data).status_code == 303
    assert send(client, second, data).status_code == 409
    assert len(rows_of(app, shop, InquiryMessage)) == 3


def test_an_empty_or_endless_message_comes_back(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = link_of(app, shop)
    for body in ("", " \u200b\n", "x" * 4001):
        answer = write_on(client, place, body=body, files=[upload(picture(), "giữ.jpg")])
        assert answer.status_code == 422
        assert 'id="body-error"' in answer.text
        assert "giữ.jpg" in answer.text
    assert len(rows_of(app, shop, InquiryMessage)) == 1


def test_an_outdated_page_loses_nothing_of_a_message(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = write_on(client, link_of(app, shop), csrf_token="outdated")
    assert answer.status_code == 422
    assert "Tôi đợi nhé." in answer.text


def test_one_thread_cannot_be_flooded(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = link_of(app, shop)
    data = fields_of(client.get(place).text) | {"body": ""}
    assert {send(client, place, data).status_code for _ in range(31)} == {422, 429}


def test_the_link_in_the_mail_is_the_page(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    from shopapp.notifications.models import Message
    from shopapp.notifications.wording import copy_of, word

    place = ask(client).location
    with app.app_context():
        with acting_for(shop):
            rows = [copy_of(row) for row in rows_of_message(Message)]
        with acting_for(None):
            letters = [word(shop, row) for row in rows]
    received, sms, to_shop = letters
    assert f"http://a.localhost{place}" in received.text
    assert f"http://a.localhost{place}" in received.html
    assert f"http://a.localhost{place}" in sms.text
    assert place not in to_shop.text, "the shop answers behind its own sign-in"
    assert PHONE not in to_shop.text + to_shop.html
    assert EMAIL not in to_shop.text + to_shop.html


def rows_of_message(model: Any) -> list[Any]:
    from sqlalchemy import select

    from shopapp.platform.database import db

    return list(db.session.execute(select(model).order_by(model.id)).scalars())
