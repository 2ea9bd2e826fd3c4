"""Text, contacts, codes and money: what people type becomes one form."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopapp.kernel.codes import ALPHABET, digit_code, human_code, keyed_digest, new_token
from shopapp.kernel.contacts import (
    BadEmail,
    BadPhone,
    mask_email,
    mask_name,
    mask_phone,
    parse_email,
    parse_phone,
    show_phone,
)
from shopapp.kernel.folding import fold, plain_ascii, slug, tidy, tidy_lines
from shopapp.kernel.money import format_money


def test_decomposed_accents_and_odd_spaces_become_regular() -> None:
    pasted = unicodedata.normalize("NFD", "Nguyễn\u00a0\u2003Thị\u200b Hường ")
    assert tidy(pasted) == "Nguyễn Thị Hường"


def test_lines_stay_lines_but_never_more_than_one_is_empty() -> None:
    assert tidy_lines("một\r\n\r\n\r\n\r\nhai\x07") == "một\n\nhai"


def test_emoji_survive() -> None:
    assert tidy("Chúc mừng 🎉👩‍👧") == "Chúc mừng 🎉👩‍👧"


@given(st.text())
def test_tidying_twice_changes_nothing_more(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize(
    ("text", "folded"), [("Hoa Hồng ĐỎ", "hoa hong do"), ("ĐÈN LED", "den led"), ("ỳ Ỹ ự", "y y u")]
)
def test_folding_drops_vietnamese_marks(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


def test_text_for_banks_is_ascii() -> None:
    assert plain_ascii("Đơn hàng ₫") == "Don hang "
    assert slug("Bó hoa “Đẹp” số 1!") == "bo-hoa-dep-so-1"


@pytest.mark.parametrize(
    "typed", ["0912 345 678", "+84912345678", "84 912 345 678", "0084912345678", "０９１２３４５６７８"]
)
def test_one_phone_in_many_spellings_is_one_number(typed: str) -> None:
    assert parse_phone(typed) == "+84912345678"


@pytest.mark.parametrize("typed", ["", "12345", "091234567", "01234567890", "abc", "0912345678901234", "١٢٣٤٥٦٧٨٩٠"])
def test_what_is_no_phone_is_refused(typed: str) -> None:
    with pytest.raises(BadPhone):
        parse_phone(typed)


def test_phones_are_shown_and_masked() -> None:
    assert show_phone("+84912345678") == "0912 345 678"
    assert mask_phone("+84912345678") == "0912 ••• 678"


@pytest.mark.parametrize("typed", ["Lan@Hoa.Example", " lan@hoa.example\u200b", "ＬＡＮ@hoa.example"])
def test_one_mailbox_in_many_spellings_is_one_address(typed: str) -> None:
    assert parse_email(typed) == "lan@hoa.example"


@pytest.mark.parametrize(
    "typed", ["", "lan", "lan@", "lân@hoa.example", "lаn@hoa.example", "a@b@c", "a\r\nBcc: x@y.example"]
)
def test_what_is_no_mailbox_is_refused(typed: str) -> None:
    with pytest.raises(BadEmail):
        parse_email(typed)


def test_names_and_addresses_are_masked() -> None:
    assert mask_email("lan.anh@hoa.example") == "l•••h@hoa.example"
    assert mask_name("Nguyễn Thị Lan") == "N••• T••• Lan"
    assert mask_name("") == mask_email("") == mask_phone("") == ""


def test_money_has_its_sign_behind_a_space_that_never_breaks() -> None:
    assert format_money(1350000) == "1.350.000\u00a0₫"
    assert format_money(1350000, "en") == "1,350,000\u00a0₫"


def test_codes_are_long_enough_and_do_not_repeat() -> None:
    tokens = {new_token() for _ in range(2000)}
    assert len(tokens) == 2000
    assert min(len(token) for token in tokens) >= 32
    assert set(human_code(200)) <= set(ALPHABET)
    assert len(digit_code()) == 6


def test_a_keyed_digest_tells_its_parts_apart() -> None:
    assert keyed_digest("key", "ab", "c") != keyed_digest("key", "a", "bc")
    assert keyed_digest("key", 1) != keyed_digest("other", 1)
