"""One-time codes to a stored contact: right once, wrong five times at most, good for one subject at one shop."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from shopapp.accounts.actions import check_proof_code, send_proof_code, sweep
from shopapp.accounts.models import ContactProof
from shopapp.accounts.queries import is_proven
from shopapp.accounts.rules import CodeExpired, TooManyCodes, TooManyTries, WrongCode
from shopapp.accounts.web import read_holder, set_holder
from shopapp.notifications.models import Message
from shopapp.notifications.wording import copy_of, word
from shopapp.platform.database import db, transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.records.rules import Reference
from tests.builders import NOW

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]
ORDER = Reference("order", 1)
PHONE = "+84900000111"
MINUTE = timedelta(minutes=1)


def sent_code(shop: ShopRef, inside: Inside) -> str:
    """The code of the newest message."""
    with inside(shop):
        message = db.session.execute(select(Message).order_by(Message.id.desc()).limit(1)).scalar_one()
        return str(message.facts["code"])


def send(shop: ShopRef, inside: Inside, subject: Reference = ORDER, contact: str = PHONE) -> tuple[int, str]:
    """Ask for a code; the proof's id and the code that was sent."""
    with inside(shop), transaction():
        proof = send_proof_code(shop, subject=subject, contact=contact, language="vi", now=NOW)
    return proof, sent_code(shop, inside)


