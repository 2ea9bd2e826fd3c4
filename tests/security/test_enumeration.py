"""Nobody learns from the pages whether a contact has an account: same bytes, same time, told only to the contact."""

import re
import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.platform.web.limits import RateCount
from tests.conftest import ShopClient, on_one_engine
from tests.customers.builders import EMAIL, PASSWORD, PHONE, TYPED, make_customer
from tests.customers.builders import NEW as OTHER_PASSWORD
from tests.support.fixtures import Proof

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
KNOWN, UNKNOWN = "0900 000 151", "0900 000 199"
FRESH = {"name": "Lê Người Mới", "email": "moi.toanh@khach.example", "password": OTHER_PASSWORD}
# A form's road, with the contact in the field it is typed into.
ROADS: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "sign-in": ("/tai-khoan/dang-nhap", lambda c: {"contact": c, "password": "không phải mật khẩu"}),
    "registration": ("/tai-khoan/dang-ky", lambda c: TYPED | FRESH | {"phone": c}),
    "reset": ("/tai-khoan/quen-mat-khau", lambda c: {"contact": c}),
    "securing": ("/tai-khoan/bao-ve", lambda c: {"contact": c}),
}


def without_chance(text: str) -> str:
    """The page without what is random on every page: form tokens."""
    return re.sub(r'(name="csrf_token"[^>]*value=")[^"]+', r"\1", text)


def take(client: ShopClient, road: str, contact: str, page: str = "") -> Any:
    """Send the road's form; the answer and, where it leads on, the next page's too."""
    path, fields = ROADS[road]
    text = page or client.get(path).text
    token, policy = (re.search(rf'name="{name}"[^>]*value="([^"]*)"', text) for name in ("csrf_token", "policy"))
    assert token is not None
    known = {"policy": policy.group(1)} if policy else {}
    return client.post(path, data={"csrf_token": token.group(1), **known, **fields(contact)})


def seen(client: ShopClient, road: str, contact: str) -> tuple[Any, ...]:
    """Everything a stranger sees: status, headers, bytes, and the pages that follow."""
    answer = take(client, road, contact)
    headers = [(n, v) for n, v in answer.headers.items() if n not in ("Set-Cookie", "Date", "Content-Length")]
    given = [re.sub(r"=[^;]*|Expires=[^;]*;", "", c, count=2) for c in answer.headers.getlist("Set-Cookie")]
    cookies = sorted(given)
    found = [answer.status_code, headers, cookies, hide(without_chance(answer.text), contact)]
    if answer.status_code == 303:
        page = client.get(answer.location)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]*)"', page.text)
        assert token is not None
        wrong = client.post(answer.location, data={"csrf_token": token.group(1), "code": "000000"})
        found += [page.status_code, hide(without_chance(page.text), contact)]
        found += [wrong.status_code, hide(without_chance(wrong.text), contact)]
    return tuple(found)


def hide(text: str, contact: str) -> str:
    """The contact itself, as typed and masked, is what the two visits differ in; its length is the same."""
    return re.sub(rf"\b{re.escape(contact[-3:])}\b", "END", text.replace(contact, "CONTACT"))


@pytest.mark.parametrize("road", ROADS)
def test_known_and_unknown_contacts_get_the_same_bytes(
    app: Flask, shop: ShopRef, client_of: ClientOf, road: str
) -> None:
    make_customer(app, shop)
    assert seen(client_of(shop), road, KNOWN) == seen(client_of(shop), road, UNKNOWN)


def test_an_unproven_contact_of_an_account_counts_as_unknown(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    make_customer(app, shop)
    another = "k.khac.mau@khach.example"
    for road in ("sign-in", "reset"):
        assert seen(client_of(shop), road, EMAIL) == seen(client_of(shop), road, another)


@pytest.mark.usefixtures("real_passwords")
@pytest.mark.parametrize("road", ["sign-in", "registration", "reset"])
def test_known_and_unknown_contacts_take_the_same_time(
    app: Flask, shop: ShopRef, client_of: ClientOf, road: str, proof: Proof
) -> None:
    """The gap of the medians is under a tenth of the median: 200 pairs in the proof, fewer and looser in daily runs."""
    make_customer(app, shop)
    client, pairs = client_of(shop), proof.size(20, 200)
    page = client.get(ROADS[road][0]).text
    times: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for turn in range(pairs + 3):
        if turn % 4 == 0:
            forget_limits(app)
        for contact in (KNOWN, UNKNOWN) if turn % 2 else (UNKNOWN, KNOWN):
            begun = time.perf_counter()
            assert take(client, road, contact, page).status_code in (303, 422)
            if turn >= 3:
                times[contact].append(time.perf_counter() - begun)
    known, unknown = (statistics.median(found) for found in times.values())
    gap = abs(known - unknown) / statistics.median([*times[KNOWN], *times[UNKNOWN]])
    proof.note(f"{road}: gap of medians over {pairs} pairs, in percent", round(100 * gap, 1))
    assert gap < (0.10 if proof.is_full else 0.35)


def forget_limits(app: Flask) -> None:
    with app.app_context(), acting_for(None), transaction():
        db.session.execute(delete(RateCount).execution_options(synchronize_session=False))


def test_the_difference_is_told_to_the_contact_alone(app: Flask, shop: ShopRef, client_of: ClientOf) -> None:
    from tests.orders.builders import messages_of

    make_customer(app, shop)
    for road, contact in (("registration", KNOWN), ("registration", UNKNOWN), ("reset", KNOWN), ("reset", UNKNOWN)):
        take(client_of(shop), road, contact)
    assert [(kind, to) for kind, _channel, to in messages_of(app, shop)[1:]] == [
        ("customers.known", PHONE),
        ("accounts.code", "+84900000199"),
        ("accounts.code", PHONE),
        ("customers.unknown", "+84900000199"),
    ]
    assert PASSWORD not in str(messages_of(app, shop))
