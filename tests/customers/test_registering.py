"""Registering: phone first or e-mail first, one contact proven, and nothing told about contacts of others."""

from collections.abc import Callable

import pytest
import time_machine
from flask import Flask

from shopapp.accounts.models import Account
from shopapp.customers.models import ContactClaim, Customer
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.models import Acknowledgement
from tests.conftest import ShopClient
from tests.customers.builders import (
    EMAIL,
    NAME,
    PASSWORD,
    PHONE,
    TYPED,
    is_in,
    make_customer,
    newest_code,
    post,
    register,
    sign_in,
)
from tests.orders.builders import errors_of, messages_of, rows_of

ClientOf = Callable[[ShopRef], ShopClient]


@pytest.mark.parametrize(("by", "contact", "channel"), [("phone", PHONE, "sms"), ("email", EMAIL, "email")])
def test_one_contact_is_proven_and_opens_the_account(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf, by: str, contact: str, channel: str
) -> None:
    answer = register(client, app, shop, by=by)
    assert (answer.status_code, answer.location) == (303, "/tai-khoan")
    assert is_in(client)
    assert messages_of(app, shop) == [("accounts.code", channel, contact)]
    [account] = rows_of(app, shop, Account)
    assert (account.kind, account.role, account.name) == ("customer", "", NAME)
    assert (account.phone, account.email) == ((PHONE, None) if by == "phone" else (None, EMAIL))
    [customer] = rows_of(app, shop, Customer)
    assert (customer.phone, customer.email, customer.is_registered) == (PHONE, EMAIL, True)
    [agreed] = rows_of(app, shop, Acknowledgement)
    assert (agreed.subject_kind, agreed.subject_id, agreed.kind) == ("account", account.id, "policy")
    assert rows_of(app, shop, ContactClaim) == []
    other = PHONE if by == "email" else EMAIL
    assert sign_in(client_of(shop), contact).status_code == 303
    assert sign_in(client_of(shop), other).status_code == 422, "what is not proven opens nothing"


@pytest.mark.parametrize("typed", ["0900000151", "+84 900 000 151", "84900000151", "0084900000151", "０９００ 000 151"])
def test_every_form_of_one_phone_is_one_account(app: Flask, shop: ShopRef, client: ShopClient, typed: str) -> None:
    make_customer(app, shop)
    assert sign_in(client, typed).status_code == 303
    post(client, "/tai-khoan/dang-xuat", page="/tai-khoan")
    post(client, "/tai-khoan/dang-ky", **(TYPED | {"phone": typed}))
    assert messages_of(app, shop)[-1][0] == "customers.known"
    assert len(rows_of(app, shop, Account)) == 1


@pytest.mark.parametrize("email", ["khаch@khach.example", "khach@kháсh", "ｋhach@khach", "a b@khach.example", "khach@"])
def test_look_alike_addresses_are_refused_in_words(app: Flask, shop: ShopRef, client: ShopClient, email: str) -> None:
    answer = post(client, "/tai-khoan/dang-ky", **(TYPED | {"email": email, "by": "email"}))
    assert answer.status_code == 422
    assert "email" in errors_of(answer.text)
    assert "0900 000 151" in answer.text, "the rest stays"
    assert rows_of(app, shop, ContactClaim) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"phone": "123"},
        {"email": ""},
        {"by": "zalo"},
        {"password": "ngắn"},
        {"password": "phamthikhach1"},
        {"password": "0900000151"},
        {"password": "tiema2026"},
        {"password": "20/10/1995"},
        {"password": "matkhau123"},
        {"password": "x" * 201},
    ],
)
def test_a_bad_registration_says_why_and_sends_nothing(
    app: Flask, shop: ShopRef, client: ShopClient, fields: dict[str, str]
) -> None:
    answer = post(client, "/tai-khoan/dang-ky", **(TYPED | fields))
    assert answer.status_code == 422
    assert next(iter(fields)) in errors_of(answer.text) or "by" in fields
    assert 'id="error-summary"' in answer.text
    assert messages_of(app, shop) == []


def test_the_rule_stands_there_before_it_is_broken(client: ShopClient) -> None:
    page = client.get("/tai-khoan/dang-ky").text
    assert "12345678" in page
    assert "/chinh-sach-bao-mat" in page


def test_a_claim_ends_after_half_an_hour_and_a_code_after_ten_minutes(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        post(client, "/tai-khoan/dang-ky", **TYPED)
        code = newest_code(app, shop)
        clock.shift(11 * 60)
        assert post(client, "/tai-khoan/xac-nhan", code=code).status_code == 422
        again = post(client, "/tai-khoan/xac-nhan/gui-lai", page="/tai-khoan/xac-nhan")
        assert again.status_code == 303
        assert newest_code(app, shop) != code
        clock.shift(20 * 60)
        assert client.get("/tai-khoan/xac-nhan").status_code == 410
    assert rows_of(app, shop, Account) == []


def test_a_code_is_good_for_its_own_browser_purpose_and_shop_only(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    a, b = two_shops
    make_customer(app, a)
    mine, other, elsewhere = client_of(a), client_of(a), client_of(b)
    post(mine, "/tai-khoan/quen-mat-khau", contact=PHONE)
    code = newest_code(app, a)
    assert other.get("/tai-khoan/xac-nhan").status_code == 410
    cookie = mine.get_cookie("claim", domain="a.localhost")
    assert cookie is not None
    elsewhere.set_cookie("claim", cookie.value, domain="b.localhost")
    assert elsewhere.get("/tai-khoan/xac-nhan").status_code == 410
    post(other, "/tai-khoan/dang-ky", **(TYPED | {"phone": "0900 000 152", "email": "x@khach.example"}))
    assert post(other, "/tai-khoan/xac-nhan", code=code).status_code == 422, "the code of another claim"
    assert post(mine, "/tai-khoan/xac-nhan", code=code).location == "/tai-khoan/mat-khau-moi"
    token = mine.get("/tai-khoan/mat-khau-moi").text
    assert "password" in token
    assert mine.post("/tai-khoan/xac-nhan", data={"code": code}).status_code in (400, 410), "used once"
    assert not is_in(mine), "a code for a new password signs nobody in by itself"


def test_the_same_contact_in_two_shops_is_two_strangers(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    a, b = two_shops
    make_customer(app, a)
    assert sign_in(client_of(b)).status_code == 422
    assert register(client_of(b), app, b).status_code == 303
    assert {len(rows_of(app, shop, Account)) for shop in (a, b)} == {1}


def test_whoever_registered_meanwhile_wins_and_the_other_is_told(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    post(client, "/tai-khoan/dang-ky", **TYPED)
    code = newest_code(app, shop)
    make_customer(app, shop, email="another@khach.example")
    answer = post(client, "/tai-khoan/xac-nhan", code=code)
    assert answer.status_code == 409
    assert not is_in(client)


def test_staff_and_customers_with_one_address_are_two_accounts(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    from tests.accounts.builders import PASSWORD as STAFF_PASSWORD
    from tests.accounts.builders import make_staff
    from tests.accounts.builders import sign_in as staff_sign_in

    make_staff(app, shop, email=EMAIL)
    assert sign_in(client, EMAIL, STAFF_PASSWORD).status_code == 422
    make_customer(app, shop, by="email")
    assert sign_in(client, EMAIL, PASSWORD).status_code == 303
    assert staff_sign_in(client, EMAIL, PASSWORD).status_code == 422
    assert staff_sign_in(client, EMAIL, STAFF_PASSWORD).status_code == 303
    assert is_in(client), "one browser may be both"
