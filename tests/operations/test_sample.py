"""The five sample shops: their files keep the shape the demo reads, and what they name really exists."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from PIL import Image

SAMPLE = Path(__file__).parents[2] / "shopapp" / "operations" / "sample"
UNITS = json.loads((SAMPLE.parents[1] / "delivery" / "data" / "vietnam_units.json").read_text(encoding="utf-8"))
WARDS = {province["code"]: {ward[0] for ward in province["wards"]} for province in UNITS["provinces"]}

KINDS = {"hoa": "florist", "cun": "puppies", "bien": "signs", "mac": "clothes", "nha": "general"}
RATIOS = {"hoa": (4, 5), "cun": (1, 1), "bien": (3, 2), "mac": (3, 4), "nha": (1, 1)}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
PICTURE_BYTES = 25_000
ALL_BYTES = 4_000_000
# Invented numbers that are valid in form yet plainly a sample's.
SAMPLE_PHONE = re.compile(r"\+849000001\d\d")
# The visitor is never addressed as a pal, and nothing unfinished is shown.
NEVER = re.compile(r"\bbạn\b|lorem|xxx|\.vn\b|\.com\b", re.IGNORECASE)

Shop = dict[str, Any]
PRODUCT_KEYS = {
    "slug",
    "name",
    "category",
    "summary",
    "description",
    "facts",
    "pricing",
    "unique",
    "options",
    "variants",
    "pictures",
    "featured",
}


def shop_of(slug: str) -> Shop:
    shop: Shop = json.loads((SAMPLE / f"{slug}.json").read_text(encoding="utf-8"))
    return shop


@pytest.fixture(params=KINDS)
def shop(request: pytest.FixtureRequest) -> Shop:
    return shop_of(request.param)


def phones_of(value: Any) -> Iterator[str]:
    """Every telephone number anywhere in a file."""
    if isinstance(value, dict):
        for part in value.values():
            yield from phones_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from phones_of(part)
    elif isinstance(value, str) and value.startswith("+"):
        yield value


def pictures_of(shop: Shop) -> list[Path]:
    """The files of all pictures a shop shows."""
    folder = SAMPLE / "pictures" / shop["slug"]
    return [folder / picture["file"] for product in shop["products"] for picture in product["pictures"]]


def test_a_shop_says_who_it_is(shop: Shop) -> None:
    assert shop["kind"] == KINDS[shop["slug"]]
    assert re.fullmatch(r"#[0-9a-f]{6}", shop["colour"])
    assert all(shop[key] for key in ("name", "tagline", "hero", "texts", "bank"))
    assert len(shop["reasons"]) == 3
    profile = shop["profile"]
    assert date.fromisoformat(profile["business_code_issued_on"]) < date(2026, 1, 1)
    assert profile["email"].endswith(f"@{shop['slug']}.example")
    assert 2 <= len(profile["departments"]) <= 3
    assert all(d["email"].endswith(f"@{shop['slug']}.example") for d in profile["departments"])
    assert set(profile["hosting"]) == {"host", "country", "backups"}
    for hours in profile["hours"]:
        assert set(hours["days"]) <= set(range(7))
        assert TIME.fullmatch(hours["opens"])
        assert TIME.fullmatch(hours["closes"])
        assert hours["opens"] < hours["closes"]
    assert re.fullmatch(r"\d{6}", shop["bank"]["bin"])
    assert shop["bank"]["account_number"].startswith("0000000")
    assert shop["bank"]["account_name"].isascii()
    assert shop["bank"]["account_name"].isupper()


def test_every_phone_is_a_sample_and_valid(shop: Shop) -> None:
    numbers = list(phones_of(shop))
    assert len(numbers) >= 4
    for number in numbers:
        assert SAMPLE_PHONE.fullmatch(number)
        assert phonenumbers.is_valid_number(phonenumbers.parse(number))


def test_no_two_shops_share_a_phone() -> None:
    everywhere = Counter(number for slug in KINDS for number in set(phones_of(shop_of(slug))))
    assert set(everywhere.values()) == {1}


def test_a_puppy_shop_asks_for_the_four_fields_it_must() -> None:
    assert shop_of("cun")["inquiry"]["required"] == ["name", "phone", "email", "address"]


def test_the_shop_delivers_to_places_that_exist(shop: Shop) -> None:
    delivery = shop["delivery"]
    assert delivery["lead_minutes"] < delivery["days_ahead"] * 24 * 60
    assert TIME.fullmatch(delivery["cut_off"])
    assert delivery["areas"]
    for area in delivery["areas"]:
        assert area["provinces"]
        assert area["fee"] >= 0
        assert area["free_from"] is None or area["free_from"] > area["fee"]
        assert set(area["provinces"]) <= set(WARDS)
        assert set(area["wards"]) <= {ward for province in area["provinces"] for ward in WARDS[province]}
    for slot in delivery["slots"]:
        assert TIME.fullmatch(slot["starts"])
        assert TIME.fullmatch(slot["ends"])
        assert slot["starts"] < slot["ends"]


def test_no_place_lies_in_two_areas_alike(shop: Shop) -> None:
    areas = shop["delivery"]["areas"]
    wards = Counter(ward for area in areas for ward in area["wards"])
    whole = Counter(province for area in areas if not area["wards"] for province in area["provinces"])
    assert set(wards.values()) | set(whole.values()) <= {1}


def test_the_florist_stays_in_its_own_city() -> None:
    assert {province for area in shop_of("hoa")["delivery"]["areas"] for province in area["provinces"]} == {"79"}


@pytest.mark.parametrize("slug", ["mac", "nha"])
def test_the_shops_that_send_by_post_reach_every_province(slug: str) -> None:
    whole = [area for area in shop_of(slug)["delivery"]["areas"] if not area["wards"]]
    assert {province for area in whole for province in area["provinces"]} == set(WARDS)


def test_there_is_enough_to_look_at(shop: Shop) -> None:
    assert len(shop["products"]) >= 22
    assert 4 <= len(shop["categories"]) <= 7
    assert 7 <= sum(product["featured"] for product in shop["products"]) <= 10
    used = {product["category"] for product in shop["products"]}
    assert used == {category["slug"] for category in shop["categories"]}
    assert len(shop["news"]) == 3


def test_no_address_or_code_is_given_twice(shop: Shop) -> None:
    products, news, categories = ([row["slug"] for row in shop[key]] for key in ("products", "news", "categories"))
    codes = [variant["code"] for product in shop["products"] for variant in product["variants"]]
    for names in (products, news, categories, codes):
        assert len(names) == len(set(names))
    assert all(SLUG.fullmatch(slug) for slug in (*products, *news, *categories))


def test_a_product_is_described_and_priced(shop: Shop) -> None:
    for product in shop["products"]:
        assert set(product) == PRODUCT_KEYS
        assert product["summary"].endswith(".")
        assert product["description"]
        assert all(len(fact) == 2 and all(fact) for fact in product["facts"])
        assert 1 <= len(product["pictures"]) <= 2
        assert all(len(picture["alt"]) > 10 for picture in product["pictures"])
        assert len(product["options"]) <= 2
        assert product["variants"]
        values = [tuple(variant["values"]) for variant in product["variants"]]
        assert len(values) == len(set(values))
        assert all(len(value) == len(product["options"]) for value in values)
        for variant in product["variants"]:
            if product["pricing"] == "fixed":
                assert variant["price"] % 1000 == 0
                assert variant["price"] > 0
            else:
                assert product["pricing"] == "quote"
                assert variant["price"] is None
            assert variant["stock"] is None or variant["stock"] >= 0


def test_puppies_are_one_of_a_kind_and_two_have_a_home() -> None:
    puppies = shop_of("cun")["products"]
    assert all(product["unique"] and len(product["variants"]) == 1 for product in puppies)
    assert Counter(product["variants"][0]["stock"] for product in puppies) == {1: len(puppies) - 2, 0: 2}
    assert any(product["pricing"] == "quote" for product in puppies)


def test_signs_are_mostly_quoted() -> None:
    signs = shop_of("bien")["products"]
    assert sum(product["pricing"] == "quote" for product in signs) > len(signs) / 2
    assert any(product["pricing"] == "fixed" for product in signs)


@pytest.mark.parametrize("slug", ["hoa", "bien", "mac", "nha"])
def test_the_hard_cases_stand_in_every_retail_shop(slug: str) -> None:
    products = shop_of(slug)["products"]
    assert any(len(product["options"]) == 2 for product in products)
    assert any(len(product["name"]) > 40 for product in products)
    assert any(variant["stock"] == 0 for product in products for variant in product["variants"])


def test_pictures_are_there_small_and_in_the_looks_format(shop: Shop) -> None:
    wide, tall = RATIOS[shop["slug"]]
    for file in pictures_of(shop):
        assert file.stat().st_size <= PICTURE_BYTES, file.name
        with Image.open(file) as picture:
            assert picture.format == "WEBP"
            assert picture.width * tall == picture.height * wide


def test_every_picture_is_shown_and_all_are_light() -> None:
    shown = [file for slug in KINDS for file in pictures_of(shop_of(slug))]
    assert sorted(shown) == sorted((SAMPLE / "pictures").rglob("*.webp"))
    assert sum(file.stat().st_size for file in shown) <= ALL_BYTES
    assert len({file.read_bytes() for file in shown}) == len(shown)


def test_every_picture_can_be_drawn_again(shop: Shop) -> None:

    room = import_module(f"shopapp.operations.sample.draw.{shop['slug']}")
    assert set(room.SCENES) == {file.stem for file in pictures_of(shop)}


def test_the_words_suit_a_shop(shop: Shop) -> None:
    text = (SAMPLE / f"{shop['slug']}.json").read_text(encoding="utf-8")
    assert not NEVER.search(text)
    for post in shop["news"]:
        assert date(2026, 1, 1) <= date.fromisoformat(post["published_on"]) <= date(2026, 11, 22)
        assert post["title"]
        assert post["summary"]
        assert len(post["body"]) > 200
