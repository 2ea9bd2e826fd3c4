"""The second step: set up with a first code, asked for after password and link, each code once, never by guessing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from shopapp.accounts.models import RecoveryCode, SecondFactor
from shopapp.accounts.queries import get_factor
from shopapp.accounts.totp import code_at
from shopapp.notifications.models import Message
from shopapp.platform.access import Role
from shopapp.platform.database import db
from shopapp.platform.sealing import open_sealed
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import give_factor, make_link, make_role, make_seller, make_staff, post, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient

ClientOf = Callable[[ShopRef], ShopClient]
Clock = time_machine.Traveller
FACTOR, CODE = "/quan-tri/tai-khoan/xac-minh-hai-buoc", "/quan-tri/ma-xac-minh"
BEGIN = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    """A clock that stands still until it is moved, so that a code stays what it is."""
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def factor(app: Flask, shop: ShopRef, clock: Clock) -> tuple[str, list[str]]:
    """The owner's second factor: the seed and the recovery codes."""
    return give_factor(app, shop, make_staff(app, shop), now=BEGIN)


def type_code(client: ShopClient, code: str, **fields: str) -> Any:
    """Answer the second step."""
    return post(client, CODE, code=code, **fields)


def in_back_office(client: ShopClient) -> bool:
    return bool(client.get("/quan-tri").status_code == 200)


def test_it_is_set_up_with_a_picture_and_a_first_code(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf, clock: Clock
) -> None:
    account_id, elsewhere = make_staff(app, shop), client_of(shop)
    sign_in(elsewhere, "chu@a.example")
    sign_in(client, "chu@a.example")
    assert "otpauth" not in client.get(FACTOR).text
    assert post(client, f"{FACTOR}/bat-dau", page=FACTOR).status_code == 303
    page = client.get(FACTOR).text
    with app.app_context(), acting_for(shop):
        stored = db.session.execute(select(SecondFactor.sealed_seed)).scalar_one()
        seed = open_sealed(get_factor(shop, account_id).sealed_seed)
    assert seed in page.replace(" ", "")
    assert seed not in stored
    assert post(client, f"{FACTOR}/bat", page=FACTOR, code="000000").status_code == 422
    done = post(client, f"{FACTOR}/bat", page=FACTOR, code=code_at(seed, BEGIN))
    assert done.status_code == 200
    codes = re.findall(r"<code>([0-9A-Z]{5}-[0-9A-Z]{5})</code>", done.text)
    assert len(set(codes)) == 10
    assert not [code for code in codes if code in client.get(FACTOR).text]
    assert in_back_office(client)
    assert not in_back_office(elsewhere)


def test_after_the_password_only_a_code_opens_the_back_office(
    app: Flask, shop: ShopRef, client: ShopClient, factor: tuple[str, list[str]], clock: Clock
) -> None:
    answer = sign_in(client, "chu@a.example", kept="y", tiep="/quan-tri/cua-hang")
    assert answer.location.startswith(CODE)
    assert "Max-Age" not in next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("staff="))
    waiting = client.get_cookie("staff", domain="a.localhost")
    assert not in_back_office(client)
    assert client.post(f"{FACTOR}/tat").status_code == 403
    passed = type_code(client, code_at(factor[0], BEGIN), tiep="/quan-tri/cua-hang")
    assert passed.location == "/quan-tri/cua-hang"
    assert in_back_office(client)
    assert waiting is not None
    client.set_cookie("staff", waiting.value, domain="a.localhost")
    assert not in_back_office(client)


