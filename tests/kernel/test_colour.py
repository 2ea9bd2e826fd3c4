"""Colours: parsed strictly, measured as WCAG measures, and readable whatever the owner picks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopapp.kernel.colour import BadColour, contrast, derive_pair, mix, parse_colour, readable, show_colour

LIGHT = {"paper": "#faf5ef", "grounds": ["#f3eae0", "#ffffff"], "ink": "#17120f"}
DARK = {"paper": "#1a1513", "grounds": ["#251e1b", "#2a2422"], "ink": "#17120f"}
colours = st.tuples(*[st.integers(0, 255)] * 3).map(show_colour)


@pytest.mark.parametrize(
    "text", ["pink", "#fff", "#12345", "#1234567", "c0392b", "#gggggg", "", "#c0392b ", "#c0392b\n"]
)
def test_anything_but_six_digits_is_refused(text: str) -> None:
    with pytest.raises(BadColour):
        parse_colour(text)


def test_capitals_are_read_and_written_small() -> None:
    assert show_colour(parse_colour("#C0392B")) == "#c0392b"


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#abcdef", "#abcdef", 1.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_mixing_goes_from_one_colour_to_the_other() -> None:
    assert mix("#102030", "#ffffff", 0) == "#ffffff"
    assert mix("#102030", "#ffffff", 1) == "#102030"
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_a_colour_that_is_readable_already_stays_as_it_is() -> None:
    assert readable("#7a1f1d", ["#ffffff", "#f3eae0"]) == "#7a1f1d"


def test_a_pale_colour_keeps_its_hue_when_it_is_deepened() -> None:
    red, green, blue = parse_colour(readable("#f5a623", ["#ffffff"]))
    assert red > green > blue


def test_grounds_too_far_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="reaches"):
        readable("#808080", ["#000000", "#ffffff"])


@given(colours)
def test_words_can_be_read_on_light_and_dark_whatever_the_brand(brand: str) -> None:
    for ground in (LIGHT, DARK):
        pair = derive_pair(brand, paper=ground["paper"], grounds=ground["grounds"], ink=ground["ink"])  # type: ignore[arg-type]
        assert contrast(pair.on_fill, pair.fill) >= 4.5
        assert contrast(pair.edge, str(ground["paper"])) >= 3
        assert all(contrast(pair.text, each) >= 4.5 for each in [str(ground["paper"]), *ground["grounds"]])


def test_a_strong_brand_is_its_own_fill_on_light() -> None:
    pair = derive_pair("#c8102e", paper="#ffffff", grounds=[], ink="#17120f")
    assert (pair.fill, pair.on_fill, pair.edge) == ("#c8102e", "#ffffff", "#c8102e")


def test_a_pale_brand_takes_dark_words_and_an_edge_that_shows() -> None:
    pair = derive_pair("#ffe066", paper="#ffffff", grounds=[], ink="#17120f")
    assert (pair.fill, pair.on_fill) == ("#ffe066", "#17120f")
    assert pair.edge != pair.fill
