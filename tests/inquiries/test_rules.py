"""Pure decisions about inquiries."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from shopapp.inquiries.rules import (
    InquiryDraft,
    MessageDraft,
    after_customer_wrote,
    asked_fields,
    fingerprint_of,
    greetable,
    is_form_key,
    read_cursor,
    search_text,
    search_words,
    write_cursor,
)
from shopapp.kernel.codes import new_token
from tests.inquiries.builders import make_draft


@dataclass(frozen=True)
class Wants:
    inquiry_required: tuple[str, ...]


def names(kind: str, *required: str, trade: str = "general") -> dict[str, bool]:
    return {field.name: field.is_required for field in asked_fields(kind, Wants(required), trade)}


def test_an_address_is_asked_only_where_the_shop_needs_it() -> None:
    assert "address" not in names("question", "name", "phone")
    assert names("question", "name", "phone", "email", "address")["address"] is True


def test_what_the_shop_needs_is_required_and_the_rest_is_not() -> None:
    asked = names("question", "name", "email")
    assert (asked["name"], asked["phone"], asked["email"]) == (True, False, True)


def test_an_order_code_is_asked_for_complaints_alone() -> None:
    assert "order_code" in names("complaint")
    assert "order_code" not in names("question")
    assert "order_code" not in names("quote")


def test_a_sign_shop_asks_about_the_sign_and_only_for_quotes() -> None:
    asked = names("quote", trade="signs")
    assert asked["type"] is True
    assert {"width_cm", "height_cm", "quantity", "material", "light", "deadline", "budget"} <= set(asked)
    assert asked["body"] is False, "the facts may say it all"
    assert "type" not in names("question", trade="signs")
    assert names("quote", trade="florist")["body"] is True


def test_a_shop_of_clothes_to_order_asks_for_the_link() -> None:
    assert "link" in names("quote", trade="clothes")


@pytest.mark.parametrize(
    ("before", "after"), [("new", "new"), ("answered", "waiting"), ("waiting", "waiting"), ("closed", "waiting")]
)
def test_writing_on_makes_the_shop_owe_an_answer(before: str, after: str) -> None:
    assert after_customer_wrote(before) == after


@pytest.mark.parametrize(
    "typed",
    [
        "0900000105",
        "0900 000 105",
        "+84 900 000 105",
        "84900000105",
        "900.000.105",
        "000-105",
        "h-3k4",
        "nguyen",
        "Ngọc ha",
    ],
)
def test_search_finds_numbers_in_any_form_and_names_without_accents(typed: str) -> None:
    text = search_text("Nguyễn Thị Ngọc Hà", "H-3K4AAA", "+84900000105")
    assert all(word in text for word in search_words(typed))


@pytest.mark.parametrize("typed", ["0900000106", "tran", "%", "_"])
def test_search_finds_nothing_else(typed: str) -> None:
    text = search_text("Nguyễn Thị Ngọc Hà", "H-3K4AAA", "+84900000105")
    assert not all(word in text for word in search_words(typed))


def test_a_cursor_reads_back_to_the_microsecond() -> None:
    moment = datetime(2026, 11, 22, 3, 0, 0, 123457, tzinfo=UTC)
    assert read_cursor(write_cursor(moment, 42)) == (moment, 42)


@pytest.mark.parametrize("text", ["", "x", "1", "1-", "-1", "1-2-3", "9" * 30 + "-1", "1-" + "9" * 30, "١-١"])
def test_a_cursor_that_is_none_is_passed_over(text: str) -> None:
    assert read_cursor(text) is None


def test_form_keys_are_told_from_anything_else() -> None:
    assert is_form_key(new_token())
    assert not any(is_form_key(key) for key in ("", "short", "a" * 31, "a" * 33, "a" * 31 + "\n", "../" * 10 + "ab"))


def test_the_fingerprint_sees_every_difference() -> None:
    drafts: list[InquiryDraft | MessageDraft] = [
        make_draft(),
        make_draft(name="Khác"),
        make_draft(phone="+84900000106"),
        make_draft(email="khac@khach.example"),
        make_draft(body="Khác"),
        make_draft(kind="complaint"),
        make_draft(product_id=1),
        make_draft(order_code="A1"),
        make_draft(quote={"quantity": 2}),
        MessageDraft("Hoa có giao trong sáng mai không?"),
        MessageDraft("Hoa có giao trong sáng mai không?", (1,)),
    ]
    prints = [fingerprint_of("secret", draft, []) for draft in drafts]
    prints += [fingerprint_of("secret", drafts[0], ["ab"]), fingerprint_of("other", drafts[0], [])]
    assert len(set(prints)) == len(prints)
    assert fingerprint_of("secret", make_draft(), ["b", "a"]) == fingerprint_of("secret", make_draft(), ["a", "b"])


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Lê Thị Hỏi", "Lê Thị Hỏi"),
        ("D'Arc-Nguyễn", "D'Arc-Nguyễn"),
        ("trúng thưởng tại evil.example", ""),
        ("http://evil", ""),
        ("gọi 0900", ""),
        ("a@b", ""),
        ("x" * 61, ""),
    ],
)
def test_a_letter_greets_by_name_but_carries_no_address_for_a_stranger(name: str, greeting: str) -> None:
    assert greetable(name) == greeting