def try_code(shop: ShopRef, inside: Inside, proof: int, code: str, **differences: object) -> str:
    """Type a code back, as a view would."""
    asked = {"subject": ORDER, "now": NOW + MINUTE} | differences
    with inside(shop), transaction():
        return check_proof_code(shop, proof_id=proof, code=code, **asked)  # type: ignore[arg-type]  # Named one by one.


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_right_code_proves_the_contact_for_half_an_hour(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    assert re.fullmatch(r"\d{6}", code)
    holder = try_code(shop, inside, proof, f" {code[:3]} {code[3:]} ")
    with inside(shop):
        assert is_proven(shop, subject=ORDER, holder=holder, now=NOW + 30 * MINUTE)
        assert not is_proven(shop, subject=ORDER, holder=holder, now=NOW + 31 * MINUTE)
        assert not is_proven(shop, subject=ORDER, holder="", now=NOW + MINUTE)
        assert not is_proven(shop, subject=ORDER, holder=holder + "x", now=NOW + MINUTE)


def test_a_code_works_once(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    try_code(shop, inside, proof, code)
    with pytest.raises(CodeExpired):
        try_code(shop, inside, proof, code)


def test_five_wrong_tries_end_a_code_even_for_the_right_one(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    left = []
    for _ in range(4):
        with pytest.raises(WrongCode) as refusal:
            try_code(shop, inside, proof, wrong(code))
        left.append(refusal.value.left)
    assert left == [4, 3, 2, 1]
    with pytest.raises(TooManyTries):
        try_code(shop, inside, proof, wrong(code))
    with pytest.raises(TooManyTries):
        try_code(shop, inside, proof, code)


@pytest.mark.parametrize("typed", ["", "abc", "12345", "1234567", "００００００", "\x00", "9" * 5000, "-1", "1e5"])
def test_odd_input_is_a_wrong_code_and_nothing_worse(shop: ShopRef, inside: Inside, typed: str) -> None:
    proof, code = send(shop, inside)
    if code != "000000":
        with pytest.raises(WrongCode):
            try_code(shop, inside, proof, typed)
    assert try_code(shop, inside, proof, code)


def test_full_width_digits_are_digits(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    assert try_code(shop, inside, proof, code.translate({ord("0") + n: 0xFF10 + n for n in range(10)}))


def test_a_code_ends_after_ten_minutes(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    with pytest.raises(CodeExpired):
        try_code(shop, inside, proof, code, now=NOW + 10 * MINUTE)
    assert try_code(shop, inside, proof, code, now=NOW + 9 * MINUTE)


def test_a_newer_code_replaces_the_older(shop: ShopRef, inside: Inside) -> None:
    old, old_code = send(shop, inside)
    new, new_code = send(shop, inside)
    with pytest.raises(CodeExpired):
        try_code(shop, inside, old, old_code)
    assert try_code(shop, inside, new, new_code)


@pytest.mark.parametrize("other", [Reference("order", 2), Reference("inquiry", 1)])
def test_a_code_proves_nothing_for_another_subject(shop: ShopRef, inside: Inside, other: Reference) -> None:
    proof, code = send(shop, inside)
    with pytest.raises(CodeExpired):
        try_code(shop, inside, proof, code, subject=other)
    holder = try_code(shop, inside, proof, code)
    with inside(shop):
        assert not is_proven(shop, subject=other, holder=holder, now=NOW + MINUTE)


def test_a_code_proves_nothing_at_another_shop(two_shops: tuple[ShopRef, ShopRef], inside: Inside) -> None:
    a, b = two_shops
    proof, code = send(a, inside)
    with pytest.raises(CodeExpired):
        try_code(b, inside, proof, code)
    holder = try_code(a, inside, proof, code)
    with inside(b):
        assert not is_proven(b, subject=ORDER, holder=holder, now=NOW + MINUTE)


def test_codes_are_sent_five_times_an_hour_to_one_contact(shop: ShopRef, inside: Inside) -> None:
    for n in range(5):
        send(shop, inside, Reference("order", n))
    for n in (5, 6):
        with pytest.raises(TooManyCodes):
            send(shop, inside, Reference("order", n))
    send(shop, inside, contact="khach@mail.example")
    with inside(shop), transaction():
        send_proof_code(shop, subject=ORDER, contact=PHONE, language="vi", now=NOW + timedelta(hours=1))


def test_neither_code_nor_contact_nor_holder_is_stored(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    holder = try_code(shop, inside, proof, code)
    with inside(shop):
        row = db.session.execute(select(ContactProof)).scalar_one()
        stored = " ".join(str(getattr(row, column.key)) for column in ContactProof.__table__.columns)
    for secret in (PHONE, PHONE[-9:], holder):
        assert secret not in stored
    assert code not in (row.code_digest, row.contact_digest)
    assert len(row.code_digest) == 64


@pytest.mark.parametrize(("contact", "channel"), [(PHONE, "sms"), ("khach@mail.example", "email")])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_code_travels_as_a_sensitive_message(
    app: Flask, shop: ShopRef, inside: Inside, contact: str, channel: str, language: str
) -> None:
    with inside(shop), transaction():
        send_proof_code(shop, subject=ORDER, contact=contact, language=language, now=NOW)
    code = sent_code(shop, inside)
    with inside(shop):
        message = db.session.execute(select(Message)).scalar_one()
        assert (message.kind, message.channel, message.to_contact) == ("accounts.code", channel, contact)
        assert message.sensitive
        copied = copy_of(message)
    with inside(None):
        letter = word(shop, copied)
    assert code in letter.text
    assert "Tiệm A" in letter.text or channel == "sms"
    if channel == "email":
        assert code in letter.subject
        assert code in letter.html


def test_the_holders_cookie_lives_half_an_hour_in_this_browser_only(app: Flask, shop: ShopRef) -> None:
    with app.test_request_context("/", base_url=shop.base_url):
        response = app.make_response("")
        set_holder(response, "a-token")
        assert response.headers["Set-Cookie"].startswith("proof=a-token; ")
        assert "Max-Age=1800" in response.headers["Set-Cookie"]
        assert "HttpOnly" in response.headers["Set-Cookie"]
    with app.test_request_context("/", base_url=shop.base_url, headers={"Cookie": "proof=a-token"}):
        assert read_holder() == "a-token"
    with app.test_request_context("/", base_url=shop.base_url, headers={"Cookie": "proof=" + "a" * 3000}):
        assert read_holder() == ""


def test_old_codes_are_swept_and_living_proofs_stay(shop: ShopRef, inside: Inside) -> None:
    proof, code = send(shop, inside)
    holder = try_code(shop, inside, proof, code, now=NOW + 9 * MINUTE)
    send(shop, inside, Reference("order", 2))
    for now, left in ((NOW + 20 * MINUTE, 1), (NOW + 40 * MINUTE, 0)):
        with inside(shop), transaction():
            sweep(shop, now=now)
        with inside(shop):
            assert db.session.execute(select(func.count()).select_from(ContactProof)).scalar_one() == left
            assert is_proven(shop, subject=ORDER, holder=holder, now=now) == bool(left)
