"""One's own account in the back office: details, browsers one is signed in with, and the notice of a new one."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.accounts.devices import device_label, network_of
from shopapp.accounts.queries import find_staff
from shopapp.notifications.models import Message
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import PASSWORD, make_seller, make_staff, post, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient

ClientOf = Callable[[ShopRef], ShopClient]
OWN = "/quan-tri/tai-khoan"
ANDROID = "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 Chrome/129.0.0.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0"


def sign_in_with(client: ShopClient, agent: str, address: str = "203.0.113.7") -> Any:
    """Sign the owner in with a browser that calls itself so, from that address."""
    token = csrf_token(client.get("/quan-tri/dang-nhap").text)
    data = {"csrf_token": token, "email": "chu@a.example", "password": PASSWORD}
    return client.post(
        "/quan-tri/dang-nhap", data=data, headers={"User-Agent": agent}, environ_overrides={"REMOTE_ADDR": address}
    )


def notices(app: Flask, shop: ShopRef) -> list[str]:
    with app.app_context(), acting_for(shop):
        found = db.session.execute(select(Message.facts).where(Message.kind == "accounts.staff_new_device")).scalars()
        return [facts["device"] for facts in found]


def test_a_new_device_is_told_once_and_the_first_never(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    sign_in_with(phone, ANDROID)
    assert notices(app, shop) == []
    sign_in_with(desk, WINDOWS)
    assert notices(app, shop) == ["Edge · Windows"]
    for browser in (phone, desk):
        browser.delete_cookie("staff", domain="a.localhost")
    # Known again by its cookie in another network, and by its network without the cookie.
    sign_in_with(phone, ANDROID, "198.51.100.20")
    desk.delete_cookie("device", domain="a.localhost")
    sign_in_with(desk, WINDOWS, "203.0.7.9")
    assert notices(app, shop) == ["Edge · Windows"]
    sign_in_with(client_of(shop), IPHONE, "198.51.100.20")
    assert notices(app, shop) == ["Edge · Windows", "Safari · iPhone"]


def test_one_sees_where_one_is_signed_in_and_signs_out_there(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    sign_in_with(phone, ANDROID)
    sign_in_with(desk, WINDOWS)
    page = desk.get(OWN).text
    assert "Chrome · Android" in page
    assert "Edge · Windows" in page
    assert "SM-A155F" not in page
    assert post(desk, f"{OWN}/thiet-bi/1/dang-xuat", page=OWN).status_code == 303
    assert phone.get("/quan-tri").status_code == 303
    assert desk.get("/quan-tri").status_code == 200
    sign_in_with(phone, ANDROID)
    assert post(desk, f"{OWN}/dang-xuat-het", page=OWN).status_code == 303
    assert {browser.get("/quan-tri").status_code for browser in (phone, desk)} == {303}


def test_a_colleagues_device_is_not_signed_out(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    make_seller(app, shop)
    owner, seller = client_of(shop), client_of(shop)
    sign_in(owner, "chu@a.example")
    sign_in(seller, "ban@a.example")
    post(seller, f"{OWN}/thiet-bi/1/dang-xuat", page=OWN)
    assert owner.get("/quan-tri").status_code == 200


def test_name_and_phone_are_changed_and_a_colleagues_number_is_refused(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    make_seller(app, shop, phone="+84900000177")
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    assert post(client, OWN, name="Trần Thị Mới", phone="0900 000 178").status_code == 303
    with app.app_context(), acting_for(shop):
        found = find_staff(shop, "chu@a.example")
    assert found is not None
    assert (found.name, found.phone) == ("Trần Thị Mới", "+84900000178")
    taken = post(client, OWN, name="Tên đang gõ", phone="+84 900 000 177")
    assert taken.status_code == 422
    assert "Tên đang gõ" in taken.text


def test_an_idle_session_ends_and_a_kept_one_lasts_two_weeks(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    begin = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    with time_machine.travel(begin, tick=False) as clock:
        make_staff(app, shop)
        short, kept = client_of(shop), client_of(shop)
        sign_in(short, "chu@a.example")
        sign_in(kept, "chu@a.example", kept="y")
        clock.move_to(begin + timedelta(hours=2))
        assert (short.get("/quan-tri").status_code, kept.get("/quan-tri").status_code) == (303, 200)
        clock.move_to(begin + timedelta(days=14))
        assert kept.get("/quan-tri").status_code == 303


def test_of_a_browser_only_family_system_and_rough_network_are_known() -> None:
    assert device_label(ANDROID) == "Chrome · Android"
    assert device_label(IPHONE) == "Safari · iPhone"
    assert device_label(WINDOWS) == "Edge · Windows"
    assert device_label("<script>" * 9000) == ""
    assert network_of("203.0.113.7") == network_of("203.0.200.1") != network_of("203.1.113.7")
    assert network_of("2001:db8:1::1") == network_of("2001:db8:ffff::2") != network_of("2001:db9::1")
    assert network_of("not an address") == ""
