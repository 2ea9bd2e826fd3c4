"""Texts of a shop in a further language: shown where they are, the shop's own words where they are not."""

import pytest
from flask import Flask

from shopapp.platform.i18n import speaking
from shopapp.platform.wordings import merged, worded, worded_list

SAID = {"en": {"name": "Roses", "intro": "  ", "facts": [["Height", "40 cm"]]}}


@pytest.mark.parametrize(("code", "name"), [("vi", "Hoa hồng"), ("en", "Roses")])
def test_a_reader_gets_their_language(app: Flask, code: str, name: str) -> None:
    with app.app_context(), speaking(code):
        assert worded("Hoa hồng", SAID, "name") == name


def test_what_is_not_worded_stays_as_the_shop_wrote_it(app: Flask) -> None:
    with app.app_context(), speaking("en"):
        assert worded("Bó hoa", SAID, "summary") == "Bó hoa"
        assert worded("Hoa tươi", SAID, "intro") == "Hoa tươi"
        assert worded("Hoa tươi", {}, "intro") == "Hoa tươi"


def test_a_list_of_an_earlier_text_is_not_mixed_with_the_present_one(app: Flask) -> None:
    with app.app_context(), speaking("en"):
        assert worded_list([["Cao", "40 cm"]], SAID, "facts") == [["Height", "40 cm"]]
        assert worded_list([["Cao", "40 cm"], ["Màu", "đỏ"]], SAID, "facts") == [["Cao", "40 cm"], ["Màu", "đỏ"]]


def test_new_words_replace_one_language_and_leave_the_others() -> None:
    assert merged(SAID, "en", {"name": "Red roses", "intro": ""}) == {"en": {"name": "Red roses"}}
    assert merged(SAID, "fr", {"name": "Roses"}) == {**SAID, "fr": {"name": "Roses"}}
    assert merged(SAID, "en", {"name": ""}) == {}
