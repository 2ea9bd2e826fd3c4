"""A cookie that was good once is good for nothing afterwards: each way to end × who held it × where it is tried.

Each case copies the cookie of a working session, lets the session end in one way, and tries the copy on the page it
opened, from a fresh browser. Figure: 0 accepted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.accounts.actions import disable_account, end_sessions
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.models import Domain
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_staff
from tests.accounts.builders import sign_in as sign_in_staff
from tests.conftest import ShopClient
from tests.customers.builders import NEW, PASSWORD, PHONE, make_customer, newest_code, post
from tests.customers.builders import sign_in as sign_in_customer

ClientOf = Callable[[ShopRef], ShopClient]
STAFF_PASSWORD = "bốn con mèo uống trà"


@dataclass
class Held:
    """A session and the pages around it. `account` is the id of who holds it."""

    app: Flask
    shop: ShopRef
    client: ShopClient
    account: int
    cookie: str
    home: str
    sign_in: Callable[..., Any]

    def token(self) -> str:
        held = self.client.get_cookie(self.cookie, domain=f"{self.shop.slug}.localhost")
        assert held is not None
        return held.value

    def act(self, change: Callable[[], object]) -> None:
        with self.app.app_context(), acting_for(self.shop), transaction():
            change()


def staff(app: Flask, shop: ShopRef, client: ShopClient) -> Held:
    account = make_staff(app, shop)
    assert sign_in_staff(client, f"chu@{shop.slug}.example", kept="y").status_code == 303
    return Held(app, shop, client, account, "staff", "/quan-tri", sign_in_staff)


def customer(app: Flask, shop: ShopRef, client: ShopClient) -> Held:
    account = make_customer(app, shop)
    assert sign_in_customer(client, kept="y").status_code == 303
    return Held(app, shop, client, account, "customer", "/tai-khoan", sign_in_customer)


def sign_out(held: Held) -> None:
    post(held.client, f"{held.home}/dang-xuat", page=held.home)


def sign_in_again(held: Held) -> None:
    """A new session in the same browser takes the place of the one before."""
    contact, password = (PHONE, PASSWORD) if held.cookie == "customer" else ("chu@a.example", STAFF_PASSWORD)
    page = "/tai-khoan/dang-nhap" if held.cookie == "customer" else "/quan-tri/dang-nhap"
    field = "contact" if held.cookie == "customer" else "email"
    fresh = held.app.test_client()
    assert isinstance(fresh, ShopClient)
    fresh.base_url = held.shop.base_url
    fresh.set_cookie(held.cookie, held.token(), domain=f"{held.shop.slug}.localhost")
    elsewhere = "/lien-he"
    assert post(fresh, page, page=elsewhere, **{field: contact, "password": password}).status_code == 303


def change_password(held: Held) -> None:
    if held.cookie == "customer":
        answer = post(held.client, "/tai-khoan/mat-khau", current=PASSWORD, password=NEW)
    else:
        answer = post(held.client, "/quan-tri/mat-khau", current=STAFF_PASSWORD, password=NEW, again=NEW)
    assert answer.status_code == 303


def sign_out_everywhere(held: Held) -> None:
    held.act(lambda: end_sessions(held.shop, held.account))


def disable(held: Held) -> None:
    held.act(lambda: disable_account(held.shop, held.account))


ENDINGS = [sign_out, sign_in_again, change_password, sign_out_everywhere, disable]


def accepted(app: Flask, shop: ShopRef, cookie: str, token: str, home: str, host: str = "") -> bool:
    """Whether a fresh browser with this cookie gets in, by reading or by changing something."""
    client = app.test_client()
    assert isinstance(client, ShopClient)
    host = host or f"{shop.slug}.localhost"
    client.base_url = f"http://{host}"
    client.set_cookie(cookie, token, domain=host)
    pages = (
        ("/quan-tri", "/quan-tri/cua-hang", "/quan-tri/mat-khau") if cookie == "staff" else (home, f"{home}/dia-chi")
    )
    read = any(client.get(page).status_code == 200 for page in pages)
    written = post(client, f"{home}/mat-khau", page="/lien-he", current="x", password="y").status_code != 403
    return read or written


@pytest.mark.parametrize("who", [staff, customer])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_cookie_replayed_after_its_session_ended_is_refused(
    app: Flask,
    shop: ShopRef,
    client: ShopClient,
    who: Callable[[Flask, ShopRef, ShopClient], Held],
    ending: Callable[[Held], None],
) -> None:
    held = who(app, shop, client)
    token = held.token()
    assert accepted(app, shop, held.cookie, token, held.home), "the copy was good"
    ending(held)
    assert not accepted(app, shop, held.cookie, token, held.home)


@pytest.mark.parametrize("who", [staff, customer])
@pytest.mark.parametrize("ending", [None, *ENDINGS])
def test_a_cookie_is_refused_on_another_host_and_at_another_shop_before_and_after(
    app: Flask,
    two_shops: tuple[ShopRef, ShopRef],
    client: ShopClient,
    who: Callable[[Flask, ShopRef, ShopClient], Held],
    ending: Callable[[Held], None] | None,
) -> None:
    a, b = two_shops
    with app.app_context(), acting_for(None), transaction():
        db.session.add(Domain(host="second.localhost", shop_id=a.id))
    held = who(app, a, client)
    token = held.token()
    if ending is not None:
        ending(held)
    for shop, host in ((b, ""), (a, "second.localhost")):
        assert not accepted(app, shop, held.cookie, token, held.home, host)


@pytest.mark.parametrize(("who", "other"), [(staff, "customer"), (customer, "staff")])
def test_a_cookie_of_one_kind_opens_nothing_of_the_other(
    app: Flask, shop: ShopRef, client: ShopClient, who: Callable[[Flask, ShopRef, ShopClient], Held], other: str
) -> None:
    token = who(app, shop, client).token()
    home = "/quan-tri" if other == "staff" else "/tai-khoan"
    assert not accepted(app, shop, other, token, home)


def test_a_customers_cookie_is_refused_after_a_reset_and_after_securing_and_once_its_time_is_over(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    with time_machine.travel("2026-11-22T04:00:00Z", tick=False) as clock:
        tokens = [(held := customer(app, shop, client_of(shop))).token()]
        for path in ("/tai-khoan/quen-mat-khau", "/tai-khoan/bao-ve"):
            helper = client_of(shop)
            post(helper, path, contact=PHONE)
            post(helper, "/tai-khoan/xac-nhan", code=newest_code(app, shop))
            assert post(helper, "/tai-khoan/mat-khau-moi", password=NEW, text="").status_code == 303
            assert not any(accepted(app, shop, "customer", token, "/tai-khoan") for token in tokens)
            tokens.append(token_of(helper))
        assert accepted(app, shop, "customer", tokens[-1], "/tai-khoan")
        clock.shift(2 * 3600 + 1)
        assert not any(accepted(app, shop, "customer", token, "/tai-khoan") for token in tokens), "idle too long"
    assert held.cookie == "customer"


def token_of(client: ShopClient) -> str:
    held = client.get_cookie("customer", domain="a.localhost")
    assert held is not None
    return held.value
