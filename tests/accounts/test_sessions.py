"""Sessions end when they should, for good: a cookie that was copied before opens nothing afterwards."""

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp import create_app
from shopapp.accounts.actions import disable_account, enable_account, sweep
from shopapp.accounts.models import Account, AccountSession
from shopapp.config import Settings
from shopapp.kernel.clock import now
from shopapp.kernel.codes import hash_token
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.models import Domain
from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import PASSWORD, make_seller, make_staff, post, sign_in
from tests.conftest import ShopClient

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ClientOf = Callable[[ShopRef], ShopClient]
NEW = "chín con vịt đi chợ"


def cookie_of(client: ShopClient, shop: ShopRef) -> str:
    """The value of the staff cookie this browser holds."""
    cookie = client.get_cookie("staff", domain=f"{shop.slug}.localhost")
    assert cookie is not None
    return cookie.value


def with_cookie(client: ShopClient, shop: ShopRef, value: str) -> ShopClient:
    """The browser with a staff cookie planted in it."""
    client.set_cookie("staff", value, domain=f"{shop.slug}.localhost")
    return client


def is_in(client: ShopClient) -> bool:
    """Whether the back office opens to this browser."""
    return bool(client.get("/quan-tri").status_code == 200)


def test_a_cookie_opens_nothing_after_signing_out(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    copied = cookie_of(client, shop)
    assert is_in(with_cookie(client_of(shop), shop, copied)), "a copied cookie is as good as the first, while it lives"
    assert post(client, "/quan-tri/dang-xuat", page="/quan-tri?lang=en").location == "/quan-tri/dang-nhap"
    assert client.get_cookie("staff", domain="a.localhost") is None
    assert not is_in(with_cookie(client_of(shop), shop, copied))
    assert "You are signed out." in client.get("/quan-tri/dang-nhap").text


def test_signing_out_here_leaves_other_devices_in(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    for client in (phone, desk):
        sign_in(client, "chu@a.example")
    post(desk, "/quan-tri/dang-xuat", page="/quan-tri")
    assert (is_in(phone), is_in(desk)) == (True, False)


def test_a_changed_password_ends_every_other_session_and_renews_this_one(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    make_staff(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    for client in (phone, desk):
        sign_in(client, "chu@a.example")
    copied = cookie_of(desk, shop)
    answer = post(desk, "/quan-tri/mat-khau", current=PASSWORD, password=NEW, again=NEW)
    assert (answer.status_code, answer.location) == (303, "/quan-tri")
    assert is_in(desk)
    assert not is_in(phone)
    assert not is_in(with_cookie(client_of(shop), shop, copied))
    assert sign_in(client_of(shop), "chu@a.example").status_code == 422
    assert sign_in(client_of(shop), "chu@a.example", NEW).status_code == 303


@pytest.mark.parametrize(
    "fields",
    [
        {"current": "wrong", "password": NEW, "again": NEW},
        {"current": "", "password": NEW, "again": NEW},
        {"password": NEW, "again": NEW},
        {"current": PASSWORD, "password": NEW, "again": "something else"},
        {"current": PASSWORD, "password": "", "again": ""},
        {"current": PASSWORD, "password": "short", "again": "short"},
        {"current": PASSWORD, "password": "tranthichu1", "again": "tranthichu1"},
        {"current": PASSWORD, "password": "x" * 201, "again": "x" * 201},
        {"current": PASSWORD, "password": "12345678", "again": "12345678"},
    ],
)
def test_a_bad_change_of_password_says_why_and_changes_nothing(
    app: Flask, shop: ShopRef, client_of: ClientOf, fields: dict[str, str]
) -> None:
    make_staff(app, shop)
    phone, desk = client_of(shop), client_of(shop)
    for client in (phone, desk):
        sign_in(client, "chu@a.example")
    answer = post(desk, "/quan-tri/mat-khau", **fields)
    assert answer.status_code == 422
    assert 'id="error-summary"' in answer.text
    assert is_in(phone)
    assert sign_in(client_of(shop), "chu@a.example").status_code == 303


def test_guessing_the_present_password_is_counted_as_a_try(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    wrong = [
        post(client, "/quan-tri/mat-khau", current=f"wrong {n}", password=NEW, again=NEW).status_code for n in range(11)
    ]
    assert wrong == [422] * 10 + [429]


def test_a_closed_account_is_out_at_once_and_stays_out(
    app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside
) -> None:
    seller = make_seller(app, shop)
    client = client_of(shop)
    sign_in(client, "ban@a.example")
    copied = cookie_of(client, shop)
    with inside(shop), transaction():
        disable_account(shop, seller)
    assert not is_in(client)
    with inside(shop), transaction():
        enable_account(shop, seller)
    assert not is_in(with_cookie(client_of(shop), shop, copied)), "opening the account again revives no session"


def test_a_session_row_of_a_closed_account_opens_nothing(
    app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside
) -> None:
    seller = make_seller(app, shop)
    client = client_of(shop)
    sign_in(client, "ban@a.example")
    with inside(shop), transaction():
        db.session.execute(select(Account).where(Account.id == seller)).scalar_one().is_active = False
    assert not is_in(client)


def test_a_cookie_of_one_shop_opens_nothing_at_another(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf
) -> None:
    a, b = two_shops
    make_staff(app, a, email="same@mail.example")
    make_staff(app, b, email="same@mail.example")
    client = client_of(a)
    sign_in(client, "same@mail.example")
    stranger = with_cookie(client_of(b), b, cookie_of(client, a))
    for path in ("/quan-tri", "/quan-tri/cua-hang", "/quan-tri/mat-khau"):
        assert stranger.get(path).location.startswith("/quan-tri/dang-nhap")
    assert client.get("/quan-tri", base_url=b.base_url).status_code == 303


def test_a_session_is_bound_to_the_host_it_began_on(
    app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside
) -> None:
    make_staff(app, shop)
    with inside(None), transaction():
        db.session.add(Domain(host="second.localhost", shop_id=shop.id))
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    client.set_cookie("staff", cookie_of(client, shop), domain="second.localhost")
    assert client.get("/quan-tri", base_url="http://second.localhost").status_code == 303
    assert is_in(client)


def test_without_keep_me_signed_in_two_idle_hours_end_a_session(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        client = client_of(shop)
        answer = sign_in(client, "chu@a.example")
        assert "Max-Age" not in answer.headers["Set-Cookie"], "the cookie ends with the browser"
        for _ in range(5):
            clock.shift(119 * 60)
            assert is_in(client), "using it keeps it alive"
        clock.shift(121 * 60)
        assert not is_in(client)


def test_without_keep_me_signed_in_twelve_hours_end_a_session_even_in_use(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        client = client_of(shop)
        sign_in(client, "chu@a.example")
        for _ in range(11):
            clock.shift(3600)
            assert is_in(client)
        clock.shift(3600)
        assert not is_in(client)


def test_keep_me_signed_in_lasts_two_weeks_and_no_longer(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        client = client_of(shop)
        answer = sign_in(client, "chu@a.example", kept="y")
        assert f"Max-Age={14 * 24 * 3600}" in answer.headers["Set-Cookie"]
        copied = cookie_of(client, shop)
        clock.shift(13 * 24 * 3600)
        assert is_in(with_cookie(client_of(shop), shop, copied)), "no idle time-out for a device of one's own"
        clock.shift(24 * 3600)
        assert not is_in(with_cookie(client_of(shop), shop, copied))


def test_last_seen_is_written_every_five_minutes_at_most(
    app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside, statements: list[str]
) -> None:
    make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        client = client_of(shop)
        sign_in(client, "chu@a.example")
        statements.clear()
        for _ in range(4):
            clock.shift(60)
            client.get("/quan-tri")
        assert not [s for s in statements if s.startswith("UPDATE")]
        clock.shift(60)
        client.get("/quan-tri")
        assert len([s for s in statements if s.startswith("UPDATE account_session")]) == 1


def test_the_database_holds_no_token(app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside) -> None:
    make_staff(app, shop)
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    token = cookie_of(client, shop)
    with inside(shop):
        stored = db.session.execute(select(AccountSession.token_hash)).scalar_one()
    assert stored == hash_token(token)
    assert token not in stored


def test_sweeping_deletes_what_is_over_and_leaves_what_lives(
    app: Flask, shop: ShopRef, client_of: ClientOf, inside: Inside
) -> None:
    make_staff(app, shop)
    with time_machine.travel("2026-11-22T03:00:00Z", tick=False) as clock:
        kept, short = client_of(shop), client_of(shop)
        sign_in(kept, "chu@a.example", kept="y")
        sign_in(short, "chu@a.example")
        clock.shift(3 * 3600)
        with inside(shop), transaction():
            sweep(shop, now=now())
        with inside(shop):
            assert list(db.session.execute(select(AccountSession.is_kept)).scalars()) == [True]
        assert is_in(kept)


@pytest.fixture
def https_app(settings: Settings) -> Iterator[Flask]:
    """The same instance as it runs in public: behind https."""
    app = create_app(dataclasses.replace(settings, scheme="https"))
    app.test_client_class = ShopClient
    yield app
    with app.app_context():
        db.engine.dispose()


def test_in_public_the_cookie_is_bound_to_host_and_https(app: Flask, shop: ShopRef, https_app: Flask) -> None:
    make_staff(app, shop)
    client = https_app.test_client()
    assert isinstance(client, ShopClient)
    client.base_url = "https://a.localhost"
    answer = sign_in(client, "chu@a.example")
    [cookie] = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-staff=")]
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert parts == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert client.get("/quan-tri").status_code == 200


def test_every_page_behind_sign_in_is_private_and_stored_nowhere(
    app: Flask, shop: ShopRef, client_of: ClientOf
) -> None:
    make_staff(app, shop)
    client = client_of(shop)
    answers = [sign_in(client, "chu@a.example")]
    answers += [client.get(p) for p in ("/quan-tri", "/quan-tri/cua-hang", "/quan-tri/mat-khau", "/quan-tri/dang-nhap")]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Cookie" in answer.headers["Vary"]
