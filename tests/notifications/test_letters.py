"""The builder of mails and the shape of text messages: no database, no network."""

import email
import email.policy

import pytest
from flask import Flask
from flask_mail import Mail

from shopapp import beside_package
from shopapp.notifications import words
from shopapp.notifications.channels import Envelope
from shopapp.notifications.channels.letters import BadHeader, build_letter
from shopapp.notifications.rules import sms_segments, sms_text

ENVELOPE = {"reference": "ab" * 16, "to": "a@b.example", "text": "x", "subject": "x", "sender_name": "x"}


@pytest.mark.parametrize("field", ["reference", "to", "subject", "sender_name", "reply_to"])
@pytest.mark.parametrize("evil", ["\r\nBcc: c@d.example", "\nBcc: c@d.example", "\r", "\x00", "\u2028Bcc: c@d.example"])
def test_no_header_takes_a_line_break(field: str, evil: str) -> None:
    with pytest.raises(BadHeader):
        build_letter(Envelope(**{**ENVELOPE, field: "x" + evil}), "shop@mail.example")


@pytest.mark.parametrize("name", ["Tiệm Hoa, Bánh", 'Quán "Mẫu"', "Shop \\ Co.", "Plain"])
def test_a_shops_name_is_shown_as_it_is_written(name: str) -> None:
    app = Flask(__name__)
    Mail(app)
    with app.app_context():
        letter = build_letter(Envelope(**{**ENVELOPE, "sender_name": name}), "shop@mail.example")
        read = email.message_from_bytes(letter.as_bytes(), policy=email.policy.default)
    (address,) = read["From"].addresses
    assert (address.display_name, address.addr_spec) == (name, "shop@mail.example")


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Đơn “A” – 5×2…", 'Don "A" - 5x2...'), ("350.000\u00a0₫", "350.000 d"), ("a\n\n b\t", "a b"), ("🌹 hoa", "hoa")],
)
def test_typography_becomes_what_every_phone_can_show(text: str, plain: str) -> None:
    assert sms_text(text) == plain


@pytest.mark.parametrize(("length", "segments"), [(1, 1), (160, 1), (161, 2), (306, 2), (307, 3)])
def test_segments_are_counted_as_gateways_count_them(length: int, segments: int) -> None:
    assert sms_segments("a" * length) == segments


def test_signs_that_take_two_places_are_counted_twice() -> None:
    assert sms_segments("[" * 81) == 2


def kinds_with_templates() -> set[str]:
    folder = beside_package("templates")
    subjects = {path.relative_to(folder) for path in folder.glob("*/mail/*.subject.txt")}
    return {f"{path.parts[0]}.{path.name.removesuffix('.subject.txt')}" for path in subjects}


def test_every_kind_of_message_is_named_in_the_list_and_has_a_text() -> None:
    folder = beside_package("templates")
    assert kinds_with_templates() == set(words.KIND_WORDS)
    for kind in kinds_with_templates():
        room, name = kind.split(".")
        assert (folder / room / "mail" / f"{name}.txt").is_file()
        assert (folder / room / "mail" / f"{name}.html").is_file()
