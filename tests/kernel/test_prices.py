"""Prices are understood as people type them, and what is no price is refused instead of guessed."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopapp.kernel.money import format_money
from shopapp.kernel.prices import BadPrice, parse_price


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1.500.000đ", 1_500_000),
        ("1,500,000 VNĐ", 1_500_000),
        ("350 000 đồng", 350_000),
        ("350.000 ₫", 350_000),
        ("350000", 350_000),
        ("150k", 150_000),
        ("150 K", 150_000),
        ("1.500k", 1_500_000),
        ("1,5k", 1_500),
        ("1tr5", 1_500_000),
        ("1tr25", 1_250_000),
        ("1tr250", 1_250_000),
        ("1tr250k", 1_250_000),
        ("1,5 triệu", 1_500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("350 nghìn đồng", 350_000),
        ("350 ngàn", 350_000),
        ("1 tỷ 2", 1_200_000_000),
        ("500đ", 500),
        ("0", 0),
    ],
)
def test_a_price_is_understood(typed: str, amount: int) -> None:
    assert parse_price(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "",
        "-5",
        "ba trăm",
        "10 20",
        "1.5",
        "1.50.000",
        "1.500tr",
        "150k150k",
        "1k2tr",
        "9" * 16,
        "٥",
        "1e9",
        "k",
        "đ",
    ],
)
def test_what_is_no_price_is_refused(typed: str) -> None:
    with pytest.raises(BadPrice) as refused:
        parse_price(typed)
    assert refused.value.reason == "unreadable"


def test_missing_zeros_are_asked_about() -> None:
    with pytest.raises(BadPrice) as refused:
        parse_price("350")
    assert refused.value.reason == "zeros"


@given(st.integers(min_value=1_000, max_value=99_999_999_999), st.sampled_from(["vi", "en"]))
def test_what_the_shop_shows_is_read_back(amount: int, language: str) -> None:
    assert parse_price(format_money(amount, language)) == amount


@given(st.text(max_size=40))
def test_any_text_is_a_price_or_refused(text: str) -> None:
    with contextlib.suppress(BadPrice):
        assert parse_price(text) >= 0
