"""Provinces and wards, and the list of them that forms fetch."""

import json

from flask import Flask

from shopapp.delivery import places
from shopapp.delivery.places import FILE
from shopapp.delivery.rules import Area
from tests.conftest import ShopClient


def test_the_country_has_34_provinces_and_3321_wards() -> None:
    codes = [code for code, _ in places.provinces()]
    assert len(codes) == len(set(codes)) == 34
    wards = [code for province in codes for code, _ in places.wards(province)]
    assert len(wards) == len(set(wards)) == 3321
    assert all(len(code) == 5 for code in wards)


def test_the_data_names_its_source_and_edition() -> None:
    data = json.loads(FILE.read_text(encoding="utf-8"))
    assert "BSD-3-Clause" in data["source"]
    assert places.version() == data["version"]


def test_a_place_is_found_by_both_codes_only() -> None:
    place = places.find_place("79", "26740")
    assert place is not None
    assert (place.ward_name, place.province_name) == ("Phường Sài Gòn", "Thành phố Hồ Chí Minh")
    assert places.find_place("01", "26740") is None
    assert places.find_place("79", "") is None
    assert places.wards("xx") == []


def test_names_are_sorted_as_people_look_for_them() -> None:
    names = [name for _, name in places.provinces()]
    assert names[0] == "An Giang"
    assert names.index("Đà Nẵng") < names.index("Điện Biên") < names.index("Đồng Nai")
    wards = [name for _, name in places.wards("79")]
    first_commune = next(at for at, name in enumerate(wards) if name.startswith("Xã"))
    assert all(name.startswith("Phường") for name in wards[:first_commune])


def test_forms_fetch_wards_as_options_or_json(shop: object, client: ShopClient) -> None:
    answer = client.get("/dia-chi/phuong-xa?tinh=79")
    assert answer.status_code == 200
    assert '<option value="26740">Phường Sài Gòn</option>' in answer.text
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in answer.headers
    found = client.get("/dia-chi/phuong-xa?tinh=79", headers={"Accept": "application/json"})
    assert ["26740", "Phường Sài Gòn"] in (found.json or [])
    assert "Accept" in found.headers["Vary"]


def test_an_unknown_province_is_not_found(app: Flask, shop: object, client: ShopClient) -> None:
    for path in ("/dia-chi/phuong-xa?tinh=xx", "/dia-chi/phuong-xa", "/dia-chi/phuong-xa?tinh=%00"):
        assert client.get(path).status_code == 404


def test_a_ward_is_found_by_its_name_without_accents() -> None:
    areas = [Area(1, "Gần", 0, provinces=frozenset({"79"}), wards=frozenset({"26740"})), Area(2, "Xa", 0)]
    [(place, is_served)] = places.find_served(areas, "  SAI gon ")
    assert (place.ward_code, place.ward_name, is_served) == ("26740", "Phường Sài Gòn", True)
    assert places.find_served(areas, "phường sài gòn, tphcm") == []
    # Of the many wards of a name those that are delivered to come alone; where none is, the others say so.
    assert {served for _place, served in places.find_served(areas, "ba đình")} == {False}
    assert len(places.find_served(areas, "tan")) == places.MOST_FOUND
    for nonsense in ("", "x", "%_", "\0\0", "đ" * 5_000):
        assert places.find_served(areas, nonsense) == []


def test_found_wards_come_as_buttons_of_the_form(shop: object, client: ShopClient) -> None:
    answer = client.get("/dia-chi/tim?ten=<b>sai gon")
    assert "<b>" not in answer.text
    answer = client.get("/dia-chi/tim?ten=sai gon&tinh=79")
    assert "Phường Sài Gòn" in answer.text
    assert (answer.headers["Cache-Control"], "Set-Cookie" in answer.headers) == ("public, no-cache", False)
    assert client.get("/dia-chi/tim").text.strip() == ""
