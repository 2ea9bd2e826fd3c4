"""One-time sign-in links: opened by a tap, once, within a day, at one shop."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from shopapp.accounts.actions import disable_account, sweep
from shopapp.accounts.models import AccountSession, SignInLink
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_link, make_staff, post, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], ShopClient]
NEW = "chín con vịt đi chợ"


@pytest.fixture
def address(app: Flask, shop: ShopRef) -> str:
    """The path of a fresh link for an owner who has no password yet."""
    owner = make_staff(app, shop, password=None)
    return "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))


def test_looking_at_a_link_uses_nothing_up(address: str, shop: ShopRef, client_of: ClientOf, inside: Inside) -> None:
    for _ in range(3):
        page = client_of(shop).get(address)
        assert page.status_code == 200
        assert "Set-Cookie" not in page.headers or "staff=" not in page.headers["Set-Cookie"]
    with inside(shop):
        assert db.session.execute(select(func.count()).select_from(AccountSession)).scalar_one() == 0
        assert db.session.execute(select(SignInLink.used_at)).scalar_one() is None


def test_a_link_signs_in_and_asks_for_a_password(address: str, client: ShopClient) -> None:
    answer = post(client, address)
    assert (answer.status_code, answer.location) == (303, "/quan-tri/mat-khau")
    page = client.get("/quan-tri/mat-khau").text
    assert 'name="current"' not in page
    assert post(client, "/quan-tri/mat-khau", password=NEW, again=NEW).status_code == 303
    assert 'name="current"' in client.get("/quan-tri/mat-khau").text, "from now on the old one is asked for"
    post(client, "/quan-tri/dang-xuat", page="/quan-tri")
    assert sign_in(client, "chu@a.example", NEW).status_code == 303


def test_a_password_may_wait(address: str, client: ShopClient) -> None:
    post(client, address)
    assert client.get("/quan-tri").status_code == 200


def test_a_link_works_once_and_says_so_afterwards(address: str, shop: ShopRef, client_of: ClientOf) -> None:
    first, second = client_of(shop), client_of(shop)
    token = csrf_token(second.get(address).text)
    assert post(first, address).status_code == 303
    again = second.post(address, data={"csrf_token": token})
    assert again.status_code == 410
    assert second.get(address, query_string={"lang": "en"}).text.count("This link is used up") == 2
    assert second.get("/quan-tri").status_code == 303


def test_a_link_ends_after_a_day(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    owner = make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        path = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
        client = client_of(shop)
        clock.shift(24 * 3600 - 1)
        token = csrf_token(client.get(path).text)
        clock.shift(1)
        answer = client.post(path, data={"csrf_token": token}, query_string={"lang": "en"})
        assert answer.status_code == 410
        assert "This link is too old" in answer.text
        assert client.get(path).status_code == 410


def test_a_link_is_unknown_at_another_shop(
    address: str, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf, inside: Inside
) -> None:
    a, b = two_shops
    stranger = client_of(b)
    token = csrf_token(stranger.get("/quan-tri/dang-nhap").text)
    assert stranger.get(address).status_code == 404
    assert stranger.post(address, data={"csrf_token": token}).status_code == 404
    with inside(a):
        assert db.session.execute(select(SignInLink.used_at)).scalar_one() is None
    assert post(client_of(a), address).status_code == 303


def test_guessed_links_are_not_found_and_soon_not_answered(shop: ShopRef, client: ShopClient) -> None:
    statuses = [client.get(f"/quan-tri/dang-nhap/{'x' * n}").status_code for n in range(1, 23)]
    assert statuses == [404] * 20 + [429] * 2


def test_a_link_of_a_closed_account_opens_nothing(
    app: Flask, shop: ShopRef, client: ShopClient, inside: Inside
) -> None:
    owner = make_staff(app, shop)
    path = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
    token = csrf_token(client.get(path).text)
    with inside(shop), transaction():
        disable_account(shop, owner)
    assert client.post(path, data={"csrf_token": token}).status_code == 404
    assert client.get("/quan-tri").status_code == 303


def test_a_new_password_ends_links_that_wait(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    owner = make_staff(app, shop)
    path = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    post(client, "/quan-tri/mat-khau", current=PASSWORD, password=NEW, again=NEW)
    assert client_of(shop).get(path).status_code == 404


def test_an_hour_after_the_link_the_old_password_is_asked_for(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    owner = make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        path = "/quan-tri/dang-nhap/" + make_link(app, shop, owner, now=datetime.now(UTC))
        client = client_of(shop)
        post(client, path)
        assert 'name="current"' not in client.get("/quan-tri/mat-khau").text
        clock.shift(3600)
        assert 'name="current"' in client.get("/quan-tri/mat-khau").text


def test_used_links_are_forgotten_after_two_days(app: Flask, shop: ShopRef, inside: Inside) -> None:
    owner = make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        make_link(app, shop, owner, now=datetime.now(UTC))
        for hours, left in ((30, 1), (20, 0)):
            clock.shift(hours * 3600)
            with inside(shop), transaction():
                sweep(shop, now=datetime.now(UTC))
            with inside(shop):
                assert db.session.execute(select(func.count()).select_from(SignInLink)).scalar_one() == left