def test_a_code_is_taken_once_and_no_older_one_after_it(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    answers = []
    for code in (
        code_at(factor[0], BEGIN),
        code_at(factor[0], BEGIN),
        code_at(factor[0], BEGIN - timedelta(seconds=30)),
    ):
        client = client_of(shop)
        sign_in(client, "chu@a.example")
        answers.append(type_code(client, code).status_code)
    assert answers == [303, 422, 422]
    clock.move_to(BEGIN + timedelta(seconds=30))
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    assert type_code(client, code_at(factor[0], BEGIN + timedelta(seconds=30))).status_code == 303


@pytest.mark.parametrize("minutes", [-2, -1, 1, 2])
def test_a_code_of_another_time_is_refused(
    app: Flask, shop: ShopRef, client: ShopClient, factor: tuple[str, list[str]], clock: Clock, minutes: int
) -> None:
    sign_in(client, "chu@a.example")
    assert type_code(client, code_at(factor[0], BEGIN + timedelta(minutes=minutes))).status_code == 422


def test_a_recovery_code_stands_in_once_however_it_is_typed(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    code, answers = factor[1][0], []
    for typed in (f" {code.lower().replace('-', ' ')} ", code):
        client = client_of(shop)
        sign_in(client, "chu@a.example")
        answers.append(type_code(client, typed).status_code)
    assert answers == [303, 422]
    with app.app_context(), acting_for(shop):
        stored = list(db.session.execute(select(RecoveryCode.code_digest)).scalars())
    assert len(stored) == 9
    assert not [digest for digest in stored if any(code.replace("-", "") in digest for code in factor[1])]


def test_five_wrong_codes_close_it_for_a_while_on_every_address(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    client = client_of(shop)
    sign_in(client, "chu@a.example")
    answers = [type_code(client, f"{number:06}").status_code for number in range(5)]
    assert answers == [422] * 5
    right = code_at(factor[0], BEGIN)
    token = csrf_token(client.get(CODE).text)
    for address in ("203.0.113.7", "198.51.100.9"):
        tried = client.post(
            CODE,
            data={"csrf_token": token, "code": right},
            environ_overrides={"REMOTE_ADDR": address},
            headers={"X-Forwarded-For": "192.0.2.55"},
        )
        assert tried.status_code == 429
    clock.move_to(BEGIN + timedelta(minutes=16))
    later = client_of(shop)
    sign_in(later, "chu@a.example")
    assert type_code(later, code_at(factor[0], BEGIN + timedelta(minutes=16))).status_code == 303


def test_waiting_for_the_code_ends_after_ten_minutes(
    app: Flask, shop: ShopRef, client: ShopClient, factor: tuple[str, list[str]], clock: Clock
) -> None:
    sign_in(client, "chu@a.example")
    clock.move_to(BEGIN + timedelta(minutes=9))
    assert client.get(CODE).status_code == 200
    token = csrf_token(client.get(CODE).text)
    clock.move_to(BEGIN + timedelta(minutes=10))
    late = client.post(CODE, data={"csrf_token": token, "code": code_at(factor[0], BEGIN + timedelta(minutes=10))})
    assert late.location.startswith("/quan-tri/dang-nhap")
    assert not in_back_office(client)


def test_a_sign_in_link_asks_for_the_code_too_and_so_does_a_new_password(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    client = client_of(shop)
    answer = post(client, f"/quan-tri/dang-nhap/{make_link(app, shop, 1, now=BEGIN)}")
    assert answer.location.startswith(CODE)
    assert not in_back_office(client)
    assert type_code(client, code_at(factor[0], BEGIN), tiep="/quan-tri/mat-khau").location == "/quan-tri/mat-khau"
    changed = post(client, "/quan-tri/mat-khau", password="năm con vịt đi bộ", again="năm con vịt đi bộ")
    assert changed.status_code == 303
    fresh = client_of(shop)
    assert sign_in(fresh, "chu@a.example", "năm con vịt đi bộ").location.startswith(CODE)


def test_whoever_is_asked_for_it_reaches_nothing_before_setting_it_up(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    owner, seller = client_of(shop), client_of(shop)
    sign_in(owner, "chu@a.example")
    type_code(owner, code_at(factor[0], BEGIN))
    seller_id = make_seller(app, shop)
    sign_in(seller, "ban@a.example")
    assert in_back_office(seller)
    staff = "/quan-tri/cua-hang/nhan-vien"
    assert post(owner, f"{staff}/quy-tac", page=staff, **{"bat-buoc": "1"}).status_code == 303
    reached = [
        path for path in ("/quan-tri", "/quan-tri/don-hang", "/quan-tri/hoi-dap") if seller.get(path).location != FACTOR
    ]
    assert reached == []
    assert seller.post("/quan-tri/hoi-dap/moi").status_code == 403
    post(seller, f"{FACTOR}/bat-dau", page=FACTOR)
    with app.app_context(), acting_for(shop):
        seed = open_sealed(get_factor(shop, seller_id).sealed_seed)
    assert post(seller, f"{FACTOR}/bat", page=FACTOR, code=code_at(seed, BEGIN)).status_code == 200
    assert in_back_office(seller)
    clock.move_to(BEGIN + timedelta(seconds=30))
    post(seller, f"{FACTOR}/tat", page=FACTOR, code=code_at(seed, BEGIN + timedelta(seconds=30)))
    assert sign_in(client_of(shop), "ban@a.example").location.startswith(CODE)


def test_the_owner_takes_a_lost_factor_away_and_its_holder_is_told(
    app: Flask, shop: ShopRef, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    seller_id, owner, seller = make_role(app, shop, Role.SELLER), client_of(shop), client_of(shop)
    give_factor(app, shop, seller_id, now=BEGIN)
    sign_in(owner, "chu@a.example")
    type_code(owner, code_at(factor[0], BEGIN))
    page = f"/quan-tri/cua-hang/nhan-vien/{seller_id}"
    assert post(owner, f"{page}/bo-buoc-hai", page=page).status_code == 303
    assert sign_in(seller, "seller@a.example").location == "/quan-tri"
    with app.app_context(), acting_for(shop):
        [told] = db.session.execute(select(Message).where(Message.kind == "accounts.staff_factor_gone")).scalars()
        assert (told.to_contact, told.facts["by"]) == ("seller@a.example", "Trần Thị Chủ")


def test_turning_it_off_needs_a_last_code(
    app: Flask, shop: ShopRef, client: ShopClient, client_of: ClientOf, factor: tuple[str, list[str]], clock: Clock
) -> None:
    sign_in(client, "chu@a.example")
    type_code(client, factor[1][1])
    assert post(client, f"{FACTOR}/tat", page=FACTOR, code="123456").status_code == 422
    assert post(client, f"{FACTOR}/tat", page=FACTOR, code=code_at(factor[0], BEGIN)).status_code == 303
    assert sign_in(client_of(shop), "chu@a.example").location == "/quan-tri"


def test_another_shops_code_opens_nothing(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client: ShopClient, factor: tuple[str, list[str]], clock: Clock
) -> None:
    b = two_shops[1]
    seed, codes = give_factor(app, b, make_staff(app, b), now=BEGIN)
    sign_in(client, "chu@a.example")
    assert type_code(client, codes[0]).status_code == 422
    assert type_code(client, code_at(seed, BEGIN)).status_code == 422
