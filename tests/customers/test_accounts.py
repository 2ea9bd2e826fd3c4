"""An account in use: sign-in, password, contacts, devices, and making it safe again."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.accounts.models import Account, AccountSession
from shopapp.accounts.signals import MisuseKind, MisuseReport, misuse_reported
from shopapp.customers.models import ContactClaim, Customer
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.conftest import ShopClient
from tests.customers.builders import EMAIL, NEW, PASSWORD, PHONE, is_in, make_customer, newest_code, post, sign_in
from tests.orders.builders import errors_of, messages_of, rows_of, value_of

ClientOf = Callable[[ShopRef], ShopClient]


def test_only_a_ticked_box_keeps_somebody_signed_in(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_customer(app, shop)
    kept = sign_in(client_of(shop), kept="y").headers.getlist("Set-Cookie")
    short = sign_in(client_of(shop)).headers.getlist("Set-Cookie")
    assert any(c.startswith("customer=") and f"Max-Age={14 * 24 * 3600}" in c for c in kept)
    assert any(c.startswith("customer=") and "Max-Age" not in c for c in short)


def test_after_signing_in_one_goes_on_to_an_own_page_and_nowhere_else(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    make_customer(app, shop)
    asked = client_of(shop).get("/tai-khoan/dia-chi?x=1")
    assert asked.location == "/tai-khoan/dang-nhap?tiep=/tai-khoan/dia-chi?x%3D1"
    assert sign_in(client_of(shop), tiep="/tai-khoan/dia-chi?x=1").location == "/tai-khoan/dia-chi?x=1"
    for bad in ("https://evil.example", "//evil.example", "/quan-tri", "/tai-khoan/../quan-tri", "/tai-khoan\\@evil"):
        assert sign_in(client_of(shop), tiep=bad).location == "/tai-khoan"


def test_signed_out_a_change_is_refused_in_words(client: ShopClient) -> None:
    token = post(client, "/tai-khoan/dang-nhap", contact="x", password="y")
    assert token.status_code == 422
    answer = post(client, "/tai-khoan/thong-tin", page="/tai-khoan/dang-nhap", name="x", language="vi")
    assert answer.status_code == 403
    assert "/tai-khoan/dang-nhap" in answer.text


def test_devices_are_listed_and_signed_out_one_by_one_or_all(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_customer(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"
    sign_in(phone)
    sign_in(desk)
    page = desk.get("/tai-khoan/thiet-bi").text
    assert "Android" in page
    ids = sorted({int(part.split("/")[0]) for part in page.split("/tai-khoan/thiet-bi/")[1:]})
    for session_id in ids:
        post(desk, f"/tai-khoan/thiet-bi/{session_id}/dang-xuat", page="/tai-khoan/thiet-bi")
    assert (is_in(phone), is_in(desk)) == (False, True), "this device has no such button"
    sign_in(phone)
    assert post(desk, "/tai-khoan/dang-xuat-het", page="/tai-khoan").location == "/tai-khoan/dang-nhap"
    assert (is_in(phone), is_in(desk)) == (False, False)


@pytest.mark.parametrize("known", [True, False])
def test_a_forgotten_password_is_replaced_by_a_code_to_the_contact(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf, known: bool
) -> None:
    make_customer(app, shop)
    elsewhere = client_of(shop)
    sign_in(elsewhere)
    contact = PHONE if known else "0900 000 199"
    assert post(client, "/tai-khoan/quen-mat-khau", contact=contact).location == "/tai-khoan/xac-nhan"
    if not known:
        assert messages_of(app, shop)[-1] == ("customers.unknown", "sms", "+84900000199")
        assert post(client, "/tai-khoan/xac-nhan", code="000000").status_code == 422
        return
    assert client.get("/tai-khoan/mat-khau-moi").location == "/tai-khoan/xac-nhan", "first the code"
    post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop))
    weak = post(client, "/tai-khoan/mat-khau-moi", password="phamthikhach")
    assert "password" in errors_of(weak.text), "the account's own name is refused once the contact is proven"
    answer = post(client, "/tai-khoan/mat-khau-moi", password=NEW)
    assert answer.location == "/tai-khoan"
    assert (is_in(client), is_in(elsewhere)) == (True, False)
    assert sign_in(client_of(shop), password=PASSWORD).status_code == 422
    assert sign_in(client_of(shop), password=NEW).status_code == 303
    assert messages_of(app, shop)[-1][0] == "customers.password_changed"


def test_a_contact_changes_only_with_password_and_proof_and_the_old_one_is_told(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf
) -> None:
    make_customer(app, shop, by="email")
    sign_in(client, EMAIL)
    path, new = "/tai-khoan/lien-lac?loai=email", "moi@khach.example"
    wrong = post(client, path, contact=new, current="not it")
    assert (wrong.status_code, value_of(wrong.text, "contact")) == (422, new)
    assert post(client, path, contact=new, current=PASSWORD).location == "/tai-khoan/xac-nhan"
    stale = client_of(shop)
    post(stale, "/tai-khoan/quen-mat-khau", contact=EMAIL)
    old_code = newest_code(app, shop)
    assert rows_of(app, shop, Account)[0].email == EMAIL, "nothing changes before the proof"
    post(client, "/tai-khoan/xac-nhan/gui-lai", page="/tai-khoan/xac-nhan")
    assert post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop)).location == "/tai-khoan/thong-tin"
    assert rows_of(app, shop, Account)[0].email == new
    assert messages_of(app, shop)[-1] == ("customers.contact_changed", "email", EMAIL)
    assert post(stale, "/tai-khoan/xac-nhan", page="/tai-khoan/dang-nhap", code=old_code).status_code == 410
    assert sign_in(client_of(shop), EMAIL).status_code == 422
    assert sign_in(client_of(shop), new).status_code == 303


def test_a_contact_of_somebody_else_cannot_be_taken_over_nor_told_apart(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    make_customer(app, shop)
    make_customer(app, shop, phone="+84900000152", email="b@khach.example", name="Người Khác")
    sign_in(client)
    answer = post(client, "/tai-khoan/lien-lac?loai=phone", contact="0900 000 152", current=PASSWORD)
    assert answer.location == "/tai-khoan/xac-nhan"
    assert messages_of(app, shop)[-1] == ("customers.known", "sms", "+84900000152")
    assert {account.phone for account in rows_of(app, shop, Account)} == {PHONE, "+84900000152"}


def test_a_change_begun_while_signed_in_ends_in_no_other_account(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_customer(app, shop)
    make_customer(app, shop, phone="+84900000152", email="b@khach.example", name="Người Khác")
    sign_in(client)
    post(client, "/tai-khoan/lien-lac?loai=phone", contact="0900 000 153", current=PASSWORD)
    code = newest_code(app, shop)
    post(client, "/tai-khoan/dang-xuat", page="/tai-khoan")
    sign_in(client, "0900 000 152")
    assert post(client, "/tai-khoan/xac-nhan", page="/tai-khoan", code=code).status_code in (303, 410)
    assert {account.phone for account in rows_of(app, shop, Account)} == {PHONE, "+84900000152"}


@pytest.mark.parametrize("signed_in", [True, False])
def test_one_step_secures_the_account_and_tells_the_shop(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf, signed_in: bool
) -> None:
    account = make_customer(app, shop)
    thief, heard = client_of(shop), list[MisuseReport]()

    def listen(_shop: ShopRef, report: MisuseReport) -> None:
        heard.append(report)

    sign_in(thief)
    with misuse_reported.connected_to(listen):
        if signed_in:
            sign_in(client)
            wrong = post(client, "/tai-khoan/bao-ve", current="no", password=NEW, text="Có đơn lạ")
            assert (wrong.status_code, value_of(wrong.text, "text")) == (422, "Có đơn lạ")
            assert heard == []
            answer = post(client, "/tai-khoan/bao-ve", current=PASSWORD, password=NEW, text="Có đơn lạ")
        else:
            assert post(client, "/tai-khoan/bao-ve", contact="0900000151").status_code == 303
            post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop))
            answer = post(client, "/tai-khoan/mat-khau-moi", password=NEW, text="Có đơn lạ")
    assert answer.location == "/tai-khoan"
    [report] = heard
    assert (report.kind, report.account_id, report.contact, report.text) == (
        MisuseKind.ACCOUNT_SECURED,
        account,
        PHONE,
        "Có đơn lạ",
    )
    assert (is_in(client), is_in(thief)) == (True, False)
    assert len(rows_of(app, shop, AccountSession)) == 1
    assert sign_in(client_of(shop), password=PASSWORD).status_code == 422


def test_ten_wrong_passwords_close_the_door_for_a_while_whatever_a_stranger_says_of_addresses(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    make_customer(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        client = client_of(shop)
        tries = []
        for n in range(11):
            client.environ_base["HTTP_X_FORWARDED_FOR"] = f"203.0.113.{n}"
            tries.append(sign_in(client, password=f"wrong {n}").status_code)
        assert tries == [422] * 10 + [429]
        other = client_of(shop)
        other.environ_base["REMOTE_ADDR"] = "198.51.100.7"
        assert sign_in(other).status_code == 429, "the account, from any address"
        assert sign_in(client_of(shop), "0900 000 199").status_code == 429, "the address, for any account"
        clock.shift(15 * 60)
        assert sign_in(client).status_code == 303


def test_five_wrong_codes_are_the_last_for_a_while_however_many_codes_are_asked_for(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    make_customer(app, shop)
    with time_machine.travel("2026-11-22T04:00:00Z", tick=False) as clock:
        post(client, "/tai-khoan/quen-mat-khau", contact=PHONE)
        wrong = str((int(newest_code(app, shop)) + 1) % 10**6).zfill(6)
        for _ in range(5):
            assert post(client, "/tai-khoan/xac-nhan", code=wrong).status_code == 422
        post(client, "/tai-khoan/xac-nhan/gui-lai", page="/tai-khoan/xac-nhan")
        assert post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop)).status_code == 422
        clock.shift(15 * 60)
        post(client, "/tai-khoan/quen-mat-khau", contact=PHONE)
        assert post(client, "/tai-khoan/xac-nhan", code=newest_code(app, shop)).status_code == 303


def test_codes_are_capped_for_a_number_and_for_an_address(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    with time_machine.travel("2026-11-22T04:00:00Z", tick=False):
        client = client_of(shop)
        answers = [post(client, "/tai-khoan/quen-mat-khau", contact=PHONE).status_code for _ in range(6)]
        assert answers == [303] * 5 + [429]
        answers = [
            post(client, "/tai-khoan/quen-mat-khau", contact=f"k{n}@khach.example").status_code for n in range(25)
        ]
        assert answers == [303] * 24 + [429]


@pytest.mark.parametrize("kind", ["known", "unknown", "password_changed", "contact_changed"])
@pytest.mark.parametrize("channel", ["email", "sms"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_message_is_worded(app: Flask, shop: ShopRef, kind: str, channel: str, language: str) -> None:
    facts: dict[str, Any] = {
        "links": {
            "sign_in": "/tai-khoan/dang-nhap",
            "forgotten": "/x",
            "register": "/y",
            "secure": "/tai-khoan/bao-ve",
        },
        "after": "0900 ••• 152",
        "is_email": False,
    }
    message = Message(
        kind=f"customers.{kind}", channel=channel, to_contact="x", language=language, reference="r", facts=facts
    )
    with app.app_context(), acting_for(None):
        letter = word(shop, copy_of(message))
    assert "http://a.localhost/" in letter.text
    assert "%(" not in letter.text


def test_name_and_language_are_changed_and_waiting_claims_are_swept(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    from shopapp.customers.jobs import forget_claims

    with time_machine.travel("2026-11-22T04:00:00Z", tick=False) as clock:
        make_customer(app, shop)
        sign_in(client)
        post(client, "/tai-khoan/lien-lac?loai=phone", contact="0900 000 153", current=PASSWORD)
        assert post(client, "/tai-khoan/thong-tin", name="", language="vi").status_code == 422
        assert post(client, "/tai-khoan/thong-tin", name="Phạm Khách Mới", language="en").status_code == 303
        assert rows_of(app, shop, Account)[0].name == "Phạm Khách Mới"
        assert rows_of(app, shop, Customer)[0].language == "en"
        clock.shift(3600)
        from shopapp.kernel.clock import now

        with app.app_context(), acting_for(shop):
            forget_claims(shop, now())
        assert rows_of(app, shop, ContactClaim) == []
