"""Finding an order by code and phone tells nobody which of the two was wrong."""

import re
from typing import Any

import pytest
from flask import Flask

from tests.builders import csrf_token
from tests.conftest import ShopClient
from tests.orders.builders import Stall, errors_of, only_order, place


def look(client: ShopClient, code: str, phone: str) -> Any:
    token = csrf_token(client.get("/tra-cuu").text)
    return client.post("/tra-cuu", data={"csrf_token": token, "code": code, "phone": phone})


def bare(page: str) -> str:
    """The page without what differs each time: the token and what was typed."""
    page = re.sub(r'name="csrf_token"[^>]*>', "", page)
    return re.sub(r'value="[^"]*"', "", page)


@pytest.mark.parametrize("write", [str.upper, str.lower, lambda c: f" {c[:2]}-{c[2:5]} {c[5:]} ", lambda c: c[2:]])
def test_code_and_phone_lead_to_the_masked_page(app: Flask, stall: Stall, client: ShopClient, write: Any) -> None:
    placed = place(app, stall)
    answer = look(client, write(only_order(app, stall.shop).code), "+84 900 000 123")
    assert (answer.status_code, answer.location) == (303, f"/don-hang/{placed.token}")
    assert "0900 ••• 123" in client.get(answer.location).text


def test_a_wrong_pair_gets_the_same_answer_whichever_is_wrong(app: Flask, stall: Stall, client: ShopClient) -> None:
    token = place(app, stall).token
    unknown = look(client, "DH333333", "0900000123")
    wrong = look(client, only_order(app, stall.shop).code, "0900000124")
    assert (unknown.status_code, wrong.status_code) == (404, 404)
    assert bare(unknown.text) == bare(wrong.text)
    assert token not in wrong.text
    assert dict(unknown.headers).keys() == dict(wrong.headers).keys()


def test_the_recipient_cannot_open_the_surprise(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    assert look(client, only_order(app, stall.shop).code, "0900 000 124").status_code == 404


def test_mistakes_are_named_at_their_field(stall: Stall, client: ShopClient) -> None:
    answer = look(client, "", "12")
    assert answer.status_code == 422
    assert set(errors_of(answer.text)) == {"code", "phone"}


def test_twenty_tries_in_ten_minutes_are_enough(app: Flask, stall: Stall, client: ShopClient) -> None:
    place(app, stall)
    code = only_order(app, stall.shop).code
    answers = [look(client, "DH333333", "0900000123").status_code for _ in range(20)]
    assert answers == [404] * 20
    last = look(client, code, "0900000123")
    assert last.status_code == 429
    assert "/don-hang/" not in last.text


def test_an_order_of_another_shop_is_not_found(app: Flask, stall: Stall, client_of: Any, two_shops: Any) -> None:
    place(app, stall)
    assert look(client_of(two_shops[1]), only_order(app, stall.shop).code, "0900000123").status_code == 404
