"""What a list can be sifted by, worked out of what its products say."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shopapp.catalog.rules import Counted, Sieve, make_sieve, read_band, sieve_from, traits_of
from shopapp.catalog.rules.sifting import bands_of


def counted(word: str, **values: int) -> list[Counted]:
    return [Counted(word, value, count, {"": [word, value]}) for value, count in values.items()]


@given(st.lists(st.integers(min_value=0, max_value=10**11), max_size=60))
def test_bands_have_round_bounds_leave_no_gap_and_none_of_them_is_empty(prices: list[int]) -> None:
    prices.sort()
    bands = bands_of(prices)
    assert len(bands) != 1
    assert len(bands) <= 4
    for band, following in pairwise(bands):
        assert band.high == following.low
        assert len(str(band.high).rstrip("0")) <= 2
    for band in bands:
        assert any(band.low <= price < (band.high or 10**12) for price in prices)
        assert read_band(band.key) == band


def test_bands_follow_the_shops_own_prices() -> None:
    assert bands_of([1_000]) == ()
    assert bands_of([250_000] * 9) == ()
    prices = [65_000, 250_000, 350_000, 390_000, 420_000, 550_000, 950_000, 2_350_000]
    assert [band.low for band in bands_of(prices)] == [0, 300_000, 400_000, 1_000_000]


def test_nonsense_is_no_band() -> None:
    for text in (None, "", "-", "0-", "5-5", "9-1", "1-2-3", "x-1", "1-" + "9" * 40, "١-٢"):
        assert read_band(text) is None, text


def test_only_what_many_products_tell_and_share_is_offered() -> None:
    found = counted("gioi-tinh", cai=10, duc=15) + counted("giay-to", co=25) + counted("mua", he=1, dong=1)
    found += [one for number in range(25) for one in counted("ten", **{f"t{number}": 1})]
    bearers = {"gioi-tinh": 25, "giay-to": 25, "mua": 2, "ten": 25}
    (group,) = make_sieve(25, [], bearers, found).groups
    assert [(value.value, value.count) for value in group.values] == [("duc", 15), ("cai", 10)]


def test_sizes_and_figures_stand_in_their_own_order() -> None:
    found = counted("co", xl=2, s=3, m=9, l=4) + counted("nang", **{"1-kg": 3, "150-g": 2, "2-kg": 2, "500-g": 4})
    groups = {g.word: [v.value for v in g.values] for g in make_sieve(12, [], {"co": 12, "nang": 11}, found).groups}
    assert groups == {"co": ["s", "m", "l", "xl"], "nang": ["150-g", "500-g", "1-kg", "2-kg"]}


def test_a_sieve_is_read_back_as_it_was_stored() -> None:
    sieve = make_sieve(6, [1, 2, 3, 4, 5, 6], {"co": 6}, counted("co", s=3, m=3))
    assert sieve_from(sieve.to_json()) == sieve
    assert sieve_from(None) == Sieve()


def test_traits_are_short_facts_and_choices_in_each_language() -> None:
    found = traits_of(
        [("Giới tính", "Cái"), ("Ghi chú", "x" * 41), ("Giới tính", "cái")],
        ["Cỡ"],
        [(["Vừa"], {"en": {"values": ["Medium"]}}), (["Lớn"], {})],
        {"en": {"facts": [["Sex", "Female"], ["", ""], ["Sex", "female"]], "option_names": ["Size"]}},
    )
    assert [(trait.word, trait.value, trait.shown) for trait in found] == [
        ("gioi-tinh", "cai", {"": ["Giới tính", "Cái"], "en": ["Sex", "Female"]}),
        ("co", "vua", {"": ["Cỡ", "Vừa"], "en": ["Size", "Medium"]}),
        ("co", "lon", {"": ["Cỡ", "Lớn"]}),
    ]
