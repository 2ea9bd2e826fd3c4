"""Anybody's way to their own data: with a code, and only to what is bound to the contact it went to."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from shopapp.customers import actions as customers
from shopapp.customers.actions.guests import join_guests
from shopapp.customers.models import Customer
from shopapp.customers.rules import Visit
from shopapp.notifications.models import Message
from shopapp.orders.actions.drafts import save_draft
from shopapp.orders.models import Order
from shopapp.platform.database import transaction
from shopapp.platform.personal_data import Purpose, ReceiverKind
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights.models import DataRequest
from shopapp.records.actions import add_receiver, disclose, note_read, record_consent
from shopapp.records.bars import BarKind, is_barred
from shopapp.records.queries import current_policy_id, has_consented
from shopapp.records.rules import Ground, ReadReason, Reference
from tests.builders import NOW, csrf_token
from tests.conftest import ShopClient, on_one_engine
from tests.customers.builders import make_customer, newest_code, post, sign_in
from tests.inquiries.builders import make_inquiry
from tests.notifications.builders import work_off
from tests.orders.builders import furnish, messages_of, place, rows_of
from tests.privacy.rights_visit import CODE, HOME, prove, send
from tests.security.test_enumeration import hide, without_chance

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
SENDER, RECIPIENT, STRANGER = "0900 000 123", "0900 000 124", "0900 000 199"
OF_SENDER = ("Nguyễn Thị Mẫu", "mau@khach.example", "0900 000 123", "0900 ••• 123", "Xin giấu tên người gửi")
OF_RECIPIENT = ("Trần Văn Nhận", "0900 000 124", "12 đường Ví Dụ", "Chúc mừng sinh nhật!")


@pytest.fixture(autouse=True)
def clock() -> Iterator["time_machine.Traveller"]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def main_of(page: str) -> str:
    """What stands between header and footer, where no page names anybody."""
    return page.partition("<main")[2].partition("</main>")[0]


def look(client: ShopClient, path: str) -> str:
    """One of the pages behind the door."""
    answer = client.get(HOME + path)
    assert answer.status_code == 200
    return answer.text


def code_of(app: Flask, shop: ShopRef) -> str:
    """The code of the only order."""
    [order] = rows_of(app, shop, Order)
    return order.code


def test_a_gift_recipient_sees_the_gift_and_nothing_of_who_sent_it(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop), note="Xin giấu tên người gửi")
    home = prove(client, app, shop, RECIPIENT)
    pages = [home, *(look(client, path) for path in ("/xem", "/xem?phan=order.received", "/sua", "/xoa", "/tai-ve"))]
    assert all(text in pages[1] for text in OF_RECIPIENT)
    for page in pages:
        assert not [text for text in OF_SENDER if text in main_of(page)]
    assert code_of(app, shop) not in "".join(pages)
    assert client.get(f"{HOME}/xem?phan=order.sent").status_code == 404


def test_the_sender_sees_the_order_and_nothing_of_who_receives_it(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop), note="Gọi trước khi giao")
    prove(client, app, shop, "mau@khach.example")
    page = client.get(f"{HOME}/xem").text
    for text in ("Nguyễn Thị Mẫu", code_of(app, shop), "Gọi trước khi giao", "1 × Bó hồng đỏ"):
        assert text in page
    assert not [text for text in (*OF_RECIPIENT, "0900 ••• 124", "Phường") if text in main_of(page)]


def test_each_side_sees_who_opened_and_received_its_own_half(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    stall = furnish(app, shop)
    order = Reference("order", place(app, stall).id)
    fields = ("recipient_name", "recipient_phone", "recipient_address", "order_code", "name", "phone")
    with app.app_context(), acting_for(shop), transaction():
        note_read(shop, account_id=stall.owner, subject=order, what="contact", now=NOW, reason=ReadReason.CALL)
        carrier = add_receiver(
            shop, kind=ReceiverKind.SUPPLIER, name="Xưởng Ví Dụ", fields=fields, agreed_on=NOW.date(), now=NOW
        )
        disclose(shop, carrier, order, fields, purpose=Purpose.ORDER, ground=Ground.CONTRACT, now=NOW)
    work_off(app)
    pages = {}
    for contact in (SENDER, RECIPIENT):
        client = client_of(shop)
        prove(client, app, shop, contact)
        pages[contact] = main_of(client.get(f"{HOME}/xem").text).partition('id="opened"')[2]
        assert "đã mở 1 lần" in pages[contact]
        assert "Xưởng Ví Dụ" in pages[contact]
    assert code_of(app, shop) in pages[SENDER]
    assert "Dịch vụ tin nhắn SMS" in pages[SENDER]
    assert code_of(app, shop) not in pages[RECIPIENT]
    assert "Dịch vụ" not in pages[RECIPIENT], "what was sent to the sender is no business of hers"
    assert "mã đơn hàng" not in pages[RECIPIENT]


def test_of_a_form_that_was_begun_each_side_sees_its_own_half(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    typed = {"sender_name": "Người Giấu Tên", "sender_phone": SENDER, "note": "Đừng nói tên tôi", "for_whom": "gift"}
    typed |= {"recipient_name": "Trần Văn Nhận", "recipient_phone": RECIPIENT, "street": "12 đường Ví Dụ"}
    with app.app_context(), acting_for(shop), transaction():
        save_draft(shop, "a-key-of-a-form", typed, now=NOW)
    pages = {}
    for contact in (SENDER, RECIPIENT):
        client = client_of(shop)
        prove(client, app, shop, contact)
        pages[contact] = main_of(client.get(f"{HOME}/xem").text)
    assert "Đừng nói tên tôi" in pages[SENDER]
    assert "12 đường Ví Dụ" not in pages[SENDER]
    assert "12 đường Ví Dụ" in pages[RECIPIENT]
    assert not [text for text in ("Giấu Tên", "Đừng nói", "000 123") if text in pages[RECIPIENT]]


def test_any_other_contact_in_a_row_is_masked_because_a_number_may_be_mistyped(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop))
    make_inquiry(app, shop, phone="+84900000123", email="nguoi.khac@khach.example")
    prove(client, app, shop, SENDER)
    page = main_of(client.get(f"{HOME}/xem").text)
    assert "0900 000 123" in page
    assert "m•••u@khach.example" in page
    assert "mau@khach.example" not in page
    assert "n•••c@khach.example" in page
    assert "nguoi.khac@" not in page


def test_known_and_unknown_contacts_get_the_same_bytes_until_the_code_is_typed(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    place(app, furnish(app, shop))
    make_customer(app, shop)
    seen = []
    for contact in (SENDER, "0900 000 151", STRANGER):
        client = client_of(shop)
        answers = [post(client, HOME, contact=contact), client.get(CODE), post(client, CODE, code="000000")]
        answers.append(post(client, f"{CODE}/gui-lai", page=CODE))
        cookies = [re.sub(r"=[^;]*", "", cookie, count=1) for cookie in answers[0].headers.getlist("Set-Cookie")]
        pages = [(answer.status_code, hide(without_chance(answer.text), contact)) for answer in answers]
        seen.append((sorted(re.sub("Expires=[^;]*", "", cookie) for cookie in cookies), pages))
    assert seen[0] == seen[1] == seen[2]
    told = [message for message in messages_of(app, shop) if message[0] == "accounts.code"][1:]
    assert {(kind, to) for kind, _channel, to in told} == {
        ("accounts.code", to) for to in ("+84900000123", "+84900000151", "+84900000199")
    }
    nothing = prove(client_of(shop), app, shop, "chua.tung@khach.example")
    assert "không lưu dữ liệu nào" in nothing


def test_guessed_codes_are_limited_by_visit_contact_and_address(
    app: Flask, shop: ShopRef, client_of: ClientOf, clock: "time_machine.Traveller"
) -> None:
    guesser = client_of(shop)
    post(guesser, HOME, contact=SENDER)
    right = newest_code(app, shop)
    wrong = str((int(right) + 1) % 10**6).zfill(6)
    assert "còn" in post(guesser, CODE, code=wrong).text.lower()
    for _try in range(4):
        assert post(guesser, CODE, code=wrong).status_code == 422
    assert post(guesser, CODE, code=right).status_code == 422, "five wrong ones close the code"
    assert guesser.get(HOME).text.count('name="contact"') == 1
    again = client_of(shop)
    post(again, HOME, contact=SENDER)
    assert post(again, CODE, code=newest_code(app, shop)).status_code == 422, "and the contact, for 15 minutes"
    clock.shift(timedelta(minutes=16))
    post(again, HOME, contact=SENDER)
    assert post(again, CODE, code=newest_code(app, shop)).status_code == 303
    codes = [post(client_of(shop), HOME, contact=SENDER).status_code for _ in range(4)]
    assert codes[-1] == 429, "five codes an hour to one number"
    tries = [post(client_of(shop), HOME, contact=f"0900 000 {n}").status_code for n in range(200, 230)]
    assert tries[-1] == 429, "thirty an hour from one address"


def test_a_code_opens_only_the_browser_it_was_asked_for_in_and_only_its_own_shop(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    shop, other = two_shops
    place(app, furnish(app, shop))
    mine, thief = client_of(shop), client_of(shop)
    post(mine, HOME, contact=SENDER)
    post(thief, HOME, contact=STRANGER)
    before = mine.get_cookie("data", domain="a.localhost")
    mine_code = [m.facts["code"] for m in rows_of(app, shop, Message) if m.to_contact == "+84900000123"][-1]
    assert post(thief, CODE, code=mine_code).status_code == 422
    assert post(mine, CODE, code=mine_code).status_code == 303
    after = mine.get_cookie("data", domain="a.localhost")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    planted = client_of(shop)
    planted.set_cookie("data", before.value, domain="a.localhost")
    assert planted.get(f"{HOME}/xem").status_code == 410, "a cookie planted before the code opens nothing after it"
    elsewhere = client_of(other)
    elsewhere.set_cookie("data", after.value, domain="b.localhost")
    assert elsewhere.get(f"{HOME}/xem").status_code == 410


def test_a_proof_ends_after_half_an_hour_and_by_its_button_and_keeps_what_was_typed(
    app: Flask, shop: ShopRef, client: ShopClient, clock: "time_machine.Traveller"
) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    page = f"{HOME}/sua"
    text = client.get(page).text
    clock.shift(timedelta(minutes=31))

    late = client.post(page, data={"csrf_token": csrf_token(text), "wrong": "Tên sai", "right": "Mẫu Đúng Tên"})
    assert late.status_code == 410
    assert "Tên sai" in late.text
    assert "Mẫu Đúng Tên" in late.text
    assert client.get(f"{HOME}/xem").status_code == 410
    clock.shift(timedelta(minutes=30))
    prove(client, app, shop, SENDER)
    assert send(client, "/ket-thuc", "").status_code == 303
    assert 'name="contact"' in client.get(HOME).text


def test_who_is_signed_in_needs_no_code_and_sees_what_joined_the_account(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    stall = furnish(app, shop)
    make_customer(app, shop)
    place(app, stall, sender_phone="+84900000151", sender_email="", is_gift=False, recipient_phone="+84900000151")
    sign_in(client)
    for path in ("/tai-khoan", "/tai-khoan/du-lieu"):
        assert HOME in client.get(path).text
    page = client.get(f"{HOME}/xem").text
    assert "0900 000 151" in page
    assert "Bó hồng đỏ" in page
    # Nobody has proven the e-mail address that was typed when registering.
    assert "khach.mau@khach.example" not in main_of(page)
    assert "k•••u@khach.example" in page


def test_a_code_to_a_contact_of_an_account_opens_the_account_with_its_other_contact_masked(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    account = make_customer(app, shop)
    with app.app_context(), acting_for(shop), transaction():
        token = customers.claim_for_change(shop, account, "khach.mau@khach.example", language="vi", now=NOW)
    code = newest_code(app, shop)
    with app.app_context(), acting_for(shop), transaction():
        customers.fulfil(shop, token, code, visit=Visit("a.localhost"), account_id=account, now=NOW)
    place(app, furnish(app, shop), sender_phone="+84900000123", sender_email="khach.mau@khach.example")
    with app.app_context(), acting_for(shop), transaction():
        join_guests(shop, account, "khach.mau@khach.example")
    prove(client, app, shop, "0900 000 151")
    page = main_of(client.get(f"{HOME}/xem").text)
    assert "Bó hồng đỏ" in page, "what joined the account is the person's"
    assert "0900 000 151" in page
    assert "k•••u@khach.example" in page
    assert "khach.mau@" not in page
    assert "được đóng" in client.get(f"{HOME}/xoa").text, "deleting closes the account"


def test_one_contact_asks_for_so_much_a_day(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_inquiry(app, shop, email="")
    prove(client, app, shop, "0900 000 105")
    answers = [send(client, "/dong-y/phan-doi", "").status_code for _ in range(21)]
    assert answers == [303] * 20 + [429]


def test_correcting_ones_name_counts_at_once_and_the_rest_becomes_one_request(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:

    make_inquiry(app, shop, email="")
    prove(client, app, shop, "0900 000 105")
    assert send(client, "/sua/ten", "/sua", name="").status_code == 422
    assert send(client, "/sua/ten", "/sua", name="Lê Thị Hỏi Đúng").status_code == 303
    assert [customer.name for customer in rows_of(app, shop, Customer)] == ["Lê Thị Hỏi Đúng"]
    empty = send(client, "/sua", wrong="Địa chỉ", right="")
    assert empty.status_code == 422
    assert "Địa chỉ" in empty.text
    assert send(client, "/sua", wrong="Địa chỉ cũ", right="Số 5 đường Ví Dụ").status_code == 303
    second = send(client, "/sua", "", wrong="Câu hỏi", right="Câu khác")
    assert second.status_code == 409
    assert "Câu khác" in second.text, "what was typed stays"
    [asked] = rows_of(app, shop, DataRequest)
    assert "Số 5 đường Ví Dụ" in asked.details
    assert asked.code in second.text
    assert asked.code in client.get(HOME).text


def test_a_name_in_a_row_with_somebody_elses_contact_is_not_touched(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:

    make_inquiry(app, shop)
    prove(client, app, shop, "0900 000 105")
    page = client.get(f"{HOME}/sua").text
    assert "/sua/ten" not in page
    assert send(client, "/sua/ten", "/sua", name="Kẻ Khác").status_code == 303
    assert [customer.name for customer in rows_of(app, shop, Customer)] == ["Lê Thị Hỏi Mẫu"]


def test_rights_that_count_at_once(app: Flask, shop: ShopRef, client: ShopClient) -> None:

    phone = "+84900000105"
    sent = make_inquiry(app, shop, email="")
    with app.app_context(), acting_for(shop), transaction():
        for purpose in (Purpose.NEWS, Purpose.MARKETING):
            record_consent(
                shop,
                subject=Reference("inquiry", sent.id),
                contact=phone,
                purpose=purpose,
                given=True,
                wording="Có",
                policy_version_id=current_policy_id(shop) or 0,
                channel="web",
                source="test",
                now=NOW,
            )
    prove(client, app, shop, "0900 000 105")

    def stands() -> tuple[bool, bool, bool, bool]:
        with app.app_context(), acting_for(shop):
            return (
                has_consented(shop, phone, Purpose.NEWS),
                has_consented(shop, phone, Purpose.MARKETING),
                is_barred(shop, phone, BarKind.OBJECTED),
                is_barred(shop, phone, BarKind.RESTRICTED),
            )

    page = "/dong-y"
    assert stands() == (True, True, False, False)
    assert send(client, "/dong-y/rut-lai", page, purpose="order").status_code == 404
    assert send(client, "/dong-y/rut-lai", page, purpose="news").status_code == 303
    assert stands() == (False, True, False, False)
    assert send(client, "/dong-y/phan-doi", page).status_code == 303
    assert stands() == (False, False, True, False)
    assert send(client, "/dong-y/han-che", page).status_code == 303
    assert stands() == (False, False, True, True)
    assert "Số biên nhận" in client.get(HOME + page).text
    assert send(client, "/dong-y/bo-han-che", page).status_code == 303
    assert stands() == (False, False, True, False)


def test_pages_of_rights_are_kept_out_of_caches_and_search_and_linked_from_every_page(client: ShopClient) -> None:
    answer = client.get(HOME)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert f'href="{HOME}"' in client.get("/").text
    assert client.get(f"{HOME}/yeu-cau/{'0' * 48}").status_code == 404
    assert is_shut(client)


def is_shut(client: ShopClient) -> bool:
    """Every page behind the door leads back to it while nothing is proven."""
    pages = ("xem", "sua", "tai-ve", "dong-y", "xoa", "xac-nhan")
    return all(client.get(f"{HOME}/{page}").status_code == 410 for page in pages)
